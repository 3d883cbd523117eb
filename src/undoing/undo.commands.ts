import type { EntityManager } from 'typeorm'
import type { Account } from '../accounts/account.entity'
import { restoreArticle, withdrawArticle } from '../claims/article-withdrawal.commands'
import { restoreClaim, withdrawClaim } from '../claims/claims.commands'
import { lockRevision } from '../claims/revision-lock.commands'
import { restoreStatement, withdrawStatement } from '../claims/statements.commands'
import { holdStories, leaveOrigin, setCopyOf } from '../copies/copies.commands'
import { restoreReply, withdrawReply } from '../corrections/replies.commands'
import { inTransaction } from '../database/transaction'
import { imageNow } from '../history/images.queries'
import { joinClaims } from '../links/join-claims.commands'
import { restoreLink, withdrawLink } from '../links/links.commands'
import { mergeSpeakers, unmergeSpeaker } from '../links/merge-speakers.commands'
import { unjoinClaim } from '../links/unjoin-claim.commands'
import { publish } from '../reviewing/publishing.commands'
import { takeBack } from '../reviewing/taking-back.commands'
import type {
  ArticleImage,
  ClaimImage,
  Images,
  LinkImage,
  ReplyImage,
  SpeakerImage,
  StatementImage,
} from '../versions/image'
import { stale } from '../web/problems'
import type { UndoableKind } from '../web/undo-form'
import { words } from '../words/words'
import { put } from './put.commands'
import { reversed } from './reversed'
import { isTouched } from './touched.queries'

/** A change, by the row and the version that it made of it. */
export interface Change {
  kind: UndoableKind
  id: number
  version: number
}

export type UndoOutcome = { undone: true } | { problem: string }

/** Somebody who undoes, with a role that the commands ask for. */
export type Undoer = Pick<Account, 'id' | 'name' | 'role'>

/**
 * Undoes changes by new ones, the last named first, all or none: what each changed is as it was before, what others have
 * changed since stays. The commands are those of the forms, with their rules and their history. Refused as a problem
 * where the same has been changed again, or where history can't tell any more what it was.
 *
 * @param reason the public one, for a row that comes from the change itself and so is withdrawn
 */
export function undo(
  db: EntityManager,
  actor: Undoer,
  changes: readonly Change[],
  reason: string | null,
): Promise<UndoOutcome> {
  return inTransaction(db, async (db): Promise<UndoOutcome> => {
    await lockTextsOf(db, changes)
    for (const change of changes.toReversed()) {
      const problem = await undoOne(db, actor, change, reason)
      if (problem !== null) return { problem }
    }
    return { undone: true }
  })
}

async function undoOne(
  db: EntityManager,
  actor: Undoer,
  change: Change,
  reason: string | null,
): Promise<string | null> {
  const told = await eventOf(db, change)
  if (!told) return words.undoing.unknownVersion(change.version, words.things[change.kind](change.id))
  if (told.isErased) return words.undoing.changeErased
  const now = await imageNow<Images[UndoableKind]>(db, change)
  if (!now) throw stale(`${change.kind} ${change.id}`)
  if (told.before === null && !told.isFirst) return words.undoing.beforeErased
  const turned = await turnBack(
    db,
    actor,
    { ...change, version: now.version },
    { ...told, made: change.version },
    reason,
  )
  if (turned !== 'no turn') return turned
  // Of a chain nothing is told before it has a title.
  const before = told.before ?? (change.kind === 'chain' ? { title: null } : null)
  if (before === null) return words.undoing.nothingBefore
  const image = reversed(before, told.after as Images[UndoableKind], now.image)
  if ('since' in image) return words.undoing.changedSince
  const outcome = await put(db, actor, change.kind, { ...change, version: now.version, now: now.image }, image.image)
  return outcome?.problem ?? null
}

/**
 * Holds the texts that what is undone stands in, in the order of their ids, before any claim is held: whoever records a
 * statement goes that way, and of two who went the other ways each would wait for the other.
 */
async function lockTextsOf(db: EntityManager, changes: readonly Change[]) {
  const of = (kind: UndoableKind) => changes.filter((change) => change.kind === kind).map(({ id }) => id)
  const rows: { id: number }[] = await db.query(
    `SELECT id FROM revisions WHERE article_id = ANY($1) OR id IN (SELECT revision_id FROM statements WHERE id = ANY($2))
     ORDER BY id`,
    [of('article'), of('statement')],
  )
  for (const { id } of rows) await lockRevision(db, id)
  // Several articles change together only where they are said to be copies; one alone holds what it needs itself.
  if (of('article').length > 1) await holdStories(db, of('article'))
}

interface Told {
  action: string
  before: Images[UndoableKind] | null
  after: Images[UndoableKind] | null
  isErased: boolean
  /** Whether the row has no earlier version. */
  isFirst: boolean
}

/** What history tells of a change: the first event of the version that it made. */
async function eventOf(db: EntityManager, { kind, id, version }: Change): Promise<Told | null> {
  const rows: Told[] = await db.query(
    `SELECT history.action, told.image AS after, told.history_id IS NULL AS "isErased",
       earlier.image AS before, earlier.id IS NULL AS "isFirst"
     FROM history LEFT JOIN history_payloads told ON told.history_id = history.id LEFT JOIN LATERAL (
       SELECT earlier.id, image FROM history earlier LEFT JOIN history_payloads ON history_id = earlier.id
       WHERE earlier.subject_kind = $1 AND earlier.subject_id = $2 AND earlier.version < $3
       ORDER BY earlier.id DESC LIMIT 1
     ) earlier ON true
     WHERE subject_kind = $1 AND subject_id = $2 AND history.version = $3 ORDER BY history.id LIMIT 1`,
    [kind, id, version],
  )
  return rows[0] ?? null
}

/** What a change was, and which version it made. */
type Turn = Told & { made: number }

/** Undoes what is no change of words: publishing, withdrawing, joining, merging. `no turn` is any other change. */
async function turnBack(
  db: EntityManager,
  actor: Undoer,
  change: Change,
  turn: Turn,
  reason: string | null,
): Promise<string | null | 'no turn'> {
  switch (change.kind) {
    case 'claim': {
      const [before, after] = [turn.before as ClaimImage | null, turn.after as ClaimImage]
      if (before && before.joinedIntoId !== after.joinedIntoId) return turnJoining(db, actor, change, turn)
      return turnState(db, actor, { ...change, kind: 'claim' }, turn, reason)
    }
    case 'statement': {
      const [before, after] = [turn.before as StatementImage | null, turn.after as StatementImage]
      if (before && before.claimId !== after.claimId) return words.undoing.wentAlongJoining
      if (IN_NEW_TEXT.has(turn.action) || (before && before.revisionId !== after.revisionId))
        return words.undoing.wentAlongText
      return turnState(db, actor, { ...change, kind: 'statement' }, turn, reason)
    }
    case 'link': {
      const [before, after] = [turn.before as LinkImage | null, turn.after as LinkImage]
      if (before && (before.fromClaimId !== after.fromClaimId || before.toClaimId !== after.toClaimId))
        return words.undoing.wentAlongClaim
      return turnState(db, actor, { ...change, kind: 'link' }, turn, reason)
    }
    case 'reply': {
      const { state } = (turn.before ?? {}) as Partial<ReplyImage>
      // Changed where the desk reviews, it became a draft by the way.
      if (turn.action === 'changed' && state !== undefined) return 'no turn'
      return turnState(db, actor, { ...change, kind: 'reply' }, turn, reason)
    }
    case 'article': {
      // A captured text stays: statements stand in it.
      if (turn.before && textsIn(turn.before) !== textsIn(turn.after)) return words.undoing.textStays
      const copying = await turnCopying(db, actor, change, turn)
      return copying === 'no turn' ? turnWithdrawal(db, actor, change, turn, reason) : copying
    }
    case 'speaker':
      return turnMerging(db, actor, change, turn)
    default:
      return 'no turn'
  }
}

/** What became of a statement in a new text is taken back where it was settled. */
const IN_NEW_TEXT = new Set(['carried over', 'let go', 'put back to wait'])

const textsIn = (image: Turn['after']) => (image as ArticleImage | null)?.revisions.length

const sentence = (outcome: object) => ('problem' in outcome ? String(outcome.problem) : null)

async function turnJoining(db: EntityManager, actor: Undoer, { id, version }: Change, turn: Turn) {
  const [before, after] = [turn.before as ClaimImage, turn.after as ClaimImage]
  if (await isTouched(db, { kind: 'claim', id }, turn, ['joinedIntoId', ...STATE])) return words.undoing.joinedSince
  if (before.joinedIntoId === null) return sentence(await unjoinClaim(db, actor, id, version))
  if (after.joinedIntoId !== null) return 'no turn'
  const again = { from: id, fromVersion: version, into: before.joinedIntoId, intoVersion: null }
  return sentence(await joinClaims(db, actor, again))
}

async function turnMerging(db: EntityManager, actor: Undoer, { id, version }: Change, turn: Turn) {
  const [before, after] = [turn.before as SpeakerImage | null, turn.after as SpeakerImage]
  if (!before || before.mergedIntoId === after.mergedIntoId) return 'no turn'
  if (await isTouched(db, { kind: 'speaker', id }, turn, ['mergedIntoId'])) return words.undoing.mergedSince
  if (before.mergedIntoId === null) return sentence(await unmergeSpeaker(db, actor, id, version))
  return sentence(await mergeSpeakers(db, actor, id, version, before.mergedIntoId))
}

async function turnCopying(db: EntityManager, actor: Undoer, { id, version }: Change, turn: Turn) {
  const [before, after] = [turn.before as ArticleImage | null, turn.after as ArticleImage]
  if (!before || before.copyOfId === after.copyOfId) return 'no turn'
  if (await isTouched(db, { kind: 'article', id }, turn, ['copyOfId'])) return words.undoing.copySince
  if (before.copyOfId === undefined) return sentence(await leaveOrigin(db, actor, id, version))
  return sentence(await setCopyOf(db, actor, id, version, before.copyOfId))
}

async function turnWithdrawal(
  db: EntityManager,
  actor: Undoer,
  { id, version }: Change,
  turn: Turn,
  reason: string | null,
): Promise<string | null | 'no turn'> {
  const [before, after] = [turn.before as ArticleImage | null, turn.after as ArticleImage]
  if (before?.withdrawnReason === after.withdrawnReason && before !== null) return 'no turn'
  if (await isTouched(db, { kind: 'article', id }, turn, ['withdrawnReason'])) return STATE_SINCE
  if (after.withdrawnReason !== undefined) await restoreArticle(db, actor, id, version)
  else {
    const why = before?.withdrawnReason ?? reason
    if (why === null) return WHY
    await withdrawArticle(db, actor, id, version, why)
  }
  return null
}

const STATE_SINCE = words.undoing.stateSince
const WHY = words.undoing.sayWhy

type StatefulKind = 'claim' | 'statement' | 'link' | 'reply'

const WITHDRAW = { claim: withdrawClaim, statement: withdrawStatement, link: withdrawLink, reply: withdrawReply }

/** Some tell as a problem why it can't be, others throw it. */
const RESTORE: {
  [Kind in StatefulKind]: (db: EntityManager, actor: Undoer, id: number, version: number) => Promise<unknown>
} = {
  claim: restoreClaim,
  statement: restoreStatement,
  link: restoreLink,
  reply: restoreReply,
}

const STATE = ['state', 'withdrawnReason']

type Stateful = Pick<ClaimImage, 'state' | 'withdrawnReason'>

async function turnState(
  db: EntityManager,
  actor: Undoer,
  { kind, id, version }: Change & { kind: StatefulKind },
  turn: Turn,
  reason: string | null,
): Promise<string | null | 'no turn'> {
  const [before, after] = [turn.before as Stateful | null, turn.after as Stateful]
  if (before?.state === after.state) return 'no turn'
  if (await isTouched(db, { kind, id }, turn, kind === 'claim' ? [...STATE, 'joinedIntoId'] : STATE)) return STATE_SINCE
  if (after.state === 'withdrawn') return sentence((await RESTORE[kind](db, actor, id, version)) ?? {})
  // A reply that is public does not become a draft again as it stands.
  const isPublicReply = kind === 'reply' && after.state === 'published'
  if (before === null || before.state === 'withdrawn' || isPublicReply) {
    const why = before?.withdrawnReason ?? reason
    if (why === null) return WHY
    await WITHDRAW[kind](db, actor, id, version, why)
  } else if (after.state === 'published' && kind !== 'reply') await takeBack(db, actor, { kind, id, version })
  else if (kind === 'claim') return words.undoing.publishReport
  else await publish(db, actor, await draftItem(db, { kind, id, version }))
  return null
}

/** A draft in the versions that are there now: a statement is published with its claim. */
async function draftItem(
  db: EntityManager,
  { kind, id, version }: { kind: 'statement' | 'link' | 'reply'; id: number; version: number },
) {
  if (kind !== 'statement') return { kind, id, version } as const
  const rows: { claimVersion: number }[] = await db.query(
    `SELECT claims.version AS "claimVersion" FROM statements JOIN claims ON claims.id = claim_id WHERE statements.id = $1`,
    [id],
  )
  return { kind, id, version, claimVersion: rows[0]?.claimVersion ?? 0 } as const
}
