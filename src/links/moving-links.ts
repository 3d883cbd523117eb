import type { State } from '../claims/claim'
import { words } from '../words/words'
import { type Linkable, linkProblem, type Relation } from './relation'

/** What has to be known of a link before it moves. */
export interface MovableLink {
  id: number
  from: number
  to: number
  relation: Relation
  state: State
}

/** What happens to a link of a claim that goes into another. */
export type LinkMove =
  | { does: 'moves'; link: MovableLink; side: 'from' | 'to' }
  /** The other claim has such a link already; `revives` is as what it takes this one's place where it could not before. */
  | { does: 'doubles'; link: MovableLink; twin: MovableLink; revives: 'published' | 'draft' | null }
  /** It runs between the two. */
  | { does: 'ends'; link: MovableLink }

/**
 * What becomes of a claim's links when it goes into another, whose links are given too. Withdrawn ones stay where they
 * are: they say what was withdrawn, and of which claim.
 */
export function linkMoves(claimId: number, into: number, links: MovableLink[], linksOfInto: MovableLink[]): LinkMove[] {
  return links.flatMap((link): LinkMove[] => {
    if (link.state === 'withdrawn') return []
    const moved = movedTo(link, claimId, into)
    if (moved.from === moved.to) return [{ does: 'ends', link }]
    const twin = linksOfInto.find((other) => isSameLink(other, moved))
    if (twin) return [{ does: 'doubles', link, twin, revives: revivedBy(link, twin) }]
    return [{ does: 'moves', link, side: link.from === claimId ? 'from' : 'to' }]
  })
}

function revivedBy(link: MovableLink, twin: MovableLink): 'published' | 'draft' | null {
  if (link.state === 'published') return twin.state === 'published' ? null : 'published'
  return twin.state === 'withdrawn' ? 'draft' : null
}

/** The link as it is when its end at one claim is at another instead. */
export function movedTo(link: MovableLink, claimId: number, into: number): MovableLink {
  return { ...link, from: link.from === claimId ? into : link.from, to: link.to === claimId ? into : link.to }
}

/** One link of a relation a pair; "contradicts" has no direction. */
export function isSameLink(a: MovableLink, b: MovableLink): boolean {
  if (a.relation !== b.relation) return false
  if (a.from === b.from && a.to === b.to) return true
  return a.relation === 'contradicts' && a.from === b.to && a.to === b.from
}

/** Why a link would no longer hold with these speakers at its ends, naming it; null when it does. */
export function brokenBy(link: MovableLink, linkables: ReadonlyMap<number, Linkable>): string | null {
  const [from, to] = [linkables.get(link.from), linkables.get(link.to)]
  const problem = from && to && linkProblem(from, to, link.relation)
  return problem ? words.refusals.wouldNotFit(link.id, problem) : null
}

/** Why two claims can't be joined, in words for the editor; null when they can. */
export function joinProblem(
  from: { id: number; state: State; speakerIds: readonly number[] },
  into: { id: number; state: State; speakerIds: readonly number[] },
): string | null {
  if (from.id === into.id) return words.refusals.joinedWithItself
  const unpublished = [from, into].find((claim) => claim.state !== 'published')
  if (unpublished) return words.refusals.unpublishedJoin(unpublished.id)
  if (!from.speakerIds.some((id) => into.speakerIds.includes(id))) {
    return words.refusals.noSpeakerInCommon
  }
  return null
}
