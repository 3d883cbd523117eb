import type { EntityManager } from 'typeorm'
import { bytesWith, type Telling } from './bytes-with-words.queries'
import { COLUMNS_OF_WORDS } from './columns-of-words'
import { BLOCK, blockedOut, LONG_ENOUGH, type RedactionSubject } from './redaction'
import { type RedactionPlan, redactionPlan } from './redaction-plan.queries'

/** Quotations, names and the like that are looked for, the longest first: all of them in one pass over every text. */
const MOST = 100

/** Columns whose words stand in JSON. */
const IN_JSON = new Set(['payload', 'image', 'fields', 'given', 'metadata', 'defaults', 'tags'])

/** Places that are named of each. */
export const MOST_PLACES = 50

export interface SameWords {
  /** The words, and where else they stand: `history 57` is what `redact history 57` takes. `more` places are not named. */
  found: { words: string; places: string[]; more: number }[]
  /** How many pieces were not looked for: beyond `MOST`, or too short. */
  notSought: { tooMany: number; tooShort: number }
  /** Texts and captures whose bytes could not be looked into, being packed: what was read out of them was. */
  packed: string[]
}

/**
 * Where what is to be redacted stands too, outside of what goes with it: in other captured texts, in whatever the desk and
 * its readers wrote, in other rows of history, and in the bytes that texts came as. Only the very same words are found; whoever redacts has to look at the rest.
 */
export async function sameWordsElsewhere(
  db: EntityManager,
  subject: RedactionSubject,
  tell: Telling = () => {},
): Promise<SameWords> {
  const plan = await redactionPlan(db, subject)
  if ('problem' in plan) return { found: [], notSought: { tooMany: 0, tooShort: 0 }, packed: [] }
  const pieces = await piecesOf(db, plan)
  const long = pieces.filter(({ words, isName }) => isName || [...words].length >= LONG_ENOUGH)
  const sought = long.slice(0, MOST).map(({ words }) => words)
  const [beside, elsewhere] = [await besideWhatGoes(db, plan, sought), await placesOf(db, plan, sought)]
  const going = [...plan.texts.map(({ revisionId }) => revisionId), ...plan.bytes]
  const bytes = await bytesWith(db, sought, going, tell)
  return {
    found: sought.flatMap((words) => {
      const here = beside.get(words) ?? []
      const { places, more } = elsewhere.find((one) => one.words === words) ?? { places: [], more: 0 }
      const inBytes = bytes.found.get(words) ?? []
      const all = [...here, ...places, ...inBytes.slice(0, MOST_PLACES)]
      return all.length > 0 ? [{ words, places: all, more: more + Math.max(0, inBytes.length - MOST_PLACES) }] : []
    }),
    notSought: { tooMany: long.length - sought.length, tooShort: pieces.length - long.length },
    packed: bytes.packed,
  }
}

/** Words that stand once more in a text in which they go at another place: by the words, what to call the text. */
async function besideWhatGoes(
  db: EntityManager,
  { texts }: RedactionPlan,
  sought: readonly string[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  for (const { revisionId, ranges } of texts) {
    const [{ text, articleId }] = await db.query(
      'SELECT text, article_id AS "articleId" FROM revisions WHERE id = $1',
      [revisionId],
    )
    const left = blockedOut(text, ranges)
    for (const words of sought) {
      if (left.includes(words))
        found.set(words, [...(found.get(words) ?? []), `revision ${revisionId} of article ${articleId}, once more`])
    }
  }
  return found
}

/** SQL: the words of statements `$1` as other texts of their articles have them. */
const wordsInTexts = (revision: string, places: string) => `
  SELECT substr(revisions.text, place.start + 1, place."end" - place.start), false
  FROM carryings JOIN revisions ON revisions.id = carryings.${revision}
  CROSS JOIN LATERAL jsonb_to_recordset(${places}) AS place (part text, start integer, "end" integer)
  WHERE statement_id = ANY($1) AND ${places} IS NOT NULL AND place.part = 'content'`

/** What goes, in pieces as they stand in their fields, the longest first. */
function piecesOf(db: EntityManager, plan: RedactionPlan): Promise<{ words: string; isName: boolean }[]> {
  return db.query(
    `SELECT words, bool_or("isName") AS "isName" FROM (
       SELECT exact AS words, false AS "isName" FROM spans WHERE part = 'content' AND statement_id = ANY($1)
       UNION ALL ${wordsInTexts('from_revision_id', 'before_spans')}
       UNION ALL ${wordsInTexts('revision_id', 'after_spans')}
       UNION ALL SELECT summary, false FROM claims WHERE id = ANY($2)
       UNION ALL SELECT unnest(ARRAY[headline, byline, url]), false FROM articles WHERE id = ANY($3)
       UNION ALL SELECT reason, false FROM links WHERE id = ANY($4)
       UNION ALL SELECT body, false FROM comments WHERE id = ANY($5)
       UNION ALL SELECT unnest(ARRAY[words, answer, change_words]), false FROM corrections WHERE id = ANY($6)
       UNION ALL SELECT words, false FROM replies WHERE id = ANY($7)
       UNION ALL SELECT by_name, true FROM replies WHERE id = ANY($7)
       UNION ALL SELECT name, true FROM speakers WHERE id = ANY($8)
       UNION ALL SELECT description, false FROM speakers WHERE id = ANY($8)
       UNION ALL SELECT name, true FROM speaker_aliases WHERE speaker_id = ANY($8)
     ) pieces WHERE btrim(words) <> '' AND strpos(words, '${BLOCK}') = 0 GROUP BY words ORDER BY char_length(words) DESC, words`,
    [
      plan.statements,
      plan.claims,
      plan.articles,
      plan.links,
      plan.comments,
      plan.corrections,
      plan.replies,
      plan.speakers,
    ],
  )
}

async function placesOf(db: EntityManager, plan: RedactionPlan, sought: string[]): Promise<SameWords['found']> {
  if (sought.length === 0) return []
  const values: unknown[] = [sought, sought.map(asInJson)]
  const tables = COLUMNS_OF_WORDS.map(({ table, row, columns, erased }, position) => {
    const found = Object.entries(columns).map(([column, what]) => {
      const isJson = IN_JSON.has(column)
      const hit = `strpos(${column}${isJson ? '::text' : ''}, ${isJson ? 'in_json' : 'piece'}) > 0`
      return `(${hit}, ${what ? `${row} || ', its ${what}'` : row})`
    })
    if (erased)
      values.push(erased[1] === 'revisions' ? plan.texts.map(({ revisionId }) => revisionId) : plan[erased[1]])
    return `SELECT DISTINCT piece, ${position} AS position, place FROM ${table} CROSS JOIN sought
      CROSS JOIN LATERAL (VALUES ${found.join(', ')}) hits (is_hit, place)
      WHERE is_hit ${erased ? `AND ${erased[0]} <> ALL($${values.length})` : ''}`
  })
  return db.query(
    `WITH sought AS MATERIALIZED (SELECT * FROM unnest($1::text[], $2::text[]) AS given (piece, in_json))
     SELECT piece AS words, array_agg(place ORDER BY position, place) FILTER (WHERE nth <= ${MOST_PLACES}) AS places,
       greatest(count(*)::integer - ${MOST_PLACES}, 0) AS more
     FROM (
       SELECT *, row_number() OVER (PARTITION BY piece ORDER BY position, place) AS nth
       FROM (${tables.join(' UNION ALL ')}) found
     ) numbered
     GROUP BY piece ORDER BY char_length(piece) DESC, piece`,
    values,
  )
}

/** As JSON has the words between its quotation marks; PostgreSQL and JavaScript escape alike. */
const asInJson = (words: string) => JSON.stringify(words).slice(1, -1)
