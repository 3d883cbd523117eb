import { accounts } from './en/accounts'
import { actions } from './en/actions'
import { acts } from './en/acts'
import { annotations } from './en/annotations'
import { api } from './en/api'
import { article } from './en/article'
import { attribution } from './en/attribution'
import { boilerplate } from './en/boilerplate'
import { cards } from './en/cards'
import { chain } from './en/chain'
import { changes } from './en/changes'
import { claim } from './en/claim'
import { codebook } from './en/codebook'
import { copies } from './en/copies'
import { corrections } from './en/corrections'
import { counts } from './en/counts'
import { days } from './en/days'
import { desk } from './en/desk'
import { discussion } from './en/discussion'
import { exporting } from './en/exporting'
import { extraction } from './en/extraction'
import { feeds } from './en/feeds'
import { fetching } from './en/fetching'
import { formFields } from './en/form-fields'
import { history } from './en/history'
import { home } from './en/home'
import { importing } from './en/importing'
import { intake } from './en/intake'
import { kept } from './en/kept'
import { keys } from './en/keys'
import { layout } from './en/layout'
import { link } from './en/link'
import { linking } from './en/linking'
import { lists } from './en/lists'
import { language, locale } from './en/locale'
import { packaged } from './en/packaged'
import { past } from './en/past'
import { picture } from './en/picture'
import { problems } from './en/problems'
import { described, matrix, record, unanswered } from './en/records'
import { refusals } from './en/refusals'
import { replies } from './en/replies'
import { review } from './en/review'
import { revisions } from './en/revisions'
import { search } from './en/search'
import { settings } from './en/settings'
import { speaker } from './en/speaker'
import { stale } from './en/stale'
import { standoff } from './en/standoff'
import { system } from './en/system'
import { tag } from './en/tag'
import { tagging } from './en/tagging'
import { take } from './en/take'
import { terms } from './en/terms'
import { these } from './en/these'
import { things } from './en/things'
import { threads } from './en/threads'
import { transparency } from './en/transparency'
import { undoing } from './en/undoing'
import { unsaved } from './en/unsaved'
import { vocabulary } from './en/vocabulary'
import { ways } from './en/ways'
import { webhooks } from './en/webhooks'
import { zones } from './en/zones'

/** The product's words in English: the set of which every other language is a translation, of the same shape. */
export const english = {
  accounts,
  actions,
  acts,
  annotations,
  api,
  article,
  attribution,
  boilerplate,
  cards,
  chain,
  changes,
  claim,
  codebook,
  copies,
  corrections,
  counts,
  days,
  described,
  desk,
  discussion,
  exporting,
  extraction,
  feeds,
  fetching,
  formFields,
  history,
  home,
  importing,
  kept,
  intake,
  keys,
  language,
  layout,
  link,
  linking,
  lists,
  locale,
  matrix,
  packaged,
  past,
  picture,
  problems,
  record,
  refusals,
  replies,
  review,
  revisions,
  search,
  settings,
  speaker,
  standoff,
  stale,
  system,
  tag,
  tagging,
  take,
  terms,
  these,
  things,
  threads,
  transparency,
  unanswered,
  undoing,
  unsaved,
  vocabulary,
  ways,
  webhooks,
  zones,
}
