import { RELATIONS } from '../links/relation'
import { type CardInChainRow, type ClaimCard, claimCard } from '../reading/claim-card'
import { type LinkLines, type LinkRow, linkLines, MOST_LINKS, NO_LINKS } from '../reading/link-lines'
import { type Answered, answeredBy } from '../reading/wordless'
import { excerpt } from './excerpt'
import { type Marked, marked } from './highlight'

interface MarkedName {
  id: number
  name: Marked
}

/** A claim that was found, with the hits in it marked. */
export interface ClaimHit {
  card: ClaimCard
  /** What it answers without words of its own. */
  answered: Answered[]
  speakers: (MarkedName & { role: string | null; speaksFor: MarkedName | null })[]
  quote: Marked
  summary: Marked
  links: LinkLines
  /** "gainsaid by 2 claims"; null where nothing gainsays it. */
  gainsaid: string | null
}

/** The claims that these answer without words of their own: their words are shown instead. */
export function answeredIds(rows: readonly CardInChainRow[], links: readonly LinkRow[]): number[] {
  const lines = linkLines(links)
  const given = rows.flatMap((row) => answeredBy(claimCard(row), lines.get(row.id)?.given ?? [], new Map()))
  return [...new Set(given.map(({ otherId }) => otherId))]
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
  const answered = new Map(others.map((row) => [row.id, claimCard(row)]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    if (!row) return []
    const card = claimCard(row)
    return {
      card,
      answered: answeredBy(card, lines.get(id)?.given ?? [], answered),
      speakers: row.speakers.map(({ id, name, role, speaksFor }) => ({
        id,
        name: marked(name, hits),
        role: role ?? null,
        speaksFor: speaksFor ? { id: speaksFor.id, name: marked(speaksFor.name, hits) } : null,
      })),
      quote: marked(excerpt(card.quote?.words ?? '', card.quote?.language ?? 'und', hits), hits),
      summary: marked(card.summary ?? '', hits),
      links: lines.get(id) ?? NO_LINKS,
      gainsaid: gainsaid(links.filter((link) => link.claimId === id)),
    }
  })
}

/** "contradicts" has no direction: it counts from both its ends. */
function gainsaid(links: readonly LinkRow[]): string | null {
  const against = new Set(
    links
      .filter(({ relation, answers }) =>
        relation === 'contradicts' ? true : RELATIONS[relation].side === 'opposing' && !answers,
      )
      .map((link) => link.otherId),
  ).size
  if (against === 0) return null
  if (against > MOST_LINKS) return `gainsaid by more than ${MOST_LINKS} claims`
  return `gainsaid by ${against} claim${against === 1 ? '' : 's'}`
}
