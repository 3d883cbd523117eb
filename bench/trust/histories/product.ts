import type { EntityManager } from 'typeorm'
import { restoreClaim, withdrawClaim } from '../../../src/claims/claims.commands'
import {
  changeStatement,
  recordStatement,
  restoreStatement,
  withdrawStatement,
} from '../../../src/claims/statements.commands'
import { changeLinkedClaim } from '../../../src/links/change-linked-claim.commands'
import { joinClaims } from '../../../src/links/join-claims.commands'
import { changeLinkReason, linkClaims, restoreLink, withdrawLink } from '../../../src/links/links.commands'
import { mergeSpeakers, unmergeSpeaker } from '../../../src/links/merge-speakers.commands'
import { splitOffWithLinks } from '../../../src/links/split-off-with-links.commands'
import { unjoinClaim } from '../../../src/links/unjoin-claim.commands'
import { publish } from '../../../src/reviewing/publishing.commands'
import { takeBack } from '../../../src/reviewing/taking-back.commands'
import { undo } from '../../../src/undoing/undo.commands'
import { Problem } from '../../../src/web/problems'
import type { Act, Made } from './act'

/** Somebody at the desk, with the colleague who publishes what they write. */
export interface Person {
  writer: { id: number; name: string; role: 'reviewer' }
  publisher: { id: number; name: string; role: 'reviewer' }
}

export interface Place {
  db: EntityManager
  articleId: number
}

/** Words of the article, of which each statement has its own. */
export const passageWords = (passage: number) => `Passage ${passage} of`

/** Does an act by the product's own commands. Null where it is refused; an error is neither. */
export async function doneByProduct(place: Place, person: Person, act: Act): Promise<Made | null> {
  try {
    const outcome = await COMMANDS[act.does](place, person, act as never)
    if (typeof outcome !== 'object' || outcome === null) return {}
    return 'problem' in outcome || 'problems' in outcome ? null : madeOf(outcome)
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return null
    throw error
  }
}

const madeOf = ({
  claimId,
  statementId,
  linkId,
}: {
  claimId?: number
  statementId?: number
  linkId?: number
}): Made => ({
  claim: claimId,
  statement: statementId,
  link: linkId,
})

const NO_DAY = {
  saidOn: null,
  saidOnBasis: 'not_stated',
  saidOnWords: null,
  medium: 'unknown',
  stance: 'asserts',
} as const
const WITHDRAW = { claim: withdrawClaim, statement: withdrawStatement, link: withdrawLink }
const RESTORE = { claim: restoreClaim, statement: restoreStatement, link: restoreLink }

type Command<Does extends Act['does']> = (
  place: Place,
  person: Person,
  act: Extract<Act, { does: Does }>,
) => Promise<unknown>

const COMMANDS: { [Does in Act['does']]: Command<Does> } = {
  record: ({ db, articleId }, { writer }, { passage, claim, speaker }) =>
    recordStatement(db, writer, {
      articleId,
      content: [{ exact: passageWords(passage) }],
      source: null,
      cue: null,
      wording: 'indirect',
      claim: claim === null ? { ...NO_DAY, speakers: [{ id: speaker }], summary: null } : { id: claim },
    }),
  'edit claim': ({ db }, { writer }, { id, version, summary, speaker }) =>
    changeLinkedClaim(db, writer, id, version, { ...NO_DAY, speakers: [{ id: speaker }], summary }),
  'edit statement': ({ db }, { writer }, { id, version, wording, passage }) => {
    const content = [{ exact: passageWords(passage) }]
    return changeStatement(db, writer, id, version, { content, source: null, cue: null, wording, hops: [] })
  },
  'edit link': ({ db }, { writer }, { id, version, reason }) => changeLinkReason(db, writer, id, version, reason),
  link: ({ db }, { writer }, { from, to, relation, reason }) => linkClaims(db, writer, { from, to, relation, reason }),
  withdraw: ({ db }, { writer }, { kind, id, version, reason }) => WITHDRAW[kind](db, writer, id, version, reason),
  restore: ({ db }, { writer }, { kind, id, version }) => RESTORE[kind](db, writer, id, version),
  publish: ({ db }, { publisher }, { does: _does, ...item }) => publish(db, publisher, item),
  'take back': ({ db }, { writer }, { kind, id, version }) => takeBack(db, writer, { kind, id, version }),
  join: ({ db }, { writer }, { does: _does, ...given }) => joinClaims(db, writer, given),
  'take apart': ({ db }, { writer }, { id, version }) => unjoinClaim(db, writer, id, version),
  split: ({ db }, { writer }, { id, version, links }) => splitOffWithLinks(db, writer, id, version, links),
  merge: ({ db }, { writer }, { id, version, into }) => mergeSpeakers(db, writer, id, version, into),
  unmerge: ({ db }, { writer }, { id, version }) => unmergeSpeaker(db, writer, id, version),
  undo: ({ db }, { writer }, { kind, id, version }) => undo(db, writer, [{ kind, id, version }], null),
}
