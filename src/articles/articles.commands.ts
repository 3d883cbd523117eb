import { createHash } from 'node:crypto'
import type { EntityManager } from 'typeorm'
import { inTransaction } from '../database/transaction'
import { keepFingerprints } from '../fingerprints/fingerprints.commands'
import { compareArticle } from '../fingerprints/likenesses.commands'
import { type Actor, record } from '../history/history.commands'
import { canonicalText, decodeUtf8 } from '../quotes/canonical-text'
import { CodePoints } from '../quotes/code-points'
import { words } from '../words/words'
import { Article } from './article.entity'
import { LARGEST_TEXT } from './article.schema'
import { articlesAtAddresses, type KnownCopy, revisionsWithText } from './articles.queries'
import { Outlet } from './outlet.entity'
import { Revision } from './revision.entity'
import type { Rights } from './rights'
import { inTextOrder, type Zone, zonesProblem } from './zone'
import { ZoneRow } from './zone.entity'

/** An article as it comes in. Null is "not known", and was said so. */
export interface NewArticle {
  /** The bytes of the text as they came; kept beside the canonical text made of them. */
  raw: Buffer
  outlet: string | null
  publishedOn: string | null
  /** Without one, the text's first line. */
  headline?: string | null
  byline?: string | null
  url?: string | null
  language?: string
  rights?: Rights | null
  /** Where the bytes are something else than the text in UTF-8: the text that was read out of them, and by what. */
  capture?: Captured
  /** What of the text is not the article's own, as an editor confirmed it. */
  zones?: readonly Zone[]
  /** Import although the same text is here already, under another outlet perhaps. */
  again?: boolean
}

/** A text that was read out of something that somebody sent, or that was fetched. */
export interface Captured {
  /** Canonical. */
  text: string
  mediaType: string | null
  /** Where it was fetched from, after all redirects; null: somebody sent it. */
  capturedFrom: string | null
  fileName: string | null
  extractor: string
  capturedAt: Date | null
}

export type ImportOutcome =
  | { articleId: number; revisionId: number }
  | { problem: string; field: 'text' | 'zones' }
  | { copies: KnownCopy[] }

/** Takes in an article with its first revision. The same text twice is recognised and needs `again`. */
export async function importArticle(db: EntityManager, actor: Actor, input: NewArticle): Promise<ImportOutcome> {
  const read = textOf(input)
  if ('problem' in read) return { problem: read.problem, field: 'text' }
  const problem = input.zones ? zonesProblem(input.zones, CodePoints.of(read.text).length) : null
  if (problem !== null) return { problem, field: 'zones' }
  const textSha256 = sha256(read.text)

  return inTransaction(db, async (db) => {
    await lockAddresses(db, addressesOf(input.url, input.capture?.capturedFrom))
    // Two imports of one text at once: the second waits here, and then sees the first.
    await db.query('SELECT pg_advisory_xact_lock($1, $2)', [IMPORT_LOCK, textSha256.readInt32BE(0)])
    if (!input.again) {
      const copies = await revisionsWithText(db, textSha256)
      if (copies.length > 0) return { copies }
    }
    const row = await articleRow(db, actor, input, read.text)
    const inserted = await db.insert(Article, { ...row, createdById: actor?.id ?? null })
    const articleId = inserted.identifiers[0]?.id as number
    const captured = { articleId, number: 1, raw: input.raw, text: read.text, textSha256, capture: input.capture }
    const revision = await insertRevision(db, actor, captured)
    const zones = inTextOrder(input.zones ?? []).map(({ start, end, kind }) => ({ start, end, kind }))
    await insertZones(db, revision.id, zones)
    await keepFingerprints(db, revision.id, read.text, zones)
    await compareArticle(db, articleId)
    await record(db, actor, {
      action: 'imported',
      kind: 'article',
      id: articleId,
      payload: { ...row, revision, ...(zones.length > 0 ? { zones } : {}) },
    })
    return { articleId, revisionId: revision.id }
  })
}

/**
 * Imports an article, but not where an article is at its address that whoever imports it does not know of: this may be that one's next
 * text. A text that is here already is told as that.
 * @param known the articles at its address, by number, that are known to be others
 */
export function importAtNewAddress(
  db: EntityManager,
  actor: Actor,
  input: NewArticle,
  known: readonly number[] = [],
): Promise<ImportOutcome | { atAddress: number }> {
  return inTransaction(db, async (db): Promise<ImportOutcome | { atAddress: number }> => {
    const addresses = addressesOf(input.url, input.capture?.capturedFrom)
    await lockAddresses(db, addresses)
    const [other] = (await articlesAtAddresses(db, addresses)).filter((id) => !known.includes(id))
    if (other === undefined || (await isHere(db, input))) return importArticle(db, actor, input)
    return { atAddress: other }
  })
}

async function isHere(db: EntityManager, { again, ...input }: NewArticle): Promise<boolean> {
  const read = textOf(input)
  return !again && 'text' in read && (await revisionsWithText(db, sha256(read.text))).length > 0
}

/** The addresses that a text may be known under: as it says, as somebody says, as it was asked for. */
export const addressesOf = (...urls: (string | null | undefined)[]): string[] => [
  ...new Set(urls.filter((url): url is string => Boolean(url))),
]

/** The first of PostgreSQL's two advisory keys says what is locked; the second is from the text's hash. */
const IMPORT_LOCK = 1
const ADDRESS_LOCK = 5

/** Two imports at one address at once: the second waits here, and then sees the first. In one order, so that they never wait for each other. */
async function lockAddresses(db: EntityManager, addresses: readonly string[]): Promise<void> {
  const keys = [...new Set(addresses.map((url) => sha256(url).readInt32BE(0)))].sort((a, b) => a - b)
  for (const key of keys) await db.query('SELECT pg_advisory_xact_lock($1, $2)', [ADDRESS_LOCK, key])
}

export const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest()

/** The canonical text of what came, or why it can't be kept. */
export const textOf = ({ raw, capture }: Pick<NewArticle, 'raw' | 'capture'>) =>
  capture ? capturedText(raw, capture) : readText(raw)

/** The canonical text of bytes that are one, or why it can't be kept. */
function readText(raw: Buffer): { text: string } | { problem: string } {
  if (raw.length > LARGEST_TEXT) return { problem: words.problems.textTooLarge }
  const decoded = decodeUtf8(raw)
  if ('problem' in decoded) return decoded
  const canonical = canonicalText(decoded.text)
  if ('problem' in canonical) return canonical
  if (Buffer.byteLength(canonical.text) > LARGEST_TEXT) return { problem: words.problems.textTooLarge }
  return canonical
}

/** As much as is kept of an article as it came. */
export const LARGEST_RAW = 25 * 1024 * 1024

/** What was read is held against the rules of texts all the same: whoever read it may be wrong. */
function capturedText(raw: Buffer, { text }: Captured): { text: string } | { problem: string } {
  if (raw.length > LARGEST_RAW) return { problem: words.intake.fileTooLarge }
  const canonical = canonicalText(text)
  if ('problem' in canonical) return canonical
  if (Buffer.byteLength(canonical.text) > LARGEST_TEXT) return { problem: words.problems.textTooLarge }
  return canonical
}

async function insertZones(db: EntityManager, revisionId: number, zones: readonly Zone[]) {
  if (zones.length === 0) return
  await db.insert(
    ZoneRow,
    zones.map(({ start, end, kind }) => ({ revisionId, startOffset: start, endOffset: end, kind })),
  )
}

async function articleRow(db: EntityManager, actor: Actor, input: NewArticle, text: string) {
  return {
    outletId: input.outlet === null ? null : await outletNamed(db, actor, input.outlet),
    headline: input.headline || firstLine(text),
    byline: input.byline ?? null,
    url: input.url ?? null,
    language: input.language ?? 'und',
    publishedOn: input.publishedOn,
    rights: input.rights ?? null,
  }
}

export interface NewRevision {
  articleId: number
  number: number
  raw: Buffer
  text: string
  textSha256: Buffer
  /** Missing where the bytes are the text. */
  capture?: Omit<Captured, 'text'> | undefined
}

/** What history keeps of a captured text: its hashes. `gainsay verify` holds the text against them. */
export interface RevisionInHistory {
  id: number
  number: number
  /** In Unicode code points. */
  length: number
  /** In hexadecimal. */
  textSha256: string
  rawSha256: string
}

/** Keeps a captured text; what changes the article is its caller's. */
export async function insertRevision(
  db: EntityManager,
  actor: Actor,
  { capture, ...revision }: NewRevision,
): Promise<RevisionInHistory> {
  const { number, textSha256 } = revision
  const { mediaType = null, capturedFrom = null, fileName = null, extractor = null, capturedAt = null } = capture ?? {}
  const length = CodePoints.of(revision.text).length
  const rawSha256 = sha256(revision.raw)
  const inserted = await db.insert(Revision, {
    ...revision,
    ...{ mediaType, capturedFrom, fileName, extractor },
    ...(capturedAt ? { capturedAt } : {}),
    ...{ length, rawSha256, capturedById: actor?.id ?? null },
  })
  const id = inserted.identifiers[0]?.id as number
  return { id, number, length, textSha256: textSha256.toString('hex'), rawSha256: rawSha256.toString('hex') }
}

/** The outlet of this name, upper and lower case alike, made if there is none. */
export async function outletNamed(db: EntityManager, actor: Actor, name: string): Promise<number> {
  const made: { id: number }[] = await db.query(
    'INSERT INTO outlets (name) VALUES ($1) ON CONFLICT (lower(name)) DO NOTHING RETURNING id',
    [name],
  )
  if (made[0]) {
    await record(db, actor, { action: 'added', kind: 'outlet', id: made[0].id, payload: { name } })
    return made[0].id
  }
  const outlet = await db
    .createQueryBuilder(Outlet, 'outlet')
    .where('lower(outlet.name) = lower(:name)', { name })
    .getOneOrFail()
  return outlet.id
}

/** A headline for a text that came without one: long enough to know it by, short enough for a list. */
const LONGEST_FIRST_LINE = 200

function firstLine(text: string): string {
  const line = text.split('\n').find((candidate) => candidate.trim() !== '') ?? text
  const characters = [...line.trim()]
  if (characters.length <= LONGEST_FIRST_LINE) return characters.join('')
  return `${characters.slice(0, LONGEST_FIRST_LINE - 1).join('')}…`
}
