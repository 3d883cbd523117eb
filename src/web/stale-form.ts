import { words } from '../words/words'
import { type FieldGroup, type FormValues, type ThreeWay, threeWay } from './three-way'

/** What a form shows when somebody else has saved since it was opened. */
export interface StaleForm extends Pick<ThreeWay, 'rows'> {
  /** "Ana Ruiz, at 14:05 UTC on 4 June 2019"; null where history doesn't know. */
  since: string | null
}

/** Who saved meanwhile, and when. */
export type Since = { by: string | null; at: Date } | null

/** A form to be sent again: what is told above it, and what it is filled with. */
export function staleForm(
  groups: readonly FieldGroup[],
  values: { base: FormValues | null; theirs: FormValues; mine: FormValues },
  since: Since,
): { stale: StaleForm; typed: Record<string, string | string[]> } {
  const { rows, merged } = threeWay(groups, values)
  return { stale: { rows, since: since && sinceInWords(since) }, typed: merged }
}

const DAY_AND_TIME = new Intl.DateTimeFormat(words.locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })

/** "Ana Ruiz, 4 June 2019 at 14:05 UTC" */
export const sinceInWords = ({ by, at }: NonNullable<Since>) =>
  `${by ?? words.history.commandLine}, ${words.days.utc(DAY_AND_TIME.format(at))}`
