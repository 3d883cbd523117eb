import type { Role } from '../accounts/role'
import type { Rights } from '../articles/rights'
import type { ZoneKind } from '../articles/zone'
import type { Medium, SpanPart, Stance, State, Wording } from '../claims/claim'
import type { SaidOnBasis } from '../claims/said-on'
import type { CorrectionState } from '../corrections/correction'
import type { ReplyWay } from '../corrections/reply'
import type { Relation } from '../links/relation'
import type { SpeakerKind } from '../speakers/speaker-kind'

interface SaidOnImage {
  saidOn: string | null
  saidOnEarliest: string | null
  saidOnLatest: string | null
  saidOnBasis: SaidOnBasis
  saidOnWords: string | null
}

interface StateImage {
  state: State
  withdrawnReason: string | null
}

export interface ClaimImage extends SaidOnImage, StateImage {
  medium: Medium
  stance: Stance
  summary: string | null
  withdrawnAsDraft: boolean
  joinedIntoId: number | null
  /** As they were named, in order. */
  speakers: { namedId: number; roleId: number | null }[]
}

export interface SpanImage {
  part: SpanPart
  position: number
  start: number
  end: number
  exact: string
  prefix: string
  suffix: string
}

export interface StatementImage extends StateImage {
  claimId: number
  revisionId: number
  wording: Wording
  inZone: boolean
  withdrawnAsDraft: boolean
  spans: SpanImage[]
  hops: (SaidOnImage & { speakerId: number; medium: Medium; wording: Wording })[]
}

export interface LinkImage extends StateImage {
  fromClaimId: number
  toClaimId: number
  relation: Relation
  reason: string | null
  withdrawnAsDraft: boolean
}

export interface SpeakerImage {
  kind: SpeakerKind
  name: string
  description: string | null
  wikidataId: string | null
  anonymityReason: string | null
  outletId: number | null
  mergedIntoId: number | null
  aliases: string[]
  roles: { id: number; title: string; since: string | null; until: string | null; speaksForId: number | null }[]
}

export interface ArticleImage {
  /** The public one; only of an article that is withdrawn. */
  withdrawnReason?: string
  /** Only of a copy. */
  copyOfId?: number
  outletId: number | null
  headline: string
  byline: string | null
  url: string | null
  language: string
  publishedOn: string | null
  rights: Rights | null
  revisions: { id: number; number: number; textSha256: string }[]
  zones: { revisionId: number; kind: ZoneKind; start: number; end: number }[]
}

export interface ReplyImage extends StateImage {
  claimId: number
  correctionId: number | null
  speakerId: number | null
  byName: string | null
  words: string
  repliedOn: string
  way: ReplyWay
  url: string | null
}

export interface CorrectionImage {
  state: CorrectionState
  assignedToId: number | null
  answer: string | null
  changeWords: string | null
  changeHistoryId: number | null
}

/** What a row was after a change, by what it is of: as the database's `image_of` makes it. */
export interface Images {
  claim: ClaimImage
  statement: StatementImage
  link: LinkImage
  chain: { title: string | null }
  speaker: SpeakerImage
  article: ArticleImage
  outlet: { name: string; rights: Rights }
  reply: ReplyImage
  /** What the desk made of it. */
  correction: CorrectionImage
  settings: { name: string; licence: string | null; licenceUrl: string | null; review: boolean; languages: string[] }
  account: { name: string; role: Role; isDisabled: boolean; isPublic?: true }
}

/** What has versions, and so images. */
export type VersionedKind = keyof Images
