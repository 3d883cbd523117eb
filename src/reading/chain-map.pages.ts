import { type PageHead, page } from '../web/page'
import { words } from '../words/words'
import type { ChainRow } from './chain.queries'
import { quotedWords } from './chain-picture'
import { chainTitle } from './chain-title'
import { type CardInChainRow, claimCard } from './claim-card'
import { type ChainMap, type Landmark, mapOf } from './overview/map'
import type { LinkInShape } from './overview/shape'
import type { ClaimInShape } from './overview/shape-cells'
import { MOST_IN_SHAPE } from './shape.queries'

interface ChainMapPage extends PageHead {
  canonical: string
  chain: { id: number; title: string }
  facts: string
  map: ChainMap
  /** What the picture shows, for those who don’t see it. */
  picture: string
  leftOut: string | null
  landmarks: (Landmark & { names: string; words: string; language: string | null; date: string; label: string })[]
}

export const chainMapPage = page<ChainMapPage>('reading/chain-map')

/** The claims whose words the map’s page gives. */
export const landmarksOf = (map: ChainMap) => map.landmarks.map(({ id }) => id)

/** A chain’s map; its landmarks’ words come once it is drawn (`landmarksOf`). */
export function chainMapModel(
  chain: ChainRow,
  claims: readonly ClaimInShape[],
  links: readonly LinkInShape[],
): { map: ChainMap; page(cards: readonly CardInChainRow[]): ChainMapPage } {
  const shown = claims.slice(0, MOST_IN_SHAPE)
  const map = mapOf(shown, links)
  const title = chainTitle(chain)
  return {
    map,
    page(rows) {
      const cards = new Map(rows.map((row) => [row.id, claimCard(row)]))
      return {
        title: words.chain.mapTitle(title),
        description: words.chain.mapDescription(chain.size),
        section: '/chains',
        canonical: `/chains/${chain.id}/map`,
        chain: { id: chain.id, title },
        facts: `${words.counts.claims(chain.size)} · ${words.counts.contradictions(links.length)}`,
        map,
        picture: words.chain.mapPicture(shown.length, links.length),
        leftOut: claims.length > MOST_IN_SHAPE ? words.chain.firstOnly(MOST_IN_SHAPE) : null,
        landmarks: map.landmarks.flatMap((landmark) => {
          const card = cards.get(landmark.id)
          if (!card) return []
          const said = { names: card.namesAsTold, words: quotedWords(card), date: card.date.words }
          const label = `${landmark.letter} ${said.names}, ${said.date}: ${said.words}`
          return [{ ...landmark, ...said, label, language: card.quote?.language ?? null }]
        }),
      }
    },
  }
}
