import type { EntityManager } from 'typeorm'
import type { Actor } from '../history/history.commands'
import { holdNames, holdRoot } from './holding.commands'
import { lookAlikeProblem } from './look-alikes.queries'
import { byRecency, hadWithin } from './role-days'
import type { Speaker } from './speaker.entity'
import type { SpeakerKind } from './speaker-kind'
import type { SpeakerRole } from './speaker-role.entity'
import { addSpeaker } from './speakers.commands'
import { rolesOfTree, speakersNamed } from './speakers.queries'

/** In which role somebody spoke, by its number or its title. */
export type RoleReference = { id: number } | { title: string }

/** A speaker as a form or a script names one: by id, or by name, to be added with its kind if nobody bears it. */
export type SpeakerReference = { role?: RoleReference | null } & (
  | { id: number }
  | {
      name: string
      kind?: SpeakerKind
      description?: string | null
      /** Somebody else than those who bear the name already. */
      another?: boolean
      /** The name is meant, though it looks like another's. */
      lookalike?: boolean
    }
)

export type Resolved =
  | { speakerId: number }
  | { problem: string; candidates: Speaker[] /** What it needs is a confirmation. */; lookalike?: boolean }

/**
 * The speaker meant, held against merging: a merged one is whom it was merged into. A name or alias borne by two has to
 * be settled by id; an unknown one is added only with its kind, so that nobody becomes a person by a slip of the pen,
 * unless an outlet has it: then that outlet speaks for itself.
 */
export async function resolveSpeaker(db: EntityManager, actor: Actor, reference: SpeakerReference): Promise<Resolved> {
  if ('id' in reference) {
    const speakerId = await holdRoot(db, reference.id)
    return speakerId === null ? { problem: `There is no speaker ${reference.id}.`, candidates: [] } : { speakerId }
  }
  const { name, kind, another = false, lookalike = false, description } = reference
  await holdNames(db, [name])
  const named = await speakersNamed(db, name)
  if (named.length > 1 && !another)
    return { problem: `Several speakers are named ${name}; choose one.`, candidates: named }
  if (named[0] && !another) {
    // Merged away since it was found, it is whom it was merged into.
    return { speakerId: (await holdRoot(db, named[0].id)) ?? named[0].id }
  }
  const outlet = another ? null : await outletNamed(db, name)
  if (outlet !== null && (kind === undefined || kind === 'organisation')) {
    return { speakerId: await addSpeaker(db, actor, { name: outlet.name, kind: 'organisation', outletId: outlet.id }) }
  }
  if (!kind)
    return { problem: `No speaker is named ${name}. Say what kind of speaker this is to add it.`, candidates: [] }
  const alike = lookalike ? null : await lookAlikeProblem(db, name)
  if (alike) return { problem: alike, candidates: [], lookalike: true }
  return { speakerId: await addSpeaker(db, actor, { name, kind, description }) }
}

/** An outlet of this name that is no speaker yet. */
async function outletNamed(db: EntityManager, name: string): Promise<{ id: number; name: string } | null> {
  const rows: { id: number; name: string }[] = await db.query(
    `SELECT id, name FROM outlets
     WHERE lower(name) = lower($1) AND NOT EXISTS (SELECT FROM speakers WHERE outlet_id = outlets.id)`,
    [name],
  )
  return rows[0] ?? null
}

/** The days on which something was said; null is open or not stated. */
interface SaidWithin {
  earliest: string | null
  latest: string | null
}

export type RoleResolved = { roleId: number; holderId: number } | { problem: string }

/**
 * The role meant, of a speaker or of somebody merged into them. Of two with one title the one had when it was said is
 * taken, else the latest.
 */
export async function resolveRole(
  db: EntityManager,
  speakerId: number,
  reference: RoleReference,
  { earliest, latest }: SaidWithin,
): Promise<RoleResolved> {
  const roles = (await rolesOfTree(db, speakerId)).sort(byRecency)
  const meant = roles.filter((role) =>
    'id' in reference ? role.id === reference.id : role.title.toLowerCase() === reference.title.toLowerCase(),
  )
  const role = meant.find((role) => hadWithin(role, earliest, latest)) ?? meant[0]
  return role ? { roleId: role.id, holderId: role.speakerId } : { problem: noSuchRole(reference, roles) }
}

function noSuchRole(reference: RoleReference, roles: SpeakerRole[]): string {
  const meant = 'id' in reference ? `role ${reference.id}` : `role “${reference.title}”`
  if (roles.length === 0) return `This speaker has no ${meant}: no role is recorded. Add it on the speaker’s page.`
  const titles = roles.slice(0, 5).map((role) => `“${role.title}”`)
  return `This speaker has no ${meant}, but ${titles.join(', ')}. Add it on the speaker’s page.`
}
