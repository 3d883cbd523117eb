import type { EntityManager } from 'typeorm'
import { type Actor, record } from '../history/history.commands'
import { Speaker } from './speaker.entity'
import type { SpeakerKind } from './speaker-kind'
import { speakersNamed } from './speakers.queries'

export interface NewSpeaker {
  name: string
  kind: SpeakerKind
  description?: string | null
  wikidataId?: string | null
}

export async function addSpeaker(db: EntityManager, actor: Actor, input: NewSpeaker): Promise<number> {
  const row = {
    name: input.name,
    kind: input.kind,
    description: input.description ?? null,
    wikidataId: input.wikidataId ?? null,
  }
  const inserted = await db.insert(Speaker, { ...row, createdById: actor?.id ?? null })
  const id = inserted.identifiers[0]?.id as number
  await record(db, actor, { action: 'added', kind: 'speaker', id, payload: row })
  return id
}

/** A speaker as a form or a script names one: by id, or by name, to be added with its kind if nobody bears it. */
export type SpeakerReference = { id: number } | { name: string; kind?: SpeakerKind; description?: string | null }

export type Resolved = { speakerId: number } | { problem: string; candidates: Speaker[] }

/**
 * The speaker meant. A name borne by two has to be settled by id; an unknown one is added only with its kind, so that
 * nobody becomes a person by a slip of the pen.
 */
export async function resolveSpeaker(db: EntityManager, actor: Actor, reference: SpeakerReference): Promise<Resolved> {
  if ('id' in reference) {
    const known = await db.findOneBy(Speaker, { id: reference.id })
    return known ? { speakerId: known.id } : { problem: `There is no speaker ${reference.id}.`, candidates: [] }
  }
  const { name, kind } = reference
  // Two editors who add the same name at once: the second waits, and then finds the first's.
  await db.query('SELECT pg_advisory_xact_lock($1, hashtext(lower($2)))', [NAME_LOCK, name])
  const named = await speakersNamed(db, name)
  if (named.length === 1) return { speakerId: (named[0] as Speaker).id }
  if (named.length > 1) return { problem: `Several speakers are named ${name}; choose one.`, candidates: named }
  if (!kind)
    return { problem: `No speaker is named ${name}. Say what kind of speaker this is to add it.`, candidates: [] }
  return { speakerId: await addSpeaker(db, actor, { name, kind, description: reference.description }) }
}

const NAME_LOCK = 3
