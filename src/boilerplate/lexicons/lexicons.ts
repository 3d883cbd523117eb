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

const made = new Map<string, Lexicon>()

/**
 * The phrases by which parts of a page are known in a language, with those that pages of every language have; for a
 * language that has none, these alone.
 *
 * @param language an article's language tag: `pt-BR` is `pt`
 */
export function lexiconFor(language: string): Lexicon {
  const base = language.toLowerCase().split('-')[0] ?? ''
  const own = Object.hasOwn(OF_LANGUAGES, base) ? OF_LANGUAGES[base as keyof typeof OF_LANGUAGES] : null
  const name = own === null ? '' : base
  const known = made.get(name)
  if (known) return known
  const lexicon = lexiconOf(own === null ? [everywhere] : [everywhere, own])
  made.set(name, lexicon)
  return lexicon
}
