import { createHash } from 'node:crypto'
import type { EntityManager } from 'typeorm'
import { BLOCK } from '../proof/redaction'
import { canonicalText, decodeUtf8 } from '../quotes/canonical-text'
import { CONTEXT_LENGTH } from '../quotes/selector'
import type { RevisionRow, StatementRow } from './jsonl-rows.schema'
import { KnownText } from './known-text'
import type { Passage, Place } from './passage.schema'
import { Refused, shortened } from './refused'

/** The bytes of a text that lies beside the lines, or null: article's number and text's. */
export type TextAt = (articleId: number, number: number) => Promise<Buffer | null>

/** Texts sent to PostgreSQL at once, in characters: each may have 5 MB. */
const CHARACTERS_AT_ONCE = 4 * 1024 * 1024
const TEXTS_AT_ONCE = 500

/** A text with one of the statements that quote it, in the order of texts; of a text that none quotes once, with null. */
interface CitedText {
  line: number
  article_id: number
  revision: StagedRevision
  cited: { line: number; statement: StatementRow | Passage['statement'] } | null
}

/** `open`, of tables and annotations alone: whether the text is longer than its `length`, which is how far passages reach. */
type StagedRevision = Omit<RevisionRow, 'zones'> & { open?: boolean }

interface MadeText {
  line: number
  articleId: number
  revision: StagedRevision
  length: number
  text: string
  raw: Buffer
  /** Null: the text is here as a whole. */
  keptSha256: string | null
}

export interface InsertedTexts {
  whole: number
  /** Of which there is what was quoted. */
  inPart: number
}

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex')

/**
 * Makes the revisions: of a text that lies beside the lines the whole, of another what was quoted from it. Every passage has to stand at its
 * place, with what stands beside it. One text is in memory at a time, and as many as are sent at once.
 *
 * @throws Refused with the line of the statement, or of the article
 */
export async function insertTexts(
  db: EntityManager,
  textAt: TextAt,
  tell: (done: number) => void,
): Promise<InsertedTexts> {
  const inserted = { whole: 0, inPart: 0 }
  let batch: MadeText[] = []
  const send = async () => {
    await insertRevisions(db, batch)
    for (const { keptSha256 } of batch) inserted[keptSha256 === null ? 'whole' : 'inPart'] += 1
    tell(inserted.whole + inserted.inPart)
    batch = []
  }
  let making: { of: CitedText; known: Known } | null = null
  for await (const row of citedTexts(db)) {
    if (making?.of.revision.id !== row.revision.id) {
      if (making) batch.push(madeText(making.of, making.known))
      making = { of: row, known: await knownOf(row, textAt) }
    }
    if (row.cited) putStatement(making.known, row, row.cited)
    if (batch.length === TEXTS_AT_ONCE || batch.reduce((sum, { text }) => sum + text.length, 0) > CHARACTERS_AT_ONCE)
      await send()
  }
  if (making) batch.push(madeText(making.of, making.known))
  await send()
  return inserted
}

async function* citedTexts(db: EntityManager): AsyncGenerator<CitedText> {
  await db.query(`
    DECLARE cited_texts NO SCROLL CURSOR FOR
    SELECT texts.line, texts.article_id, texts.revision,
           CASE WHEN cited.line IS NOT NULL
                THEN jsonb_build_object('line', cited.line, 'statement', cited.statement) END AS cited
    FROM texts
    LEFT JOIN cited ON cited.article_id = texts.article_id AND cited.number = texts.number
    ORDER BY texts.article_id, texts.number, cited.line, cited.place`)
  for (;;) {
    const rows: CitedText[] = await db.query('FETCH 200 FROM cited_texts')
    if (rows.length === 0) break
    yield* rows
  }
  await db.query('CLOSE cited_texts')
}

interface Known {
  text: KnownText
  /** Places of which the file tells no words: first code point and the one after the last. */
  wordless: [number, number][]
  /** The bytes that are here; none where it is not whole, or was made of other bytes. */
  raw: Buffer | null
}

async function knownOf({ line, article_id: articleId, revision }: CitedText, textAt: TextAt): Promise<Known> {
  const { number, length, raw_sha256: rawSha256 } = revision
  const bytes = await textAt(articleId, number)
  const name = `Text ${number} of article ${articleId}`
  if (bytes === null) return { text: new KnownText(length), wordless: [], raw: null }
  const decoded = decodeUtf8(bytes)
  const read = 'problem' in decoded ? decoded : canonicalText(decoded.text)
  if ('problem' in read) throw new Refused(line, `${name}: ${read.problem}`)
  // Of a redacted text that is what is left.
  if (sha256(read.text) !== (revision.redacted_sha256 ?? revision.text_sha256))
    throw new Refused(line, `${name} lies beside the lines, and its SHA-256 is not the one that they say.`)
  return { text: KnownText.of(read.text), wordless: [], raw: sha256(bytes) === rawSha256 ? bytes : null }
}

function putStatement(
  known: Known,
  { article_id: article, revision }: CitedText,
  { line, statement }: NonNullable<CitedText['cited']>,
) {
  const length = lengthOf(revision, known)
  for (const [part, place] of spansOf(statement)) {
    const { start, end, exact, suffix } = place
    const isWhole = suffix === null || [...suffix].length === Math.min(CONTEXT_LENGTH, length - end)
    if (end <= length && isWhole && putPlace(known, place)) continue
    const where = `at ${start}–${end} of text ${revision.number} of article ${article}`
    throw new Refused(
      line,
      `Statement ${statement.id}, ${part}: ${exact === null ? 'what is meant' : `“${shortened(exact)}”`} is not ${where}, with what stands beside it.`,
    )
  }
}

function putPlace({ text, wordless }: Known, { start, end, exact, prefix, suffix }: Place): boolean {
  if (exact !== null) return text.put(start - [...(prefix ?? '')].length, `${prefix ?? ''}${exact}${suffix ?? ''}`)
  wordless.push([start, end])
  return true
}

const lengthOf = ({ open, length }: StagedRevision, { text }: Known) => (open ? text.length : length)

function* spansOf({ content, source, cue, hops }: StatementRow | Passage['statement']): Generator<[string, Place]> {
  for (const span of content) yield ['content', span]
  if (source) yield ['source', source]
  if (cue) yield ['cue', cue]
  for (const [place, hop] of hops.entries()) {
    if (hop.source) yield [`source of hop ${place}`, hop.source]
    if (hop.cue) yield [`cue of hop ${place}`, hop.cue]
  }
}

function madeText({ line, article_id: articleId, revision }: CitedText, known: Known): MadeText {
  const isAllKnown = known.text.isWhole()
  for (const [start, end] of known.wordless) known.text.cover(start, end)
  const text = known.text.text()
  requireCanonical(text, line, `What is quoted from text ${revision.number} of article ${articleId}`)
  const hash = sha256(text)
  const isWhole = hash === (revision.redacted_sha256 ?? revision.text_sha256)
  // A table tells the hash of what was captured, and not whether words of it were erased since: then blocks stand there.
  const mayBeErased = revision.open !== undefined && text.includes(BLOCK)
  if (!isWhole && isAllKnown && !revision.open && !mayBeErased)
    throw new Refused(
      line,
      `What is quoted from text ${revision.number} of article ${articleId} is all of it, with another SHA-256.`,
    )
  const bytes = known.raw ?? (isWhole && revision.raw_sha256 === hash ? Buffer.from(text) : Buffer.alloc(0))
  const length = lengthOf(revision, known)
  return { line, articleId, revision, length, text, raw: bytes, keptSha256: isWhole ? null : hash }
}

/** It is held to what every captured text is, by the same function. */
function requireCanonical(text: string, line: number, what: string): void {
  const canonical = canonicalText(text)
  if ('problem' in canonical) throw new Refused(line, `${what} is no canonical text. ${canonical.problem}`)
  if (canonical.text !== text)
    throw new Refused(line, `${what} is no canonical text: NFC, line ends LF, and no byte order mark in front.`)
}

async function insertRevisions(db: EntityManager, texts: readonly MadeText[]): Promise<void> {
  if (texts.length === 0) return
  const hex = (hash: string | null) => (hash === null ? null : Buffer.from(hash, 'hex'))
  await db.query(
    `INSERT INTO revisions (id, article_id, number, text, length, raw, text_sha256, raw_sha256, redacted_sha256, kept_sha256, captured_at)
     OVERRIDING SYSTEM VALUE
     SELECT * FROM unnest($1::integer[], $2::integer[], $3::integer[], $4::text[], $5::integer[], $6::bytea[], $7::bytea[],
       $8::bytea[], $9::bytea[], $10::bytea[], $11::timestamptz[])`,
    [
      texts.map(({ revision }) => revision.id),
      texts.map(({ articleId }) => articleId),
      texts.map(({ revision }) => revision.number),
      texts.map(({ text }) => text),
      texts.map(({ length }) => length),
      texts.map(({ raw }) => raw),
      texts.map(({ revision }) => hex(revision.text_sha256)),
      texts.map(({ revision }) => hex(revision.raw_sha256)),
      texts.map(({ revision }) => hex(revision.redacted_sha256)),
      texts.map(({ keptSha256 }) => hex(keptSha256)),
      texts.map(({ revision }) => revision.captured_at),
    ],
  )
}
