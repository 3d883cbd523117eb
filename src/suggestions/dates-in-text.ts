import { dayFrom, daysAfter, monthAfter, monthText, partsOf, weekdayOf } from './calendar'

/** A date that a text names, at UTF-16 indices, `end` exclusive. */
export interface NamedDate {
  start: number
  end: number
  words: string
  /** In EDTF, no more precise than the words. */
  edtf: string
  /** Whether it had to be counted from the day of publication. */
  isCounted: boolean
}

/** One way in which English news names a date. `value` gives null where the words are none after all. */
interface Way {
  pattern: string
  isCounted: boolean
  value(groups: Record<string, string | undefined>, published: string, isAhead: boolean): string | null
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const MONTHS = 'january february march april may june july august september october november december'.split(' ')
const SEASONS: Record<string, number> = { spring: 21, summer: 22, autumn: 23, fall: 23, winter: 24 }
const NUMBERS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')

const WEEKDAY = `(?<weekday>${WEEKDAYS.join('|')})`
/** In full, or as news shortens it; "may" only before a number, since it is a verb as well. */
const MONTH = `(?<month>${MONTHS.map((month) => (month.length > 4 ? `${month}|${month.slice(0, 3)}\\.?|${month.slice(0, 4)}\\.` : month)).join('|')}|sept\\.?)`
const YEAR = '(?<year>(?:1[89]|20)\\d{2})'
const DAY = '(?<day>[12]\\d|3[01]|0?[1-9])(?:st|nd|rd|th)?'
const MANY = `(?<many>\\d{1,3}|an?|${NUMBERS.slice(1).join('|')})`
const PART_OF_DAY = '(?: (?:morning|afternoon|evening|night))?'

const monthOf = (word = '') => {
  const start = word.toLowerCase().replace('.', '').slice(0, 3)
  return MONTHS.findIndex((month) => month.startsWith(start)) + 1
}

const manyOf = (word = '') =>
  /^\d/.test(word) ? Number(word) : /^an?$/i.test(word) ? 1 : NUMBERS.indexOf(word.toLowerCase())

/** The last of this weekday until a day, itself included: news tells of what was, nine times of ten. */
const lastWeekday = (weekday: number, day: string) => daysAfter(day, -((weekdayOf(day) - weekday + 7) % 7))

/** Without a year, what is a few months off is still to come; what would be further was in the year before. */
const MONTHS_AHEAD = 4

function nearestYear(month: number, day: number, published: string): string | null {
  const [year] = partsOf(published)
  const years = [year + 1, year, year - 1].filter((one) => monthText(one, month) <= monthAfter(published, MONTHS_AHEAD))
  return dayFrom(years[0] as number, month, day)
}

/** A week from Monday to Sunday; the one under way, until the day itself. */
function week(published: string, by: number): string {
  const monday = daysAfter(published, 1 - weekdayOf(published) + 7 * by)
  return `${monday}/${by === 0 ? published : daysAfter(monday, 6)}`
}

const WAYS: readonly Way[] = [
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
      return year ? dayFrom(Number(year), of, on) : nearestYear(of, on, published)
    },
  },
  {
    pattern: `${MONTH},? ${YEAR}`,
    isCounted: false,
    value: ({ month, year }) => monthText(Number(year), monthOf(month)),
  },
  {
    pattern: `(?:(?<when>last|this|next|on|late|early|later|earlier|also)(?: on)? )?${WEEKDAY}${PART_OF_DAY}`,
    isCounted: true,
    value({ when, weekday = '' }, published, isAhead) {
      const number = WEEKDAYS.indexOf(weekday.toLowerCase()) + 1
      const last = lastWeekday(number, published)
      return when?.toLowerCase() === 'next' || isAhead ? daysAfter(last, 7) : last
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
    pattern: '(?<when>(?:earlier |later )?this|last|next) week',
    isCounted: true,
    value({ when = '' }, published) {
      if (/^earlier/i.test(when)) {
        const [monday] = week(published, 0).split('/') as [string]
        return monday === published ? null : `${monday}/${daysAfter(published, -1)}`
      }
      return week(published, /^last$/i.test(when) ? -1 : /^next$/i.test(when) ? 1 : 0)
    },
  },
  {
    pattern: '(?<when>(?:earlier |later )?this|last|next) (?<unit>month|year)',
    isCounted: true,
    value({ when = '', unit }, published) {
      const by = /^last$/i.test(when) ? -1 : /^next$/i.test(when) ? 1 : 0
      return unit?.toLowerCase() === 'month'
        ? monthAfter(published, by)
        : String(partsOf(published)[0] + by).padStart(4, '0')
    },
  },
  {
    pattern: `${MANY} (?<unit>day|week|month|year)s? (?:ago|earlier)`,
    isCounted: true,
    value({ many, unit }, published) {
      const count = manyOf(many)
      const [year] = partsOf(published)
      const of = unit?.toLowerCase()
      if (of === 'day') return daysAfter(published, -count)
      if (of === 'week') return `${daysAfter(published, -7 * count)}~`
      return of === 'month' ? monthAfter(published, -count) : String(year - count).padStart(4, '0')
    },
  },
  {
    pattern: '(?<when>last|this) (?<season>spring|summer|autumn|fall|winter)',
    isCounted: true,
    value({ when, season = '' }, published) {
      const number = SEASONS[season.toLowerCase()] as number
      const [year, month] = partsOf(published)
      // Seasons by their months in the north, where summer is June to August.
      const hasCome = month >= (number - 20) * 3
      return `${when?.toLowerCase() === 'last' && !hasCome ? year - 1 : year}-${number}`
    },
  },
  {
    pattern: `(?:in|since|earlier in|late in|early in|last|by|until) (?<late>late |early |mid-)?${MONTH}`,
    isCounted: true,
    value({ month }, published) {
      const [year, now] = partsOf(published)
      const of = monthOf(month)
      return monthText(of > now ? year - 1 : year, of)
    },
  },
  { pattern: `(?:in|since|during|by|of) ${YEAR}`, isCounted: false, value: ({ year = '' }) => year },
]

/** What, shortly before a weekday and in its clause, says that the day is still to come. */
const AHEAD =
  /(?:\b(?:will|shall|would|may|might|until|till|starting|beginning|(?:set|due|scheduled|plan(?:s|ned|ning)?|expect(?:s|ed)?|hop(?:es|ed|ing)|prepar(?:es|ed|ing)|intend(?:s|ed)?|supposed) to|as (?:soon|early) as|to be)|['’]ll)\b[^.;:"“”]{0,60}$/i

/** How far behind such a word a weekday may stand, in UTF-16 units. */
const CLAUSE = 100

const EXPRESSIONS = WAYS.map((way) => ({
  ...way,
  expression: new RegExp(`(?<![\\p{L}\\p{N}])${way.pattern}(?![\\p{L}\\p{N}])`, 'giu'),
}))

/**
 * The dates that an English text names, in order; where two overlap, the longer. Each is as precise as its words: "in
 * March" is a month, "earlier this week" the days of it that are over. Of a weekday, the last one is meant.
 *
 * @param published the ISO day from which others are counted; without, only dates in full are found
 */
export function datesIn(text: string, published: string | null): NamedDate[] {
  const found: NamedDate[] = []
  for (const { expression, isCounted, value } of EXPRESSIONS) {
    for (const match of text.matchAll(expression)) {
      const counts = isCounted || !/\d{4}/.test(match[0])
      if (counts && published === null) continue
      const edtf = value(
        match.groups ?? {},
        published ?? '',
        AHEAD.test(text.slice(Math.max(0, match.index - CLAUSE), match.index)),
      )
      if (edtf === null) continue
      const [start, end] = [match.index, match.index + match[0].length]
      if (found.some((other) => start < other.end && end > other.start)) continue
      found.push({ start, end, words: match[0], edtf, isCounted: counts })
    }
  }
  return found.sort((a, b) => a.start - b.start)
}
