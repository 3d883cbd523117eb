import type { SpeakerRow } from './jsonl-rows.schema'

/** A speaker, or one who was merged into it, with the names and roles that are told of this one. */
export interface Member {
  id: number
  name: string
  aliases: string[]
}

/** As many other names as a speaker has at most (`speaker_aliases.position`). */
const MOST_ALIASES = 50

/**
 * Exports tell of a speaker the other names of all who were merged into it as one list, by number of the member. Which member had which
 * is not told: here the first has as many as one may have, none of them twice, and so on, which exports as the same list.
 */
export function membersOf({ id, name, aliases, merged }: SpeakerRow): Member[] {
  const members: Member[] = [{ id, name }, ...merged]
    .toSorted((a, b) => a.id - b.id)
    .map((member) => ({ ...member, aliases: [] }))
  const onlyOne = members.length === 1 || isOnes(aliases)
  const itself = members.find((member) => member.id === id) as Member
  if (onlyOne) return members.map((member) => ({ ...member, aliases: member === itself ? aliases : [] }))
  let at = 0
  for (const alias of aliases) {
    while (at < members.length - 1 && !isOnes([...(members[at] as Member).aliases, alias])) at += 1
    members[at]?.aliases.push(alias)
  }
  return members
}

/** Whether one speaker may have these. */
const isOnes = (aliases: readonly string[]) =>
  aliases.length <= MOST_ALIASES && new Set(aliases.map((alias) => alias.toLowerCase())).size === aliases.length

/**
 * Whose each role is. A spokesman who was merged into whom he spoke for has left a role in which that one would speak for itself: it stays
 * with who was merged.
 */
export const holderOf = ({ id, merged }: SpeakerRow, role: SpeakerRow['roles'][number]): number =>
  role.speaks_for?.id === id ? (merged[0]?.id ?? id) : id
