import type { EntityManager } from 'typeorm'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { violates } from '../database/violations'
import { type Actor, record } from '../history/history.commands'
import type { FieldProblems } from '../web/parse'
import { stale } from '../web/problems'
import { words } from '../words/words'
import { holdNames, holdRoot, holdWhole } from './holding.commands'
import { lookAlikeProblem, sameNameProblem } from './look-alikes.queries'
import { characterProblem } from './name-characters'
import { roleDaysProblem } from './role-days'
import { Speaker } from './speaker.entity'
import { SpeakerAlias } from './speaker-alias.entity'
import { SpeakerRole } from './speaker-role.entity'
import { addSpeaker, insertAliases, type NewRole, type NewSpeaker } from './speakers.commands'
import { speakerById } from './speakers.queries'

/** A speaker's role as it is to be; one that is there already has its number. */
export type RoleGiven = NewRole & { id?: number }

/** All of a speaker that an editor gives. */
export interface SpeakerGiven extends Required<Omit<NewSpeaker, 'roles'>> {
  roles: RoleGiven[]
  /** The names are meant, though they look like others'. */
  lookalike: boolean
  /** The names are meant, though somebody else bears one. */
  another: boolean
}

export type SpeakerOutcome = { speakerId: number } | { problems: FieldProblems }

/** Adds a speaker of whom somebody has told all this. */
export function introduceSpeaker(db: EntityManager, actor: Actor, given: SpeakerGiven): Promise<SpeakerOutcome> {
  return told(db, given, () =>
    inTransaction(db, async (db) => {
      const problems = await problemsOf(db, null, given, [])
      if (problems) return { problems }
      const { lookalike: _alike, another: _same, roles, ...speaker } = given
      const newRoles = roles.map(({ id: _none, ...role }) => role)
      return { speakerId: await addSpeaker(db, actor, { ...speaker, roles: newRoles }) }
    }),
  )
}

/** Changes a speaker; a merged one too, whose names and roles are its own still. Throws 409 when it has changed since `version`. */
export function changeSpeaker(
  db: EntityManager,
  actor: Actor,
  id: number,
  version: number,
  given: SpeakerGiven,
): Promise<SpeakerOutcome> {
  return told(db, given, () =>
    inTransaction(db, async (db) => {
      // Whole, before it is held as somebody's root below: two who had both held it so would wait for each other.
      await holdWhole(db, [id])
      const speaker = await speakerById(db, id)
      const before = { ...speaker, ...(await partsOf(db, id)) }
      const names = [speaker.name, ...before.aliases]
      const problems = (await problemsOf(db, id, given, names)) ?? (await roleProblems(db, before.roles, given.roles))
      if (problems) return { problems }
      const { name, kind, description, wikidataId, anonymityReason, outletId, aliases, roles } = given
      const columns = { name, kind, description, wikidata_id: wikidataId, anonymity_reason: anonymityReason }
      if (!(await changeVersion(db, 'speakers', id, version, { ...columns, outlet_id: outletId })))
        throw stale(words.stale.speaker, { kind: 'speaker', id, version })
      await db.delete(SpeakerAlias, { speakerId: id })
      await insertAliases(db, id, aliases)
      await replaceRoles(db, id, before.roles, roles)
      const { lookalike: _alike, another: _same, ...after } = given
      await record(db, actor, { action: 'changed', kind: 'speaker', id, payload: { before, after } })
      return { speakerId: id }
    }),
  )
}

/** A speaker's own aliases and roles. */
export async function partsOf(db: EntityManager, speakerId: number) {
  const aliases = await db.find(SpeakerAlias, { where: { speakerId }, order: { position: 'ASC' } })
  const roles = await db.find(SpeakerRole, { where: { speakerId }, order: { id: 'ASC' } })
  return { aliases: aliases.map((alias) => alias.name), roles }
}

/** What is wrong with a speaker as given. @param known the names it bears already */
async function problemsOf(
  db: EntityManager,
  id: number | null,
  given: SpeakerGiven,
  known: readonly string[],
): Promise<FieldProblems | null> {
  const problems: FieldProblems = {}
  if (given.kind === 'described' && given.wikidataId) problems.wikidataId = words.refusals.noIdentity
  if (given.kind !== 'described' && given.anonymityReason) problems.anonymityReason = words.refusals.forDescribed
  if (given.kind !== 'organisation' && given.outletId !== null) problems.outletId = words.refusals.outletIsOrganisation
  const lower = given.aliases.map((alias) => alias.toLowerCase())
  if (new Set(lower).size < lower.length) problems.aliases = words.refusals.aliasTwice
  const self = id === null ? null : await holdRoot(db, id)
  for (const [place, role] of given.roles.entries()) {
    const days = roleDaysProblem(role)
    if (days) problems[`roles.${place}`] = days
    else if (role.speaksForId !== null) {
      const principal = await holdRoot(db, role.speaksForId)
      if (principal === null) problems[`roles.${place}`] = words.refusals.noSpeakerToSpeakFor(role.speaksForId)
      else if (principal === self) problems[`roles.${place}`] = words.refusals.speaksForThemselves
    }
  }
  Object.assign(problems, characterProblems(given, known))
  if (Object.keys(problems).length === 0) Object.assign(problems, await unconfirmed(db, id, given, known))
  return Object.keys(problems).length > 0 ? problems : null
}

/** Names and titles that nobody should bear. */
function characterProblems({ name, aliases, roles }: SpeakerGiven, known: readonly string[]): FieldProblems {
  const problems: FieldProblems = {}
  const of = (text: string, field: string) => {
    const problem = known.includes(text) ? null : characterProblem(text)
    if (problem) problems[field] ??= problem
  }
  of(name, 'name')
  for (const alias of aliases) of(alias, 'aliases')
  for (const [place, role] of roles.entries()) of(role.title, `roles.${place}`)
  return problems
}

/** What has to be confirmed of names that the speaker did not bear before. */
async function unconfirmed(
  db: EntityManager,
  id: number | null,
  given: SpeakerGiven,
  known: readonly string[],
): Promise<FieldProblems> {
  const problems: FieldProblems = {}
  const before = known.map((name) => name.toLowerCase())
  const added = [given.name, ...given.aliases].filter((name) => !known.includes(name))
  await holdNames(db, added)
  for (const name of added) {
    const same = given.another || before.includes(name.toLowerCase()) ? null : await sameNameProblem(db, name, id)
    if (same) problems.another ??= same
    const alike = given.lookalike ? null : await lookAlikeProblem(db, name, id)
    if (alike) problems.lookalike ??= alike
  }
  return problems
}

/** A role in which something was said stays; a number that is not one of this speaker's roles is refused. */
async function roleProblems(
  db: EntityManager,
  before: readonly SpeakerRole[],
  given: readonly RoleGiven[],
): Promise<FieldProblems | null> {
  const own = before.map((role) => role.id)
  for (const [place, { id }] of given.entries()) {
    const isTwice = given.findIndex((role) => role.id === id) !== place
    if (id !== undefined && (isTwice || !own.includes(id))) return { [`roles.${place}`]: words.refusals.notItsRole(id) }
  }
  const kept = given.map((role) => role.id)
  const gone = before.filter((role) => !kept.includes(role.id))
  const used: { roleId: number; claimId: number }[] = await db.query(
    'SELECT role_id AS "roleId", claim_id AS "claimId" FROM claim_speakers WHERE role_id = ANY($1) ORDER BY claim_id LIMIT 1',
    [gone.map((role) => role.id)],
  )
  const title = gone.find((role) => role.id === used[0]?.roleId)?.title
  return used[0] ? { roles: words.refusals.roleInUse(used[0].claimId, title) } : null
}

async function replaceRoles(db: EntityManager, speakerId: number, before: SpeakerRole[], given: RoleGiven[]) {
  for (const role of before) if (!given.some(({ id }) => id === role.id)) await db.delete(SpeakerRole, { id: role.id })
  for (const { id, ...role } of given) {
    if (id === undefined) await db.insert(SpeakerRole, { ...role, speakerId })
    else await db.update(SpeakerRole, { id, speakerId }, role)
  }
}

/** Turns the database's refusals into sentences. */
async function told(
  db: EntityManager,
  { wikidataId, outletId }: SpeakerGiven,
  work: () => Promise<SpeakerOutcome>,
): Promise<SpeakerOutcome> {
  try {
    return await work()
  } catch (error) {
    if (violates(error, 'speakers_wikidata_key')) {
      const other = await bearerOf(db, { wikidataId: wikidataId ?? '' })
      return { problems: { wikidataId: words.refusals.wikidataTaken(wikidataId, other) } }
    }
    if (violates(error, 'speakers_outlet_key')) {
      return { problems: { outletId: words.refusals.outletTaken(await bearerOf(db, { outletId: outletId ?? 0 })) } }
    }
    if (violates(error, 'speakers_outlet_id_fkey')) return { problems: { outletId: words.refusals.noOutlet(outletId) } }
    if (violates(error, 'claim_speakers_role_id_named_id_fkey'))
      return { problems: { roles: words.refusals.roleJustUsed } }
    throw error
  }
}

async function bearerOf(db: EntityManager, of: { wikidataId: string } | { outletId: number }): Promise<string> {
  const [other] = await db.find(Speaker, { where: of, order: { mergedIntoId: { direction: 'ASC', nulls: 'FIRST' } } })
  return other ? words.refusals.speakerNumbered(other.name, other.id) : words.refusals.anotherSpeaker
}
