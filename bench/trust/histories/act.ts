/** Relations of each kind that there is: for anyone, for another speaker, for the same one. */
export const RELATIONS = ['contradicts', 'corrects', 'denies', 'corroborates', 'repeats'] as const
export type Relation = (typeof RELATIONS)[number]

export const WORDINGS = ['direct', 'indirect', 'mixed'] as const
export type Wording = (typeof WORDINGS)[number]

/** What has a state, and can be withdrawn. */
export type Kind = 'claim' | 'statement' | 'link'

/** Something that somebody does, as their form has it: by numbers, with the versions that they saw. */
export type Act =
  /** A passage recorded as a report of a claim, or of a new one by this speaker. */
  | { does: 'record'; passage: number; claim: number | null; speaker: number }
  | { does: 'edit claim'; id: number; version: number; summary: string | null; speaker: number }
  | { does: 'edit statement'; id: number; version: number; wording: Wording; passage: number }
  | { does: 'edit link'; id: number; version: number; reason: string | null }
  | { does: 'link'; from: number; to: number; relation: Relation; reason: string }
  | { does: 'withdraw'; kind: Kind; id: number; version: number; reason: string }
  | { does: 'restore'; kind: Kind; id: number; version: number }
  | { does: 'publish'; kind: 'statement'; id: number; version: number; claimVersion: number }
  | { does: 'publish'; kind: 'link'; id: number; version: number }
  | { does: 'take back'; kind: Kind; id: number; version: number }
  | { does: 'join'; from: number; fromVersion: number; into: number; intoVersion: number | null }
  | { does: 'take apart'; id: number; version: number }
  | { does: 'split'; id: number; version: number; links: number[] }
  | { does: 'merge'; id: number; version: number; into: number }
  | { does: 'unmerge'; id: number; version: number }
  /** What made this version of a row. */
  | { does: 'undo'; kind: Kind; id: number; version: number }

/** Numbers that an act was given by the database. */
export interface Made {
  claim?: number
  statement?: number
  link?: number
}

/** One kind of act, by its name. */
export type ActOf<Does extends Act['does']> = Extract<Act, { does: Does }>
