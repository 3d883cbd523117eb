import type { EntityManager } from 'typeorm'
import { type Actor, record } from '../history/history.commands'
import { Speaker } from './speaker.entity'
import { SpeakerAlias } from './speaker-alias.entity'
import type { SpeakerKind } from './speaker-kind'
import { SpeakerRole } from './speaker-role.entity'

/** A role as an editor gives it. */
export interface NewRole {
  title: string
  since: string | null
  until: string | null
  speaksForId: number | null
}

export interface NewSpeaker {
  name: string
  kind: SpeakerKind
  description?: string | null
  wikidataId?: string | null
  anonymityReason?: string | null
  outletId?: number | null
  aliases?: string[]
  roles?: NewRole[]
}

/** Adds a speaker as given; `introduceSpeaker` is for what people type. */
export async function addSpeaker(db: EntityManager, actor: Actor, input: NewSpeaker): Promise<number> {
  const { aliases = [], roles = [], ...given } = input
  const row = {
    name: given.name,
    kind: given.kind,
    description: given.description ?? null,
    wikidataId: given.wikidataId ?? null,
    anonymityReason: given.anonymityReason ?? null,
    outletId: given.outletId ?? null,
  }
  const inserted = await db.insert(Speaker, { ...row, createdById: actor?.id ?? null })
  const id = inserted.identifiers[0]?.id as number
  await insertAliases(db, id, aliases)
  if (roles.length > 0)
    await db.insert(
      SpeakerRole,
      roles.map((role) => ({ ...role, speakerId: id })),
    )
  await record(db, actor, { action: 'added', kind: 'speaker', id, payload: { ...row, aliases, roles } })
  return id
}

export async function insertAliases(db: EntityManager, speakerId: number, aliases: readonly string[]) {
  if (aliases.length === 0) return
  await db.insert(
    SpeakerAlias,
    aliases.map((name, position) => ({ speakerId, position, name })),
  )
}
