import { tokenAt } from '../attribution/surroundings'
import type { TokenizedText } from '../attribution/tokenized-text'
import type { Stance } from '../claims/claim'
import { type Passage, wordsOf } from './passage'
import { cited, type Proposal } from './proposal'

const DENIES =
  /^(?:den(?:y|ies|ied|ying|ials?)|refut\p{L}+|rebut\p{L}*|reject\p{L}*|dismiss\p{L}*|repudiat\p{L}*|debunk\p{L}*|disput\p{L}*|contradict\p{L}*|disavow\p{L}*)$/u
const DECLINES = /^(?:declin\p{L}+|refus\p{L}+)$/u
const ASKS = /^(?:ask(?:s|ed|ing)?|question(?:s|ed|ing)?|wonder(?:s|ed|ing)?|inquir\p{L}+)$/u
const NEGATION = new Set(["n't", 'not', 'never', 'no'])

/** How many tokens before the cue a "not" still belongs to it: "did not immediately deny". */
const NEGATED_WITHIN = 3

/** What parts a cue from the clause before it. */
const CLAUSE_ENDS = new Set(['and', 'but', ',', ';', ':', '.'])

function negates(text: TokenizedText, cue: number): boolean {
  for (let at = cue - 1; at >= Math.max(0, cue - NEGATED_WITHIN); at -= 1) {
    const { lower } = tokenAt(text, at)
    if (CLAUSE_ENDS.has(lower)) return false
    if (NEGATION.has(lower)) return true
  }
  return false
}

/** Words by which a content answers that it has no answer. */
const NO_ANSWER =
  /\b(?:no comment|(?:do|does|did)(?:n['’]t| not) (?:know|comment|respond|want to)|(?:could|would|can)(?:n['’]t| not) (?:say|comment|confirm|discuss))\b/i

/** Words by which a content is a denial by itself: what it says is that something is not so. */
const IS_NOT_SO =
  /\b(?:there (?:was|is|were|are|had been) no\b|(?:is|was|are|were|has|have|had|did|does|do)(?:n['’]t| not) (?:been |true|involved|in touch|happen|say|said|have|any)|(?:is|was|are|were) (?:false|untrue|baseless|fake|a lie|lies|nonsense)|never (?:said|did|met|happened|had))/i

/** So many tokens of a content are looked at: further on it denies what it tells itself. */
const BEGINNING = 12

/** What the speaker does with the words: by the cue, and by how the content begins. */
export function stanceTold(passage: Passage): Proposal<Stance> {
  const { text, cue, content } = passage
  const word = cue === null ? '' : tokenAt(text, cue).lower
  const isNegated = cue !== null && negates(text, cue)
  if (DENIES.test(word))
    return { value: isNegated ? 'does_not_dispute' : 'denies', reason: cited(isNegated ? `not ${word}` : word) }
  if (DECLINES.test(word)) return { value: 'declines', reason: cited(word) }
  if (ASKS.test(word)) return { value: 'asks', reason: cited(word) }
  const [first] = content
  const begins = first ? wordsOf(text, { from: first.from, to: Math.min(first.to, first.from + BEGINNING) }) : ''
  const [noAnswer] = NO_ANSWER.exec(begins) ?? []
  if (noAnswer) return { value: 'declines', reason: cited(noAnswer) }
  const [isNot] = IS_NOT_SO.exec(begins) ?? []
  if (isNot) return { value: 'denies', reason: cited(isNot) }
  return { value: 'asserts', reason: word === '' ? 'no word denies it' : cited(word) }
}
