import type { EntityManager } from 'typeorm'
import { lockCopies } from './copies-lock.commands'

/** Of one story so many others are offered: it can be a copy of one alone. */
const OFFERED = 3

/**
 * Makes anew what is offered around these articles, after something of them has changed: of what they are a copy, whether
 * they are withdrawn or told apart, what their texts have in common with others. What is offered follows from what is so
 * now, whatever came before: of each story (an origin with its copies) those that are most like it, by the two of their
 * texts that are most alike. Besides those whose best it changes no story is looked at.
 *
 * @param articleIds those concerned, and the origins that they were copies of
 */
export async function offerAnew(db: EntityManager, articleIds: readonly number[]): Promise<void> {
  await lockCopies(db)
  const rows: { id: number }[] = await db.query(STORIES_NEAR, [articleIds])
  const near = rows.map(({ id }) => id)
  const offered: { articleId: number; otherId: number; containment: number }[] = await db.query(OFFERED_NEAR, [near])
  await db.query(REPLACE, [
    near,
    offered.map(({ articleId }) => articleId),
    offered.map(({ otherId }) => otherId),
    offered.map(({ containment }) => containment),
  ])
}

const apart = (one: string, other: string) => `EXISTS (
  SELECT FROM article_distinctions told WHERE taken_back_at IS NULL
    AND told.article_id = greatest(${one}, ${other}) AND told.other_id = least(${one}, ${other}))`

/**
 * SQL: what is like some stories, given as an array of their origins, and how much. Two texts that are told apart say
 * nothing of their stories, nor does one that is withdrawn; and of an origin that is, no article is made a copy.
 */
const alike = (origins: string) => `
  SELECT story.id AS story_id, other.id AS other_id, max(containment) AS containment
  FROM articles mine
  JOIN text_likenesses pair ON pair.article_id = mine.id
  JOIN articles theirs ON theirs.id = pair.other_id
  JOIN articles story ON story.id = coalesce(mine.copy_of_id, mine.id)
  JOIN articles other ON other.id = coalesce(theirs.copy_of_id, theirs.id)
  WHERE (mine.id = ANY(${origins}) OR mine.copy_of_id = ANY(${origins})) AND story.id <> other.id
    AND mine.withdrawn_reason IS NULL AND theirs.withdrawn_reason IS NULL
    AND story.withdrawn_reason IS NULL AND other.withdrawn_reason IS NULL
    AND NOT ${apart('mine.id', 'theirs.id')} AND NOT ${apart('story.id', 'other.id')}
  GROUP BY 1, 2`

/** The articles concerned, their origins, those that they are offered with, and those that they might be. */
const STORIES_NEAR = `
  WITH changed AS MATERIALIZED (
    SELECT id FROM articles WHERE id = ANY($1) UNION SELECT copy_of_id FROM articles WHERE id = ANY($1) AND copy_of_id IS NOT NULL
  )
  SELECT id FROM changed
  UNION SELECT other_id FROM article_likenesses WHERE article_id = ANY(ARRAY(SELECT id FROM changed))
  UNION SELECT article_id FROM article_likenesses WHERE other_id = ANY(ARRAY(SELECT id FROM changed))
  UNION SELECT other_id FROM (${alike('ARRAY(SELECT id FROM changed)')}) found
  ORDER BY 1`

/** A pair is offered where either is among the best of the other; so of what is like these, the best is looked for too. */
const OFFERED_NEAR = `
  WITH near AS MATERIALIZED (${alike('$1::integer[]')}),
  ranked AS (
    SELECT *, row_number() OVER (PARTITION BY story_id ORDER BY containment DESC, other_id) AS place
    FROM (${alike('ARRAY(SELECT story_id FROM near UNION SELECT other_id FROM near)')}) found
  )
  SELECT DISTINCT greatest(story_id, other_id) AS "articleId", least(story_id, other_id) AS "otherId", containment
  FROM ranked WHERE place <= ${OFFERED} AND (story_id = ANY($1) OR other_id = ANY($1))
  ORDER BY 1, 2`

/** A pair that stays keeps its number, and so its place on the desk. */
const REPLACE = `
  WITH offered AS MATERIALIZED (
    SELECT * FROM unnest($2::integer[], $3::integer[], $4::real[]) AS offered (article_id, other_id, containment)
  ), gone AS (
    DELETE FROM article_likenesses pair WHERE (article_id = ANY($1) OR other_id = ANY($1)) AND NOT EXISTS (
      SELECT FROM offered WHERE offered.article_id = pair.article_id AND offered.other_id = pair.other_id)
  )
  INSERT INTO article_likenesses AS pair (article_id, other_id, containment) SELECT * FROM offered
  ON CONFLICT (article_id, other_id) DO UPDATE SET containment = excluded.containment
    WHERE pair.containment <> excluded.containment`
