import { moment } from '../accounts/moments'
import type { CaptureTold } from '../articles/revisions.queries'
import { type CountedDate, MOST_COUNTED_DATES } from '../claims/counted-dates.queries'
import type { GoingAlong } from '../claims/going-along.queries'
import { saidOnInWords } from '../claims/said-on'
import { type PageHead, page } from '../web/page'
import type { FieldProblems } from '../web/parse'
import type { StaleForm } from '../web/stale-form'
import { words } from '../words/words'

interface ListedDate extends CountedDate {
  /** "Monday 3 June 2019". */
  day: string
}

interface DetailsPage extends PageHead {
  articleId: number
  version: number
  headline: string
  /** The day of publication, in words; null is not known. */
  publishedOn: string | null
  /** The day it was until just now, where that was changed. */
  was: string | null
  counted: ListedDate[]
  /** Whether there are more than are listed. */
  moreCounted: boolean
  typed: Record<string, string>
  problems: FieldProblems
  /** Where somebody else has saved since the form was opened. */
  stale: StaleForm | null
  outlets: string[]
  /** Kept exports that would go with the rights, in words. */
  keptGo: string | null
  /** What goes along when it is withdrawn. */
  going: string
  captures: CaptureShown[]
}

/** Where one of its texts came from. */
interface CaptureShown {
  number: number
  told: string
  from: string | null
  sha256: string
  /** Whether its bytes are there. */
  isKept: boolean
}

export const capturesShown = (captures: readonly CaptureTold[]): CaptureShown[] =>
  captures.map(({ number, capturedAt, capturedBy, mediaType, capturedFrom, fileName, extractor, rawSha256, size }) => ({
    number,
    told: words.intake.captured({ at: moment(capturedAt).words, by: capturedBy, size, mediaType, extractor }),
    from: capturedFrom ?? fileName,
    sha256: rawSha256,
    isKept: size > 0,
  }))

export const detailsPage = page<DetailsPage>('articles/edit')

/** "12 statements go along, and 9 claims that nothing else reports." */
export function goingInWords({ statements, claims }: GoingAlong): string {
  if (statements === 0) return words.intake.noStatements
  const first = words.intake.goAlong(statements)
  return claims === 0 ? words.intake.othersReport(first) : words.intake.withClaims(first, claims)
}

export function listedDates(found: CountedDate[]): Pick<DetailsPage, 'counted' | 'moreCounted'> {
  return {
    counted: found.slice(0, MOST_COUNTED_DATES).map((date) => ({ ...date, day: saidOnInWords(date.saidOn) })),
    moreCounted: found.length > MOST_COUNTED_DATES,
  }
}
