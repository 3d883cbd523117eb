import type { ArticleWithText } from '../articles/articles.queries'
import { shareOfZones, ZONE_KINDS, type Zone } from '../articles/zone'
import { type PageHead, page } from '../web/page'
import type { FieldProblems } from '../web/parse'
import type { StatementCard } from './statement-cards.queries'
import { PARAGRAPHS_A_PAGE, type TextForZones, textForZones } from './text-for-zones'
import { type TypedForm, typedValue } from './typed-form'

/** Of the statements that would lie in a zone so many are named; the rest are counted. */
const MOST_NAMED = 20

export interface ZoneFormShown {
  typed: TypedForm
  problems: FieldProblems
  /** Numbers of the statements that the zone would hold, where it was refused for them. */
  within: number[]
}

interface ZonesPage extends PageHead, ZoneFormShown, TextForZones {
  article: ArticleWithText
  /** How much of the text is not its own: "41 %". */
  share: string
  named: { id: number; speakers: string; words: string }[]
  /** Where the page begins and others do; null is none. */
  at: number
  previous: number | null
  next: number | null
  kinds: typeof ZONE_KINDS
  typedValue: typeof typedValue
}

export const zonesPage = page<ZonesPage>('workbench/zones')

/** @param cards of the statements in `form.within`; drafts and the like have none */
export function zonesPageModel(
  article: ArticleWithText,
  zones: Zone[],
  cards: StatementCard[],
  at: number,
  form: ZoneFormShown,
): ZonesPage {
  const text = textForZones(article.text, zones, at)
  const named = new Set(form.within)
  return {
    title: `Not the article’s own: ${article.headline}`,
    section: '/articles',
    article,
    share: shareOfZones(zones, article.length),
    ...text,
    ...form,
    named: cards
      .filter(({ id }) => named.has(id))
      .slice(0, MOST_NAMED)
      .map(({ id, speakers, spans }) => ({
        id,
        speakers: speakers.map(({ name }) => name).join('; '),
        words: spans.find((span) => span.part === 'content')?.exact ?? '',
      })),
    at,
    previous: at > 1 ? Math.max(1, at - PARAGRAPHS_A_PAGE) : null,
    next: at + PARAGRAPHS_A_PAGE <= text.total ? at + PARAGRAPHS_A_PAGE : null,
    kinds: ZONE_KINDS,
    typedValue,
  }
}
