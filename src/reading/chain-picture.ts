import { RELATIONS, type Relation } from '../links/relation'
import type { ClaimCard } from './claim-card'
import { claimWords } from './claim-card'
import type { LinkRow } from './link-lines'
import { asTold } from './names'
import { MOST_DRAWN, overviewOf } from './overview/overview'
import type { ClaimInPicture, LinkInPicture, Picture } from './overview/picture'

/** Three lines of some thirty letters. */
const LONGEST_WORDS = 90

/** An ISO day, and nothing less. */
const DAY = /^\d{4}-\d{2}-\d{2}$/

/** The picture of a whole chain; null where it has too many claims to draw each. */
export function chainPicture(
  cards: readonly (ClaimCard & { number: number })[],
  links: readonly LinkInPicture[],
): Picture | null {
  return cards.length > MOST_DRAWN ? null : overviewOf(cards.map(claimInPicture), links)
}

/** A claim in its report's words, where its speaker stands beside it: a summary mostly begins with the name. */
export const quotedWords = (card: ClaimCard, longest?: number) =>
  claimWords(card.quote ? { ...card, summary: null } : card, longest)

function claimInPicture(card: ClaimCard & { number: number }): ClaimInPicture {
  const [first] = card.speakers
  const told = card.toldBy ? ` ${asTold(card.toldBy)}` : ''
  const { datetime } = card.date
  return {
    id: card.id,
    number: card.number,
    lane: {
      key: `${first?.id}${told}`,
      speakerId: first?.id ?? 0,
      name: `${first?.name ?? card.names}${told}`,
    },
    names: card.namesAsTold,
    words: quotedWords(card, LONGEST_WORDS),
    day: datetime !== null && DAY.test(datetime) ? datetime : null,
    said: card.date.words,
    isDenial: card.stance === 'denies',
    stance: card.stanceWords,
  }
}

/** The signs that a picture has, for the key below it. */
export interface PictureKey {
  denial: boolean
  unsure: boolean
  opposing: boolean
  both: boolean
  hollow: boolean
  supporting: boolean
  relays: boolean
}

export function keyOf({ lanes, arcs }: Picture): PictureKey {
  const nodes = lanes.flatMap((lane) => lane.nodes)
  const has = (...relations: Relation[]) => arcs.some(({ relation }) => relations.includes(relation))
  return {
    denial: nodes.some(({ isDenial }) => isDenial),
    unsure: nodes.some(({ isCertain }) => !isCertain),
    opposing: has('denies'),
    both: has('contradicts'),
    hollow: has('corrects', 'walks_back'),
    supporting: has('corroborates', 'repeats'),
    relays: has('relays'),
  }
}

/** The links between the claims of a page, each once. */
export function linksBetween(links: readonly LinkRow[], ids: ReadonlySet<number>): LinkInPicture[] {
  return links
    .filter(({ answers, claimId, otherId }) => answers && ids.has(claimId) && ids.has(otherId))
    .map(({ claimId, otherId, relation }) => {
      const { side, verb } = RELATIONS[relation]
      return { from: claimId, to: otherId, relation, side, verb }
    })
}
