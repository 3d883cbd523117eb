import fs from 'node:fs'
import { cueWord } from '../../src/attribution/cue-word'
import { type TokenizedText, type TokenRange, tokenizedText } from '../../src/attribution/tokenized-text'

/** Offsets in code points, `end` exclusive. */
type Span = [start: number, end: number]

interface Line {
  doc_id: string
  text: string
  attributions: { content: Span[]; source: Span[]; cue: Span[] }[]
}

/** One that somebody has marked, in tokens. */
export interface Marked {
  content: TokenRange[]
  source: TokenRange[]
  /** The word of the cue that says it; null where none was marked. */
  cue: number | null
}

export interface MarkedDocument {
  id: string
  text: TokenizedText
  marked: Marked[]
}

/**
 * Documents of PolNeAR (Newell, Margolin and Ruths 2018), a line each. What is marked without a content is left out, and
 * of a content the “that” that leads to it.
 */
export function readPolnear(file: string): MarkedDocument[] {
  return fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => marked(JSON.parse(line) as Line))
}

function marked({ doc_id: id, text: words, attributions }: Line): MarkedDocument {
  const text = tokenizedText(words)
  const ranges = (spans: Span[]) => spans.map((span) => tokensOver(text, span)).filter(({ from, to }) => from < to)
  const all = attributions.map(({ content, source, cue }) => {
    const [first] = ranges(cue)
    return {
      content: withoutThat(text, ranges(content)),
      source: ranges(source),
      cue: first ? cueWord(text, first) : null,
    }
  })
  return { id, text, marked: all.filter(({ content }) => content.length > 0) }
}

function tokensOver({ points, tokens }: TokenizedText, [start, end]: Span): TokenRange {
  const [first, last] = [points.indexAt(start), points.indexAt(end)]
  const from = tokens.findIndex((token) => token.end > first)
  const to = tokens.findIndex((token) => token.start >= last)
  return { from: from === -1 ? tokens.length : from, to: to === -1 ? tokens.length : to }
}

function withoutThat({ tokens }: TokenizedText, [first, ...rest]: TokenRange[]): TokenRange[] {
  if (!first) return []
  const isThat = tokens[first.from]?.lower === 'that' && first.to > first.from + 1
  return [isThat ? { ...first, from: first.from + 1 } : first, ...rest]
}
