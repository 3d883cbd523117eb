import type { EntityManager } from 'typeorm'
import type { z } from 'zod'
import type { RoleGiven, SpeakerGiven } from '../speakers/change-speaker.commands'
import { speakersNamed } from '../speakers/speakers.queries'
import type { FieldProblems } from '../web/parse'
import { words } from '../words/words'
import { roleRows, rowsWithoutTitle, type SpeakerForm } from './speaker-form.schema'

/** What a form gives of a speaker: names of an outlet and of those spoken for looked up. */
export async function speakerGiven(
  db: EntityManager,
  form: z.output<typeof SpeakerForm>,
): Promise<SpeakerGiven | { problems: FieldProblems }> {
  const problems: FieldProblems = {}
  const { name, kind, description, wikidataId, anonymityReason, aliases, lookalike, another } = form
  const outletId = form.outlet === null ? null : await outletIdOf(db, form.outlet)
  if (form.outlet !== null && outletId === null) problems.outletId = words.speaker.noOutletNamed(form.outlet)
  for (const place of rowsWithoutTitle(form)) problems[`roles.${place}`] = words.speaker.nameTheRole
  const roles: RoleGiven[] = []
  for (const { place, id, speaksFor, ...role } of roleRows(form)) {
    const principal = speaksFor === null ? { id: null } : await principalOf(db, speaksFor)
    if ('problem' in principal) problems[`roles.${place}`] = principal.problem
    else roles.push({ ...role, ...(id === undefined ? {} : { id }), speaksForId: principal.id })
  }
  if (Object.keys(problems).length > 0) return { problems }
  const given = { name, kind, description, wikidataId, anonymityReason, outletId, aliases, roles }
  return { ...given, lookalike: lookalike === 'yes', another: another === 'yes' }
}

async function outletIdOf(db: EntityManager, name: string): Promise<number | null> {
  const rows: { id: number }[] = await db.query('SELECT id FROM outlets WHERE lower(name) = lower($1)', [name])
  return rows[0]?.id ?? null
}

/** How the form tells two of one name apart: "Donald Trump (12)". */
const WITH_NUMBER = /\((?<id>[1-9]\d{0,8})\)$/

async function principalOf(db: EntityManager, text: string): Promise<{ id: number } | { problem: string }> {
  const named = await speakersNamed(db, text)
  const { id } = WITH_NUMBER.exec(text)?.groups ?? {}
  // That this number is somebody's is for the command to see.
  if (named.length === 0 && id) return { id: Number(id) }
  if (named[0] && named.length === 1) return { id: named[0].id }
  if (named.length === 0) return { problem: words.speaker.noneNamed(text) }
  const numbers = named.map((speaker) => `${speaker.name} (${speaker.id})`).join(', ')
  return { problem: words.speaker.severalNamed(text, numbers) }
}
