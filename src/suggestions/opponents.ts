import type { Medium, Stance } from '../claims/claim'
import type { Relation } from '../links/relation'
import { cited } from './proposal'
import { stemOf } from './stems'

/** A claim as it is compared with another. */
export interface ClaimCompared {
  words: string
  speakers: readonly string[]
  stance: Stance
  medium: Medium
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
export function opponentsOf(
  claim: ClaimCompared,
  around: readonly ClaimAround[],
  relayed: readonly Relayed[] = [],
): Opponent[] {
  const ours = wordedOf(claim)
  const theirs = around.map((other) => ({ other, worded: wordedOf(other) }))
  const weight = weightsOf([ours, ...theirs.map(({ worded }) => worded)])
  return theirs
    .filter(({ other }) => !other.speakers.some((name) => claim.speakers.includes(name)))
    .map(({ other, worded }) => ({ other, ...likelihood(claim, ours, other, worded, weight) }))
    .map((one, _, all) => withRelayed(one, all, relayed))
    .filter(({ other, score }) => other.place !== null || score >= LEAST)
    .toSorted((a, b) => b.score - a.score)
    .map(({ other, reason }) => ({ claimId: other.claimId, ...answering(claim, other), reason }))
}

/** That one claim passes another one on. */
export interface Relayed {
  by: number
  claimId: number
}

interface Weighed {
  other: ClaimAround
  score: number
  reason: string
}

/** Who contradicts what was passed on contradicts whoever passed it on, and the other way about: nearly as likely. */
const RELAYED = 0.9

function withRelayed(one: Weighed, all: readonly Weighed[], relayed: readonly Relayed[]): Weighed {
  const pairs = relayed.flatMap(({ by, claimId }) =>
    by === one.other.claimId ? claimId : claimId === one.other.claimId ? by : [],
  )
  const best = Math.max(0, ...all.filter(({ other }) => pairs.includes(other.claimId)).map(({ score }) => score))
  return best * RELAYED > one.score ? { ...one, score: best * RELAYED } : one
}

/** Weights by hand, in one scale: a mention of the other's speaker is worth as much as a third of the words. */
const MENTION = 1
const SHARED = 3
const DENIAL = 0.5
const NEAR = 0.6
const DISPUTED = 0.4
/** Most answers are printed beside what they answer. */
const HERE = 0.5
/** Less than this, and nothing speaks for a claim of another article. */
const LEAST = 1
/** "Legitimate" against "illegitimate": hardly by chance. */
const OPPOSITE = 1.5
/** "Rosneft denied the allegations": a denial of so few words of its own is of what was told right before. */
const BARE = 2
const BARE_NEAR = 4
/** In how many code points nearness halves: about a paragraph. */
const HALF_AS_NEAR = 600

function likelihood(
  claim: ClaimCompared,
  ours: Worded,
  other: ClaimAround,
  theirs: Worded,
  weight: (stem: string) => number,
) {
  const named = mentioned(other.speakers, ours)
  const namesUs = mentioned(claim.speakers, theirs)
  const told = [toldOf(other.medium, ours), toldOf(claim.medium, theirs)].find((word) => word !== null) ?? null
  const shared = sharedWords(ours, theirs, weight)
  const denies = [claim, other].some(({ stance }) => stance === 'denies')
  const opposite = oppositesIn(ours, theirs)
  const isBare = claim.stance === 'denies' && ours.size <= BARE
  const score =
    (opposite ? OPPOSITE : 0) +
    MENTION * (Number(named !== null) + Number(namesUs !== null) + Number(told !== null)) +
    SHARED * shared.share +
    (denies ? DENIAL : 0) +
    (other.isDisputed ? DISPUTED : 0) +
    (other.place === null ? 0 : HERE) +
    NEAR * closeness(claim.place, other.place) * (isBare ? BARE_NEAR : 1)
  const reasons = [
    named && `names ${named}`,
    namesUs && `is said of ${namesUs}`,
    shared.words.length > 0 && `both: ${shared.words.map(cited).join(', ')}`,
    told && `speaks of ${cited(told)}`,
    opposite && `${cited(opposite[0])} against ${cited(opposite[1])}`,
    denies && 'one of the two denies',
    other.isDisputed && 'contradicted already',
  ]
  return { score, reason: reasons.filter(Boolean).join(' · ') || 'told close by' }
}

/** Two words of which one is the other with a prefix that turns it round. */
function oppositesIn(ours: Worded, theirs: Worded): [string, string] | null {
  for (const [one, other, isOurs] of [
    [ours, theirs, true],
    [theirs, ours, false],
  ] as const)
    for (const [stem, word] of one)
      for (const prefix of TURNS_ROUND) {
        const turned = other.get(prefix + stem)
        if (turned && stem.length >= SHORTEST_TURNED) return isOurs ? [word, turned] : [turned, word]
      }
  return null
}

const TURNS_ROUND = ['il', 'im', 'in', 'ir', 'un', 'dis', 'non', 'de', 'mis']
/** Shorter stems are turned round by chance: "able", "stable". */
const SHORTEST_TURNED = 5

/** From 1, at the same place of one article, to 0, in another. */
const closeness = (one: number | null, other: number | null) =>
  one === null || other === null ? 0 : HALF_AS_NEAR / (HALF_AS_NEAR + Math.abs(one - other))

/** A claim's stems, each with the first word that has it. */
type Worded = ReadonlyMap<string, string>

function wordedOf({ words }: ClaimCompared): Worded {
  const stems = new Map<string, string>()
  for (const word of wordsIn(words)) {
    const stem = stemOf(word)
    if (!stems.has(stem)) stems.set(stem, word)
  }
  return stems
}

/** The last part of a speaker's name that stands in the words. */
function mentioned(speakers: readonly string[], words: Worded): string | null {
  for (const speaker of speakers) {
    const last = speaker.split(/\s+/).at(-1) as string
    if (/^\p{Lu}/u.test(last) && words.has(stemOf(last))) return last
  }
  return null
}

/** Words that speak of what was said in a medium, by their stems. */
const SPEAKS_OF: Partial<Record<Medium, readonly string[]>> = {
  tweet: ['tweet'],
  news_report: ['report', 'newspaper', 'articl', 'media'],
  written_statement: ['statement'],
  joint_statement: ['statement'],
  interview: ['interview'],
  letter: ['letter'],
  resolution: ['resolution'],
  report: ['report', 'study'],
  speech: ['speech'],
}

function toldOf(medium: Medium, words: Worded): string | null {
  const stem = SPEAKS_OF[medium]?.find((one) => words.has(one))
  return stem === undefined ? null : (words.get(stem) as string)
}

/** The words that a reason cites. */
const MOST_CITED = 3

/** How much of what the two say they share, rare words counting for more; and the rarest of these. */
function sharedWords(ours: Worded, theirs: Worded, weight: (stem: string) => number) {
  const sum = (stems: Iterable<string>) => Array.from(stems, weight).reduce((total, one) => total + one, 0)
  const both = [...ours.keys()].filter((stem) => theirs.has(stem))
  const least = Math.min(sum(ours.keys()), sum(theirs.keys())) || 1
  const rarest = both.toSorted((a, b) => weight(b) - weight(a)).slice(0, MOST_CITED)
  return { share: sum(both) / least, words: rarest.map((stem) => ours.get(stem) as string) }
}

/** A word weighs the more the fewer of the claims have it. */
function weightsOf(claims: readonly Worded[]): (stem: string) => number {
  const counts = new Map<string, number>()
  for (const stems of claims) for (const stem of stems.keys()) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  return (stem) => Math.log(1 + claims.length / (counts.get(stem) ?? 1))
}

/** The words that tell claims apart. */
const wordsIn = (text: string) =>
  (text.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word.length > 2 && !SMALL.has(word.toLowerCase()))

const SMALL = new Set(
  'the and that this with from for was were has have had his her its their they them are not but been who what when where which will would could should about into over more than than said say says did does also any all our you your there here just very being by out'.split(
    ' ',
  ),
)

/** Whoever denies answers; else what was said later answers, and where that is not known, what is told later. */
export function answering(claim: ClaimCompared, other: ClaimCompared): Pick<Opponent, 'direction' | 'relation'> {
  const [weDeny, theyDeny] = [claim, other].map(({ stance }) => stance === 'denies')
  if (weDeny !== theyDeny) return { direction: weDeny ? 'answers' : 'answered', relation: 'denies' }
  const isEarlier = claim.latest !== null && other.latest !== null && claim.latest < other.latest
  const isToldEarlier =
    claim.latest === other.latest && claim.place !== null && other.place !== null && claim.place < other.place
  return { direction: isEarlier || isToldEarlier ? 'answered' : 'answers', relation: weDeny ? 'denies' : 'contradicts' }
}
