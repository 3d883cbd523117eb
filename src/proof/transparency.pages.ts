import { type PageHead, page } from '../web/page'
import { words } from '../words/words'
import type { PublishedCheckpoint } from './checkpoints.queries'
import type { RedactedKind } from './redaction'
import type { RedactionRow } from './redactions.queries'
import { parseNote, verifyingKey } from './signed-note'

interface ListedCheckpoint {
  /** "1,024 rows" */
  counted: string
  root: string
  at: string
  datetime: string
  href: string
  /** Which keys have signed it, by their ids. */
  signedBy: string
}

interface ListedRedaction {
  id: number
  /** "claim 17" */
  what: string
  href: string | null
  reason: string
  legalBasis: string | null
  at: string
  datetime: string
}

interface TransparencyPage extends PageHead {
  canonical: string
  /** Without a slash at the end. */
  baseUrl: string
  /** The newest; null while nothing is sealed, or on a page of older ones. */
  latest: ListedCheckpoint | null
  checkpoints: ListedCheckpoint[]
  /** An example for the command that asks for a proof between two. */
  between: { from: number; to: number } | null
  /** With the first checkpoint that lists the key, where there are several. */
  keys: { text: string; since: { counted: string; href: string } | null }[]
  redactions: ListedRedaction[]
  isFirst: boolean
  next: string | null
  nextRedactions: string | null
}

export const transparencyPage = page<TransparencyPage>('proof/transparency')

/** Checkpoints, and redactions, that a page lists. */
export const ON_PAGE = 30

const AT = new Intl.DateTimeFormat(words.locale, { dateStyle: 'long', timeStyle: 'medium', timeZone: 'UTC' })

function listed({ treeSize, rootHash, at, note }: PublishedCheckpoint): ListedCheckpoint {
  return {
    counted: words.counts.rows(treeSize),
    root: rootHash.toString('base64'),
    at: words.days.utc(AT.format(at)),
    datetime: at.toISOString(),
    href: `/transparency/checkpoints/${treeSize}`,
    signedBy:
      parseNote(note)
        ?.signatures.map(({ id }) => id)
        .join(', ') ?? '',
  }
}

/** Where one reads that something was redacted; what the desk says to itself has no public place. */
const PLACES: Partial<Record<RedactedKind, string>> = {
  claim: '/claims/',
  statement: '/statements/',
  link: '/links/',
  speaker: '/speakers/',
  article: '/articles/',
}

function listedRedaction({ id, subjectKind, subjectId, reason, legalBasis, at }: RedactionRow): ListedRedaction {
  const place = PLACES[subjectKind]
  const what = words.things[subjectKind](subjectId)
  const href = place ? `${place}${subjectId}` : null
  return { id, what, href, reason, legalBasis, at: words.days.utc(AT.format(at)), datetime: at.toISOString() }
}

interface Published {
  baseUrl: string
  /** From the newest on, one more than is shown if more follow; so with redactions. */
  checkpoints: readonly PublishedCheckpoint[]
  keys: readonly { text: string; since: number | null }[]
  redactions: readonly RedactionRow[]
  isFirst: boolean
}

export function transparencyModel({ baseUrl, checkpoints, keys, redactions, isFirst }: Published): TransparencyPage {
  const shown = checkpoints.slice(0, ON_PAGE)
  const [newest, second] = shown
  const last = shown.at(-1)
  const told = redactions.slice(0, ON_PAGE)
  return {
    title: words.transparency.title,
    description: words.transparency.description,
    canonical: '/transparency',
    baseUrl,
    latest: newest && isFirst ? listed(newest) : null,
    checkpoints: shown.map(listed),
    between: newest && second ? { from: second.treeSize, to: newest.treeSize } : null,
    keys: keys
      .filter(({ text }) => verifyingKey(text))
      .map(({ text, since }) => ({
        text,
        since:
          since === null ? null : { counted: words.counts.rows(since), href: `/transparency/checkpoints/${since}` },
      })),
    redactions: told.map(listedRedaction),
    isFirst,
    next: last && checkpoints.length > shown.length ? `/transparency?before=${last.treeSize}` : null,
    nextRedactions: redactions.length > told.length ? `/transparency?redactions=${told.at(-1)?.id}#redactions` : null,
  }
}
