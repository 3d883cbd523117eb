import { between, dayFrom, daysAfter, monthAfter, monthText, partsOf, weekdayOf } from './calendar'
import { SEASONS, seasonAround, seasonBefore, seasonOf } from './seasons'

/** One way in which English news names a date. */
export interface Way {
  /** Of a regular expression that knows no case. */
  pattern: string
  /** Whether it is counted from the day of publication, whatever its words. */
  isCounted: boolean
  /**
   * In EDTF, no more precise than the words; null where they are no date after all.
   *
   * @param isAhead whether the words around say that it is still to come
   */
  value(groups: Record<string, string | undefined>, published: string, isAhead: boolean): string | null
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const MONTHS = 'january february march april may june july august september october november december'.split(' ')
const NUMBERS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')
const SATURDAY = 6
const SUNDAY = 7

/** Newspapers have days in their names, and feasts are no days of the week. */
const WEEKDAY = `(?<!(?:Good|Black|Ash|Bloody|Easter|Palm|Super) )(?<weekday>${WEEKDAYS.join('|')})(?! (?:Times|Telegraph|Mirror|Express|Mail|Post|Herald))`
/** In full, or as news shortens it. */
const MONTH = `(?<month>${MONTHS.map((month) => (month.length > 4 ? `${month}|${month.slice(0, 3)}\\.?|${month.slice(0, 4)}\\.` : month)).join('|')}|sept\\.?)`
const YEAR = '(?<year>(?:1[89]|20)\\d{2})'
const DAY = '(?<day>[12]\\d|3[01]|0?[1-9])(?:st|nd|rd|th)?'
const MANY = `(?<many>\\d{1,3}|an?|${NUMBERS.slice(1).join('|')})`
const PART_OF_DAY = '(?: (?:morning|afternoon|evening|night))?'

/** 0 for the verbs "may" and "march": a month has a capital. */
const monthOf = (word = '') => {
  if (!/^\p{Lu}/u.test(word)) return 0
  const start = word.toLowerCase().replace('.', '').slice(0, 3)
  return MONTHS.findIndex((month) => month.startsWith(start)) + 1
}

const manyOf = (word = '') =>
  /^\d/.test(word) ? Number(word) : /^an?$/i.test(word) ? 1 : NUMBERS.indexOf(word.toLowerCase())

const yearText = (year: number) => String(year).padStart(4, '0')

/** How far "last" and "next" are away. */
const stepOf = (when = '') => (/^last$/i.test(when) ? -1 : /^next$/i.test(when) ? 1 : 0)

/** The last of this weekday until a day, itself included: news tells of what was, nine times of ten. */
const lastWeekday = (weekday: number, day: string) => daysAfter(day, -((weekdayOf(day) - weekday + 7) % 7))

/** Without a year, what is a few months off is still to come; what would be further was in the year before. */
const MONTHS_AHEAD = 4
/** A 29 February without a year is looked for so many years back. */
const YEARS_BETWEEN_LEAP_DAYS = 4

function nearestYear(month: number, day: number, published: string): string | null {
  const [year] = partsOf(published)
  const isNear = (one: number) => monthText(one, month) <= monthAfter(published, MONTHS_AHEAD)
  for (let one = year + 1; one >= year - YEARS_BETWEEN_LEAP_DAYS; one -= 1) {
    const found = isNear(one) ? dayFrom(one, month, day) : null
    if (found) return found
  }
  return null
}

/** A week from Monday to Sunday. */
function week(published: string, by: number): string {
  const monday = daysAfter(published, 1 - weekdayOf(published) + 7 * by)
  return between(monday, daysAfter(monday, 6))
}

/** What is over of the week under way: on a Monday from Sunday, with which it begins in America. */
function earlierThisWeek(published: string): string {
  const day = weekdayOf(published)
  return day === 1
    ? between(daysAfter(published, -1), published)
    : between(daysAfter(published, 1 - day), daysAfter(published, -1))
}

function thisWeek(when: string, published: string, isAhead: boolean): string | null {
  const day = weekdayOf(published)
  if (/^earlier/i.test(when)) return earlierThisWeek(published)
  if (/^later/i.test(when))
    return day === SUNDAY ? null : between(daysAfter(published, 1), daysAfter(published, 7 - day))
  return isAhead ? between(published, daysAfter(published, 7 - day)) : between(daysAfter(published, 1 - day), published)
}

/** The last one, or that under way; on a Saturday it has only begun, so that the one before is meant. */
function weekendBefore(published: string): string {
  const saturday = lastWeekday(SATURDAY, published)
  const from = saturday === published ? daysAfter(saturday, -7) : saturday
  return between(from, daysAfter(from, 1))
}

/** The one under way, else the next. */
function weekendAhead(published: string): string {
  const day = weekdayOf(published)
  const saturday = daysAfter(published, SATURDAY - day)
  return between(saturday, daysAfter(saturday, 1))
}

function manyBefore(many: number, unit: string, published: string): string {
  if (unit === 'day') return daysAfter(published, -many)
  if (unit === 'week') return `${daysAfter(published, -7 * many)}~`
  return unit === 'month' ? monthAfter(published, -many) : yearText(partsOf(published)[0] - many)
}

/** Days in full or without their year. */
const DAYS: readonly Way[] = [
  {
    pattern: '(?<iso>(?:1[89]|20)\\d{2}-\\d{2}-\\d{2})',
    isCounted: false,
    value: ({ iso = '' }) => dayFrom(...partsOf(iso)),
  },
  {
    pattern: `(?:(?:on )?(?:${WEEKDAYS.join('|')}),? )?(?:${MONTH} ${DAY}|${DAY.replace('day', 'day2')} ${MONTH.replace('month', 'month2')})(?:,? ${YEAR})?`,
    isCounted: false,
    value({ month, month2, day, day2, year }, published) {
      const [of, on] = [monthOf(month ?? month2), Number(day ?? day2)]
      if (of === 0) return null
      return year ? dayFrom(Number(year), of, on) : nearestYear(of, on, published)
    },
  },
  {
    pattern: `${MONTH},? ${YEAR}`,
    isCounted: false,
    value: ({ month, year }) => (monthOf(month) === 0 ? null : monthText(Number(year), monthOf(month))),
  },
  {
    pattern: `(?<season>${SEASONS}),? (?:of )?${YEAR}`,
    isCounted: false,
    value: ({ season = '', year }) => seasonOf(season, Number(year)),
  },
]

const COUNTED_DAYS: readonly Way[] = [
  {
    pattern: `(?:(?<when>last|this|next|on|late|early|later|earlier|also)(?: on)? )?${WEEKDAY}${PART_OF_DAY}`,
    isCounted: true,
    value({ when = '', weekday = '' }, published, isAhead) {
      const last = lastWeekday(WEEKDAYS.indexOf(weekday.toLowerCase()) + 1, published)
      if (/^next$/i.test(when)) return daysAfter(last, 7)
      if (last === published && /^last$/i.test(when)) return daysAfter(last, -7)
      return isAhead ? daysAfter(last, 7) : last
    },
  },
  {
    pattern:
      '(?<when>yesterday|tomorrow|today|tonight|(?:earlier|later) (?:today|in the day)|this (?:morning|afternoon|evening)|last night)',
    isCounted: true,
    value({ when = '' }, published) {
      if (/^tomorrow$/i.test(when)) return daysAfter(published, 1)
      return /^(?:yesterday|last night)$/i.test(when) ? daysAfter(published, -1) : published
    },
  },
  {
    pattern: '(?<when>over|during|at|on|last|this|next|the|earlier) (?:(?:the|this|last|past) )?weekend',
    isCounted: true,
    value({ when = '' }, published, isAhead) {
      if (/^next$/i.test(when)) return null
      return isAhead || /^this$/i.test(when) ? weekendAhead(published) : weekendBefore(published)
    },
  },
  {
    pattern: '(?<when>(?:earlier |later )?this|last|next) week',
    isCounted: true,
    value: ({ when = '' }, published, isAhead) =>
      stepOf(when) === 0 ? thisWeek(when, published, isAhead) : week(published, stepOf(when)),
  },
]

const LONGER: readonly Way[] = [
  {
    pattern: '(?:(?:earlier |later )?this|(?<when>last|next)) (?<unit>month|year)',
    isCounted: true,
    value: ({ when, unit }, published) =>
      unit?.toLowerCase() === 'month'
        ? monthAfter(published, stepOf(when))
        : yearText(partsOf(published)[0] + stepOf(when)),
  },
  {
    pattern: `${MANY} (?<unit>day|week|month|year)s? (?:ago|earlier)`,
    isCounted: true,
    value: ({ many, unit = '' }, published) => manyBefore(manyOf(many), unit.toLowerCase(), published),
  },
  {
    pattern: `(?<when>last|this) (?<season>${SEASONS})`,
    isCounted: true,
    value: ({ when = '', season = '' }, published, isAhead) =>
      stepOf(when) < 0 ? seasonBefore(season, published) : seasonAround(season, published, isAhead),
  },
  {
    pattern: `(?:in|since|earlier in|late in|early in|last|by|until) (?<late>late |early |mid-)?${MONTH}`,
    isCounted: true,
    value({ month }, published, isAhead) {
      const [year, now] = partsOf(published)
      const of = monthOf(month)
      if (of === 0) return null
      return monthText(isAhead ? (of < now ? year + 1 : year) : of > now ? year - 1 : year, of)
    },
  },
  { pattern: `(?:in|since|during|by|of) ${YEAR}`, isCounted: false, value: ({ year = '' }) => year },
]

/** All of them; where two find the same words, the first has them. */
export const WAYS: readonly Way[] = [...DAYS, ...COUNTED_DAYS, ...LONGER]
