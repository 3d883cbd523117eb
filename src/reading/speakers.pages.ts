import type { SpeakerKind } from '../speakers/speaker-kind'
import { type PageHead, page } from '../web/page'
import { words } from '../words/words'
import { MOST_CLAIMS, type SpeakerInListRow } from './speakers.queries'

/** What kinds of speaker are called to readers. */
const KINDS: Record<SpeakerKind, string> = words.speaker.kinds

export interface SpeakerInList {
  id: number
  name: string
  kind: string
  description: string | null
  claims: string
}

interface SpeakerListPage extends PageHead {
  /** What was looked for; '' is nothing. */
  name: string
  /** Whether these are descriptions, and no identities. */
  areDescribed: boolean
  /** The two lists: of identities, and of descriptions. */
  lists: { words: string; href: string; isShown: boolean }[]
  speakers: SpeakerInList[]
  next: string | null
}

export const speakerListPage = page<SpeakerListPage>('reading/speakers')

/** A speaker as lists show it. */
export function speakerInList({ id, name, kind, description, claims }: SpeakerInListRow): SpeakerInList {
  const many = claims < MOST_CLAIMS ? words.counts.claims(claims) : words.speaker.claimsOrMore(MOST_CLAIMS)
  return { id, name, kind: KINDS[kind], description, claims: many }
}

/** The address of one of the lists. */
export function speakerListAddress(asked: { name: string; areDescribed: boolean; after?: number }): string {
  const { name, areDescribed, after } = asked
  const members = new URLSearchParams({
    ...(areDescribed && { kind: 'described' }),
    ...(name && { name }),
    ...(after && { after: String(after) }),
  }).toString()
  return members === '' ? '/speakers' : `/speakers?${members}`
}
