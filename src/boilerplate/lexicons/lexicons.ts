import { type Lexicon, lexiconOf } from '../lexicon'
import { de } from './de'
import { en } from './en'
import { es } from './es'
import { everywhere } from './everywhere'
import { fr } from './fr'
import { it } from './it'
import { pt } from './pt'
import { ru } from './ru'

const OF_LANGUAGES = { de, en, es, fr, it, pt, ru }
type Known = keyof typeof OF_LANGUAGES

const made = new Map<Known | null, Lexicon>()

/**
 * The phrases by which parts of a page are known in a language, with those that pages of every language have; for a
 * language that has none, these alone. Where the language is undetermined, the text's commonest words tell which it is.
 *
 * @param language an article's language tag: `pt-BR` is `pt`
 */
export function lexiconFor(language: string, text: string): Lexicon {
  const [base = ''] = language.toLowerCase().split('-')
  const known = base === 'und' || base === '' ? languageByWords(text) : isKnown(base) ? base : null
  const lexicon = made.get(known) ?? lexiconOf(known === null ? [everywhere] : [everywhere, OF_LANGUAGES[known]])
  made.set(known, lexicon)
  return lexicon
}

const isKnown = (language: string): language is Known => Object.hasOwn(OF_LANGUAGES, language)

/** The commonest words of each language that none of the others has. */
const COMMONEST: Record<Known, readonly string[]> = {
  de: ['der', 'und', 'das', 'nicht', 'ist', 'mit', 'auf'],
  en: ['the', 'of', 'and', 'to', 'that', 'is', 'was'],
  es: ['el', 'los', 'las', 'del', 'y', 'una', 'por'],
  fr: ['le', 'les', 'des', 'et', 'du', 'une', 'dans'],
  it: ['il', 'di', 'che', 'della', 'è', 'gli', 'non'],
  pt: ['o', 'os', 'do', 'da', 'não', 'uma', 'em'],
  ru: ['и', 'в', 'не', 'на', 'что', 'по', 'с'],
}

/** UTF-16 units that tell a language as surely as the whole: some 500 words. */
const ENOUGH = 3_000

/** Fewer of its words tell nothing: a headline and a name. */
const FEWEST_WORDS = 5

function languageByWords(text: string): Known | null {
  const words =
    text
      .slice(0, ENOUGH)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? []
  const counts = Object.entries(COMMONEST).map(([language, commonest]) => ({
    language: language as Known,
    count: words.filter((word) => commonest.includes(word)).length,
  }))
  const [best, second] = counts.sort((a, b) => b.count - a.count)
  if (!best || !second || best.count < FEWEST_WORDS || best.count < 2 * second.count) return null
  return best.language
}
