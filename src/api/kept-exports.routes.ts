import { afterCommit } from '../database/write'
import { chosenInForm } from '../exports/chosen-export.queries'
import { PREPARED_DAYS } from '../exports/kept-export'
import { preparedPath, snapshotPath } from '../exports/kept-export.pages'
import { askForSnapshot, cancelSnapshot, withdrawSnapshot } from '../exports/kept-exports.commands'
import { type KeptExport, preparedExport, snapshot, snapshots } from '../exports/kept-exports.queries'
import { askToPrepare } from '../exports/prepared-exports.commands'
import { ACCOUNT_MAY_ASK } from '../exports/prepared-limit'
import { groupOfAccount } from '../exports/reader-groups'
import { deskSettings } from '../settings/settings.queries'
import { notFound, Problem } from '../web/problems'
import { words } from '../words/words'
import { NewKeptExport, PreparedExport, Snapshot, SnapshotPage, SnapshotWithdrawal } from './kept-export.schema'
import { type Asked, operation } from './operation'
import { PageQuery, pageFrom, valuesBefore } from './paging.schema'

const EXAMPLE = { file: 'claims.csv', filters: 'chain=12' } as const

const listSnapshots = operation({
  name: 'listSnapshots',
  method: 'get',
  path: '/api/v1/snapshots',
  audience: 'anyone',
  summary: 'List snapshots, the newest first',
  description: 'Exports of one moment that are kept for ever, each with a number to cite and its SHA-256.',
  query: PageQuery,
  success: 200,
  response: SnapshotPage,
  async answer({ pages, query, baseUrl }) {
    const [before, limit] = valuesBefore(query)
    const { items, next } = pageFrom(await snapshots(pages, { before, limit }), query.limit)
    return { document: { items: items.map((kept) => snapshotDocument(baseUrl, kept)), next }, next }
  },
})

const makeSnapshot = operation({
  name: 'makeSnapshot',
  method: 'post',
  path: '/api/v1/snapshots',
  audience: 'editor',
  summary: 'Make a snapshot',
  description:
    'It is made within minutes, of the moment when it is begun, and kept for ever: to be cited. Its state tells how far it is.',
  body: NewKeptExport,
  example: EXAMPLE,
  success: 201,
  response: Snapshot,
  refusals: { 404: 'There is no such chain or speaker.' },
  async answer(asked) {
    const { db, account, preparing } = asked
    const id = await askForSnapshot(db, account.id, await chosenBy(asked))
    await afterCommit(() => preparing.wake())
    return { ...(await snapshotAnswer(written(asked), id)), location: `/api/v1/snapshots/${id}` }
  },
})

const readSnapshot = operation({
  name: 'readSnapshot',
  method: 'get',
  path: '/api/v1/snapshots/:id',
  audience: 'anyone',
  summary: 'Read what a snapshot is, or how far it is made',
  success: 200,
  response: Snapshot,
  answer: (asked) => snapshotAnswer(asked, asked.id),
})

const cancelOne = operation({
  name: 'cancelSnapshot',
  method: 'post',
  path: '/api/v1/snapshots/:id/cancellation',
  audience: 'editor',
  summary: 'Let go of a snapshot that is not ready yet',
  success: 200,
  response: Snapshot,
  refusals: { 409: 'It is not under way.' },
  async answer(asked) {
    await snapshotOr404(asked, asked.id)
    if (!(await cancelSnapshot(asked.db, asked.account, asked.id)))
      throw new Problem(409, words.problems.changedMeanwhile, words.kept.notUnderWay)
    return snapshotAnswer(written(asked), asked.id)
  },
})

const withdrawOne = operation({
  name: 'withdrawSnapshot',
  method: 'post',
  path: '/api/v1/snapshots/:id/withdrawal',
  audience: 'admin',
  summary: 'Take a snapshot away for good, with the public reason',
  description: 'Its number, SHA-256 and reason stay; its address answers 410.',
  body: SnapshotWithdrawal,
  example: { reason: 'It had words that were to be erased.' },
  success: 200,
  response: Snapshot,
  refusals: { 409: 'There is no file of it.' },
  async answer(asked) {
    const { db, account, id, body } = asked
    await snapshotOr404(asked, id)
    if (!(await withdrawSnapshot(db, account.id, id, body.reason)))
      throw new Problem(409, words.problems.changedMeanwhile, words.kept.notThere)
    return snapshotAnswer(written(asked), id)
  },
})

const prepareExport = operation({
  name: 'prepareExport',
  method: 'post',
  path: '/api/v1/prepared-exports',
  audience: 'reader',
  summary: 'Have a file prepared, to be downloaded in pieces',
  description:
    `It is made within minutes and kept for ${PREPARED_DAYS} days, for whoever has its key. Who asks for the same meanwhile gets the same one; so nobody ` +
    `takes it away before. An account may ask for ${ACCOUNT_MAY_ASK} in an hour.`,
  body: NewKeptExport,
  example: EXAMPLE,
  success: 201,
  response: PreparedExport,
  refusals: { 404: 'There is no such chain or speaker.' },
  async answer(asked) {
    const { db, preparing, prepared, account, webhooks } = asked
    const room = preparing.parts.preparedRoom
    if (room === 0) throw new Problem(403, words.problems.notAllowed, words.kept.preparesNone)
    const chosen = await chosenBy(asked)
    const group = groupOfAccount(account.id, webhooks.secret)
    const outcome = await prepared({ account }, () => askToPrepare(db, chosen, room, group))
    if ('problem' in outcome) throw new Problem(503, words.kept.notNow, outcome.problem)
    await afterCommit(() => preparing.wake())
    const { key } = outcome
    return { ...(await preparedAnswer(written(asked), key)), location: `/api/v1/prepared-exports/${key}` }
  },
})

const readPrepared = operation({
  name: 'readPreparedExport',
  method: 'get',
  path: '/api/v1/prepared-exports/:key',
  audience: 'anyone',
  summary: 'Read how far a prepared file is',
  success: 200,
  response: PreparedExport,
  answer: (asked) => preparedAnswer(asked, asked.key),
})

type ByReader = Pick<Asked<unknown, unknown>, 'db' | 'baseUrl'> & { pages: Asked<unknown, unknown>['pages'] | null }

/** What the same transaction has written. */
const written = (asked: ByReader): ByReader => ({ ...asked, pages: null })

async function chosenBy({ db, pages, body }: Asked<{ file: string; filters?: string }, unknown>) {
  const { file, query } = await chosenInForm(pages, body)
  return { file, query, deskName: (await deskSettings(db)).name }
}

async function snapshotOr404(sources: ByReader, id: number): Promise<KeptExport> {
  const kept = await snapshot(sources, id)
  if (!kept) throw notFound(words.kept.thisSnapshot)
  return kept
}

const snapshotAnswer = async (asked: ByReader, id: number) => ({
  document: snapshotDocument(asked.baseUrl, await snapshotOr404(asked, id)),
})

async function preparedAnswer(asked: ByReader, key: string) {
  const kept = await preparedExport(asked, key)
  if (!kept) throw notFound(words.kept.thisPrepared)
  const { readyAt, state } = kept
  const until = state === 'ready' && readyAt ? new Date(readyAt.getTime() + PREPARED_DAYS * 86_400_000) : null
  return { document: { key, ...keptDocument(asked.baseUrl + preparedPath(key), kept), until } }
}

const snapshotDocument = (baseUrl: string, kept: KeptExport) => ({
  id: kept.id,
  ...keptDocument(baseUrl + snapshotPath(kept.id), kept),
  checkpoint: kept.checkpoint,
})

function keptDocument(page: string, kept: KeptExport) {
  const {
    file,
    query,
    state,
    written,
    percent,
    problem,
    withdrawnReason,
    createdAt,
    readyAt,
    begunAt,
    rows,
    bytes,
    sha256,
  } = kept
  return {
    ...{ page, file, filters: query, state, written, percent, problem, withdrawnReason },
    ...{ createdAt, readyAt, momentAt: begunAt, rows, bytes, sha256 },
    download: state === 'ready' ? `${page}/file` : null,
  }
}

export const keptExportOperations = [
  listSnapshots,
  makeSnapshot,
  readSnapshot,
  cancelOne,
  withdrawOne,
  prepareExport,
  readPrepared,
]
