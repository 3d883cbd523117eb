import type { EntityManager } from 'typeorm'

/**
 * Claims of one speaker are near when their days are no further apart than this: an article tells on Thursday of a speech
 * that another dates to Monday. Wider brings in what a speaker says every week.
 */
const NEAR_DAYS = 3

/**
 * From here on two claims are offered. Trigrams of one sentence in two reporters' words come to 0.5 and more, two
 * sentences on the same subject to 0.2–0.4; between them a person should look, and a wrong offer costs one click.
 */
const LIKE_ENOUGH = 0.5

/**
 * Compared with as many of each speaker's newest claims: some milliseconds in the transaction of a save. A speaker with
 * more is one whose claims come in by the day, and whose double was recorded lately.
 */
const COMPARED_WITH = 1_000

/** Of those, so many that are near are read and compared: undated claims are near to everything. */
const READ = 200

/** The closest are kept: more alike than these are a litany, not doubles. */
const KEPT = 10

/** PostgreSQL's advisory key: comparing the claims of a speaker. */
const LIKENESS_LOCK = 16

/**
 * Claims that one statement of SQL compares: where all are near to 200 others, that is 20,000 pairs of words and a second; a
 * statement that takes half a minute is given up.
 */
const COMPARED_AT_ONCE = 100

/** Words compared, in characters: a speech that is quoted whole is told by its beginning. */
const COMPARED_WORDS = 600

/** Works out anew which claims may be the same as this one; in the transaction of each change of a claim, so the desk's list is one indexed read. */
export const compareClaim = (db: EntityManager, claimId: number): Promise<void> => compareClaims(db, [claimId])

/** The same of a claim that this transaction has made: nothing is told of it yet. */
export async function compareNewClaim(db: EntityManager, claimId: number): Promise<void> {
  await holdSpeakers(db, [claimId])
  await insertLikenesses(db, [claimId])
}

/** The same of several claims: a speaker in common, days that are near or not stated, similar words. */
export async function compareClaims(db: EntityManager, claimIds: readonly number[]): Promise<void> {
  if (claimIds.length === 0) return
  await holdSpeakers(db, claimIds)
  await db.query('DELETE FROM claim_likenesses WHERE claim_id = ANY($1) OR other_id = ANY($1)', [claimIds])
  for (let at = 0; at < claimIds.length; at += COMPARED_AT_ONCE)
    await insertLikenesses(db, claimIds.slice(at, at + COMPARED_AT_ONCE))
}

async function insertLikenesses(db: EntityManager, claimIds: readonly number[]): Promise<void> {
  await db.query(
    `WITH near AS MATERIALIZED (
       SELECT changed.id, other.id AS other_id
       FROM claims changed CROSS JOIN LATERAL (
         SELECT claims.id
         FROM (
           SELECT DISTINCT newest.claim_id
           FROM claim_speakers speaking
           CROSS JOIN LATERAL (
             SELECT claim_id FROM claim_speakers WHERE speaker_id = speaking.speaker_id AND claim_id <> changed.id
             ORDER BY claim_id DESC LIMIT ${COMPARED_WITH}
           ) newest
           WHERE speaking.claim_id = changed.id
         ) of_speakers JOIN claims ON claims.id = of_speakers.claim_id AND claims.state = 'published'
         WHERE (changed.said_on_earliest - ${NEAR_DAYS} > claims.said_on_latest
                OR claims.said_on_earliest - ${NEAR_DAYS} > changed.said_on_latest) IS NOT TRUE
           AND NOT EXISTS (
             SELECT FROM claim_distinctions told
             WHERE told.claim_id = greatest(claims.id, changed.id) AND told.other_id = least(claims.id, changed.id)
               AND taken_back_at IS NULL
           )
         ORDER BY claims.id DESC LIMIT ${READ}
       ) other
       WHERE changed.id = ANY($1) AND changed.state = 'published'
     ), worded AS MATERIALIZED (
       -- Each once: many of those that changed are near to the same ones.
       SELECT id, lower(left(summary, ${COMPARED_WORDS})) AS summary, ${wordsOf('claims')} AS words
       FROM claims WHERE id IN (SELECT id FROM near UNION SELECT other_id FROM near)
     ), compared AS (
       SELECT mine.id, other.id AS other_id,
         greatest(similarity(other.words, mine.words), similarity(other.summary, mine.summary)) AS likeness
       FROM near JOIN worded mine ON mine.id = near.id JOIN worded other ON other.id = near.other_id
     ), ranked AS (
       SELECT *, row_number() OVER (PARTITION BY id ORDER BY likeness DESC, other_id DESC) AS place
       FROM compared WHERE likeness >= ${LIKE_ENOUGH}
     )
     INSERT INTO claim_likenesses (claim_id, other_id, likeness)
     SELECT greatest(id, other_id), least(id, other_id), likeness FROM ranked WHERE place <= ${KEPT}
     ON CONFLICT DO NOTHING`,
    [claimIds],
  )
}

/**
 * Two editors who save the same claim at the same moment: the second waits, and then finds the first's. All at once and in
 * order: claim by claim, two who compare would wait for each other.
 */
const holdSpeakers = (db: EntityManager, claimIds: readonly number[]): Promise<unknown> =>
  db.query(
    `SELECT pg_advisory_xact_lock($1, speaker_id)
     FROM (SELECT DISTINCT speaker_id FROM claim_speakers WHERE claim_id = ANY($2) ORDER BY 1) speaking`,
    [LIKENESS_LOCK, claimIds],
  )

/** Of a speaker who changes, the newest claims are compared anew: what was lately recorded twice, and not a second of work. */
const COMPARED_OF_SPEAKERS = 30

/** Works out the same for the newest published claims that name one of these: they have become another's. */
export async function compareClaimsNaming(db: EntityManager, speakerIds: readonly number[]): Promise<void> {
  const newest: { id: number }[] = await db.query(
    `SELECT DISTINCT claim_id AS id FROM claim_speakers JOIN claims ON claims.id = claim_id AND state = 'published'
     WHERE named_id = ANY($1::integer[]) ORDER BY 1 DESC LIMIT ${COMPARED_OF_SPEAKERS}`,
    [speakerIds],
  )
  await compareClaims(
    db,
    newest.map(({ id }) => id),
  )
}

/** The words of a claim's first published report. */
const wordsOf = (claims: string) => `(
  SELECT lower(left(string_agg(exact, ' ' ORDER BY position), ${COMPARED_WORDS})) FROM spans
  WHERE part = 'content' AND statement_id = (
    SELECT id FROM statements WHERE claim_id = ${claims}.id AND state = 'published' ORDER BY id LIMIT 1
  )
)`
