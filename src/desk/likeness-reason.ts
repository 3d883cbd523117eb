import { words } from '../words/words'

/** What a pair's reason is worked out from. */
export interface LikeClaim {
  speakers: readonly { id: number }[]
  earliest: string | null
  latest: string | null
}

/** Why two claims are offered for joining: "same speaker, same day, the words 82 % alike". */
export function likenessReason(one: LikeClaim, other: LikeClaim, likeness: number): string {
  return words.desk.alikeBecause(speakersInCommon(one, other), daysBetween(one, other), Math.round(likeness * 100))
}

function speakersInCommon(one: LikeClaim, other: LikeClaim): string {
  const ids = new Set(other.speakers.map((speaker) => speaker.id))
  const common = one.speakers.filter((speaker) => ids.has(speaker.id)).length
  if (common === 0) return words.desk.noSpeakerInCommon
  const isAll = common === one.speakers.length && common === other.speakers.length
  if (!isAll) return words.desk.aSpeakerInCommon
  return common === 1 ? words.desk.sameSpeaker : words.desk.sameSpeakers
}

function daysBetween(one: LikeClaim, other: LikeClaim): string {
  const [a, b] = [one, other].map(({ earliest, latest }) => ({ first: earliest ?? latest, last: latest ?? earliest }))
  if (!a?.first || !a.last || !b?.first || !b.last) return words.desk.dayMissing
  if (a.first === b.first && a.last === b.last) return a.first === a.last ? words.desk.sameDay : words.desk.sameDays
  const apart = Math.max(dayNumber(b.first) - dayNumber(a.last), dayNumber(a.first) - dayNumber(b.last))
  if (apart <= 0) return words.desk.daysOverlap
  return apart === 1 ? words.desk.oneDayApart : words.desk.daysApart(apart)
}

const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000
