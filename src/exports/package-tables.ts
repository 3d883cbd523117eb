import { chainClaims, chains, claims, links, replies } from './package-claims.queries'
import { articles, hops, spans, statements, zones } from './package-passages.queries'
import { aliases, claimSpeakers, roles, speakers, speaksFor } from './package-speakers.queries'
import type { PackageTable } from './package-table'

/** The tables of the package, in the order of its files. */
export const PACKAGE_TABLES: readonly PackageTable[] = [
  articles,
  speakers,
  claims,
  statements,
  links,
  claimSpeakers,
  aliases,
  roles,
  speaksFor,
  chains,
  chainClaims,
  spans,
  hops,
  zones,
  replies,
]
