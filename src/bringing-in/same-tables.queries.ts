import type { PoolClient } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { EntityManager } from 'typeorm'
import { claimsCsv } from '../exports/claims-csv.queries'
import { linksCsv } from '../exports/links-csv.queries'
import { asExportsAre } from './as-exports-are.queries'
import { type Tables, tableRecords } from './csv-export.commands'
import { TABLES, type TableName } from './csv-passages'
import { Refused, shortened } from './refused'

/** Rows between which is told how many are done. */
const TOLD_EVERY = 10_000

/**
 * Exports the tables of what was brought in, in its own transaction, and holds them against those that were given, cell by cell: what a
 * program that saved them anew does with quotation marks and line ends means nothing.
 *
 * @throws Refused with the first row that differs
 */
export async function requireSameTables(
  db: EntityManager,
  { open, openLinks }: Tables,
  tell: (done: number) => void,
): Promise<void> {
  await asExportsAre(db, async () => {
    const client: PoolClient = await db.queryRunner?.connect()
    const again = (sql: string) => client.query(copyTo(sql)) as AsyncIterable<Buffer>
    const done = await holdAgainst('claims.csv', open(), again(claimsCsv({})), tell)
    if (openLinks) await holdAgainst('links.csv', openLinks(), again(linksCsv({})), (links) => tell(done + links))
  })
}

async function holdAgainst(
  table: TableName,
  given: AsyncIterable<Buffer>,
  again: AsyncIterable<Buffer>,
  tell: (done: number) => void,
): Promise<number> {
  const made = tableRecords(again, table)
  let done = 0
  for await (const { line, cells } of tableRecords(given, table)) {
    const next = await made.next()
    const others = next.done ? [] : next.value.cells
    const at = cells.findIndex((cell, place) => cell !== others[place])
    if (at >= 0)
      throw new Refused(
        line,
        `Brought in, this would be exported otherwise: ${TABLES[table][at]?.name} is “${shortened(cells[at] ?? '')}” here, and would be ` +
          `“${shortened(others[at] ?? '')}”.`,
      )
    done += 1
    if (done % TOLD_EVERY === 0) tell(done)
  }
  // There are no more, and the connection is free for what comes next.
  await made.next()
  return done
}
