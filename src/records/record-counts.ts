import { MEDIUMS, type Medium, STANCES, type Stance } from '../claims/claim'
import { monthInWords } from '../reading/days'
import { words } from '../words/words'
import type { MonthCount } from './months-picture'
import { recordAddress, type TypedFilters, UNDATED_WHEN } from './record-address'

/** So many claims are counted, the newest: 2 ms of an index alone. Whoever has more narrows by year. */
export const MOST_COUNTED = 5_000

/** How many of the counted claims are of one month, year, stance or medium, or are there at all. */
export interface CountRow {
  of: 'month' | 'year' | 'stance' | 'medium' | 'all'
  /** The first day of a month. */
  month: string | null
  /** Null is not known. */
  year: number | null
  stance: Stance | null
  medium: Medium | null
  count: number
}

/** A value that a record can be narrowed to. */
export interface Choice {
  value: string
  label: string
  /** How many of the claims here have it; null is not counted. */
  count: string | null
  isChosen: boolean
  /** Where it is chosen, or taken off again. */
  href: string
}

type Counted = Pick<Choice, 'value' | 'label' | 'count'>

/** A filter with its values. */
export interface Choices {
  name: 'stance' | 'medium' | 'when'
  label: string
  any: string
  values: Choice[]
}

/** What the counts of a record say. */
export interface RecordCounts {
  /** Claims; where there are more than were counted, so many. */
  claims: number
  areAll: boolean
  months: MonthCount[]
  choices: Choices[]
}

/** @param yearsBeyond years that may lie beyond the claims that were counted */
export function readCounts(
  rows: readonly CountRow[],
  speakerId: number,
  typed: TypedFilters,
  yearsBeyond: readonly number[],
): RecordCounts {
  const { record } = words
  const all = rows.find(({ of }) => of === 'all')?.count ?? 0
  const areAll = all <= MOST_COUNTED
  const told = (count: number) => (areAll ? words.counts.number(count) : record.orMore(words.counts.number(count)))
  const counted = (name: Choices['name'], of: CountRow['of'], value: (row: CountRow) => string | null): Counted[] =>
    rows
      .filter((row) => row.of === of)
      .flatMap((row) => {
        const found = value(row)
        return found === null ? [] : [{ value: found, label: filterInWords(name, found), count: told(row.count) }]
      })
  const years = counted('when', 'year', ({ year }) =>
    year === null ? UNDATED_WHEN : isAskable(year) ? `${year}` : null,
  )
  const known = new Set(years.map(({ value }) => value))
  const beyond = yearsBeyond.filter((year) => isAskable(year) && !known.has(`${year}`)).map(String)
  const when = [...years, ...beyond.map((year) => ({ value: year, label: year, count: null }))].sort(latestFirst)
  const choices = (name: Choices['name'], any: string, values: Counted[]): Choices => ({
    ...{ name, any },
    label: record[name],
    values: withChosen(values, name, typed[name]).map((choice) => {
      const isChosen = choice.value === typed[name]
      return { ...choice, isChosen, href: recordAddress(speakerId, typed, { [name]: isChosen ? null : choice.value }) }
    }),
  })
  return {
    claims: Math.min(all, MOST_COUNTED),
    areAll,
    months: rows.flatMap(({ of, month, count }) => (of === 'month' && month !== null ? [{ month, count }] : [])),
    choices: [
      choices(
        'stance',
        record.anyStance,
        counted('stance', 'stance', ({ stance }) => stance),
      ),
      choices(
        'medium',
        record.anyMedium,
        counted('medium', 'medium', ({ medium }) => medium),
      ),
      choices('when', record.anyTime, when),
    ],
  }
}

/** An address has years of four digits; a claim of an earlier one is in the record, and not narrowed to. */
export const isAskable = (year: number) => year >= 1000 && year <= 9999

/** Claims without a day last, as in the record. */
const latestFirst = (a: Counted, b: Counted) =>
  Number(a.value === UNDATED_WHEN) - Number(b.value === UNDATED_WHEN) || Number(b.value) - Number(a.value)

/** What is chosen is among the values, though no claim here has it. */
function withChosen(values: Counted[], name: Choices['name'], chosen: string | undefined): Counted[] {
  if (chosen === undefined || values.some(({ value }) => value === chosen)) return values
  return [{ value: chosen, label: filterInWords(name, chosen), count: null }, ...values]
}

const MONTH = /^[1-9]\d{3}-(?:0[1-9]|1[0-2])$/

/** The value of a filter for readers; what is no value of it stays as it was typed. */
export function filterInWords(name: Choices['name'], value: string): string {
  if (name === 'stance') return STANCES[value as Stance] ?? value
  if (name === 'medium') return MEDIUMS[value as Medium] ?? value
  if (value === UNDATED_WHEN) return words.record.undated
  return MONTH.test(value) ? monthInWords(`${value}-01`) : value
}
