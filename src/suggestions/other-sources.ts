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
  const named = [
    ...pronounsIn(text, sentences),
    ...namesIn(text, sentences).map((name) => withTitle(text, name, sentences.from)),
  ]
  const owners = named
    .filter(({ to }) => tokenAt(text, to).lower === "'s")
    .map(({ from, to }) => ({ from, to: to + 1 }))
  const isOutside = ({ from }: TokenRange) => !isWithin(content, from)
  const all = [
    ...[subject, behind].filter((one): one is TokenRange => one !== null && !overlaps(content, one)),
    ...others,
    ...named.filter(isOutside),
    ...owners,
    ...named.filter((one) => !isOutside(one)),
  ]
  const seen = new Set<string>()
  return all.filter(({ from, to }) => !seen.has(`${from} ${to}`) && seen.add(`${from} ${to}`))
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
