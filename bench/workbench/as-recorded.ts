import type { EntityManager } from 'typeorm'
import type { TextPositionSelector } from '../../src/quotes/selector'
import type { GoldLink, GoldStatement } from './gold'

/** A statement in the database, as far as it was marked by hand. */
interface Recorded {
  id: number
  claimId: number
  content: string
  source: string | null
  cue: string | null
  speakers: string[]
  saidOn: string | null
  medium: string
  stance: string
}

const written = (places: readonly TextPositionSelector[]) => places.map(({ start, end }) => `${start}-${end}`).join()

/**
 * What is recorded otherwise than it was marked by hand, a line each: statements by the places of their words, of their
 * source and cue, by speaker, day, medium and stance; and links. What was recorded is asked of the database.
 *
 * @param articles the articles' numbers, each with its statements
 */
export async function recordedOtherwise(
  db: EntityManager,
  articles: readonly { id: number; statements: readonly GoldStatement[] }[],
  links: readonly GoldLink[],
): Promise<string[]> {
  const wrong: string[] = []
  const claims = new Map<string, number>()
  for (const { id, statements } of articles) {
    const rows = await recordedIn(db, id)
    for (const marked of statements) {
      const found = rows.find(({ content }) => content === written(marked.content))
      if (!found) wrong.push(`${marked.id}: its words are not recorded`)
      else wrong.push(...differences(marked, found))
      if (found) claims.set(marked.id, found.claimId)
    }
    if (rows.length !== statements.length)
      wrong.push(`article ${id}: ${rows.length} recorded, ${statements.length} marked`)
  }
  return [...wrong, ...(await linkedOtherwise(db, claims, links))]
}

const recordedIn = (db: EntityManager, articleId: number): Promise<Recorded[]> =>
  db.query(
    `SELECT statements.id, claim_id AS "claimId", said_on AS "saidOn", medium, stance,
       (SELECT string_agg(start_offset || '-' || end_offset, ',' ORDER BY position) FROM spans WHERE statement_id = statements.id AND part = 'content') AS content,
       (SELECT start_offset || '-' || end_offset FROM spans WHERE statement_id = statements.id AND part = 'source') AS source,
       (SELECT start_offset || '-' || end_offset FROM spans WHERE statement_id = statements.id AND part = 'cue') AS cue,
       ARRAY(SELECT name FROM claim_speakers JOIN speakers ON speakers.id = speaker_id
             WHERE claim_speakers.claim_id = claims.id ORDER BY position) AS speakers
     FROM statements JOIN claims ON claims.id = claim_id JOIN revisions ON revisions.id = revision_id
     WHERE article_id = $1 AND statements.state <> 'withdrawn'`,
    [articleId],
  )

function differences(marked: GoldStatement, found: Recorded): string[] {
  const pairs: [string, string | null, string | null][] = [
    ['source', marked.sourceAt && written([marked.sourceAt]), found.source],
    ['cue', marked.cueAt && written([marked.cueAt]), found.cue],
    ['speaker', marked.speakers.join('; '), found.speakers.join('; ')],
    ['said on', marked.saidOn, found.saidOn],
    ['medium', marked.medium, found.medium],
    ['stance', marked.stance, found.stance],
  ]
  return pairs.flatMap(([what, wanted, is]) =>
    wanted === is ? [] : `${marked.id}: ${what} is ${is}, marked ${wanted}`,
  )
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
