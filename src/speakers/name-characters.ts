import { words } from '../words/words'

const TURNS_DIRECTION = /\p{Bidi_Control}/u
/** Hangul fillers, zero-width spaces and the like; and the empty Braille cell, which Unicode counts among the signs. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u2800]/gu
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u

/**
 * Why this can't be a name or a title, or null: a character in it turns the direction of what stands beside it, so that
 * others' words and numbers move; or nothing of it can be seen. Joiners within a word (Persian, emoji) are right as they are.
 */
export function characterProblem(name: string): string | null {
  const [turning] = TURNS_DIRECTION.exec(name) ?? []
  if (turning !== undefined) {
    const code = (turning.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')
    return words.refusals.turnsDirection(code)
  }
  return VISIBLE.test(name.replace(INVISIBLE, '')) ? null : words.refusals.nothingToSee
}
