import { type Attribution, type AttributionModel, attributionsIn, sayingOf } from '../../src/attribution/attribution'
import { tidySource } from '../../src/attribution/tidy-ranges'
import type { TokenizedText, TokenRange } from '../../src/attribution/tokenized-text'
import { isWord, type Token } from '../../src/attribution/tokens'
import type { Marked, MarkedDocument } from './polnear'

/** Two contents are one where they share so much of their words (intersection over union). */
const ALIKE = 0.5

export interface Score {
  documents: number
  marked: number
  found: number
  /** Found contents that are a marked one, each of these once; and of those, how many have its source as well. */
  spans: number
  joint: number
  /** Of the marked contents, where given: those whose cue, whose source, whose both are told right. */
  cue: number
  source: number
  both: number
}

/** How well a model does on documents that it has not learnt from. */
export function scoreOf(documents: readonly MarkedDocument[], model: AttributionModel): Score {
  const score = { documents: documents.length, marked: 0, found: 0, spans: 0, joint: 0, cue: 0, source: 0, both: 0 }
  for (const { text, marked } of documents) {
    const found = text.starts.slice(0, -1).flatMap((_, sentence) => attributionsIn(text, sentence, model))
    score.marked += marked.length
    score.found += found.length
    for (const [right, { source }] of pairs(text, marked, found)) {
      score.spans += 1
      if (hasSource(text, right, source)) score.joint += 1
    }
    for (const right of marked) {
      const { cue, source } = sayingOf(text, right.content, model)
      const [cueIsRight, sourceIsRight] = [cue === right.cue, hasSource(text, right, source)]
      score.cue += Number(cueIsRight)
      score.source += Number(sourceIsRight)
      score.both += Number(cueIsRight && sourceIsRight)
    }
  }
  return score
}

/** What is marked with what was found, each once, those first that are most alike. */
function pairs(text: TokenizedText, marked: readonly Marked[], found: readonly Attribution[]): [Marked, Attribution][] {
  const wordsOf = ({ content }: Marked | Attribution) => new Set(content.flatMap((range) => words(text, range)))
  const foundWords = found.map(wordsOf)
  const alike = marked.flatMap((right) => {
    const rightWords = wordsOf(right)
    return found.map((one, place) => ({ right, one, likeness: likeness(rightWords, foundWords[place] as Set<number>) }))
  })
  const taken = new Set<Marked | Attribution>()
  return alike
    .filter((pair) => pair.likeness >= ALIKE)
    .sort((a, b) => b.likeness - a.likeness)
    .flatMap(({ right, one }): [Marked, Attribution][] => {
      if (taken.has(right) || taken.has(one)) return []
      taken.add(right).add(one)
      return [[right, one]]
    })
}

function likeness(one: Set<number>, other: Set<number>): number {
  const shared = [...one].filter((word) => other.has(word)).length
  return shared / (one.size + other.size - shared || 1)
}

const words = ({ tokens }: TokenizedText, { from, to }: TokenRange): number[] =>
  Array.from({ length: to - from }, (_, place) => from + place).filter((at) => isWord(tokens[at] as Token))

/** Right where the head of the marked source lies in it; where none is marked, where there is none. */
function hasSource(text: TokenizedText, { source: [marked] }: Marked, source: TokenRange | null): boolean {
  if (!marked || !source) return !marked && !source
  const head = headOf(text, tidySource(text, [marked])[0] ?? marked)
  return head >= source.from && head < source.to
}

/** What a noun phrase goes on with behind its head. */
const BEHIND_HEAD = /^(?:,|of|in|for|at|with|from|to|on|by|and|\(|'s)$/

/** The last word of a phrase before what is said about it: of “the head of the ministry” the second. */
function headOf(text: TokenizedText, range: TokenRange): number {
  const behind = text.tokens.slice(range.from + 1, range.to).findIndex(({ lower }) => BEHIND_HEAD.test(lower))
  const to = behind === -1 ? range.to : range.from + 1 + behind
  return words(text, { from: range.from, to }).at(-1) ?? range.from
}
