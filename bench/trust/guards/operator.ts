/** What a guard protects, and so who would notice that it is gone. */
export type Group = 'who asks' | 'what is seen' | 'whose it is' | 'what the desk allows' | 'which version'

/** A way to take a guard out that leaves the program whole: what it finds, and what is put there instead. */
export interface Operator {
  name: string
  group: Group
  /** Global. Matches the guard alone; the file is searched as text. */
  pattern: RegExp
  without(match: RegExpMatchArray): string
  /** Where it looks; everywhere, unless said. */
  files?: RegExp
  /** What is no guard though it matches, and why. */
  unless?: { condition: RegExp; why: string }
}

/** A condition that always or never holds. */
export const always = () => 'true'
export const never = () => 'false'
