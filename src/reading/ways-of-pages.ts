import { feedAt, type SiteNamed, type WaysOut } from '../web/ways-out'
import { words } from '../words/words'
import type { ArticleRow } from './articles.queries'
import type { ClaimCard } from './claim-card'
import type { LinkRow } from './link-lines'
import { articleNode, claimGraph, graphOf, type LinkInGraph, type Node, speakerNode } from './schema-org'
import type { SpeakerInListRow } from './speakers.queries'

/** Claims of a page that its graph has: as many as a page of a chain. Only an article may show more. */
const MOST_IN_GRAPH = 200

/** Each link once: rows have one between two of a page's claims from both its ends. */
export function linksInGraph(rows: readonly LinkRow[]): LinkInGraph[] {
  return rows.map(({ claimId, otherId, answers, relation }) =>
    answers ? { fromId: claimId, toId: otherId, relation } : { fromId: otherId, toId: claimId, relation },
  )
}

/** A chain: its feed, its picture, and its claims in the order said. */
export function waysOfChain(
  { id, title, facts }: { id: number; title: string; facts: readonly string[] },
  cards: readonly ClaimCard[],
  links: readonly LinkRow[],
): WaysOut {
  return {
    feeds: [feedAt(`/chains/${id}`, words.ways.newLinksOf(title))],
    picture: { path: `/chains/${id}/picture.png`, alt: words.ways.pictureOf(title, facts) },
    embeddable: true,
    linkedData: ({ baseUrl }) =>
      claimGraph(baseUrl, cards, linksInGraph(links), [
        {
          '@id': `${baseUrl}/chains/${id}`,
          '@type': 'CollectionPage',
          name: title,
          mainEntity: {
            '@type': 'ItemList',
            itemListOrder: 'https://schema.org/ItemListOrderAscending',
            itemListElement: cards.map((card) => ({ '@id': `${baseUrl}/claims/${card.id}` })),
          },
        },
      ]),
  }
}

/** A claim: its picture, and itself with what it answers and what answers it. */
export function waysOfClaim(
  title: string,
  claim: ClaimCard,
  others: Iterable<ClaimCard>,
  links: readonly LinkRow[],
): WaysOut {
  return {
    picture: { path: `/claims/${claim.id}/picture.png`, alt: words.ways.pictureOf(title, [claim.date.words]) },
    embeddable: true,
    linkedData: ({ baseUrl }) => claimGraph(baseUrl, [claim, ...others], linksInGraph(links)),
  }
}

/** An article with the claims that it reports. */
export function waysOfArticle(
  article: Pick<ArticleRow, 'id' | 'headline' | 'outlet' | 'publishedOn' | 'url' | 'language'>,
  cards: readonly ClaimCard[],
  links: readonly LinkRow[],
): WaysOut {
  return {
    linkedData: ({ baseUrl }) =>
      claimGraph(baseUrl, cards.slice(0, MOST_IN_GRAPH), linksInGraph(links), [
        articleNode(baseUrl, { ...article, articleId: article.id }),
      ]),
  }
}

/** What is told of a speaker. */
type SpeakerTold = Pick<SpeakerInListRow, 'id' | 'name' | 'kind' | 'description'> & {
  wikidataId: string | null
  aliases: readonly string[]
}

/** A speaker with the claims of the page. */
export function waysOfSpeaker(
  { id, name, kind, wikidataId, description, aliases }: SpeakerTold,
  cards: readonly ClaimCard[],
  links: readonly LinkRow[],
): WaysOut {
  return {
    feeds: [feedAt(`/speakers/${id}`, words.ways.newLinksOf(name))],
    linkedData: ({ baseUrl }) =>
      claimGraph(baseUrl, cards, linksInGraph(links), [
        {
          ...speakerNode(baseUrl, { id, name, kind, wikidataId }),
          ...(description === null ? {} : { description }),
          ...(aliases.length > 0 ? { alternateName: aliases } : {}),
        },
      ]),
  }
}

/** The site itself, which can be searched, with the contradictions on its first page. */
export function waysOfHome(cards: readonly ClaimCard[], links: readonly LinkInGraph[]): WaysOut {
  return {
    feeds: [feedAt('', words.ways.newLinks)],
    linkedData: (site) => claimGraph(site.baseUrl, cards, links, [siteNode(site)]),
  }
}

function siteNode({ baseUrl, name }: SiteNamed): Node {
  return {
    '@id': `${baseUrl}/`,
    '@type': 'WebSite',
    name,
    url: `${baseUrl}/`,
    potentialAction: {
      '@type': 'SearchAction',
      target: { '@type': 'EntryPoint', urlTemplate: `${baseUrl}/search?q={search_term_string}` },
      'query-input': 'required name=search_term_string',
    },
  }
}

/** A list of pages: what it is called, and where each of its lines leads. */
export function waysOfList(path: string, name: string, lines: readonly { path: string; name: string }[]): WaysOut {
  return {
    linkedData: ({ baseUrl }) =>
      graphOf(baseUrl, [
        {
          '@id': baseUrl + path,
          '@type': 'CollectionPage',
          name,
          isPartOf: { '@id': `${baseUrl}/` },
          mainEntity: {
            '@type': 'ItemList',
            itemListElement: lines.map((line, index) => ({
              '@type': 'ListItem',
              position: index + 1,
              url: baseUrl + line.path,
              name: line.name,
            })),
          },
        },
      ]),
  }
}
