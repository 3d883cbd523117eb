import { RELATIONS } from '../links/relation'
import { type CardInChainRow, type ClaimCard, claimCard, claimWords } from '../reading/claim-card'
import { allLines, type LinkLine, type LinkLines, type LinkRow, linkLines, NO_LINKS } from '../reading/link-lines'
import { shortened } from '../reading/shortened'
import { type Answered, answeredBy } from '../reading/wordless'
import { type HowSaid, howSaid } from './roles'

/** A claim that gainsays the one beside it. */
export interface Gainsaying {
  card: ClaimCard
  /** Read from the claim beside: "denied by". */
  verb: string
  /** Its words, no longer than the column bears. */
  quote: ClaimCard['quote']
  /** What it answers without words of its own. */
  answered: Answered[]
}

/** Another link of the claim: what it answers itself, and what supports it. */
export interface OtherLine extends LinkLine {
  words: string
  date: string
}

/** A claim of a record, with what gainsays it beside. */
export interface SaidClaim extends ClaimCard, HowSaid {
  /** Its words in short, for whoever hears links alone. */
  heading: string
  answered: Answered[]
  gainsaying: Gainsaying[]
  others: OtherLine[]
  /** Whether there is more than stands here. */
  more: boolean
}

/** Of each claim: two answers and three other links are what most have; its own page has all. */
const MOST_GAINSAYING = 3
const MOST_OTHERS = 3

/** Six lines of the column; nearly every quotation is shorter. */
const LONGEST_QUOTE = 320

interface LinesOfClaim {
  gainsaying: LinkLine[]
  others: LinkLine[]
  more: boolean
}

/** "contradicts" has no direction: whichever end an editor began with, the one gainsays the other. */
const gainsays = ({ side, relation, answers }: LinkLine) =>
  side === 'opposing' && (!answers || relation === 'contradicts')

function linesOf(links: LinkLines): LinesOfClaim {
  const lines = allLines(links)
  const gainsaying = lines.filter(gainsays)
  const others = lines.filter((line) => !gainsays(line))
  return {
    gainsaying: gainsaying.slice(0, MOST_GAINSAYING),
    others: others.slice(0, MOST_OTHERS),
    more: links.more || gainsaying.length > MOST_GAINSAYING || others.length > MOST_OTHERS,
  }
}

/** The claims at the other ends of the links that a record shows: their words are asked for. */
export function othersShown(links: readonly LinkRow[]): number[] {
  const shown = [...linkLines(links).values()].map(linesOf)
  return shown.flatMap(({ gainsaying, others }) => [...gainsaying, ...others].map(({ otherId }) => otherId))
}

/** Claims of a speaker with what gainsays each, in the order of the rows. */
export function saidAndGainsaid(
  rows: readonly CardInChainRow[],
  links: readonly LinkRow[],
  cards: ReadonlyMap<number, ClaimCard>,
  speakerId: number,
): SaidClaim[] {
  const lines = linkLines(links)
  return rows.map((row) => {
    const card = claimCard(row)
    const links = lines.get(row.id) ?? NO_LINKS
    const { gainsaying, others, more } = linesOf(links)
    return {
      ...card,
      ...howSaid(row.speakers, speakerId),
      heading: claimWords(card),
      answered: answeredBy(card, links.given, cards),
      gainsaying: gainsaying.flatMap((line) => {
        const other = cards.get(line.otherId)
        return other ? [gainsayingOf(line, other, card)] : []
      }),
      others: others.flatMap((line) => {
        const other = cards.get(line.otherId)
        return other ? [{ ...line, words: claimWords(other, 160), date: other.date.words }] : []
      }),
      more,
    }
  })
}

function gainsayingOf(line: LinkLine, other: ClaimCard, beside: ClaimCard): Gainsaying {
  const { otherId, relation, side } = line
  const back = { relation, side, otherId: beside.id, names: beside.names, href: `#claim-${beside.id}` }
  return {
    card: other,
    verb: RELATIONS[relation].passive,
    quote: other.quote && { ...other.quote, words: shortened(other.quote.words, LONGEST_QUOTE) },
    // What it answers stands beside, so it is named and not said again.
    answered: answeredBy(other, otherId === beside.id ? [] : [back], new Map()),
  }
}
