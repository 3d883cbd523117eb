import { ZONE_KINDS, type ZoneKind } from '../articles/zone'
import { MEDIUMS, type Medium } from '../claims/claim'
import { words } from '../words/words'
import type { Named } from './names'

/** Somebody who passes words on without a claim of their own being recorded. */
export interface HopNamed {
  speaker: Named
  medium: Medium
}

/** A recorded claim that passes on another, with the hops of the report in which it does. */
export interface Relaying {
  speakers: readonly Named[]
  medium: Medium
  hops: readonly HopNamed[]
}

/** Who says so, from the speaker to the article. */
export interface Attribution {
  speakers: readonly Named[]
  medium: Medium
  /** Of the report shown, next to the speaker first. */
  hops: readonly HopNamed[]
  /** The claims that pass this one on, next to it first. */
  relays: readonly Relaying[]
  /** Whom the claim itself relays, where its own words don't name them. */
  citing: readonly (readonly Named[])[]
  /** Null is not known. */
  outlet: string | null
  /** Whether one of its speakers is that outlet. */
  isByOutlet: boolean
  /** What the report stands in, where it is not the article's own text: then the outlet reports nothing. */
  zone: ZoneKind | null
  /** Whether a report is public: without one nobody "reports" it. */
  isReported: boolean
}

/** A piece of the sentence; `speaker` where it is somebody's name. */
export interface AttributionPiece {
  words: string
  speaker?: number
}

const said = words.attribution

/** What carries words by its nature: "cited by Interfax" says more than "according to Interfax’s news agency". */
const CARRIERS: readonly Medium[] = ['news_agency', 'news_report', 'broadcast']

/** These are no deed of one: "in a phone call", not "’s phone call". */
const WITHIN: Partial<Record<Medium, string>> = words.attribution.within

/** What is somebody's: "Donald Trump’s tweet". */
const OWN: Partial<Record<Medium, string>> = words.attribution.own

/**
 * Who says so, in one breath: "Russia, according to Donald Trump’s tweet, as reported by The Moscow Times"; "an unnamed
 * source in Caracas, cited by Interfax, as reported by The Moscow Times".
 */
export function attributionInWords(attribution: Attribution): AttributionPiece[] {
  const { speakers, medium, hops, relays, citing, outlet, zone, isReported } = attribution
  const own = isOwnReport(attribution)
  const pieces = own
    ? [...namesOf(speakers), { words: `${possessive(speakers)}${said.ownReport}` }]
    : [...namesOf(speakers), ...mediumOf(medium, hops.length + relays.length > 0)]
  for (const cited of citing) pieces.push({ words: said.citing }, ...namesOf(cited))
  for (const hop of hops) pieces.push({ words: said.comma }, ...passedOnBy(hop))
  for (const relaying of relays) {
    pieces.push({ words: said.comma + said.accordingTo }, ...source(relaying.speakers, relaying.medium))
    for (const hop of relaying.hops) pieces.push({ words: said.comma }, ...passedOnBy(hop))
  }
  if (isReported && !own) pieces.push({ words: placed(zone, outlet ?? said.anOutletNotKnown) })
  return pieces
}

const placed = (zone: ZoneKind | null, outlet: string) =>
  zone === null ? said.asReportedBy(outlet) : said.placedIn(ZONE_KINDS[zone].place, outlet)

/** The same as one text. */
export const attributionText = (pieces: readonly AttributionPiece[]) => pieces.map(({ words }) => words).join('')

/** A newspaper that asserts something in its own pages, whatever it and its speaker are called. */
function isOwnReport({ speakers, hops, relays, isByOutlet, zone, isReported }: Attribution): boolean {
  return isReported && isByOutlet && zone === null && speakers.length === 1 && hops.length + relays.length === 0
}

function mediumOf(medium: Medium, isPassedOn: boolean): AttributionPiece[] {
  if (medium === 'unknown' || medium === 'other') return []
  // Then the carrier is whoever passed it on, and named below.
  if (isPassedOn && CARRIERS.includes(medium)) return []
  return [{ words: said.medium(MEDIUMS[medium] ?? medium) }]
}

function passedOnBy({ speaker, medium }: HopNamed): AttributionPiece[] {
  const isCited = CARRIERS.includes(medium) || medium === 'unknown' || medium === 'other'
  return [
    { words: isCited ? said.citedBy : said.accordingTo },
    ...(isCited ? namesOf([speaker]) : source([speaker], medium)),
  ]
}

/** "Donald Trump’s tweet", "Sergei Lavrov in a phone call", "Russia". */
function source(speakers: readonly Named[], medium: Medium): AttributionPiece[] {
  const within = WITHIN[medium]
  const own = OWN[medium]
  if (within) return [...namesOf(speakers), { words: within }]
  return own ? [...namesOf(speakers), { words: `${possessive(speakers)} ${own}` }] : namesOf(speakers)
}

/** Joint speakers own together: only the last name takes it. */
const possessive = (speakers: readonly Named[]) => said.possessive(speakers.at(-1)?.name ?? '')

function namesOf(speakers: readonly Named[]): AttributionPiece[] {
  if (speakers.length === 0) return [{ words: said.nobodyNamed }]
  return speakers.flatMap(({ id, name }, place) => {
    const before = place === 0 ? [] : [{ words: place === speakers.length - 1 ? said.and : said.comma }]
    return [...before, { words: name, speaker: id }]
  })
}
