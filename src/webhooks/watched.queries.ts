import type { Rows } from '../database/read-pool'
import { speakerOfFeed } from '../feeds/feeds.queries'
import { chainById, survivingChain } from '../reading/chain.queries'
import { existingFilters } from '../search/results.queries'
import { words } from '../words/words'
import { filtersOf, type Watched, watchedChain, watchedSpeaker } from './watched'

/**
 * What is watched as readers see it now: a chain or speaker that was merged is what it was merged into. What readers are not shown is nobody’s
 * to watch: that it is there would be told by what comes.
 */
export async function publicWatch(rows: Rows, watched: Watched): Promise<Watched | { problem: string }> {
  const { chainId, speakerId, search } = watched
  if (chainId !== null) {
    const [survivor] = await rows(survivingChain, [chainId])
    const [chain] = survivor ? await rows(chainById, [survivor.id]) : []
    return chain && chain.componentId !== null ? watchedChain(chain.id) : { problem: words.webhooks.noChain(chainId) }
  }
  if (speakerId !== null) {
    const [speaker] = await rows(speakerOfFeed, [speakerId])
    return speaker?.isPublic ? watchedSpeaker(speaker.id) : { problem: words.webhooks.noSpeaker(speakerId) }
  }
  const filters = filtersOf(search ?? '')
  if ('problem' in filters) return filters
  const existing = await existingFilters(rows, filters)
  return 'problems' in existing ? { problem: Object.values(existing.problems).join(' ') } : watched
}
