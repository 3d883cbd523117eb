import { CodePoints } from '../quotes/code-points'
import { placeMention, placeQuote } from '../quotes/place-quote'
import type { Span } from '../quotes/selector'
import type { FieldProblems } from '../web/parse'
import { words } from '../words/words'
import type { SpanPart } from './claim'

/** Words an editor gives for a span; offsets in code points. `near` is where they were seen, a hint and no more. */
export interface WordsGiven {
  exact?: string
  prefix?: string
  suffix?: string
  start?: number
  end?: number
  near?: { start: number; end: number }
}

export interface SpansGiven {
  content: WordsGiven[]
  source?: WordsGiven | null
  cue?: WordsGiven | null
  /** Of each hop, from the utterance to the article: the words that name who passed it on, and the passing on. */
  hops?: { source?: WordsGiven | null; cue?: WordsGiven | null }[]
}

export interface PlacedSpan extends Span {
  part: SpanPart
  position: number
}

/**
 * Finds the content, source and cue of a statement in a text. Words that are not there are a problem of their field;
 * nothing is placed on words that only resemble them.
 */
export function placeSpans(
  wholeText: string,
  given: SpansGiven,
): { spans: PlacedSpan[] } | { problems: FieldProblems } {
  // Once for all spans: counting the code points of a long text costs more than finding words in it.
  const text = CodePoints.of(wholeText)
  const problems: FieldProblems = {}
  const spans: PlacedSpan[] = []
  const keep = (part: SpanPart, position: number, placed: { span: Span } | { problem: string }) => {
    if ('span' in placed) spans.push({ part, position, ...placed.span })
    else problems[fieldOf(part, position)] = placed.problem
  }

  for (const [position, words] of given.content.entries()) keep('content', position, placeQuote(text, words))
  const content = [...spans]
  if (overlap(content)) problems.content = words.refusals.partsOverlap
  for (const part of ['source', 'cue'] as const) {
    const words = given[part]
    if (words && content.length > 0) keep(part, 0, placeBeside(text, words, content))
  }
  for (const [position, { source, cue }] of (given.hops ?? []).entries()) {
    if (source && content.length > 0) keep('hop_source', position, placeBeside(text, source, content))
    if (cue && content.length > 0) keep('hop_cue', position, placeBeside(text, cue, content))
  }
  return Object.keys(problems).length > 0 ? { problems } : { spans }
}

/** What a form and the API call the field of a span. */
function fieldOf(part: SpanPart, position: number): string {
  if (part === 'hop_source') return `hops.${position}.source`
  if (part === 'hop_cue') return `hops.${position}.cue`
  return part === 'content' && position > 0 ? `content.${position}` : part
}

/**
 * A mention given by its words alone is the nearest one to the content; one given with a place or context is there, and so
 * is one that stands where it was seen.
 */
function placeBeside(text: CodePoints, words: WordsGiven, content: Span[]) {
  const { exact, prefix, suffix, start, near } = words
  if (exact !== undefined && near && near.end <= text.length && text.slice(near.start, near.end) === exact)
    return placeQuote(text, { exact, ...near })
  const byWordsAlone = exact !== undefined && start === undefined && !prefix && !suffix
  return byWordsAlone ? placeMention(text, exact, content) : placeQuote(text, words)
}

function overlap(spans: Span[]): boolean {
  const inOrder = [...spans].sort((a, b) => a.start - b.start)
  return inOrder.some((span, place) => place > 0 && span.start < (inOrder[place - 1] as Span).end)
}
