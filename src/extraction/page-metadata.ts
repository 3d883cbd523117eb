import { words } from '../words/words'
import type { Found, Metadata, MetadataName } from './extracted'
import { type LinkedArticle, linkedArticle } from './linked-data'
import type { PageHead } from './page-head'
import { saidTime } from './said-day'
import { addressOf, bylineOf, languageOf, lineOf, plainWords, withoutOutlet } from './said-metadata'

const { from } = words.extraction
type Candidate = [value: string | null | undefined, from: string]

/** Names of meta tags, the more exact before the more careless. */
const METAS = {
  headline: ['citation_title', 'parsely-title', 'sailthru.title', 'dc.title', 'dcterms.title', 'hdl'],
  byline: ['citation_author', 'parsely-author', 'sailthru.author', 'dc.creator', 'dcterms.creator', 'byl', 'author'],
  published: [
    'citation_publication_date',
    'citation_online_date',
    'parsely-pub-date',
    'sailthru.date',
    'dcterms.created',
  ],
  dated: [
    'dc.date.issued',
    'dcterms.issued',
    'dc.date',
    'dcterms.date',
    'pubdate',
    'publish-date',
    'publish_date',
    'date',
  ],
  modified: ['dcterms.modified', 'dc.date.modified', 'last-modified', 'revision_date'],
  outlet: ['citation_publisher', 'citation_journal_title', 'dc.publisher', 'dcterms.publisher', 'application-name'],
  language: ['dc.language', 'dcterms.language', 'content-language', 'language'],
}

/**
 * What a page says of its article. What is written for machines to read as an article comes before what is written for
 * sharing, that before a site's own meta tags, and these before what readers see and its title: the earlier the more exact,
 * and the less often left over from a template. Whatever can't be what it says it is counts as not said.
 */
export function pageMetadata(head: PageHead, url: string | null): Metadata {
  const linked = linkedArticle(head.linkedData)
  const said = new Said(head, linked)
  const outlet = first(said.outlets(), (value) => lineOf(plainWords(value), 200))
  const cut = (value: string) => lineOf(withoutOutlet(plainWords(value), outlet?.value ?? null), 500)
  const published = said.published()
  const found: [MetadataName, Found | null][] = [
    ['headline', first(said.headlines(), cut)],
    ['byline', first(said.bylines(), bylineOf)],
    ['outlet', outlet],
    ['publishedOn', first(published, (value) => saidTime(value)?.day ?? null)],
    ['publishedAt', timeOfSameDay(published)],
    ['modifiedAt', first(said.modified(), (value) => saidTime(value)?.time ?? null)],
    ['url', addressFound(said.addresses(), url)],
    ['language', first(said.languages(), languageOf)],
  ]
  return Object.fromEntries(found.filter(([, one]) => one !== null))
}

/** The candidates for each thing, the most trusted first. */
class Said {
  constructor(
    private readonly head: PageHead,
    private readonly linked: LinkedArticle | null,
  ) {}

  headlines = (): Candidate[] => [
    ...this.data('headline'),
    ...this.micro('headline'),
    [this.meta('og:title'), from.openGraph],
    ...this.metas(METAS.headline),
    [this.head.heading, from.heading],
    [this.meta('twitter:title'), from.metaTag],
    [this.head.title, from.title],
  ]

  bylines = (): Candidate[] => [
    [this.linked?.authors.map(plainWords).join(', '), from.schemaOrg],
    ...this.micro('author'),
    ...this.listed(['article:author'], from.openGraph),
    ...this.listed(METAS.byline, from.metaTag),
    [this.head.byline, from.besideHeadline],
  ]

  outlets = (): Candidate[] => [
    ...this.data('publisher'),
    ...this.micro('publisher'),
    [this.meta('og:site_name'), from.openGraph],
    ...this.metas(METAS.outlet),
  ]

  published = (): Candidate[] => [
    ...this.data('published'),
    ...this.micro('datepublished'),
    [this.meta('article:published_time'), from.openGraph],
    [this.meta('og:article:published_time'), from.openGraph],
    ...this.metas([...METAS.published, ...METAS.dated]),
    [this.head.time, from.besideHeadline],
  ]

  modified = (): Candidate[] => [
    ...this.data('modified'),
    ...this.micro('datemodified'),
    [this.meta('article:modified_time'), from.openGraph],
    [this.meta('og:updated_time'), from.openGraph],
    ...this.metas(METAS.modified),
  ]

  addresses = (): Candidate[] => [
    [this.head.canonical, from.canonical],
    [this.meta('og:url'), from.openGraph],
    ...this.data('url'),
  ]

  languages = (): Candidate[] => [
    ...this.data('language'),
    ...this.micro('inlanguage'),
    [this.head.language, from.pageLanguage],
    [this.meta('og:locale')?.replace('_', '-'), from.openGraph],
    ...this.metas(METAS.language),
  ]

  private data = (name: Exclude<keyof LinkedArticle, 'authors'>): Candidate[] =>
    (this.linked?.[name] ?? []).map((value) => [value, from.schemaOrg])

  private micro = (property: string): Candidate[] =>
    this.head.microdata.filter(({ name }) => name === property).map(({ content }) => [content, from.microdata])

  private meta = (wanted: string) => this.head.metas.find(({ name }) => name === wanted)?.content

  private metas = (names: readonly string[]): Candidate[] => names.map((name) => [this.meta(name), from.metaTag])

  /** Several authors have a tag each. */
  private listed = (names: readonly string[], where: string): Candidate[] =>
    names.map((wanted) => {
      const values = this.head.metas.filter(({ name }) => name === wanted).map(({ content }) => content)
      return [[...new Set(values.filter((value) => !/^https?:\/\//.test(value)))].join(', '), where]
    })
}

/** The first that is what it has to be. */
function first(candidates: readonly Candidate[], read: (value: string) => string | null): Found | null {
  for (const [value, where] of candidates) {
    const found = value ? read(value) : null
    if (found) return { value: found, from: where }
  }
  return null
}

/** The moment is told only by who tells the day: two places that contradict each other are not put together. */
function timeOfSameDay(candidates: readonly Candidate[]): Found | null {
  const day = first(candidates, (value) => saidTime(value)?.day ?? null)
  return first(candidates, (value) => {
    const said = saidTime(value)
    return said && said.day === day?.value ? said.time : null
  })
}

function addressFound(candidates: readonly Candidate[], url: string | null): Found | null {
  const found = first(candidates, (value) => addressOf(value, url))
  if (!found || url === null) return found
  const isOther = siteOf(found.value) !== siteOf(url)
  return isOther ? { value: found.value, from: from.otherSite(found.from) } : found
}

/** The site of an address, its pages for phones included. */
export const siteOf = (address: string) =>
  URL.canParse(address) ? new URL(address).hostname.replace(/^(?:www|m|amp)\./, '') : ''
