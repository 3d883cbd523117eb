import { words } from '../words/words'
import type { ChainRow } from './chain.queries'
import { chainTitle } from './chain-title'
import type { Cited } from './citation'
import { type ClaimCard, claimWords } from './claim-card'
import { daysSpanned } from './days'

/** A title of a bibliography may be long; this is a paragraph. */
const LONGEST = 500

/** A chain as it is cited: the desk’s own record of a question. */
export function chainCited(chain: ChainRow, desk: string, baseUrl: string): Cited {
  const days = daysSpanned(chain.firstDay, chain.lastDay)
  return {
    key: `gainsay-chain-${chain.id}`,
    title: chainTitle(chain),
    author: null,
    saidOn: null,
    kind: words.chain.cited(chain.size, days),
    desk,
    url: `${baseUrl}/chains/${chain.id}`,
  }
}

/** An ISO day, and nothing less. */
const DAY = /^\d{4}-\d{2}-\d{2}$/

/** A claim as it is cited: its speaker’s words, in the desk’s record. */
export function claimCited(card: ClaimCard, desk: string, baseUrl: string): Cited {
  const { datetime } = card.date
  return {
    key: `gainsay-claim-${card.id}`,
    title: claimWords(card, LONGEST),
    author: card.namesAsTold,
    saidOn: datetime !== null && DAY.test(datetime) ? datetime : null,
    kind: card.medium,
    desk,
    url: `${baseUrl}/claims/${card.id}`,
  }
}
