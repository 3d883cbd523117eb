import { article } from './en/article'
import { attribution } from './en/attribution'
import { chain } from './en/chain'
import { claim } from './en/claim'
import { counts } from './en/counts'
import { days } from './en/days'
import { home } from './en/home'
import { layout } from './en/layout'
import { language, locale } from './en/locale'
import { terms } from './en/terms'
import { ways } from './en/ways'

/** The product's words in English: the set of which every other language is a translation, of the same shape. */
export const english = {
  article,
  chain,
  claim,
  counts,
  home,
  language,
  layout,
  locale,
  terms,
  days,
  attribution,
  ways,
}
