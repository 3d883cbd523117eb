import { words } from '../words/words'
import { dayAfter, dayInWords, daysInWords } from './said-on-days'
import { type EdtfDate, parseEdtf } from './said-on-edtf'

/** What a claim's date rests on: the article gives it, it was counted ("on Monday") or inferred, or there is none. */
export const SAID_ON_BASES = ['stated', 'counted', 'inferred', 'not_stated'] as const
export type SaidOnBasis = (typeof SAID_ON_BASES)[number]

/** When a claim was made, as an editor says it: EDTF, or null, which is "not stated" and nothing else. */
export interface SaidOnGiven {
  saidOn: string | null
  basis: SaidOnBasis
  /** The article's words that the date comes from. */
  words: string | null
}

/** When a claim was made, with the first and the last possible day; null where the interval is open, or not stated. */
export interface SaidOn extends SaidOnGiven {
  earliest: string | null
  latest: string | null
}

/**
 * Reads a claim's date. The text stays as the editor gave it; a date that was worked out has to show from which words.
 *
 * @param today an ISO day; with it, dates that begin after the next day are refused (somewhere it is tomorrow already)
 */
export function parseSaidOn(given: SaidOnGiven, today?: string): SaidOn | { problem: string } {
  const saidOn = given.saidOn?.trim() || null
  const ofArticle = given.words?.trim() || null
  const { basis } = given
  if (basis === 'not_stated') {
    if (saidOn !== null) return { problem: words.days.giveOrNotStated }
    return { saidOn, earliest: null, latest: null, basis, words: ofArticle }
  }
  if (saidOn === null) return { problem: words.days.giveOrSay }
  if (basis !== 'stated' && ofArticle === null) {
    return { problem: words.days.giveWords(basis) }
  }

  const edtf = parseEdtf(saidOn)
  if ('problem' in edtf) return edtf
  const { from, to } = edtf
  const isToCome = (date: EdtfDate | null) => today !== undefined && date !== null && date.earliest > dayAfter(today)
  if (isToCome(from) || isToCome(to)) return { problem: words.days.yetToCome }
  return { saidOn, earliest: from?.earliest ?? null, latest: to?.latest ?? null, basis, words: ofArticle }
}

/**
 * A claim's date for readers: "Monday 3 June 2019", "June 2019", "29 April – 3 May 2019", "about 23 September 2019",
 * "4 June 2019 or earlier", "day not stated". Dates follow the locale, and the words about them are the catalogue’s.
 */
export function saidOnInWords(saidOn: string | null, locale = words.locale): string {
  if (saidOn === null) return words.days.notStated
  const edtf = parseEdtf(saidOn)
  // Not written by this version: its own text says more than nothing.
  if ('problem' in edtf) return saidOn

  const { from, to } = edtf
  if (from && to) {
    if (from === to && from.earliest === from.latest && isPlain(from)) return dayInWords(from.earliest, locale)
    if (from === to) return dateInWords(from, locale)
    if (isPlain(from) && isPlain(to)) return daysInWords(from.earliest, to.latest, locale)
    return words.days.between(dateInWords(from, locale), dateInWords(to, locale))
  }
  if (from) return words.days.orLater(dateInWords(from, locale))
  return to ? words.days.orEarlier(dateInWords(to, locale)) : saidOn
}

const isPlain = (date: EdtfDate) => !date.isApproximate && !date.isUncertain

/** "about 23 September 2019", "perhaps June 2019". */
function dateInWords(date: EdtfDate, locale: string): string {
  const plain = daysInWords(date.earliest, date.latest, locale)
  const near = date.isApproximate ? words.days.about(plain) : plain
  return date.isUncertain ? words.days.perhaps(near) : near
}

/** What a claim's date rests on, for readers: "stated", "counted from “on Monday”", "not stated". */
export const basisInWords = (basis: SaidOnBasis, ofArticle: string | null): string => words.days.basis(basis, ofArticle)
