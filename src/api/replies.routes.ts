import {
  addReply,
  changeReply,
  type NewReply as ReplyGiven,
  replyById,
  restoreReply,
  withdrawReply,
} from '../corrections/replies.commands'
import { publish as publishDraft, sendBack } from '../reviewing/publishing.commands'
import type { FieldProblems } from '../web/parse'
import { notFound, unprocessable } from '../web/problems'
import { NewWithdrawal, Withdrawal } from './claim.schema'
import { refusedFields } from './field-refusals'
import { type Answer, type Asked, operation } from './operation'
import { replyDocument } from './present'
import { type GuardedReplyRow, replyInFull } from './replies.queries'
import { NewReply, Reply, ReplyChange } from './reply.schema'
import { ReplyReturn } from './review.schema'
import {
  requirePublished,
  requireSentBack,
  requireVersion,
  requireWithdrawn,
  SENT_BACK_ONCE,
  shown,
  withdrawn,
} from './row-guards'

const WHAT = 'This reply'
const WHICH = 'this reply'

const newReply = operation({
  name: 'addReply',
  method: 'post',
  path: '/api/v1/claims/:id/replies',
  audience: 'editor',
  summary: 'Publish somebody’s reply beside a claim',
  description: 'Where the desk asks for review it is a draft, until a reviewer publishes it who has not worked on it.',
  body: NewReply,
  example: {
    by: { name: 'Rosneft' },
    words: 'We have no specialists in the country.',
    repliedOn: '2019-06-05',
    way: 'letter',
  },
  success: 201,
  response: Reply,
  async answer(asked) {
    const { url = null, correctionId = null, ...given } = asked.body
    const added = await addReply(asked.db, asked.account, asked.id, { ...given, url, correctionId })
    if ('problems' in added) throw refusedFields(namesOfApi(added.problems))
    return { ...(await written(asked, added.replyId)), location: `/api/v1/replies/${added.replyId}` }
  },
})

const readReply = operation({
  name: 'readReply',
  method: 'get',
  path: '/api/v1/replies/:id',
  audience: 'anyone',
  summary: 'Read a reply',
  success: 200,
  response: Reply,
  refusals: { 410: 'It has been withdrawn, or its claim; the reason is public.' },
  async answer(asked) {
    const [found] = await asked.rows(replyInFull, [asked.id])
    const row = shown(found, asked.visible, WHAT)
    if (row.claimState === 'withdrawn') throw withdrawn('The claim of this reply', row.claimReason ?? '')
    if (!asked.visible.includes(row.claimState)) throw notFound(WHAT)
    return answerOf(asked, row)
  },
})

const patchReply = operation({
  name: 'changeReply',
  method: 'patch',
  path: '/api/v1/replies/:id',
  audience: 'editor',
  summary: 'Change a reply',
  description:
    'Members left out stay as they are. Where the desk asks for review, a public reply becomes a draft again.',
  body: ReplyChange,
  example: { repliedOn: '2019-06-06' },
  changes: true,
  success: 200,
  response: Reply,
  refusals: { 410: 'It has been withdrawn.' },
  async answer(asked) {
    const before = shown(await replyById(asked.db, asked.id), asked.visible, WHAT)
    requireVersion(before, asked.version, WHICH)
    const { speakerId, byName, words, repliedOn, way, url, correctionId } = before
    const by: ReplyGiven['by'] = speakerId === null ? { name: byName ?? '' } : { speakerId }
    const now = { by, words, repliedOn, way, url, correctionId, ...asked.body }
    const changed = await changeReply(asked.db, asked.account, asked.id, asked.version, now)
    if ('problems' in changed) throw refusedFields(namesOfApi(changed.problems))
    return written(asked, asked.id)
  },
})

const publish = operation({
  name: 'publishReply',
  method: 'post',
  path: '/api/v1/replies/:id/publication',
  audience: 'editor',
  summary: 'Publish a draft of a reply',
  description: 'While the desk asks for review, this takes a reviewer who has not worked on it.',
  changes: true,
  success: 200,
  response: Reply,
  refusals: { 409: 'It is no draft.' },
  async answer(asked) {
    requireVersion(await replyById(asked.db, asked.id), asked.version, WHICH)
    await publishDraft(asked.db, asked.account, { kind: 'reply', id: asked.id, version: asked.version })
    return written(asked, asked.id)
  },
})

const sendReplyBack = operation({
  name: 'sendReplyBack',
  method: 'post',
  path: '/api/v1/replies/:id/returns',
  audience: 'editor',
  summary: 'Send a draft of a reply back to whoever recorded it',
  description: 'It stays a draft. What you say stands in the discussion of its claim.',
  body: ReplyReturn,
  example: { comment: 'Did she say that to us, or to the paper?' },
  changes: true,
  success: 200,
  response: Reply,
  refusals: { 409: SENT_BACK_ONCE },
  async answer(asked) {
    const { db, account, id, version, body } = asked
    requireVersion(await replyById(db, id), version, WHICH)
    requireSentBack(await sendBack(db, account, { kind: 'reply', id, version }, body.comment))
    return written(asked, id)
  },
})

const withdraw = operation({
  name: 'withdrawReply',
  method: 'post',
  path: '/api/v1/replies/:id/withdrawal',
  audience: 'editor',
  summary: 'Withdraw a reply',
  body: NewWithdrawal,
  example: { reason: 'Who wrote it has taken it back.' },
  changes: true,
  success: 200,
  response: Withdrawal,
  refusals: { 409: 'It has been withdrawn already.' },
  async answer({ db, account, id, version, body }) {
    requirePublished(await replyById(db, id), version, WHICH)
    await withdrawReply(db, account, id, version, body.reason)
    const now = await replyById(db, id)
    return {
      document: { id, version: now.version, state: now.state, reason: now.withdrawnReason },
    }
  },
})

const restore = operation({
  name: 'restoreReply',
  method: 'delete',
  path: '/api/v1/replies/:id/withdrawal',
  audience: 'editor',
  summary: 'Bring a withdrawn reply back, as what it was',
  changes: true,
  success: 200,
  response: Reply,
  refusals: { 422: 'The claim has as many replies as it can have.' },
  async answer(asked) {
    requireWithdrawn(await replyById(asked.db, asked.id), asked.version, WHICH)
    const restored = await restoreReply(asked.db, asked.account, asked.id, asked.version)
    if ('problem' in restored) throw unprocessable(restored.problem)
    return written(asked, asked.id)
  },
})

/** The form's field for the request has another name than the member. */
const namesOfApi = ({ correction, ...problems }: FieldProblems): FieldProblems =>
  correction ? { ...problems, correctionId: correction } : problems

/** The reply after a change. */
async function written(asked: Asked<unknown, unknown>, id: number): Promise<Answer> {
  const [row] = await asked.rows(replyInFull, [id])
  if (!row) throw notFound(WHAT)
  return answerOf(asked, row)
}

function answerOf({ baseUrl }: Asked<unknown, unknown>, row: GuardedReplyRow): Answer {
  const { withdrawnReason: _reason, wasPublic: _seen, claimState: _state, claimReason: _claimReason, ...reply } = row
  return { document: replyDocument(baseUrl, reply) }
}

export const replyOperations = [newReply, readReply, patchReply, publish, sendReplyBack, withdraw, restore]
