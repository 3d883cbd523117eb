import type { Relation } from '../links/relation'
import { CITO, ownVocabulary, RELATION_TERMS } from '../links/relation-terms'
import type { SpeakerKind } from '../speakers/speaker-kind'
import type { ClaimCard, Quoted, SpokenBy } from './claim-card'

/** A thing of the graph: its IRI is its address here. */
export type Node = { '@id': string; '@type': string } & Record<string, unknown>

/** A link as the graph tells it: from the answering claim to the answered. */
export interface LinkInGraph {
  fromId: number
  toId: number
  relation: Relation
}

/** What a graph's claims are made of. */
type ClaimInGraph = Pick<ClaimCard, 'id' | 'speakers' | 'date' | 'medium' | 'summary' | 'quote' | 'isWordless'>

/** Mediums that schema.org has a type for, by what readers see. */
export const POSTINGS: ReadonlySet<string> = new Set(['tweet', 'social media post'])

/** A group is an organisation without a form; of somebody described and not named nothing but a person is told. */
export const AUTHORS: Record<SpeakerKind, 'Person' | 'Organization'> = {
  person: 'Person',
  organisation: 'Organization',
  group: 'Organization',
  described: 'Person',
}

/** A claim's words are cut beyond this, at a word: what a page of 200 claims says of itself stays less than what it shows. */
const LONGEST_TEXT = 500

/**
 * Claims with their speakers, articles and links as schema.org has them (JSON-LD), beside nodes of the page's own.
 * schema.org has no property between claims, so CiTO's and ours stand in the same graph. Nothing is made up: a date that
 * is less certain than a day, or an article's unknown address, is left out.
 */
export function claimGraph(
  baseUrl: string,
  shown: readonly ClaimInGraph[],
  links: readonly LinkInGraph[],
  more: readonly Node[] = [],
): object {
  // A claim none of whose reports is public, and that nobody summed up, says nothing.
  const claims = shown.filter(({ summary, quote }) => summary !== null || quote !== null)
  const speakers = new Map(claims.flatMap((claim) => claim.speakers.map((speaker) => [speaker.id, speaker] as const)))
  const articles = new Map(claims.flatMap(({ quote }) => (quote ? [[quote.articleId, quote] as const] : [])))
  const relations = relationsByClaim(baseUrl, claims, links)
  return graphOf(baseUrl, [
    ...more,
    ...claims.map((claim) => ({ ...claimNode(baseUrl, claim), ...relations.get(claim.id) })),
    ...Array.from(speakers.values(), (speaker) => speakerNode(baseUrl, speaker)),
    ...Array.from(articles.values(), (quote) => articleNode(baseUrl, { ...quote, outlet: quote.outletName })),
  ])
}

/** What the terms of a document mean. */
export const graphContext = (baseUrl: string) => ['https://schema.org', { cito: CITO, gs: ownVocabulary(baseUrl) }]

/** A document of these nodes; one that is told twice is told once. */
export function graphOf(baseUrl: string, nodes: readonly Node[]): object {
  const byId = new Map<string, Node>()
  for (const node of nodes) byId.set(node['@id'], byId.get(node['@id']) ?? node)
  return {
    '@context': graphContext(baseUrl),
    '@graph': [...byId.values()],
  }
}

function claimNode(baseUrl: string, { id, speakers, date, medium, summary, quote, isWordless }: ClaimInGraph): Node {
  // Of an answer without words of its own the article has but a mention of what it answers.
  const text = summary ?? (isWordless ? `${quote?.lead} ${quote?.words}` : quote?.words)
  const isQuote = summary === null && !isWordless
  return withoutUnknown({
    '@id': `${baseUrl}/claims/${id}`,
    '@type': 'Claim',
    text: text && cut(text),
    inLanguage: isQuote ? languageOf(quote) : null,
    datePublished: isDay(date.datetime) ? date.datetime : null,
    author: oneOrMore(speakers.map((speaker) => ({ '@id': `${baseUrl}/speakers/${speaker.id}` }))),
    firstAppearance: POSTINGS.has(medium) ? { '@type': 'SocialMediaPosting', name: capital(medium) } : null,
    appearance: quote && { '@id': `${baseUrl}/articles/${quote.articleId}` },
  })
}

/** Who speaks. `sameAs` says who that is elsewhere, and a described source is nobody elsewhere. */
export function speakerNode(baseUrl: string, { id, name, kind, wikidataId }: SpokenBy): Node {
  return withoutUnknown({
    '@id': `${baseUrl}/speakers/${id}`,
    '@type': AUTHORS[kind ?? 'person'],
    name,
    sameAs: wikidataId && kind !== 'described' ? `https://www.wikidata.org/entity/${wikidataId}` : null,
  })
}

/** What a graph says of an article; `outlet` null is not known. */
export interface ArticleInGraph {
  articleId: number
  headline: string
  outlet: string | null
  publishedOn: string | null
  url: string | null
  language: string
}

export function articleNode(baseUrl: string, article: ArticleInGraph): Node {
  const { articleId, headline, outlet, publishedOn, url } = article
  return withoutUnknown({
    '@id': `${baseUrl}/articles/${articleId}`,
    '@type': 'NewsArticle',
    headline,
    datePublished: publishedOn,
    inLanguage: languageOf(article),
    url,
    publisher: outlet === null ? null : { '@type': 'Organization', name: outlet },
  })
}

/** By the claim that says it, each under both its terms; a symmetric one is said by both, if both are here. */
function relationsByClaim(baseUrl: string, claims: readonly ClaimInGraph[], links: readonly LinkInGraph[]) {
  const here = new Set(claims.map((claim) => claim.id))
  const said = new Map<number, Record<string, { '@id': string }[]>>()
  const say = (fromId: number, toId: number, term: string) => {
    if (!here.has(fromId)) return
    const terms = said.get(fromId) ?? {}
    said.set(fromId, terms)
    const others = terms[term] ?? []
    terms[term] = others
    const iri = `${baseUrl}/claims/${toId}`
    if (!others.some((other) => other['@id'] === iri)) others.push({ '@id': iri })
  }
  for (const { fromId, toId, relation } of links) {
    const { gs, cito, isSymmetric } = RELATION_TERMS[relation]
    for (const term of [`cito:${cito}`, `gs:${gs}`]) {
      say(fromId, toId, term)
      if (isSymmetric) say(toId, fromId, term)
    }
  }
  return new Map(
    Array.from(said, ([id, terms]) => [
      id,
      Object.fromEntries(Object.entries(terms).map(([term, others]) => [term, oneOrMore(others)])),
    ]),
  )
}

const isDay = (day: string | null) => day !== null && /^\d{4}-\d{2}-\d{2}$/.test(day)

const languageOf = (quote: Pick<Quoted, 'language'> | null) =>
  quote && quote.language !== 'und' ? quote.language : null

const oneOrMore = <Value>(values: Value[]) => (values.length === 1 ? values[0] : values)

export const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

function cut(text: string): string {
  if (text.length <= LONGEST_TEXT) return text
  const start = [...text].slice(0, LONGEST_TEXT).join('')
  return `${start.replace(/\s+\S*$/u, '')}…`
}

/** Without what is null: unknown is left out, and so is an empty list. */
function withoutUnknown(node: Node): Node {
  const known = ([, value]: [string, unknown]) =>
    value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0)
  return Object.fromEntries(Object.entries(node).filter(known)) as Node
}
