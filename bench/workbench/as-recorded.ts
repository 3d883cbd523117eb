import type { EntityManager } from 'typeorm'
import type { TextPositionSelector } from '../../src/quotes/selector'
import type { GoldLink, GoldStatement } from './gold'
import { plain } from './plain'

/** A statement in the database, as far as it was marked by hand. */
interface Recorded {
  id: number
  claimId: number
  content: string
  /** The words of source and cue, and where they stand: `12-40`. */
  source: string | null
  sourceAt: string | null
  cue: string | null
  cueAt: string | null
  speakers: string[]
  saidOn: string | null
  medium: string
  stance: string
}

const written = (places: readonly TextPositionSelector[]) => places.map(({ start, end }) => `${start}-${end}`).join()

/** What is recorded otherwise than it was marked by hand, a line each. */
export interface Differences {
  /** Words, speaker, day, medium, stance, and links. */
  wrong: string[]
  /** The same words of a source or a cue, at another place. */
  elsewhere: string[]
}

/**
 * Compares what was recorded, as the database has it, with what was marked.
 *
 * @param articles the articles' numbers, each with its statements
 */
export async function recordedOtherwise(
  db: EntityManager,
  articles: readonly { id: number; statements: readonly GoldStatement[] }[],
  links: readonly GoldLink[],
): Promise<Differences> {
  const all: Differences = { wrong: [], elsewhere: [] }
  const claims = new Map<string, number>()
  for (const { id, statements } of articles) {
    const rows = await recordedIn(db, id)
    for (const marked of statements) {
      const found = rows.find(({ content }) => content === written(marked.content))
      if (!found) {
        all.wrong.push(`${marked.id}: its words are not recorded`)
        continue
      }
      all.wrong.push(...differences(marked, found))
      all.elsewhere.push(...otherPlaces(marked, found))
      claims.set(marked.id, found.claimId)
    }
    const marked = new Set(statements.map(({ content }) => written(content)))
    for (const { content } of rows)
      if (!marked.has(content)) all.wrong.push(`article ${id}: ${content} is recorded, and not marked`)
    if (rows.length !== statements.length)
      all.wrong.push(`article ${id}: ${rows.length} recorded, ${statements.length} marked`)
  }
  all.wrong.push(...(await linkedOtherwise(db, claims, links)))
  return all
}

const recordedIn = (db: EntityManager, articleId: number): Promise<Recorded[]> =>
  db.query(
    `SELECT statements.id, claim_id AS "claimId", said_on AS "saidOn", medium, stance,
       (SELECT string_agg(start_offset || '-' || end_offset, ',' ORDER BY position) FROM spans WHERE statement_id = statements.id AND part = 'content') AS content,
       source.exact AS source, source.start_offset || '-' || source.end_offset AS "sourceAt",
       cue.exact AS cue, cue.start_offset || '-' || cue.end_offset AS "cueAt",
       ARRAY(SELECT name FROM claim_speakers JOIN speakers ON speakers.id = speaker_id
             WHERE claim_speakers.claim_id = claims.id ORDER BY position) AS speakers
     FROM statements JOIN claims ON claims.id = claim_id JOIN revisions ON revisions.id = revision_id
     LEFT JOIN spans source ON source.statement_id = statements.id AND source.part = 'source'
     LEFT JOIN spans cue ON cue.statement_id = statements.id AND cue.part = 'cue'
     WHERE article_id = $1 AND statements.state <> 'withdrawn'`,
    [articleId],
  )

function differences(marked: GoldStatement, found: Recorded): string[] {
  const pairs: [string, string | null, string | null][] = [
    ['source', marked.source || null, found.source],
    ['cue', marked.cue || null, found.cue],
    ['speaker', plain(marked.speakers.join('; ')), plain(found.speakers.join('; '))],
    ['said on', marked.saidOn, found.saidOn],
    ['medium', marked.medium, found.medium],
    ['stance', marked.stance, found.stance],
  ]
  return pairs.flatMap(([what, wanted, is]) =>
    wanted === is ? [] : `${marked.id}: ${what} is ${is}, marked ${wanted}`,
  )
}

function otherPlaces({ id, sourceAt, cueAt }: GoldStatement, found: Recorded): string[] {
  const pairs = [
    ['source', sourceAt && written([sourceAt]), found.sourceAt],
    ['cue', cueAt && written([cueAt]), found.cueAt],
  ]
  return pairs.flatMap(([what, wanted, is]) => (wanted === is ? [] : `${id}: ${what} at ${is}, marked at ${wanted}`))
}

async function linkedOtherwise(db: EntityManager, claims: ReadonlyMap<string, number>, links: readonly GoldLink[]) {
  const rows: { link: string }[] = await db.query(
    `SELECT from_claim_id || ' ' || relation || ' ' || to_claim_id AS link FROM links WHERE state = 'published'`,
  )
  const made = new Set(rows.map(({ link }) => link))
  const wanted = links.filter(({ from, to }) => claims.has(from) && claims.has(to))
  const missing = wanted.filter(
    ({ from, to, relation }) => !made.has(`${claims.get(from)} ${relation} ${claims.get(to)}`),
  )
  return [
    ...missing.map(({ from, to, relation }) => `the link ${from} ${relation} ${to} is not recorded`),
    ...(made.size > wanted.length ? [`${made.size} links recorded, ${wanted.length} marked`] : []),
  ]
}
