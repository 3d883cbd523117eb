import type { EntityManager } from 'typeorm'
import type { RedactionSubject } from './redaction'
import { redactionPlan } from './redaction-plan.queries'

/** Shorter words stand in many a text by chance. */
const LONG_ENOUGH = 12

/** Quotations, or names, that are looked for; each is looked for in every text. */
const MOST = 20

/** Places that are named of each. */
const MOST_PLACES = 10

/**
 * Where what is to be redacted stands too, outside of what goes with it: other captured texts, and what the desk wrote
 * itself. Only the very same words are found; whoever redacts has to look at the rest.
 */
export async function sameWordsElsewhere(db: EntityManager, subject: RedactionSubject): Promise<string[]> {
  const plan = await redactionPlan(db, subject)
  if ('problem' in plan) return []
  const words: { words: string }[] = await db.query(
    `SELECT exact AS words FROM spans WHERE part = 'content' AND statement_id = ANY($1) AND char_length(exact) >= ${LONG_ENOUGH}
     UNION SELECT name FROM speakers WHERE id = ANY($2)
     UNION SELECT name FROM speaker_aliases WHERE speaker_id = ANY($2)
     LIMIT ${MOST}`,
    [plan.statements, plan.speakers],
  )
  const found: string[] = []
  for (const { words: sought } of words) {
    const places: { place: string }[] = await db.query(
      `SELECT place FROM (
         SELECT format('revision %s of article %s', id, article_id) AS place FROM revisions
           WHERE strpos(text, $1) > 0 AND id <> ALL($2)
         UNION ALL
         SELECT format('claim %s, its summary', id) FROM claims WHERE strpos(summary, $1) > 0 AND id <> ALL($3)
         UNION ALL
         SELECT format('article %s, its headline', id) FROM articles WHERE strpos(headline, $1) > 0 AND id <> ALL($4)
         UNION ALL
         SELECT format('chain %s, its title', id) FROM chains WHERE strpos(title, $1) > 0
         UNION ALL
         SELECT format('link %s, its reason', id) FROM links WHERE strpos(reason, $1) > 0 AND id <> ALL($5)
         UNION ALL
         SELECT format('comment %s', id) FROM comments WHERE strpos(body, $1) > 0 AND id <> ALL($6)
         UNION ALL
         SELECT format('correction %s', id) FROM corrections WHERE strpos(words, $1) > 0 AND id <> ALL($7)
       ) places LIMIT ${MOST_PLACES + 1}`,
      [
        sought,
        plan.texts.map(({ revisionId }) => revisionId),
        plan.claims,
        plan.articles,
        plan.links,
        plan.comments,
        plan.corrections,
      ],
    )
    const named = places.slice(0, MOST_PLACES).map(({ place }) => place)
    if (named.length > 0)
      found.push(`“${sought}”: ${named.join('; ')}${places.length > MOST_PLACES ? '; and more' : ''}`)
  }
  return found
}
