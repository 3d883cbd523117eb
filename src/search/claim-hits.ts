import { RELATIONS } from '../links/relation'
import { type CardInChainRow, type ClaimCard, claimCard, claimWords } from '../reading/claim-card'
import { type LinkLines, type LinkRow, linkLine, linkLines, MOST_LINKS, NO_LINKS } from '../reading/link-lines'
import { type Answered, answeredBy } from '../reading/wordless'
import { words } from '../words/words'
import { excerpt } from './excerpt'
import { type Marked, marked } from './highlight'

interface MarkedName {
  id: number
  name: Marked
}

/** A claim that gainsays one that was found. */
export interface CounterClaim {
  /** "denied by" */
  verb: string
  names: string
  href: string
  date: string
  words: Marked
  language: string | null
}

/** Counter-claims shown with their words: enough to see the dispute; all are named below. */
const MOST_COUNTERED = 2

/** Four lines of a card. */
const LONGEST_COUNTER = 240

/** What gainsays a claim; of two that contradict each other the other one. */
const gainsays = ({ relation, answers }: LinkRow) =>
  RELATIONS[relation].side === 'opposing' && (!answers || relation === 'contradicts')

const counterLinks = (id: number, links: readonly LinkRow[]) =>
  links.filter((link) => link.claimId === id && gainsays(link)).slice(0, MOST_COUNTERED)

/** A claim that was found, with the hits in it marked. */
export interface ClaimHit {
  card: ClaimCard
  /** What it answers without words of its own. */
  answered: Answered[]
  speakers: (MarkedName & { role: string | null; speaksFor: MarkedName | null })[]
  quote: Marked
  summary: Marked
  links: LinkLines
  /** Some of the claims that gainsay it, with their words. */
  counterClaims: CounterClaim[]
  /** "gainsaid by 2 claims"; null where nothing gainsays it. */
  gainsaid: string | null
}

/** The claims whose words are shown beside these: what gainsays them, and what they answer without words of their own. */
export function idsBeside(rows: readonly CardInChainRow[], links: readonly LinkRow[]): number[] {
  const lines = linkLines(links)
  const given = rows.flatMap((row) => answeredBy(claimCard(row), lines.get(row.id)?.given ?? [], new Map()))
  const counter = rows.flatMap(({ id }) => counterLinks(id, links))
  return [...new Set([...given, ...counter].map(({ otherId }) => otherId))]
}

/** Texts of a claim in which a hit may stand. */
export const textsOfClaim = (row: CardInChainRow): string[] => [
  ...row.speakers.flatMap(({ name, speaksFor }) => [name, speaksFor?.name ?? '']),
  ...(row.content ?? []),
  row.summary ?? '',
]

/** The claims found, in the order found; one that went away between two queries is left out. */
export function claimHits(
  ids: readonly number[],
  rows: readonly CardInChainRow[],
  links: readonly LinkRow[],
  others: readonly CardInChainRow[],
  hits: ReadonlySet<string>,
): ClaimHit[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const lines = linkLines(links)
  const beside = new Map(others.map((row) => [row.id, claimCard(row)]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    if (!row) return []
    const card = claimCard(row)
    return {
      card,
      answered: answeredBy(card, lines.get(id)?.given ?? [], beside),
      speakers: row.speakers.map(({ id, name, role, speaksFor }) => ({
        id,
        name: marked(name, hits),
        role: role ?? null,
        speaksFor: speaksFor ? { id: speaksFor.id, name: marked(speaksFor.name, hits) } : null,
      })),
      quote: marked(excerpt(card.quote?.words ?? '', card.quote?.language ?? 'und', hits), hits),
      summary: marked(card.summary ?? '', hits),
      links: lines.get(id) ?? NO_LINKS,
      counterClaims: counterClaims(id, links, beside, hits),
      gainsaid: gainsaid(links.filter((link) => link.claimId === id)),
    }
  })
}

function counterClaims(
  id: number,
  links: readonly LinkRow[],
  cards: ReadonlyMap<number, ClaimCard>,
  hits: ReadonlySet<string>,
): CounterClaim[] {
  return counterLinks(id, links).flatMap((link) => {
    const card = cards.get(link.otherId)
    if (!card) return []
    const { verb, names, href } = linkLine(link)
    const quoted = card.quote ? { ...card, summary: null } : card
    const told = marked(claimWords(quoted, LONGEST_COUNTER), hits)
    return [{ verb, names, href, date: card.date.words, words: told, language: card.quote?.language ?? null }]
  })
}

/** "contradicts" has no direction: it counts from both its ends. */
function gainsaid(links: readonly LinkRow[]): string | null {
  const against = new Set(links.filter(gainsays).map((link) => link.otherId)).size
  if (against === 0) return null
  if (against > MOST_LINKS) return words.search.gainsaidByMore(MOST_LINKS)
  return words.search.gainsaidBy(against)
}
