import type { Stance } from '../claims/claim'
import type { Relation } from '../links/relation'
import { cited } from './proposal'
import { stemOf } from './stems'

/** A claim as it is compared with another. */
export interface ClaimCompared {
  words: string
  speakers: readonly string[]
  stance: Stance
  /** The last day on which it can have been said; null where that is not known. */
  latest: string | null
  /** Where it is told in the article in hand, in code points; null where it is told elsewhere. */
  place: number | null
}

/** A claim that is recorded already. */
export interface ClaimAround extends ClaimCompared {
  claimId: number
  /** Whether somebody contradicts it already, or it somebody: a quarrel goes on. */
  isDisputed: boolean
}

/** Who may be contradicting whom, and by which words one can tell. */
export interface Opponent {
  claimId: number
  /** Whether the new claim answers the other, or the other way about. */
  direction: 'answers' | 'answered'
  relation: Relation
  reason: string
}

/**
 * The claims that a new one most likely contradicts, the likeliest first: those that name its speaker or whose speaker
 * it names, that share its subject, that are told close by, and of which one of the two denies. Never one of the same
 * speakers.
 *
 * @param around claims of the same article, and others that share its words
 */
export function opponentsOf(claim: ClaimCompared, around: readonly ClaimAround[]): Opponent[] {
  const commonness = countsOf([claim, ...around].map(({ words }) => new Set(stemsOf(words))))
  return around
    .filter(({ speakers }) => !speakers.some((name) => claim.speakers.includes(name)))
    .map((other) => ({ other, ...likelihood(claim, other, commonness, around.length + 1) }))
    .filter(({ other, score }) => other.place !== null || score >= LEAST)
    .toSorted((a, b) => b.score - a.score)
    .map(({ other, reason }) => ({ claimId: other.claimId, ...relationOf(claim, other), reason }))
}

/** Weights by hand, in one scale: a mention of the other's speaker is worth as much as half of the words. */
const MENTION = 1
const SHARED = 3
const DENIAL = 0.5
const NEAR = 0.6
const DISPUTED = 0.4
/** Less than this, and nothing speaks for a claim of another article. */
const LEAST = 1
/** In how many code points nearness halves: about a paragraph. */
const HALF_AS_NEAR = 600

function likelihood(claim: ClaimCompared, other: ClaimAround, commonness: Map<string, number>, all: number) {
  const theirs = mentioned(other.speakers, claim.words)
  const ours = mentioned(claim.speakers, other.words)
  const shared = sharedWords(claim.words, other.words, commonness, all)
  const denies = [claim, other].some(({ stance }) => stance === 'denies')
  const isNear = claim.place !== null && other.place !== null
  const nearness = isNear
    ? HALF_AS_NEAR / (HALF_AS_NEAR + Math.abs((claim.place as number) - (other.place as number)))
    : 0
  const score =
    MENTION * (Number(theirs !== null) + Number(ours !== null)) +
    SHARED * shared.share +
    (denies ? DENIAL : 0) +
    (other.isDisputed ? DISPUTED : 0) +
    NEAR * nearness
  const reasons = [
    theirs && `names ${theirs}`,
    ours && `is said of ${ours}`,
    shared.words.length > 0 && `both: ${shared.words.slice(0, 3).map(cited).join(', ')}`,
    denies && 'one of the two denies',
    other.isDisputed && 'contradicted already',
  ]
  return { score, reason: reasons.filter(Boolean).join(' · ') || 'told close by' }
}

/** The name that stands in the words: whole, or by its last part, or by the country or house it speaks for. */
function mentioned(speakers: readonly string[], words: string): string | null {
  const inWords = new Set(stemsOf(words))
  for (const speaker of speakers) {
    const last = speaker.split(/\s+/).at(-1) as string
    if (/^\p{Lu}/u.test(last) && inWords.has(stemOf(last))) return last
  }
  return null
}

/** How much of what the two say they share, rare words counting for more; and the rarest of these. */
function sharedWords(one: string, other: string, commonness: Map<string, number>, all: number) {
  const [a, b] = [new Set(stemsOf(one)), new Set(stemsOf(other))]
  const weight = (stem: string) => Math.log(1 + all / (commonness.get(stem) ?? 1))
  const sum = (stems: Iterable<string>) => Array.from(stems, weight).reduce((total, one) => total + one, 0)
  const both = [...a].filter((stem) => b.has(stem))
  const least = Math.min(sum(a), sum(b)) || 1
  return { share: sum(both) / least, words: wordsOfStems(one, both, weight) }
}

function wordsOfStems(text: string, stems: readonly string[], weight: (stem: string) => number): string[] {
  const words = wordsIn(text)
  return stems
    .toSorted((x, y) => weight(y) - weight(x))
    .flatMap((stem) => words.find((word) => stemOf(word) === stem) ?? [])
}

function countsOf(all: readonly Set<string>[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const stems of all) for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  return counts
}

const wordsIn = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? []
const stemsOf = (text: string) =>
  wordsIn(text)
    .filter((word) => word.length > 2 && !SMALL.has(word.toLowerCase()))
    .map(stemOf)

const SMALL = new Set(
  'the and that this with from for was were has have had his her its their they them are not but been who what when where which will would could should about into over more than than said say says did does also any all our you your there here just very being by out'.split(
    ' ',
  ),
)

/** Whoever denies answers; else what was said later answers, and where that is not known, what is told later. */
function relationOf(claim: ClaimCompared, other: ClaimCompared): Pick<Opponent, 'direction' | 'relation'> {
  const [weDeny, theyDeny] = [claim, other].map(({ stance }) => stance === 'denies')
  if (weDeny !== theyDeny) return { direction: weDeny ? 'answers' : 'answered', relation: 'denies' }
  const isEarlier = claim.latest !== null && other.latest !== null && claim.latest < other.latest
  const isToldEarlier =
    claim.latest === other.latest && claim.place !== null && other.place !== null && claim.place < other.place
  return { direction: isEarlier || isToldEarlier ? 'answered' : 'answers', relation: weDeny ? 'denies' : 'contradicts' }
}
