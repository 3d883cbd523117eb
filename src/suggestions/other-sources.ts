import { tokenAt } from '../attribution/surroundings'
import { isWithin, overlaps, type TokenizedText, type TokenRange } from '../attribution/tokenized-text'
import { namesIn } from './names-in-text'
import type { Passage } from './passage'
import { PRONOUNS } from './pronoun-antecedents'
import type { Reading } from './readings'
import { nounPhraseBefore, subjectOfCue } from './subject-of-cue'

/**
 * What else of some sentences may name who said a content, the likeliest first: the subject of the cue, sources of what
 * else is said there, pronouns and names outside of the content, then those within it.
 */
export function otherSources(
  { text, content, cue }: Passage,
  sentences: TokenRange,
  found: readonly Reading[],
): TokenRange[] {
  const subject = cue === null ? null : subjectOfCue(text, cue)
  const behind = cue === null ? null : phraseBehind(text, cue, sentences.to)
  const others = found.flatMap(({ source }) => (source && lies(source, sentences) ? [source] : []))
  const names = namesIn(text, sentences).map((name) => withTitle(text, name, sentences.from))
  const named = [...pronounsIn(text, sentences), ...names]
  const described = names.flatMap((name) => withNouns(text, name, sentences.to) ?? [])
  const nearby = namesIn(text, lineBefore(text, sentences)).toReversed()
  const owners = named
    .filter(({ to }) => tokenAt(text, to).lower === "'s")
    .map(({ from, to }) => ({ from, to: to + 1 }))
  const isOutside = ({ from }: TokenRange) => !isWithin(content, from)
  const all = [
    ...[subject, behind].filter((one): one is TokenRange => one !== null && !overlaps(content, one)),
    ...others,
    ...[...described, ...named].filter(isOutside),
    ...describedIn(text, sentences).filter(isOutside),
    ...owners,
    ...named.filter((one) => !isOutside(one)),
    ...nearby,
  ]
  const seen = new Set<string>()
  return all.filter(({ from, to }) => !seen.has(`${from} ${to}`) && seen.add(`${from} ${to}`))
}

/** A name with the nouns behind it: "Trump confidants", "a Wall Street Journal article"; null where none follow. */
function withNouns(text: TokenizedText, { from, to }: TokenRange, limit: number): TokenRange | null {
  // What stands right behind an article is part of the phrase, be it “unnamed”.
  let end = to - from === 1 && to < limit && /^\p{Ll}+(?:ed|ing)$/u.test(tokenAt(text, to).text) ? to + 1 : to
  while (end < limit && /^\p{Ll}+$/u.test(tokenAt(text, end).text) && !NO_NOUN.test(tokenAt(text, end).lower)) end += 1
  const last = tokenAt(text, end - 1).lower
  return end > to && end - to <= MOST_NOUNS && (last.endsWith('s') || tokenAt(text, from).lower.match(/^(?:an?|the)$/))
    ? { from, to: end }
    : null
}

/** More words are hardly a noun and what stands before it. */
const MOST_NOUNS = 3
/** What ends a phrase, or is a verb that news has most. */
const NO_NOUN =
  /^(?:an?|the|and|or|but|of|in|on|at|to|for|from|with|by|as|that|who|which|when|where|while|is|are|was|were|be|been|has|have|had|will|would|can|could|not|said|says|told|also|he|she|it|they|\p{Ll}+(?:ed|ing|ly))$/u

/** Somebody without a name, and where they are: "an unnamed source in Caracas". */
function describedIn(text: TokenizedText, { from, to }: TokenRange): TokenRange[] {
  const found: TokenRange[] = []
  for (let at = from; at < to; at += 1) {
    if (!/^(?:an?|the|one|some|several)$/.test(tokenAt(text, at).lower)) continue
    const phrase = withNouns(text, { from: at, to: at + 1 }, to)
    if (!phrase) continue
    const isPlace = /^(?:in|at|of|from|close)$/.test(tokenAt(text, phrase.to).lower)
    const place = isPlace ? namesIn(text, { from: phrase.to + 1, to })[0] : undefined
    if (place && place.from <= phrase.to + 2) found.push({ from: at, to: place.to })
    found.push(phrase)
  }
  return found
}

/** The line before some sentences, where it is told of whom they go on to tell. */
function lineBefore(text: TokenizedText, { from }: TokenRange): TokenRange {
  let begin = from
  while (begin > 0 && (text.line[from] as number) - (text.line[begin - 1] as number) <= 1) begin -= 1
  return { from: begin, to: from }
}

const lies = (one: TokenRange, { from, to }: TokenRange) => one.from >= from && one.to <= to

const pronounsIn = (text: TokenizedText, { from, to }: TokenRange): TokenRange[] =>
  Array.from({ length: to - from }, (_, place) => from + place)
    .filter((at) => PRONOUNS.has(tokenAt(text, at).lower) && !text.quotation[at])
    .map((at) => ({ from: at, to: at + 1 }))

/** A name with what stands before it and belongs to it: "the Kremlin spokesman Dmitry Peskov". */
const withTitle = (text: TokenizedText, name: TokenRange, from: number): TokenRange =>
  nounPhraseBefore(text, from, name.to) ?? name

/** The noun phrase behind a cue: “…,” said a person close to the talks. */
function phraseBehind(text: TokenizedText, cue: number, limit: number): TokenRange | null {
  const next = tokenAt(text, cue + 1).lower
  if (!/^(?:an?|the|one|two|some|many|several)$/.test(next)) return null
  let to = cue + 2
  while (
    to < limit &&
    /^[\p{L}\p{N}]/u.test(tokenAt(text, to).text) &&
    !/^(?:that|who|which|on|in|at|after|to|while)$/.test(tokenAt(text, to).lower)
  )
    to += 1
  return to > cue + 2 ? { from: cue + 1, to } : null
}
