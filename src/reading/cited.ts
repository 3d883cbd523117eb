import { WORDINGS } from '../claims/claim'
import { words } from '../words/words'
import type { ChainRow } from './chain.queries'
import { quotedWords } from './chain-picture'
import { chainTitle } from './chain-title'
import type { Cited } from './citation'
import type { ClaimCard } from './claim-card'
import { daysSpanned } from './days'

/** A title of a bibliography may be long; this is a paragraph. */
const LONGEST = 500

/** A chain as it is cited: the desk’s own record of a question. */
export function chainCited(chain: ChainRow, desk: string, baseUrl: string): Cited {
  const days = daysSpanned(chain.firstDay, chain.lastDay)
  return {
    key: `gainsay-chain-${chain.id}`,
    title: chainTitle(chain),
    isQuoted: true,
    author: null,
    saidOn: null,
    kind: words.chain.cited(chain.size, days),
    report: null,
    desk,
    url: `${baseUrl}/chains/${chain.id}`,
  }
}

/**
 * A claim as it is cited: in its report’s words, never in the desk’s, under its speaker’s name. They stand in quotation marks
 * only where the report gives them as the speaker’s own.
 */
export function claimCited(card: ClaimCard, desk: string, baseUrl: string): Cited {
  const { quote } = card
  return {
    key: `gainsay-claim-${card.id}`,
    title: quotedWords(card, LONGEST),
    isQuoted: quote?.wording === WORDINGS.direct && !card.isWordless,
    author: card.namesAsTold,
    saidOn: card.date.datetime,
    kind: card.medium,
    report: quote && words.take.reportedBy(quote.outlet, quote.published),
    desk,
    url: `${baseUrl}/claims/${card.id}`,
  }
}
