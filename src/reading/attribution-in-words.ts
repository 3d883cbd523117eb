import { MEDIUMS, type Medium } from '../claims/claim'
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
  /** Whether a report is public: without one nobody "reports" it. */
  isReported: boolean
}

/** A piece of the sentence; `speaker` where it is somebody's name. */
export interface AttributionPiece {
  words: string
  speaker?: number
}

/** What carries words by its nature: "cited by Interfax" says more than "according to Interfax’s news agency". */
const CARRIERS: readonly Medium[] = ['news_agency', 'news_report', 'broadcast']

/** These are no deed of one: "in a phone call", not "’s phone call". */
const WITHIN: Partial<Record<Medium, string>> = { phone_call: 'in a phone call', talks: 'in talks' }

/** What is somebody's: "Donald Trump’s tweet". */
const OWN: Partial<Record<Medium, string>> = {
  tweet: 'tweet',
  social_media_post: 'social media post',
  press_briefing: 'press briefing',
  remarks_to_reporters: 'remarks to reporters',
  interview: 'interview',
  written_statement: 'written statement',
  joint_statement: 'joint statement',
  speech: 'speech',
  opening_remarks: 'opening remarks',
  testimony: 'testimony',
  letter: 'letter',
  resolution: 'resolution',
  court_filing: 'court filing',
  news_report: 'news report',
  broadcast: 'broadcast',
  report: 'report',
}

/**
 * Who says so, in one breath: "Russia, according to Donald Trump’s tweet, as reported by The Moscow Times"; "an unnamed
 * source in Caracas, cited by Interfax, as reported by The Moscow Times".
 */
export function attributionInWords(attribution: Attribution): AttributionPiece[] {
  const { speakers, medium, hops, relays, citing, outlet, isReported } = attribution
  const own = isOwnReport(attribution)
  const pieces = own
    ? [...namesOf(speakers), { words: `${possessive(speakers)} own report` }]
    : [...namesOf(speakers), ...mediumOf(medium, hops.length + relays.length > 0)]
  for (const cited of citing) pieces.push({ words: ', citing ' }, ...namesOf(cited))
  for (const hop of hops) pieces.push({ words: ', ' }, ...passedOnBy(hop))
  for (const relaying of relays) {
    pieces.push({ words: ', according to ' }, ...source(relaying.speakers, relaying.medium))
    for (const hop of relaying.hops) pieces.push({ words: ', ' }, ...passedOnBy(hop))
  }
  if (isReported && !own) pieces.push({ words: `, as reported by ${outlet ?? 'an outlet not known'}` })
  return pieces
}

/** The same as one text. */
export const attributionText = (pieces: readonly AttributionPiece[]) => pieces.map(({ words }) => words).join('')

/** A newspaper that asserts something in its own pages. */
function isOwnReport({ speakers, hops, relays, outlet, isReported }: Attribution): boolean {
  const [only] = speakers
  if (!isReported || outlet === null || !only || speakers.length > 1 || hops.length + relays.length > 0) return false
  return only.name.toLowerCase() === outlet.toLowerCase()
}

function mediumOf(medium: Medium, isPassedOn: boolean): AttributionPiece[] {
  if (medium === 'unknown' || medium === 'other') return []
  // Then the carrier is whoever passed it on, and named below.
  if (isPassedOn && CARRIERS.includes(medium)) return []
  return [{ words: ` (${MEDIUMS[medium] ?? medium})` }]
}

function passedOnBy({ speaker, medium }: HopNamed): AttributionPiece[] {
  const isCited = CARRIERS.includes(medium) || medium === 'unknown' || medium === 'other'
  return [
    { words: isCited ? 'cited by ' : 'according to ' },
    ...(isCited ? namesOf([speaker]) : source([speaker], medium)),
  ]
}

/** "Donald Trump’s tweet", "Sergei Lavrov in a phone call", "Russia". */
function source(speakers: readonly Named[], medium: Medium): AttributionPiece[] {
  const within = WITHIN[medium]
  const own = OWN[medium]
  if (within) return [...namesOf(speakers), { words: ` ${within}` }]
  return own ? [...namesOf(speakers), { words: `${possessive(speakers)} ${own}` }] : namesOf(speakers)
}

/** Joint speakers own together: only the last name takes it. */
const possessive = (speakers: readonly Named[]) => (/s$/i.test(speakers.at(-1)?.name ?? '') ? '’' : '’s')

function namesOf(speakers: readonly Named[]): AttributionPiece[] {
  if (speakers.length === 0) return [{ words: 'nobody named' }]
  return speakers.flatMap(({ id, name }, place) => {
    const before = place === 0 ? [] : [{ words: place === speakers.length - 1 ? ' and ' : ', ' }]
    return [...before, { words: name, speaker: id }]
  })
}
