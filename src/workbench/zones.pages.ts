import type { ArticleWithText } from '../articles/articles.queries'
import { type ProposedZone, shareOfZones, ZONE_KINDS, type Zone } from '../articles/zone'
import { type PageHead, page } from '../web/page'
import type { FieldProblems } from '../web/parse'
import { type Since, type StaleForm, sinceInWords } from '../web/stale-form'
import { words } from '../words/words'
import type { StatementCard } from './statement-cards.queries'
import { PARAGRAPHS_A_PAGE, type TextForZones, textForZones } from './text-for-zones'
import { type TypedForm, typedValue } from './typed-form'
import { zonesAsField } from './zone-form.schema'

/** Of the statements that would lie in a zone so many are named; the rest are counted. */
const MOST_NAMED = 20

export interface ZoneFormShown {
  typed: TypedForm
  problems: FieldProblems
  /** Numbers of the statements that the zone would hold, where it was refused for them. */
  within: number[]
  /** What is proposed beside the zones there are; null where nobody looked. */
  proposed: ProposedZone[] | null
  /** Where somebody else has saved since the form was opened. */
  stale?: StaleForm
}

interface ZonesPage extends PageHead, Omit<ZoneFormShown, 'stale' | 'proposed'>, TextForZones {
  stale: StaleForm | null
  article: ArticleWithText
  /** How much of the text is not its own: "41 %". */
  share: string
  named: { id: number; speakers: string; words: string }[]
  /** Where the page begins and others do; null is none. */
  at: number
  previous: number | null
  next: number | null
  kinds: typeof ZONE_KINDS
  /** Whether a proposal has its tick: each at first, then those that were sent. */
  isTicked(zone: Zone): boolean
  zonesAsField: typeof zonesAsField
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
  const { proposed, ...shown } = form
  const text = textForZones(article.text, zones, at, proposed)
  const ticked = form.typed.zone
  const named = new Set(form.within)
  return {
    title: words.zones.titleOf(article.headline),
    section: '/articles',
    article,
    share: shareOfZones(zones, article.length),
    ...text,
    ...shown,
    stale: form.stale ?? null,
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
    isTicked: (zone) => ticked === undefined || [ticked].flat().includes(zonesAsField([zone])),
    zonesAsField,
    typedValue,
  }
}

/**
 * What was marked when the form was opened, what is marked now, and what was to be added to it. Sent again, it is added
 * to what is marked now, so nothing of either is lost.
 *
 * @param mine in words, as `addedInWords` and `markedInWords` tell it
 * @param base null where history can't tell any more
 */
export function staleMarking(
  { text }: ArticleWithText,
  { base, theirs }: { base: Zone[] | null; theirs: Zone[] },
  mine: string,
  since: Since,
): StaleForm {
  const [was, now] = [base && markedInWords(text, base), markedInWords(text, theirs)]
  const changedBy = was === null ? 'unknown' : 'both'
  const row = { label: words.zones.notItsOwn, base: was, theirs: now, mine, changedBy } as const
  return { rows: was === now ? [] : [row], since: since && sinceInWords(since) }
}

export const markedInWords = (text: string, zones: readonly Zone[]): string =>
  textForZones(text, zones, 1)
    .zones.map(({ name, from, to, opening }) => `${name}, ${paragraphsInWords(from, to)}: ${opening}`)
    .join('; ')

const paragraphsInWords = (from: number | string, to: number | string) =>
  from === to || to === '' ? words.zones.atParagraph(from) : words.zones.atParagraphs(from, to)

export function addedInWords(typed: TypedForm): string {
  const [kind, from, to, first, last] = ['kind', 'from', 'to', 'first', 'last'].map((name) => typedValue(typed[name]))
  const name = ZONE_KINDS[kind as keyof typeof ZONE_KINDS]?.name ?? words.zones.aPart
  const where = [
    from && paragraphsInWords(from, to ?? ''),
    first && words.zones.fromWords(first),
    last && words.zones.toWords(last),
  ].filter(Boolean)
  return `${name}, ${where.join(', ')}`
}
