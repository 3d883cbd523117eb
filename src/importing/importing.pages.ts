import type { ArticleWithText, KnownCopy } from '../articles/articles.queries'
import { MOST_ZONES, shareOfZones, ZONE_KINDS, type Zone } from '../articles/zone'
import type { Metadata } from '../extraction/extracted'
import { CodePoints } from '../quotes/code-points'
import { type PageHead, page } from '../web/page'
import type { FieldProblems } from '../web/parse'
import { words } from '../words/words'
import { detailsOf, type Given } from './capture'
import type { OpenCapture } from './captures.queries'
import type { HereAlready } from './here-already.queries'

export interface ImportPage extends PageHead {
  typed: Record<string, string>
  problems: FieldProblems
  copies: KnownCopy[]
  outlets: string[]
  /** What the button that looks first sends. */
  step: string
}

export const importPage = page<ImportPage>('articles/new')

interface NewRevisionPage extends PageHead {
  article: Pick<ArticleWithText, 'id' | 'headline' | 'language' | 'version' | 'revision' | 'url'>
  /** The numbers of its texts from which words were erased. */
  erased: number[]
  typed: Record<string, string>
  problems: FieldProblems
}

export const newRevisionPage = page<NewRevisionPage>('importing/new-revision')

/** A part that seems not to be the article's own, as it is ticked. */
interface ZoneShown {
  place: string
  start: number
  kind: string
  reason: string
  /** Its first words. */
  begins: string
  length: string
  isTicked: boolean
}

interface CapturePage extends PageHead {
  capture: Pick<OpenCapture, 'id' | 'name' | 'jobId' | 'capturedFrom' | 'problem'>
  typed: Record<string, string>
  /** Where each field was read. */
  sources: Record<string, string>
  problems: FieldProblems
  copies: KnownCopy[]
  outlets: string[]
  /** Articles that it may be the next text of. */
  hereAlready: HereAlready[]
  zones: ZoneShown[]
  kinds: typeof ZONE_KINDS
  measure: string
  text: { lines: { text: string; isHeadline: boolean }[]; isCut: boolean }
}

export const capturePage = page<CapturePage>('importing/capture')

/** Of a text so much is shown to look at (code points): two screens; all of it is on the article's own page. */
const SHOWN_OF_TEXT = 6_000
/** Enough to know a part by. */
const SHOWN_OF_ZONE = 120

/** @param sent what was typed into the form before; undefined where it is opened */
export function captureModel(
  capture: OpenCapture,
  outlets: string[],
  sent?: { typed: Record<string, string>; zones: readonly Zone[]; problems: FieldProblems; copies: KnownCopy[] },
): Omit<CapturePage, 'title' | 'hereAlready'> {
  const text = new CodePoints(capture.text ?? '')
  const metadata = capture.metadata ?? {}
  const proposed = (capture.zones ?? []).slice(0, MOST_ZONES)
  const typed = sent?.typed ?? typedFrom(detailsOf(capture.given, metadata, capture.defaults))
  return {
    section: '/articles',
    refusal: words.intake.notImportedTitle,
    capture,
    typed,
    sources: sourcesOf(typed, metadata),
    problems: sent?.problems ?? {},
    copies: sent?.copies ?? [],
    outlets,
    zones: proposed.map(({ start, end, kind, reason }) => {
      const marked = sent ? sent.zones.find((zone) => zone.start === start) : { kind }
      return {
        place: `${start}-${end}`,
        start,
        kind: marked?.kind ?? kind,
        reason,
        begins: cut(text, start, end, SHOWN_OF_ZONE),
        length: words.importing.characters(end - start),
        isTicked: marked !== undefined,
      }
    }),
    kinds: ZONE_KINDS,
    measure: words.importing.measure(text.length, shareOfZones(proposed, text.length)),
    text: { lines: linesShown(text, typed.headline ?? ''), isCut: text.length > SHOWN_OF_TEXT },
  }
}

/** The text's beginning; the first line that is the headline is marked as that. */
function linesShown(text: CodePoints, headline: string) {
  const lines = text
    .slice(0, Math.min(SHOWN_OF_TEXT, text.length))
    .split('\n')
    .filter((line) => line.trim() !== '')
  // Without one, it is the first line.
  const at = headline.trim() === '' ? 0 : lines.findIndex((line) => line.trim() === headline.trim())
  return lines.map((line, place) => ({ text: line, isHeadline: place === at }))
}

const cut = (text: CodePoints, start: number, end: number, most: number) =>
  end - start <= most ? text.slice(start, end) : `${text.slice(start, start + most).trimEnd()}…`

function typedFrom({ headline, byline, outlet, publishedOn, url, language, rights }: Given): Record<string, string> {
  return {
    ...{
      headline: headline ?? '',
      byline: byline ?? '',
      url: url ?? '',
      language: language ?? '',
      rights: rights ?? '',
    },
    ...(outlet === null ? { outletUnknown: 'yes' } : { outlet: outlet ?? '' }),
    ...(publishedOn === null ? { publishedOnUnknown: 'yes' } : { publishedOn: publishedOn ?? '' }),
  }
}

/** Where a field was read, while it still says that. */
const sourcesOf = (typed: Record<string, string>, metadata: Metadata): Record<string, string> =>
  Object.fromEntries(
    Object.entries(metadata).flatMap(([name, found]) =>
      found.value !== '' && typed[name] === found.value ? [[name, words.importing.from(found.from)]] : [],
    ),
  )
