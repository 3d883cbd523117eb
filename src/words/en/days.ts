import { terms } from './terms'

/** Words about dates. The days, months and years themselves are written by the locale. */
export const days = {
  notStated: 'day not stated',
  publicationUnknown: 'day of publication not known',
  between: (first: string, second: string) => `between ${first} and ${second}`,
  orLater: (day: string) => `${day} or later`,
  orEarlier: (day: string) => `${day} or earlier`,
  about: (day: string) => `about ${day}`,
  perhaps: (day: string) => `perhaps ${day}`,
  /** What a date rests on, with the article’s words for it: "counted from “on Monday”", "stated: “3 June”". */
  basis: (basis: keyof typeof terms.bases, words: string | null) => {
    const name = terms.bases[basis]
    if (words === null) return name
    return basis === 'counted' || basis === 'inferred' ? `${name} from “${words}”` : `${name}: “${words}”`
  },
  fromTo: (since: string, until: string) => `${since} to ${until}`,
  since: (day: string) => `since ${day}`,
  until: (day: string) => `until ${day}`,
  utc: (time: string) => `${time} UTC`,
  /** When a page of the past shows things as they were. */
  atTheEndOf: (day: string) => `at the end of ${day} (UTC)`,
  onMoment: (time: string) => `on ${time} UTC`,
  yetToCome: 'This day is yet to come.',
  writeTwoDots: 'Write two dots for the end that is open: ../2019-06-04.',
  giveOneEnd: 'Give one end at least, or say that the day is not stated.',
  isAfter: (first: string, second: string) => `${first} is after ${second}: which comes first?`,
  writeDate: 'Write a date as 2019-06-03, 2019-06 or 2019; a day between two others as 2019-04-29/2019-05-03.',
  giveYear: 'Give a year between 1000 and 2999.',
  writeMonths: 'Write the months of a season or quarter: 2019-03/2019-05.',
  noMonth: (month: string) => `There is no month ${month}: write 2019-06-03 for 3 June 2019.`,
  noSuchDay: (year: string, month: string, day: string, last: string) =>
    `${year}-${month} has no day ${day}; its last day is ${last}.`,
  giveOrNotStated: 'Give the day, or say that it is not stated; not both.',
  giveOrSay: 'Give the day, or say that it is not stated.',
  giveWords: (basis: string) => `Give the words of the article that the day was ${basis} from.`,
  writeRoleDay: 'Write a year, month or day: 2018, 2018-04 or 2018-04-09.',
  endsBeforeBegin: (since: string | null, until: string | null) =>
    `It can’t have begun in ${since} and ended in ${until}.`,
}
