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
}
