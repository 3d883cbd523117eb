import { createHash, type Hash } from 'node:crypto'
import type { EntityManager } from 'typeorm'
import { linkOf, passageOf, requireHeader, type TableName } from './csv-passages'
import { csvRecords } from './csv-records'
import { Refused } from './refused'
import type { Staged } from './stage-lines.commands'
import { type FlatRow, stagePassages } from './stage-passages.commands'

/** `claims.csv`, and `links.csv` if that lies beside it: their bytes, from the first each time. */
export interface Tables {
  open(): AsyncIterable<Buffer>
  openLinks: (() => AsyncIterable<Buffer>) | null
}

/** Lines of `links.csv` are counted on from here, so that one number names a line of either; `claims.csv` has fewer. */
export const LINKS_FROM = 2 ** 30

/**
 * Reads both tables.
 *
 * @returns with the SHA-256 of the bytes of `claims.csv`, and then of `links.csv`
 * @throws Refused
 */
export async function stageCsv(
  db: EntityManager,
  tables: Tables,
  baseUrl: string,
  tell: (what: string, rows: number) => void,
): Promise<Staged> {
  const hash = createHash('sha256')
  const rows = await stagePassages(db, rowsOf(tables, hash, baseUrl), baseUrl, (read) => tell('Reading', read))
  return { rows, sha256: hash.digest('hex') }
}

async function* rowsOf({ open, openLinks }: Tables, hash: Hash, baseUrl: string): AsyncGenerator<FlatRow> {
  let [claim, statement] = [0, 0]
  for await (const record of tableRecords(hashed(open(), hash), 'claims.csv')) {
    const passage = passageOf(record)
    const { claim_id: nextClaim, statement: next } = passage
    if (nextClaim < claim || (nextClaim === claim && next.id <= statement))
      throw new Refused(
        record.line,
        `Statement ${next.id} of claim ${nextClaim} comes after statement ${statement} of claim ${claim}: rows stand by these numbers, each once.`,
      )
    ;[claim, statement] = [nextClaim, next.id]
    yield { line: record.line, passage }
  }
  if (openLinks === null) return
  let before = 0
  for await (const record of tableRecords(hashed(openLinks(), hash), 'links.csv')) {
    const link = linkOf(record, baseUrl)
    if (link.id <= before)
      throw new Refused(record.line, `Link ${link.id} comes after link ${before}: rows stand by number, each once.`)
    before = link.id
    yield { line: record.line, link }
  }
}

/** The rows of a table below its header, which has to be the export’s. @throws Refused */
export async function* tableRecords(source: AsyncIterable<Buffer>, table: TableName) {
  const from = table === 'links.csv' ? LINKS_FROM : 0
  let isHeader = true
  for await (const record of csvRecords(source, from)) {
    if (isHeader) requireHeader(record, table)
    else yield record
    isHeader = false
  }
  if (isHeader) throw new Refused(from + 1, `There is nothing in ${table}, not even its header.`)
}

async function* hashed(source: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    hash.update(chunk)
    yield chunk
  }
}
