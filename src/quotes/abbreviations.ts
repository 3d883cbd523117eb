/**
 * Whether an English sentence goes on after a full stop that ends an abbreviation: "Gen. Valery Gerasimov", "the U.S.
 * Senate". Some abbreviations also end sentences; for them the word behind the full stop decides.
 *
 * @param before the words up to and with the full stop, without spaces behind it
 * @param after the words behind it, from the first on
 */
export function goesOnAfterAbbreviation(before: string, after: string): boolean {
  // The longest abbreviation has 7 letters and stops; 20 leave room for brackets, and keep long sentences cheap.
  const [abbreviation] = before.slice(-20).match(/\p{L}[\p{L}.]*\.$/u) ?? []
  if (!abbreviation) return false

  const letters = abbreviation.slice(0, -1)
  if (BEFORE_NAMES.has(letters)) return true
  if (BEFORE_NUMBERS.has(letters)) return /^\p{N}/u.test(after)
  if (!IN_OR_AT_END.has(letters) && !INITIALS.test(abbreviation)) return false
  const [, nextWord = ''] = after.slice(0, 20).match(/^\P{L}*(\p{L}+)/u) ?? []
  return !FIRST_WORDS.has(nextWord)
}

const wordSet = (words: string) => new Set(words.trim().split(/\s+/))

/** Never at the end of a sentence, whatever follows: in "Mr. He" it is a name. */
const BEFORE_NAMES = wordSet(`
  Mr Mrs Ms Mx Messrs Dr Prof Rev Hon Msgr Pres Gov Govs Sen Sens Rep Reps Amb Atty Supt Insp Det
  Gen Lt Col Maj Capt Cmdr Adm Brig Sgt Cpl Pvt vs v cf e.g i.e`)

/** Abbreviations before a number, "No. 5" and "Feb. 3"; elsewhere words of their own: "She said: No." */
const BEFORE_NUMBERS = wordSet(`
  No Nos Art Sec Fig Ch Vol p pp Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec`)

/** "Acme Inc. chairman Smith", but also "He left Acme Inc. The board met." */
const IN_OR_AT_END = wordSet('Inc Corp Co Cos Ltd Bros Jr Sr St Mt Ft Ave Dept Univ Ph.D a.m p.m')

/** Initials of names and of countries, agencies, bills, in the middle or at the end: "W.", "U.S.", "H.R." */
const INITIALS = /^(?:\p{Lu}\.)+$/u

/** Words that news sentences begin with and names do not: behind an abbreviation, a capital here is a new sentence. */
const FIRST_WORDS = wordSet(`
  A After All Although An And Another As At Because Before But By Despite During Earlier Even For From He Her His How
  However I If In It Its Later Many Meanwhile Most My No Not Now On One Only Or Our Over She Since So Some Still Such
  That The Their Then There These They This Those Though Through To Under Until We What When Where While Who Why With
  Yet You Your`)
