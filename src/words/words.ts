import { article } from './en/article'
import { chain } from './en/chain'
import { claim } from './en/claim'
import { feeds } from './en/feeds'
import { home } from './en/home'
import { layout } from './en/layout'
import { picture } from './en/picture'
import { described, matrix, record, unanswered } from './en/records'
import { take } from './en/take'
import { ways } from './en/ways'

/**
 * Every word that the product itself says, by the page or part that says it: what is fixed as a string, what depends on
 * something as a function. A template reads it as `this.words`. A second language is a second set of these objects, of
 * the same types; what editors and articles say is data, and stands in none.
 */
export const words = {
  article,
  chain,
  claim,
  described,
  feeds,
  home,
  layout,
  matrix,
  picture,
  record,
  take,
  unanswered,
  ways,
}
