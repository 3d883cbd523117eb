import type { Rows } from '../database/read-pool'
import type { ArticleInListRow } from '../reading/articles.queries'
import { cardsByIds } from '../reading/cards.queries'
import type { CardInChainRow } from '../reading/claim-card'
import type { LinkRow } from '../reading/link-lines'
import { linksOfClaims } from '../reading/links.queries'
import type { SpeakerInListRow } from '../reading/speakers.queries'
import { idsBeside, textsOfClaim } from './claim-hits'
import { articlesByIds, type PassageRow, passagesOfArticles, speakersByIds, wordsThatHit } from './details.queries'
import { wordsOf } from './highlight'
import type { Kind } from './search.schema'
import type { SearchQuery } from './search-query'

/** What a page shows of its hits. Rows of the two kinds not asked for are empty. */
export interface Hits {
  cards: CardInChainRow[]
  links: LinkRow[]
  /** The claims whose words stand beside hits: what gainsays them, what they answer without words of their own. */
  others: CardInChainRow[]
  articles: ArticleInListRow[]
  /** What of the articles' statements holds the words looked for. */
  passages: PassageRow[]
  speakers: SpeakerInListRow[]
  /** The words on this page that hit. */
  words: ReadonlySet<string>
}

/** The rows of these hits and which of their words hit: two to five queries. */
export async function hitsOf(
  rows: Rows,
  kind: Kind,
  ids: readonly number[],
  query: SearchQuery | undefined,
): Promise<Hits> {
  const cards = kind === 'claims' ? await rows(cardsByIds, [ids]) : []
  const links = kind === 'claims' ? await rows(linksOfClaims, [ids]) : []
  const beside = idsBeside(cards, links)
  const others = beside.length > 0 ? await rows(cardsByIds, [beside]) : []
  const articles = kind === 'articles' ? await rows(articlesByIds, [ids]) : []
  const anyWord = query?.words.map((word) => `"${word}"`).join(' or ')
  const passages = kind === 'articles' && anyWord ? await rows(passagesOfArticles, [ids, anyWord]) : []
  const speakers = kind === 'speakers' ? await rows(speakersByIds, [ids]) : []
  const texts = [
    ...cards.flatMap(textsOfClaim),
    ...others.flatMap(textsOfClaim),
    ...articles.flatMap(({ headline, byline }) => [headline, byline ?? '']),
    ...passages.flatMap(({ speakers, words }) => [speakers, words]),
    ...speakers.flatMap(({ name, description }) => [name, description ?? '']),
  ]
  const words = query ? await rows(wordsThatHit, [wordsOf(texts), query.words.join(' ')]) : []
  return { cards, links, others, articles, passages, speakers, words: new Set(words.map(({ word }) => word)) }
}
