import fs from 'node:fs'
import path from 'node:path'
import type { Need } from '../frame/needs'
import type { Asked } from './asked'
import type { Start } from './program'

/** Another program that serves the same rows. What it is asked for is the least that our page of the same kind shows. */
export interface Peer {
  name: string
  need: Need
  /** Prepares its database, once; nothing where it needs nothing. */
  prepare(databaseUrl: string): Promise<void>
  start(databaseUrl: string, port: number): Start
  /** A chain, the oldest first: its claims with speaker, article and links. */
  chain(id: number): Asked
  /** The claims that an answer has. */
  claimsIn(answer: string): number[]
  /** The newest thirty of a speaker, each with its article. */
  speaker(id: number): Asked
  /** The newest twenty that have a word; null where it has no search. */
  search: ((word: string) => Asked) | null
  /** A claim, with nothing but its row. */
  add(claim: NewRow): Asked
}

export interface NewRow {
  speaker: number
  article: number
  words: string
}

/** What is measured beside a peer. */
export type Beside = 'chain' | 'speaker' | 'search' | 'add' | 'start' | 'memory'

/** Where a package of the folder lies, and with which version; null where it is not installed. */
export function installed(folder: string | undefined, name: string): { root: string; version: string } | null {
  const root = folder && path.resolve(folder, 'node_modules', name)
  if (!root || !fs.existsSync(path.join(root, 'package.json'))) return null
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string }
  return { root, version }
}

/** The Node.js that the folder brings, where a peer wants a newer one than runs here; else this one. */
export function nodeOf(folder: string): string {
  const own = path.resolve(folder, 'node_modules', 'node', 'bin', 'node')
  return fs.existsSync(own) ? own : process.execPath
}
