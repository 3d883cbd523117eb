import { daysInWords } from '../claims/said-on-days'
import type { SpokenBy } from '../reading/claim-card'
import { boundsOf } from '../speakers/role-days'
import { words } from '../words/words'

const dayInWords = (text: string) => {
  const bounds = boundsOf(text)
  return bounds ? daysInWords(bounds.earliest, bounds.latest) : text
}

/** When a role was had: "since August 2015", "April 2018 to 10 September 2019", "until 2021"; null is not known. */
export function roleDaysInWords({ since, until }: { since: string | null; until: string | null }): string | null {
  if (since && until) return words.days.fromTo(dayInWords(since), dayInWords(until))
  if (since) return words.days.since(dayInWords(since))
  return until && words.days.until(dayInWords(until))
}

/** What a claim on a speaker's page says of how it became theirs. */
export interface HowSaid {
  /** The role that the speaker spoke in, if it was told. */
  asRole: string | null
  /** Who said it for the speaker, in a role of their own; null is the speaker. */
  by: SpokenBy | null
}

/** How a claim came from this speaker: by themselves, or through whoever speaks for them. */
export function howSaid(speakers: readonly SpokenBy[], speakerId: number): HowSaid {
  const own = speakers.find((speaker) => speaker.id === speakerId)
  if (own) return { asRole: own.role ?? null, by: null }
  return { asRole: null, by: speakers.find((speaker) => speaker.speaksFor?.id === speakerId) ?? null }
}
