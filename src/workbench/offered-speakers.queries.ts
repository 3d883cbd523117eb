import type { EntityManager } from 'typeorm'
import type { FieldProblems } from '../web/parse'
import { type Candidates, candidatesFor } from './candidates.queries'
import { choiceField, offeredForField, valuesOf } from './speaker-fields'
import type { TypedForm } from './typed-form'

/** Speakers to choose from. */
export interface OfferedSpeakers {
  /** Names and aliases to complete: of this article first, then of those who speak most; and the article's outlet. */
  names: string[]
  /** Titles of roles of theirs. */
  roles: string[]
  candidates: (Candidates & { place: number })[]
}

interface Form {
  typed: TypedForm
  problems: FieldProblems
}

/** What a form offers: names to complete, and where a name was not clear those who may be meant. */
export async function offeredSpeakers(db: EntityManager, articleId: number, form: Form): Promise<OfferedSpeakers> {
  const [row]: { names: string[]; roles: string[] }[] = await db.query(
    `WITH offered AS (
       SELECT speakers.id, speakers.name, row_number() OVER (ORDER BY count(revisions.id) DESC, count(*) DESC, speakers.id) AS rank
       FROM speakers JOIN claim_speakers ON claim_speakers.speaker_id = speakers.id
       LEFT JOIN statements ON statements.claim_id = claim_speakers.claim_id AND statements.state = 'published'
       LEFT JOIN revisions ON revisions.id = statements.revision_id AND revisions.article_id = $1
       GROUP BY speakers.id ORDER BY rank LIMIT 200
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
