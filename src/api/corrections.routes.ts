import {
  closeCorrection,
  eraseSender,
  releaseCorrection,
  reopenCorrection,
  takeCorrection,
} from '../corrections/corrections.commands'
import { correctionLog, correctionsSince, MOST_IN_A_YEAR } from '../corrections/corrections.queries'
import { notFound } from '../web/problems'
import { claimsByIds } from './claims.queries'
import { Correction, CorrectionLog, CorrectionPage, CorrectionPageQuery, NewOutcome } from './correction.schema'
import { type CorrectionRow, correctionInFull, correctionPage, correctionPageInState } from './corrections.queries'
import { refusedFields } from './field-refusals'
import { type Answer, type Asked, operation } from './operation'
import { beforeNumber, PageQuery, pageFrom, pageValues } from './paging.schema'
import { withPage } from './present'

const listCorrections = operation({
  name: 'listCorrections',
  method: 'get',
  path: '/api/v1/corrections',
  audience: 'editor',
  summary: 'List the corrections that readers ask for',
  description: 'Readers ask for them on the pages of claims; there is no way to do so over the API.',
  query: CorrectionPageQuery,
  success: 200,
  response: CorrectionPage,
  async answer({ rows, query, baseUrl }) {
    const { state, ...page } = query
    const values = pageValues(page)
    const found =
      state === undefined ? await rows(correctionPage, values) : await rows(correctionPageInState, [...values, state])
    const { items, next } = pageFrom(found, query.limit)
    return { document: { items: items.map((row) => correctionDocument(baseUrl, row)), next }, next }
  },
})

const readLog = operation({
  name: 'readCorrectionLog',
  method: 'get',
  path: '/api/v1/corrections/log',
  audience: 'anyone',
  summary: 'Read the log of corrections that were made, the newest first',
  query: PageQuery,
  success: 200,
  response: CorrectionLog,
  async answer({ rows, query, baseUrl }) {
    const year = new Date().getUTCFullYear()
    const found = await rows(correctionLog, [beforeNumber(query), query.limit + 1])
    const [sums = { asked: 0, corrected: 0 }] = await rows(correctionsSince, [`${year}-01-01T00:00:00Z`])
    const { items, next } = pageFrom(found, query.limit)
    const claims = await rows(claimsByIds, [['published'], items.map(({ claimId }) => claimId)])
    const byId = new Map(claims.map((claim) => [claim.id, withPage(baseUrl, 'claims')(claim)]))
    const document = {
      year: {
        year,
        asked: Math.min(sums.asked, MOST_IN_A_YEAR),
        corrected: Math.min(sums.corrected, MOST_IN_A_YEAR),
        more: sums.asked > MOST_IN_A_YEAR,
      },
      items: items.map((item) => ({ ...item, claim: byId.get(item.claimId) ?? null })),
      next,
    }
    return { document, next }
  },
})

const readCorrection = operation({
  name: 'readCorrection',
  method: 'get',
  path: '/api/v1/corrections/:id',
  audience: 'editor',
  summary: 'Read a correction that a reader asks for',
  success: 200,
  response: Correction,
  answer: (asked) => written(asked),
})

const take = operation({
  name: 'takeCorrection',
  method: 'post',
  path: '/api/v1/corrections/:id/taking',
  audience: 'editor',
  summary: 'Take a correction, to look at it',
  changes: true,
  success: 200,
  response: Correction,
  refusals: { 409: 'It has been closed.' },
  async answer(asked) {
    await takeCorrection(asked.db, asked.account, asked.id, asked.version)
    return written(asked)
  },
})

const release = operation({
  name: 'releaseCorrection',
  method: 'delete',
  path: '/api/v1/corrections/:id/taking',
  audience: 'editor',
  summary: 'Give a correction back to everybody',
  changes: true,
  success: 200,
  response: Correction,
  refusals: { 409: 'It has been closed.' },
  async answer(asked) {
    await releaseCorrection(asked.db, asked.account, asked.id, asked.version)
    return written(asked)
  },
})

const close = operation({
  name: 'closeCorrection',
  method: 'post',
  path: '/api/v1/corrections/:id/outcome',
  audience: 'editor',
  summary: 'Answer a correction and close it',
  description: 'The sender reads the answer at the private address, and gets it by mail where an address was given.',
  body: NewOutcome,
  example: { outcome: 'not_corrected', answer: 'The recording says Monday, as the article does.' },
  changes: true,
  success: 200,
  response: Correction,
  refusals: { 409: 'It has been closed.' },
  async answer(asked) {
    const { outcome, answer = null, changeWords = null, changeHistoryId = null } = asked.body
    const closing = { outcome, answer, changeWords, changeHistoryId }
    const closed = await closeCorrection(asked.db, asked.account, asked.id, asked.version, closing)
    if ('problems' in closed) throw refusedFields(closed.problems)
    return written(asked)
  },
})

const reopen = operation({
  name: 'reopenCorrection',
  method: 'delete',
  path: '/api/v1/corrections/:id/outcome',
  audience: 'editor',
  summary: 'Open a closed correction again',
  changes: true,
  success: 200,
  response: Correction,
  refusals: { 409: 'It has not been closed.' },
  async answer(asked) {
    await reopenCorrection(asked.db, asked.account, asked.id, asked.version)
    return written(asked)
  },
})

const eraseOne = operation({
  name: 'eraseCorrectionSender',
  method: 'delete',
  path: '/api/v1/corrections/:id/sender',
  audience: 'reviewer',
  summary: 'Erase who sent a correction',
  description: 'The correction and its answer stay. Where nobody is known, or not any more, nothing happens.',
  success: 200,
  response: Correction,
  async answer(asked) {
    await eraseSender(asked.db, asked.account, asked.id)
    return written(asked)
  },
})

async function written({ rows, baseUrl, id }: Asked<unknown, unknown> & { id: number }): Promise<Answer> {
  const [row] = await rows(correctionInFull, [id])
  if (!row) throw notFound('This correction')
  return { document: correctionDocument(baseUrl, row) }
}

const correctionDocument = (baseUrl: string, row: CorrectionRow) => ({
  ...row,
  page: `${baseUrl}/corrections/${row.id}/answer`,
})

// The log before what `:id` would take its name for.
export const correctionOperations = [listCorrections, readLog, readCorrection, take, release, close, reopen, eraseOne]
