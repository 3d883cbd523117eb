import type { z } from 'zod'
import { waitingAnnotation } from '../annotations/annotations.queries'
import { settleByStatement } from '../annotations/settle.commands'
import type { NewHop } from '../claims/hops.commands'
import {
  changeStatement,
  restoreStatement,
  type NewStatement as StatementToRecord,
  statementById,
  withdrawStatement,
} from '../claims/statements.commands'
import { recordWithLinks } from '../links/record-with-links.commands'
import { splitOffWithLinks } from '../links/split-off-with-links.commands'
import { notFound, unprocessable } from '../web/problems'
import { articleProblem } from './articles.queries'
import { NewWithdrawal, Withdrawal } from './claim.schema'
import { refusedFields } from './field-refusals'
import { type Answer, type Asked, operation } from './operation'
import { withPage } from './present'
import { requirePublished, requireVersion, requireWithdrawn, shown, withdrawn } from './row-guards'
import { hopsAt, refusedSpeakers, speakersAt } from './speaker-refusals'
import { NewStatement, SplitOff, Statement, StatementChange } from './statement.schema'
import { type GuardedStatementRow, statementInFull } from './statements.queries'

const WHAT = 'This statement'
const WHICH = 'this statement'

const newStatement = operation({
  name: 'recordStatement',
  method: 'post',
  path: '/api/v1/statements',
  audience: 'editor',
  summary: 'Record that a passage reports a claim',
  description:
    'The claim is new, and then who said it, when and how is given here; or it is known (`claimId`), and this is another ' +
    'report of it. Words are found by themselves, by what stands before and after them, or by their place; where they ' +
    'stand more than once, more than one of these is needed. What reached the article through others has hops; what ' +
    'another recorded claim passes on is `relayedBy` it.',
  body: NewStatement,
  example: {
    article: 4,
    content: [{ exact: 'the ships had left' }],
    source: { exact: 'The minister' },
    cue: { exact: 'said' },
    hops: [
      { speaker: { name: 'Reuters', kind: 'organisation' }, cue: { exact: 'according to' }, medium: 'news_agency' },
    ],
    wording: 'indirect',
    speakers: [{ name: 'The minister', kind: 'described' }],
    saidOn: '2019-06-03',
    saidOnBasis: 'counted',
    saidOnWords: 'on Monday',
    medium: 'unknown',
    stance: 'asserts',
    summary: null,
  },
  success: 201,
  response: Statement,
  async answer(asked) {
    const { article, content, source, cue, wording, hops, relayedBy, inZone } = asked.body
    const problem = await articleProblem(asked.db, article)
    if (problem !== null) throw refusedFields({ article: problem })
    const { annotation = null } = asked.body
    if (annotation !== null && !(await waitingAnnotation(asked.db, article, annotation)))
      throw refusedFields({ annotation: 'None of this number waits on the article.' })
    const statement = {
      articleId: article,
      content,
      source: source ?? null,
      cue: cue ?? null,
      wording,
      hops: hopsGiven(hops),
      inZone,
      claim: claimOf(asked.body),
    }
    const recorded = await recordWithLinks(asked.db, asked.account, statement, { relayedBy, links: [] })
    if ('problems' in recorded) {
      const named = [...speakersAt(asked.body.speakers ?? []), ...hopsAt(statement.hops)]
      throw await refusedSpeakers(asked.db, recorded.problems, named)
    }
    if (annotation !== null) await settleByStatement(asked.db, asked.account, article, annotation, recorded.statementId)
    return {
      ...(await statementWritten(asked, recorded.statementId)),
      location: `/api/v1/statements/${recorded.statementId}`,
    }
  },
})

/** The claim a body reports, by number or in its own words; the schema has seen to it that they are there. */
function claimOf(body: z.output<typeof NewStatement>): StatementToRecord['claim'] {
  const { claimId, speakers, saidOnBasis, medium, stance } = body
  if (claimId !== undefined) return { id: claimId }
  if (!speakers || !saidOnBasis || !medium || !stance) throw unprocessable('Say of which claim this is a report.')
  const { saidOn = null, saidOnWords = null, summary = null } = body
  return { speakers, saidOn, saidOnBasis, saidOnWords, medium, stance, summary }
}

type HopsSent = z.output<typeof NewStatement>['hops']

const hopsGiven = (hops: HopsSent): NewHop[] =>
  (hops ?? []).map(({ source = null, cue = null, ...hop }) => ({ ...hop, source, cue }))

/** The hops there are, as somebody would give them who means the same. */
const hopsKept = ({ hops }: GuardedStatementRow): NewHop[] =>
  hops.map(({ speaker, saidOnEarliest: _earliest, saidOnLatest: _latest, ...hop }) => ({
    ...hop,
    speaker: { id: speaker.id },
  }))

const readStatement = operation({
  name: 'readStatement',
  method: 'get',
  path: '/api/v1/statements/:id',
  audience: 'anyone',
  summary: 'Read a statement',
  success: 200,
  response: Statement,
  refusals: { 410: 'It has been withdrawn, or its claim; the reason is public.' },
  async answer(asked) {
    const [found] = await asked.rows(statementInFull, [asked.id])
    const row = shown(found, asked.visible, WHAT)
    if (row.claimState === 'withdrawn')
      throw withdrawn(`The claim of this statement, ${row.claimId},`, row.claimWithdrawnReason ?? '')
    if (!asked.visible.includes(row.claimState)) throw notFound(WHAT)
    return answerOf(asked, row)
  },
})

const patchStatement = operation({
  name: 'changeStatement',
  method: 'patch',
  path: '/api/v1/statements/:id',
  audience: 'editor',
  summary: 'Change what a statement spans',
  description: 'Members left out stay as they are; null takes the source or the cue away.',
  body: StatementChange,
  example: { content: [{ start: 33, end: 51 }], cue: null },
  changes: true,
  success: 200,
  response: Statement,
  refusals: { 410: 'It has been withdrawn.' },
  async answer(asked) {
    const [found] = await asked.rows(statementInFull, [asked.id])
    const row = shown(found, asked.visible, WHAT)
    requireVersion(row, asked.version, WHICH)
    const { content, source, cue, wording } = row
    const { hops, ...body } = asked.body
    const change = { content, source, cue, wording, ...body, hops: hops ? hopsGiven(hops) : hopsKept(row) }
    const changed = await changeStatement(asked.db, asked.account, asked.id, asked.version, change)
    if ('problems' in changed) throw await refusedSpeakers(asked.db, changed.problems, hopsAt(change.hops))
    return statementWritten(asked, asked.id)
  },
})

const split = operation({
  name: 'splitOffStatement',
  method: 'post',
  path: '/api/v1/statements/:id/split',
  audience: 'editor',
  summary: 'Split a report off a claim it was wrongly joined to',
  description:
    'Its claim is then a new one with the same speakers, day, medium and stance, for you to correct. Links stay with the ' +
    'claim that keeps the other reports, but for those that are named. Where the desk reviews, a published report is ' +
    'split off by a reviewer, and so are links.',
  body: SplitOff,
  example: { links: [12] },
  changes: true,
  success: 200,
  response: Statement,
  refusals: { 410: 'It has been withdrawn.', 422: 'It is the claim’s only report, or a link is none of the claim’s.' },
  async answer(asked) {
    const row = shown(await statementById(asked.db, asked.id), asked.visible, WHAT)
    requireVersion(row, asked.version, WHICH)
    const outcome = await splitOffWithLinks(asked.db, asked.account, asked.id, asked.version, asked.body.links)
    if ('problem' in outcome) throw unprocessable(outcome.problem)
    return statementWritten(asked, asked.id)
  },
})

const withdraw = operation({
  name: 'withdrawStatement',
  method: 'post',
  path: '/api/v1/statements/:id/withdrawal',
  audience: 'editor',
  summary: 'Withdraw a statement',
  description: 'With its last report a claim is withdrawn too, for the same reason.',
  body: NewWithdrawal,
  example: { reason: 'The passage quotes somebody else.' },
  changes: true,
  success: 200,
  response: Withdrawal,
  refusals: { 409: 'It has been withdrawn already.' },
  async answer({ db, account, id, version, body }) {
    requirePublished(await statementById(db, id), version, WHICH)
    await withdrawStatement(db, account, id, version, body.reason)
    const now = await statementById(db, id)
    return {
      document: { id, version: now.version, state: now.state, reason: now.withdrawnReason },
    }
  },
})

const restore = operation({
  name: 'restoreStatement',
  method: 'delete',
  path: '/api/v1/statements/:id/withdrawal',
  audience: 'editor',
  summary: 'Restore a withdrawn statement',
  description: 'Its claim comes back with it, if that was withdrawn.',
  changes: true,
  success: 200,
  response: Statement,
  refusals: { 422: 'Its words lie in a zone that was marked after it had been withdrawn.' },
  async answer(asked) {
    requireWithdrawn(await statementById(asked.db, asked.id), asked.version, WHICH)
    await restoreStatement(asked.db, asked.account, asked.id, asked.version)
    return statementWritten(asked, asked.id)
  },
})

/** The statement after a change, whatever has become of its claim. */
export async function statementWritten(asked: Asked<unknown, unknown>, id: number): Promise<Answer> {
  const [row] = await asked.rows(statementInFull, [id])
  if (!row) throw notFound(WHAT)
  return answerOf(asked, row)
}

function answerOf({ baseUrl }: Asked<unknown, unknown>, row: GuardedStatementRow): Answer {
  const {
    withdrawnReason: _reason,
    wasPublic: _seen,
    claimState: _state,
    claimWithdrawnReason: _why,
    ...statement
  } = row
  return { document: withPage(baseUrl, 'statements')(statement) }
}

export const statementOperations = [newStatement, readStatement, patchStatement, split, withdraw, restore]
