import fs from 'node:fs'
import path from 'node:path'
import { readCorpus } from '../../src/demonstration/corpus'

export interface GoldSpan {
  exact: string
  /** Code points; the demonstration corpus has words alone. */
  start?: number
  end?: number
}

export interface GoldStatement {
  id: string
  article: string
  claim: string
  speakers: string[]
  content: GoldSpan[]
  source: GoldSpan | null
  cue: GoldSpan | null
  wording: string
  saidOn: string | null
  saidOnBasis: string
  saidOnWords: string | null
  medium: string
  stance: string
}

export interface GoldLink {
  from: string
  to: string
  relation: string
  reason: string | null
}

/** Articles with everything in them tagged by hand, from files. */
export interface Corpus {
  name: string
  articles: { name: string; file: string; outlet: string; publishedOn: string }[]
  statements: GoldStatement[]
  claimCount: number
  links: GoldLink[]
  /** By the ids of first statements. */
  chains: string[][]
  /** The chain readers come for, in the order said; empty where nobody has put it in order by hand. */
  flagship: string[]
}

export const REAL_ARTICLES = 'the real articles'

/** The demonstration corpus, and a tagged collection where the environment names its folder (docs/contributing.md). */
export function corpora(): Corpus[] {
  const folder = process.env.GAINSAY_REAL_ARTICLES
  return folder ? [demonstration(), collection(folder)] : [demonstration()]
}

function demonstration(): Corpus {
  const folder = path.resolve('seeds')
  const corpus = readCorpus(folder)
  const names = fs
    .readdirSync(path.join(folder, 'articles'))
    .filter((name) => name.endsWith('.txt'))
    .sort()
  const statements = corpus.articles.flatMap((article, place) =>
    article.statements.map((statement): GoldStatement => {
      const report = 'reports' in statement
      return {
        id: statement.key,
        article: names[place] as string,
        claim: report ? statement.reports : statement.key,
        speakers: report ? [] : statement.speakers,
        content: statement.content.map((exact) => ({ exact })),
        source: statement.source === null ? null : { exact: statement.source },
        cue: statement.cue === null ? null : { exact: statement.cue },
        wording: statement.wording,
        saidOn: report ? null : statement.saidOn,
        saidOnBasis: report ? 'not_stated' : statement.saidOnBasis,
        saidOnWords: report ? null : statement.saidOnWords,
        medium: report ? 'unknown' : statement.medium,
        stance: report ? 'asserts' : statement.stance,
      }
    }),
  )
  const links = corpus.links
  return {
    name: 'the demonstration corpus',
    articles: corpus.articles.map((article, place) => ({
      name: names[place] as string,
      file: path.join(folder, 'articles', names[place] as string),
      outlet: article.outlet,
      publishedOn: article.publishedOn,
    })),
    statements,
    claimCount: statements.filter(({ id, claim }) => id === claim).length,
    links,
    chains: componentsOf(links),
    flagship: SEEDS_FLAGSHIP,
  }
}

/** A line of `gold/statements.jsonl`. */
interface GoldArticle {
  /** The file in `articles/`. */
  article: string
  outlet: string
  published_on: string
  statements: {
    id: string
    claim: string
    speaker: string
    content: GoldSpan[]
    source: GoldSpan[]
    cue: GoldSpan[]
    wording: string
    said_on: string | null
    said_on_words: string | null
    medium: string
    stance: string
  }[]
}

function collection(folder: string): Corpus {
  const lines = <Row>(file: string): Row[] =>
    fs
      .readFileSync(path.join(folder, 'gold', file), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  const gold = lines<GoldArticle>('statements.jsonl')
  const statements = gold.flatMap(({ article, statements }) =>
    statements.map(
      (statement): GoldStatement => ({
        id: statement.id,
        article,
        claim: statement.claim,
        speakers: statement.speaker.split('; '),
        content: statement.content,
        source: statement.source[0] ?? null,
        cue: statement.cue[0] ?? null,
        wording: statement.wording,
        saidOn: statement.said_on,
        saidOnBasis: statement.said_on === null ? 'not_stated' : 'counted',
        saidOnWords: statement.said_on_words,
        medium: statement.medium.replaceAll(' ', '_'),
        stance: statement.stance,
      }),
    ),
  )
  // Somebody's own may name its statements as it likes, but hardly all of these so.
  const isReal = REAL_FLAGSHIP.every((key) => statements.some(({ id }) => id === key))
  return {
    name: isReal ? REAL_ARTICLES : `the collection in ${folder}`,
    articles: gold.map(({ article, outlet, published_on }) => ({
      name: article,
      file: path.join(folder, 'articles', article),
      outlet,
      publishedOn: published_on,
    })),
    statements,
    claimCount: new Set(statements.map(({ claim }) => claim)).size,
    links: lines<{ from: string; to: string; relation: string; basis: string }>('links.jsonl').map(
      ({ basis, ...link }) => ({ ...link, reason: basis }),
    ),
    chains: lines<{ claims: string[] }>('chains.jsonl').map(({ claims }) => claims),
    flagship: isReal ? REAL_FLAGSHIP : [],
  }
}

/**
 * By hand, from the text: the Journal on Sunday and what answers it, the tweet on Monday with what it relays before it,
 * the Kremlin on Tuesday in the order of the article.
 */
const REAL_FLAGSHIP = ['e10', 'e7', 'e11', 'e4', 'e3', 'e16', 'e1', 'e2', 'e5', 'e6', 'e8', 'e9', 'e13']

/** By hand, from the digest. */
const SEEDS_FLAGSHIP = [
  'defense-ministry-person-few-dozen',
  'journal-rostec-few-dozen',
  'russian-officials-deny-reports',
  'rostec-number-overstated',
  'russia-told-us-removed',
  'trump-most-of-their-people',
  'caracas-source-support-continues',
  'kremlin-does-not-know-where-from',
  'kremlin-specialists-at-work',
  'peskov-no-contact',
  'peskov-newspaper-reports',
  'peskov-no-official-message',
  'peskov-specialists-service-hardware',
  'peskov-what-trump-meant',
  'peskov-ask-the-americans',
]

function componentsOf(links: GoldLink[]): string[][] {
  const side = new Map<string, Set<string>>()
  for (const { from, to } of links) {
    const joined = new Set([...(side.get(from) ?? [from]), ...(side.get(to) ?? [to])])
    for (const key of joined) side.set(key, joined)
  }
  return [...new Set(side.values())].map((keys) => [...keys])
}
