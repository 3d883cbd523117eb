import type { LinkMove, MovableLink } from '../links/moving-links'
import { RELATIONS } from '../links/relation'
import { type ClaimCard, claimWords } from '../reading/claim-card'
import { counted } from '../words/counted'

/** A link and what becomes of it, in words. */
export interface MoveInWords {
  /** "denied by Dmitry Peskov: there was no official message" */
  link: string
  href: string
  becomes: string
}

/** What becomes of each link of the claim that goes; `others` are the cards of the claims at their other ends. */
export function movesInWords(
  { from, into }: { from: number; into: number },
  moves: readonly LinkMove[],
  others: readonly ClaimCard[],
): MoveInWords[] {
  const cards = new Map(others.map((card) => [card.id, card]))
  return moves.map((move) => {
    const otherId = otherEnd(move.link, from)
    return {
      link: linkInWords(move.link, from, cards.get(otherId)),
      href: `/claims/${otherId}`,
      becomes: fate(move, into),
    }
  })
}

export const otherEnd = (link: MovableLink, claimId: number) => (link.from === claimId ? link.to : link.from)

/** A link as its claim has it: "denied by Dmitry Peskov: there was no official message". */
export function linkInWords(link: MovableLink, claimId: number, other: ClaimCard | undefined): string {
  const { verb, passive } = RELATIONS[link.relation]
  const who = other
    ? `${other.names}: ${claimWords(other, 70)}`
    : `claim ${otherEnd(link, claimId)}, which is not published`
  return `${link.from === claimId ? verb : passive} ${who}`
}

function fate(move: LinkMove, into: number): string {
  if (move.does === 'moves') return `goes to claim ${into}`
  if (move.does === 'ends') return 'is withdrawn: a claim has no link to itself'
  if (move.revives) {
    const as = move.revives === 'draft' ? ', as a draft' : ''
    return `is withdrawn; claim ${into} gets its own link ${move.twin.id} of this kind back${as}`
  }
  return `is withdrawn: claim ${into} has this link already, ${move.twin.id}`
}

/** Something that the two have differently: the claim that stays keeps its own. */
export interface Difference {
  what: string
  kept: string
  lost: string
}

/** What is not kept of the claim that goes. */
export function differences(staying: ClaimCard, going: ClaimCard): Difference[] {
  const day = ({ date }: ClaimCard) => [date.words, date.basis].filter(Boolean).join(' ')
  const rows: Difference[] = [
    { what: 'Speakers', kept: staying.names, lost: going.names },
    { what: 'Said on', kept: day(staying), lost: day(going) },
    { what: 'Medium', kept: staying.medium, lost: going.medium },
    { what: 'Stance', kept: staying.stanceWords, lost: going.stanceWords },
    { what: 'Summary', kept: staying.summary ?? 'none', lost: going.summary ?? 'none' },
  ]
  return rows.filter(({ kept, lost }) => kept !== lost)
}

/** How many reports go, and what that makes. */
export function reportsInWords(going: number, into: number): string {
  return `${counted(going, 'report')} of it ${going === 1 ? 'becomes a report' : 'become reports'} of claim ${into}.`
}
