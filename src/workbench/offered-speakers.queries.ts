import type { EntityManager } from 'typeorm'
import type { FieldProblems } from '../web/parse'
import { type Candidates, candidatesFor } from './candidates.queries'
import { choiceField, offeredForField, valuesOf } from './speaker-fields'
import type { TypedForm } from './typed-form'

/** Speakers to choose from. */
export interface OfferedSpeakers {
  /** Names and aliases to complete: of this article first, then of those who spoke most lately; and the article's outlet. */
  names: string[]
  /** Titles of roles of theirs. */
  roles: string[]
  candidates: (Candidates & { place: number })[]
}

interface Form {
  typed: TypedForm
  problems: FieldProblems
}

/** Of so many newest claims the speakers are offered: who speaks now, found in a few milliseconds however many there are. */
const LATELY = 2_000

/** What a form offers: names to complete, and where a name was not clear those who may be meant. */
export async function offeredSpeakers(db: EntityManager, articleId: number, form: Form): Promise<OfferedSpeakers> {
  const [row]: { names: string[]; roles: string[] }[] = await db.query(
    `WITH here AS (
       SELECT speaker_id AS id, count(*) AS times
       FROM revisions JOIN statements ON statements.revision_id = revisions.id AND statements.state <> 'withdrawn'
       JOIN claim_speakers USING (claim_id) WHERE article_id = $1 GROUP BY 1
     ), lately AS (
       SELECT speaker_id AS id, count(*) AS times
       FROM (SELECT speaker_id FROM claim_speakers ORDER BY claim_id DESC LIMIT ${LATELY}) newest GROUP BY 1
     ), offered AS (
       SELECT id, name, row_number() OVER (ORDER BY here.times DESC NULLS LAST, lately.times DESC NULLS LAST, id) AS rank
       FROM here FULL JOIN lately USING (id) JOIN speakers USING (id) ORDER BY rank LIMIT 200
     )
     SELECT array(
       SELECT name FROM (
         SELECT name, rank * 2 AS rank FROM offered
         UNION ALL
         SELECT alias.name, rank * 2 + 1 FROM offered JOIN speaker_aliases alias ON alias.speaker_id = offered.id
         UNION ALL
         SELECT outlets.name, 1 FROM articles JOIN outlets ON outlets.id = outlet_id WHERE articles.id = $1
       ) known GROUP BY name ORDER BY min(rank) LIMIT 400
     ) AS names,
     array(
       SELECT title FROM offered JOIN speaker_roles role ON role.speaker_id = offered.id
       GROUP BY title ORDER BY min(rank), title LIMIT 200
     ) AS roles`,
    [articleId],
  )
  return { names: row?.names ?? [], roles: row?.roles ?? [], candidates: await candidatesOf(db, form) }
}

async function candidatesOf(db: EntityManager, { typed, problems }: Form): Promise<OfferedSpeakers['candidates']> {
  const [names, choices] = [valuesOf(typed, 'speaker'), valuesOf(typed, 'choice')]
  const offered: OfferedSpeakers['candidates'] = []
  for (const [place, name] of names.entries()) {
    const chosen = choices[place] ?? ''
    const isUnclear = problems[place === 0 ? 'speakers' : `speakers.${place}`] !== undefined || chosen !== ''
    if (!isUnclear) continue
    const fields = { field: choiceField(place), offeredForField: offeredForField(place), name, chosen }
    const candidates = await candidatesFor(db, fields)
    if (candidates) offered.push({ place, ...candidates })
  }
  return offered
}
