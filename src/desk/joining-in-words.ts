import type { LinkMove, MovableLink } from '../links/moving-links'
import { RELATIONS } from '../links/relation'
import { type ClaimCard, claimWords } from '../reading/claim-card'
import { words } from '../words/words'

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
  const who = other ? `${other.names}: ${claimWords(other, 70)}` : words.desk.unpublishedClaim(otherEnd(link, claimId))
  return `${link.from === claimId ? verb : passive} ${who}`
}

function fate(move: LinkMove, into: number): string {
  if (move.does === 'moves') return words.desk.goesTo(into)
  if (move.does === 'ends') return words.desk.linkToItself
  if (move.revives) {
    const as = move.revives === 'draft' ? words.desk.asDraft : ''
    return words.desk.getsOwnBack(into, move.twin.id, as)
  }
  return words.desk.hasAlready(into, move.twin.id)
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
    { what: words.desk.fields.speakers, kept: staying.names, lost: going.names },
    { what: words.desk.fields.saidOn, kept: day(staying), lost: day(going) },
    { what: words.desk.fields.medium, kept: staying.medium, lost: going.medium },
    { what: words.desk.fields.stance, kept: staying.stanceWords, lost: going.stanceWords },
    {
      what: words.desk.fields.summary,
      kept: staying.summary ?? words.desk.none,
      lost: going.summary ?? words.desk.none,
    },
  ]
  return rows.filter(({ kept, lost }) => kept !== lost)
}

/** How many reports go, and what that makes. */
export function reportsInWords(going: number, into: number): string {
  return words.desk.becomeReports(going, into)
}
