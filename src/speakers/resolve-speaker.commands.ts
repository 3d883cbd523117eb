import type { EntityManager } from 'typeorm'
import type { Actor } from '../history/history.commands'
import { words } from '../words/words'
import { describedIn, hasSpoken } from './described.queries'
import { holdNames, holdRoot } from './holding.commands'
import { lookAlikeProblem } from './look-alikes.queries'
import { characterProblem } from './name-characters'
import { byRecency, hadWithin } from './role-days'
import { Speaker } from './speaker.entity'
import type { SpeakerKind } from './speaker-kind'
import type { SpeakerRole } from './speaker-role.entity'
import { addSpeaker } from './speakers.commands'
import { rolesOfTree, speakersNamed } from './speakers.queries'

/** In which role somebody spoke, by its number or its title. */
export type RoleReference = { id: number } | { title: string }

/** What is said of a speaker who is new. */
interface Introduction {
  description?: string | null
  /** Of a described source: why it is not named. */
  anonymityReason?: string | null
}

/** A speaker as a form or a script names one: by id, or by name, to be added with its kind if nobody bears it. */
export type SpeakerReference = Introduction & { role?: RoleReference | null } & (
    | { id: number }
    | {
        name: string
        kind?: SpeakerKind
        /** Somebody else than those who bear the name already. */
        another?: boolean
        /** The name is meant, though it looks like another's. */
        lookalike?: boolean
      }
  )

export type Resolved =
  | { speakerId: number }
  | { problem: string; candidates: Speaker[] /** What it needs is a confirmation. */; lookalike?: boolean }

/** Whether the name only has to be confirmed: it looks like another's. */
export const isConfirmation = (resolved: Resolved) => 'lookalike' in resolved && resolved.lookalike === true

/**
 * The speaker meant, held against merging: a merged one is whom it was merged into. A name or alias borne by two has to
 * be settled by id; an unknown one is added only with its kind, so that nobody becomes a person by a slip of the pen,
 * unless an outlet has it: then that outlet speaks for itself.
 *
 * @param articleIds where it is said: a description means whom it means there already, and nobody else unasked
 */
export async function resolveSpeaker(
  db: EntityManager,
  actor: Actor,
  reference: SpeakerReference,
  articleIds: readonly number[],
): Promise<Resolved> {
  if ('id' in reference) {
    const speakerId = await holdRoot(db, reference.id)
    if (speakerId === null) return { problem: words.refusals.noSpeaker(reference.id), candidates: [] }
    return asKnown(db, reference, { speakerId })
  }
  const { name, another = false } = reference
  await holdNames(db, [name])
  const named = await speakersNamed(db, name)
  if (named.length > 0 && !another) return asKnown(db, reference, await whoIsMeant(db, name, named, articleIds))
  return introduced(db, actor, reference, named)
}

const isDescribed = ({ kind }: Speaker) => kind === 'described'

/** Of those who bear a name. Merged away since they were found, they are whom they were merged into. */
async function whoIsMeant(
  db: EntityManager,
  name: string,
  named: Speaker[],
  articleIds: readonly number[],
): Promise<Resolved> {
  const held = async (id: number) => ({ speakerId: (await holdRoot(db, id)) ?? id })
  const [first, ...others] = named
  if (named.every(isDescribed)) {
    const [here, ...more] = await describedIn(db, name, articleIds)
    if (here !== undefined && more.length === 0) return held(here)
    if (here === undefined && others.length === 0 && !(await hasSpoken(db, named))) return held(named[0]?.id as number)
    return {
      problem: words.refusals.describedAlready(name),
      candidates: named,
    }
  }
  if (!first || others.length > 0) return { problem: words.refusals.severalNamed(name), candidates: named }
  return held(first.id)
}

/** What is said of somebody who is here already would be kept nowhere; said again as it stands, it is no change. */
async function asKnown(
  db: EntityManager,
  { description, anonymityReason }: Introduction,
  resolved: Resolved,
): Promise<Resolved> {
  if ('problem' in resolved || !(description || anonymityReason)) return resolved
  const known = await db.findOneByOrFail(Speaker, { id: resolved.speakerId })
  const isSame = (given: string | null | undefined, there: string | null) => !given || given === there
  if (isSame(description, known.description) && isSame(anonymityReason, known.anonymityReason)) return resolved
  return {
    problem: words.refusals.describedByPage(known.name),
    candidates: [],
  }
}

/** Adds somebody whom nobody told by name yet, or somebody else than those of the name. */
async function introduced(
  db: EntityManager,
  actor: Actor,
  { name, kind: told, another, lookalike, description, anonymityReason }: Extract<SpeakerReference, { name: string }>,
  named: Speaker[],
): Promise<Resolved> {
  // Somebody else of a description is described too.
  const kind = told ?? (named.length > 0 && named.every(isDescribed) ? 'described' : undefined)
  const outlet = another ? null : await outletNamed(db, name)
  if (outlet !== null && (kind === undefined || kind === 'organisation')) {
    const own = { name: outlet.name, kind: 'organisation', outletId: outlet.id, description } as const
    return { speakerId: await addSpeaker(db, actor, own) }
  }
  if (!kind) return { problem: words.refusals.noneNamed(name), candidates: [] }
  if (anonymityReason && kind !== 'described')
    return {
      problem: words.refusals.reasonForDescribed(name),
      candidates: [],
    }
  const improper = characterProblem(name)
  if (improper) return { problem: improper, candidates: [] }
  const alike = lookalike ? null : await lookAlikeProblem(db, name)
  if (alike) return { problem: alike, candidates: [], lookalike: true }
  return { speakerId: await addSpeaker(db, actor, { name, kind, description, anonymityReason }) }
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
  if (roles.length === 0) return words.refusals.noRole(meant)
  const titles = roles.slice(0, 5).map((role) => `“${role.title}”`)
  return words.refusals.noRoleBut(meant, titles.join(', '))
}
