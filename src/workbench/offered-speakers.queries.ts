import type { EntityManager } from 'typeorm'
import { type SpeakerCandidate, speakerCandidates } from '../claims/speaker-candidates.queries'
import { SpeakerName } from '../speakers/speaker.schema'
import { speakersLike, speakersNamed } from '../speakers/speakers.queries'
import type { FieldProblems } from '../web/parse'
import { choiceField, offeredForField } from './speaker-fields'
import type { TypedForm } from './typed-form'

/** Those who may be meant by a name that was not clear, at a place of the form. */
interface Candidates {
  place: number
  field: string
  offeredForField: string
  name: string
  chosen: string
  speakers: SpeakerCandidate[]
  /** Whether this very name is borne by several: then it may also be somebody else's. */
  isBorneBySeveral: boolean
}

/** Speakers to choose from. */
export interface OfferedSpeakers {
  /** Names and aliases to complete: of this article first, then of those who speak most; and the article's outlet. */
  names: string[]
  /** Titles of roles of theirs. */
  roles: string[]
  candidates: Candidates[]
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

async function candidatesOf(db: EntityManager, { typed, problems }: Form): Promise<Candidates[]> {
  const [names, choices] = [listOf(typed.speaker), listOf(typed.choice)]
  const candidates: Candidates[] = []
  for (const [place, name] of names.entries()) {
    const chosen = choices[place] ?? ''
    const isUnclear = problems[place === 0 ? 'speakers' : `speakers.${place}`] !== undefined || chosen !== ''
    if (!isUnclear || !SpeakerName.safeParse(name).success) continue
    const named = await speakersNamed(db, name)
    const meant = named.length > 1 ? named : await speakersLike(db, name)
    if (meant.length === 0) continue
    const speakers = await speakerCandidates(
      db,
      meant.map((speaker) => speaker.id),
    )
    const fields = { field: choiceField(place), offeredForField: offeredForField(place) }
    candidates.push({ place, ...fields, name, chosen, speakers, isBorneBySeveral: named.length > 1 })
  }
  return candidates
}

const listOf = (value: string | string[] | undefined) => (Array.isArray(value) ? value : value ? [value] : [])
