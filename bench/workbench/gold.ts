import fs from 'node:fs'
import path from 'node:path'
import type { TextPositionSelector } from '../../src/quotes/selector'

/** A statement as somebody marked it by hand. */
export interface GoldStatement {
  id: string
  content: TextPositionSelector[]
  words: string
  source: string
  cue: string
  /** Where source and cue stand; null where there is none. */
  sourceAt: TextPositionSelector | null
  cueAt: TextPositionSelector | null
  speakers: string[]
  saidOn: string | null
  medium: string
  stance: string
}

export interface GoldLink {
  from: string
  to: string
  relation: string
}

export interface GoldArticle {
  text: string
  outlet: string
  publishedOn: string
  zones: TextPositionSelector[]
  /** In the order of the text. */
  statements: GoldStatement[]
}

/** Articles somebody tagged by hand. */
export interface Collection {
  articles: GoldArticle[]
  links: GoldLink[]
}

interface Line {
  article: string
  outlet: string
  published_on: string
  boilerplate?: TextPositionSelector[]
  statements: {
    id: string
    speaker: string
    content: (TextPositionSelector & { exact: string })[]
    source: (TextPositionSelector & { exact: string })[]
    cue: (TextPositionSelector & { exact: string })[]
    said_on: string | null
    medium: string
    stance: string
  }[]
}

export const linesOf = <Row>(file: string): Row[] =>
  fs
    .readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

/** A tagged collection: a folder with `articles/` and `gold/` (docs/contributing.md). */
export function readGold(folder: string): Collection {
  const articles = linesOf<Line>(path.join(folder, 'gold', 'statements.jsonl')).map((line) => {
    return {
      text: fs.readFileSync(path.join(folder, 'articles', line.article), 'utf8'),
      outlet: line.outlet,
      publishedOn: line.published_on,
      zones: line.boilerplate ?? [],
      statements: line.statements.map(goldStatement).toSorted((a, b) => startOf(a) - startOf(b)),
    }
  })
  return { articles, links: linesOf<GoldLink>(path.join(folder, 'gold', 'links.jsonl')) }
}

export const startOf = ({ content }: GoldStatement): number => content[0]?.start ?? 0

const goldStatement = (statement: Line['statements'][number]): GoldStatement => ({
  id: statement.id,
  content: statement.content.map(({ start, end }) => ({ start, end })),
  words: statement.content.map(({ exact }) => exact).join(' […] '),
  source: statement.source[0]?.exact ?? '',
  cue: statement.cue[0]?.exact ?? '',
  sourceAt: placeOf(statement.source[0]),
  cueAt: placeOf(statement.cue[0]),
  speakers: statement.speaker.split('; '),
  saidOn: statement.said_on,
  medium: statement.medium.replaceAll(' ', '_'),
  stance: statement.stance,
})

const placeOf = (span: TextPositionSelector | undefined) => (span ? { start: span.start, end: span.end } : null)
