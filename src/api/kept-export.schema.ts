import { z } from 'zod'
import { PublicReason } from '../claims/claim.schema'
import { EXPORT_SETS, type ExportName } from '../exports/export-sets'
import { Id, Page, Time } from './common.schema'
import { answerShapes, requestShapes } from './components'
import { pageOf } from './paging.schema'

const EXPORT_NAMES = Object.keys(EXPORT_SETS) as [ExportName, ...ExportName[]]

export const NewKeptExport = z
  .strictObject({
    file: z.enum(EXPORT_NAMES, 'There is no file of this name.').describe('As in /exports/claims.csv.'),
    filters: z
      .string('Write the filters as they stand in the file’s address.')
      .max(2_000, 'That is too long.')
      .exactOptional()
      .describe(
        'What stands behind the question mark of its address: chain=12&from=2019-06-01. Left out, all there is.',
      ),
  })
  .register(requestShapes, { id: 'NewKeptExport' })

const members = {
  page: Page,
  file: z.string(),
  filters: z.string().describe('As in its address; empty is all there is.'),
  state: z
    .enum(['waiting', 'writing', 'ready', 'refused', 'cancelled', 'withdrawn', 'over'])
    .describe('Look again in some seconds while it is waiting or writing. `over`: its days are.'),
  written: z.int().min(0).describe('Bytes that are made so far.'),
  percent: z
    .int()
    .min(0)
    .max(99)
    .nullable()
    .describe('About how far it is while it is writing, by its rows. Null where these can’t be counted beforehand.'),
  problem: z.string().nullable().describe('Why it could not be made.'),
  withdrawnReason: z.string().nullable(),
  createdAt: Time,
  readyAt: Time.nullable(),
  momentAt: Time.nullable().describe('The moment that it is of; null before it is begun.'),
  rows: z.int().min(0).nullable(),
  bytes: z.int().min(0).nullable(),
  sha256: z.string().nullable().describe('Of the whole file.'),
  download: z
    .url()
    .nullable()
    .describe('Null while it is not ready. A download that broke off goes on with `Range` and `If-Range`.'),
}

export const Snapshot = z
  .strictObject({
    id: Id,
    ...members,
    checkpoint: z.string().nullable().describe('The signed checkpoint it was made under.'),
  })
  .register(answerShapes, { id: 'Snapshot' })
export const SnapshotPage = pageOf(Snapshot).register(answerShapes, { id: 'SnapshotPage' })

export const SnapshotWithdrawal = z
  .strictObject({ reason: PublicReason })
  .register(requestShapes, { id: 'SnapshotWithdrawal' })

export const PreparedExport = z
  .strictObject({
    key: z.uuid().describe('Whoever has it has the file: it stands in no list.'),
    ...members,
    until: Time.nullable().describe('When it goes; null while it is not ready.'),
  })
  .register(answerShapes, { id: 'PreparedExport' })
