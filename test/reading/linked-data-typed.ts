import type { Claim, CollectionPage, NewsArticle, Person, WebSite } from 'schema-dts'

/*
 * What pages say of themselves, in the types of schema.org: `npm run types` holds these examples against them, and
 * linked-data.test.ts what is built against these examples. CiTO's terms and ours, which schema.org lacks, stand apart.
 */

const base = 'https://gainsay.example'

export const TWEET = {
  '@id': `${base}/claims/17`,
  '@type': 'Claim',
  text: 'The bridge is “safe for everyone”.',
  datePublished: '2020-02-03',
  author: { '@id': `${base}/speakers/1` },
  firstAppearance: { '@type': 'SocialMediaPosting', name: 'Tweet' },
  appearance: { '@id': `${base}/articles/4` },
} satisfies Claim

export const DENIAL = {
  '@id': `${base}/claims/18`,
  '@type': 'Claim',
  text: 'It is not safe, […] not at all.',
  inLanguage: 'en',
  datePublished: '2020-02-04',
  author: [{ '@id': `${base}/speakers/2` }, { '@id': `${base}/speakers/1` }],
  appearance: { '@id': `${base}/articles/4` },
} satisfies Claim

export const OF_DENIAL = {
  'cito:disputes': { '@id': `${base}/claims/17` },
  'gs:denies': { '@id': `${base}/claims/17` },
}

export const LEE = {
  '@id': `${base}/speakers/1`,
  '@type': 'Person',
  name: 'Ann Lee',
  sameAs: 'https://www.wikidata.org/entity/Q1',
} satisfies Person

export const UNNAMED = { '@id': `${base}/speakers/2`, '@type': 'Person', name: 'an engineer' } satisfies Person

export const ARTICLE = {
  '@id': `${base}/articles/4`,
  '@type': 'NewsArticle',
  headline: 'Bridge is safe, minister says',
  datePublished: '2020-02-05',
  inLanguage: 'en',
  url: 'https://daily.example/bridge',
  publisher: { '@type': 'Organization', name: 'The Daily' },
} satisfies NewsArticle

export const CHAIN = {
  '@id': `${base}/chains/12`,
  '@type': 'CollectionPage',
  name: 'Is the bridge safe?',
  mainEntity: {
    '@type': 'ItemList',
    itemListOrder: 'https://schema.org/ItemListOrderAscending',
    itemListElement: [{ '@id': `${base}/claims/17` }, { '@id': `${base}/claims/18` }],
  },
} satisfies CollectionPage

export const SITE = {
  '@id': `${base}/`,
  '@type': 'WebSite',
  name: 'The desk',
  url: `${base}/`,
  potentialAction: {
    '@type': 'SearchAction',
    target: { '@type': 'EntryPoint', urlTemplate: `${base}/search?q={search_term_string}` },
  },
} satisfies WebSite

/** What the types refuse; were they to take it, `@ts-expect-error` would be an error itself. */
export const REFUSED = [
  // @ts-expect-error A misspelt property.
  { '@type': 'Claim', autor: LEE } satisfies Claim,
  // @ts-expect-error A person has no headline.
  { '@type': 'Person', name: 'Ann Lee', headline: 'A' } satisfies Person,
  // @ts-expect-error A claim is not by a day.
  { '@type': 'Claim', author: 4 } satisfies Claim,
]
