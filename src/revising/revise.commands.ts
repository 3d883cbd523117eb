import type { EntityManager } from 'typeorm'
import { type Captured, insertRevision, sha256, textOf } from '../articles/articles.commands'
import { type ArticleWithText, articleWithText } from '../articles/articles.queries'
import { openArticle } from '../articles/withdrawn-article'
import { inTextOrder, MOST_ZONES, type Zone, zonesProblem } from '../articles/zone'
import { zonesOfRevision } from '../articles/zones.queries'
import { compareClaims } from '../claims/likenesses.commands'
import { lockRevisionsOf } from '../claims/revision-lock.commands'
import { replaceZones } from '../claims/zones.commands'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { keepFingerprints } from '../fingerprints/fingerprints.commands'
import { compareArticle } from '../fingerprints/likenesses.commands'
import { type Actor, record, recordAll } from '../history/history.commands'
import { CodePoints } from '../quotes/code-points'
import type { FieldProblems } from '../web/parse'
import { stale } from '../web/problems'
import { words } from '../words/words'
import {
  type CarryingClass,
  type ClassCounts,
  countClasses,
  type Effect,
  type Outcome,
  type SpanPlace,
} from './carrying'
import { WHOEVER_SPEAKS } from './compare-texts'
import { problemOfErasedWords } from './erased-words.queries'
import { type Found, findStatements, type InNewText } from './found-statements.queries'
import { inNewText, type Look } from './new-text.client'
import { placeAgain } from './place-again.commands'
import { holdStatementsToCarry, textLengths } from './statements-to-carry.queries'

/** A text of an article as it was captured anew. */
export interface NewText {
  /** The bytes as they came; kept beside the canonical text made of them. */
  raw: Buffer
  /** Where the bytes are something else than the text in UTF-8: the text that was read out of them, and by what. */
  capture?: Captured
  /** Of an article from which words were erased: whoever captures this has looked, and none of them is in it. */
  withoutErased?: boolean
  /** What of it is not the article's own, as an editor confirmed it; beside those of the text before that are in it still. */
  zones?: readonly Zone[]
}

export type RevisionOutcome =
  | {
      revisionId: number
      number: number
      /** The article's, which this made. */
      version: number
      counts: ClassCounts
      /** Statements that wait for an editor. */
      waiting: number
      /** Zones of the text before that are not in this one. */
      zonesLost: number
    }
  /** The newest text is this very one: there is nothing to keep. */
  | { same: number }
  | { problems: FieldProblems }

/**
 * Takes in a new text of an article, and classes every statement of it (design.md, rule 2): what is surely the same passage
 * is carried over, the rest waits for an editor, nothing is moved otherwise. Throws 404 and 410, and 409 when the article
 * has changed since `version`; without one, it is the article as it is.
 */
export function addRevision(
  db: EntityManager,
  actor: Actor,
  articleId: number,
  version: number | null,
  input: NewText,
): Promise<RevisionOutcome> {
  return inTransaction(db, async (db): Promise<RevisionOutcome> => {
    const read = textOf(input)
    if ('problem' in read) return { problems: { text: read.problem } }
    const wrong = zonesProblem(input.zones ?? [], CodePoints.of(read.text).length)
    if (wrong !== null) return { problems: { zones: wrong } }
    // All of them: a statement that waits stands in an older text, and nobody may have it in hand meanwhile.
    await lockRevisionsOf(db, articleId)
    const last = openArticle(articleId, await articleWithText(db, articleId))
    if (read.text === last.text) return { same: last.revision }
    const textSha256 = sha256(read.text)
    const withoutErased = input.withoutErased ?? false
    const erased = await problemOfErasedWords(db, articleId, { textSha256, withoutErased })
    if (erased !== null) return { problems: { withoutErased: erased } }
    const text = new CodePoints(read.text)
    return inNewText(text, await textLengths(db, articleId), (look) =>
      takeIn(db, actor, { last, made: version ?? last.version, text, textSha256, input, look }),
    )
  })
}

interface ToTakeIn {
  /** The article with its text before. */
  last: ArticleWithText
  /** The article's version that this is made from. */
  made: number
  text: CodePoints
  textSha256: Buffer
  input: NewText
  look: Look
}

/** Keeps a text that is another than the last, and places in it whatever surely stands there. */
async function takeIn(db: EntityManager, actor: Actor, to: ToTakeIn): Promise<RevisionOutcome> {
  const { last, made, text, textSha256, input, look } = to
  const { id: articleId } = last
  const before = await zonesOfRevision(db, last.revisionId)
  const carried = await zonesCarried(look, last.text, before)
  const zones = withMarked(carried, input.zones ?? [])
  // Of those that went along none is left out for what is marked beside them.
  if (zones.length > MOST_ZONES) return { problems: { zones: words.zones.mostZones(MOST_ZONES) } }
  if (!(await changeVersion(db, 'articles', articleId, made)))
    throw stale(words.stale.article, { kind: 'article', id: articleId, version: made })

  const captured = { articleId, number: last.revision + 1, raw: input.raw, text: text.text, capture: input.capture }
  const revision = await insertRevision(db, actor, { ...captured, textSha256 })
  await replaceZones(db, revision.id, zones)
  const place = { articleId, revisionId: revision.id, number: revision.number, text, zones, look, last }
  const { classes, waiting } = await carryStatements(db, actor, place)
  const counts = countClasses(classes)
  const zonesLost = before.length - carried.length
  const payload = { revision, ...counts, zones: zones.length, zonesLost }
  await keepFingerprints(db, revision.id, text.text, zones)
  await compareArticle(db, articleId)
  await record(db, actor, { action: 'captured anew', kind: 'article', id: articleId, payload })
  return { revisionId: revision.id, number: revision.number, version: made + 1, counts, waiting, zonesLost }
}

/** Of the zones of one text those that surely are in the other. */
async function zonesCarried(look: Look, before: string, zones: readonly Zone[]): Promise<Zone[]> {
  if (zones.length === 0) return []
  const passages = zones.map(({ start, end }) => ({ spans: [{ part: 'content' as const, position: 0, start, end }] }))
  const compared = await look(before, passages, WHOEVER_SPEAKS)
  const found = compared.flatMap(({ spans }, at) => {
    const [place] = spans ?? []
    return place ? [{ kind: (zones[at] as Zone).kind, start: place.start, end: place.end }] : []
  })
  // One text's zones never overlap; where two come to, the earlier stays.
  const kept: Zone[] = []
  for (const zone of inTextOrder(found)) if (zone.start >= (kept.at(-1)?.end ?? 0)) kept.push(zone)
  return kept
}

/** Those that went along, and what was marked beside them: over what an editor had marked before nothing is marked anew. */
function withMarked(carried: readonly Zone[], marked: readonly Zone[]): Zone[] {
  const beside = marked.filter(({ start, end }) => carried.every((zone) => end <= zone.start || start >= zone.end))
  return inTextOrder([...carried, ...beside])
}

interface TextToCarryTo extends InNewText {
  articleId: number
  revisionId: number
  number: number
}

/** Classes all statements of an article against its new text; gives their classes, and how many wait. */
async function carryStatements(
  db: EntityManager,
  actor: Actor,
  to: TextToCarryTo,
): Promise<{ classes: CarryingClass[]; waiting: number }> {
  const statements = await holdStatementsToCarry(db, to.articleId)
  await db.query(
    `UPDATE carryings SET outcome = 'overtaken', settled_at = now() WHERE outcome IS NULL AND statement_id = ANY($1)`,
    [statements.map(({ id }) => id)],
  )
  const found = await findStatements(db, statements, to)
  await insertCarryings(db, to.revisionId, found)
  const carried = found.filter(isCarried)
  await placeAgain(
    db,
    to.revisionId,
    to.text,
    carried.map(({ statement: { id, version }, compared, inZone }) => ({
      id,
      version,
      inZone,
      spans: compared.spans ?? [],
    })),
  )
  await recordAll(
    db,
    actor,
    carried.map(({ statement, compared }) => ({
      action: 'carried over',
      kind: 'statement',
      id: statement.id,
      payload: { class: compared.class, articleId: to.articleId, revision: to.number },
    })),
  )
  // The desk's doubles go by a claim's letters and digits: other quotation marks, spaces and dashes make nothing more alike.
  await compareClaims(db, [
    ...new Set(carried.filter(({ compared }) => compared.otherWords).map(({ statement }) => statement.claimId)),
  ])
  const waiting = found.filter((one) => one.statement.state !== 'withdrawn' && settledAlone(one) === null).length
  return { classes: found.map(({ compared }) => compared.class), waiting }
}

const isCarried = ({ compared }: Found) => compared.spans !== null

/** What is made of it without an editor, and what readers can see of that; null waits. */
function settledAlone({ statement, compared }: Found): { outcome: Outcome; effect: Effect } | null {
  // That it is not there has been told; that it is still not there needs nobody.
  if (compared.class === 'gone') return statement.wasLetGo ? { outcome: 'let_go', effect: 'same' } : null
  if (!compared.spans) return null
  // Back is what readers were told to be out; what was out while nobody looked was told to nobody.
  const effect = statement.wasLetGo ? 'returned' : compared.typography ? 'typography' : 'same'
  return { outcome: 'carried', effect }
}

async function insertCarryings(db: EntityManager, revisionId: number, found: readonly Found[]): Promise<void> {
  const settled = found.map(settledAlone)
  const json = (spans: readonly SpanPlace[] | null) => (spans === null ? null : JSON.stringify(spans))
  await db.query(
    `INSERT INTO carryings (revision_id, statement_id, compared_spans, from_revision_id, class, because, candidates, outcome,
       effect, before_spans, after_spans, settled_at)
     SELECT $1, given.*, CASE WHEN outcome IS NOT NULL THEN now() END
     FROM unnest($2::integer[], $3::jsonb[], $4::integer[], $5::text[], $6::text[], $7::jsonb[], $8::text[], $9::text[], $10::jsonb[], $11::jsonb[])
       AS given (statement_id, compared_spans, from_revision_id, class, because, candidates, outcome, effect, before_spans, after_spans)`,
    [
      revisionId,
      found.map(({ statement }) => statement.id),
      found.map(({ statement }) => json(statement.spans)),
      found.map(({ statement }) => statement.revisionId),
      found.map(({ compared }) => compared.class),
      found.map(({ compared }) => compared.because),
      found.map(({ compared }) => JSON.stringify(compared.candidates)),
      settled.map((one) => one?.outcome ?? null),
      settled.map((one) => one?.effect ?? null),
      found.map(({ statement }, at) => (settled[at] ? json(statement.spans) : null)),
      found.map(({ compared }) => json(compared.spans)),
    ],
  )
}
