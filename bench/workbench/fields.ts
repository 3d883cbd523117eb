import { MEDIUMS, type Medium } from '../../src/claims/claim'
import type { GoldStatement } from './gold'
import type { PageState } from './page-state'
import { plain } from './plain'

/** In the order in which one corrects them: whoever the words name becomes the speaker with them. */
export const FIELDS = ['source', 'cue', 'speaker', 'saidOn', 'medium', 'stance'] as const
export type Field = (typeof FIELDS)[number]

/** As the form lists it. */
export const mediumWords = (medium: string) => MEDIUMS[medium as Medium] ?? medium

/** What a field has to hold, as it was marked; several for speakers, none where it is empty. */
export function valuesOf(field: Field, { speakers, saidOn, medium, stance, source, cue }: GoldStatement): string[] {
  return field === 'speaker' ? speakers : [{ saidOn: saidOn ?? '', medium, stance, source, cue }[field]].filter(Boolean)
}

export const valueIn = (field: Field, { fields }: PageState) =>
  field === 'speaker' ? fields.speakers.join('; ') : fields[field]

/** Of a cue, also whether the right one of two equal words is underlined in the text. */
export function isRight(field: Field, { fields }: PageState, statement: GoldStatement): boolean {
  if (field === 'cue' && fields.cue !== '' && !isMarked(fields.cueAt, statement)) return false
  return sameValue(field === 'speaker' ? fields.speakers : [fields[field]].filter(Boolean), valuesOf(field, statement))
}

export const isMarked = (place: string, { cueAt }: GoldStatement) =>
  cueAt === null || place === `${cueAt.start}-${cueAt.end}`

export const sameValue = (one: string[], other: string[]) => one.map(plain).join('\n') === other.map(plain).join('\n')
