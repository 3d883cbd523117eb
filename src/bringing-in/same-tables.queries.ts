import type { EntityManager } from 'typeorm'
import { claimsCsv } from '../exports/claims-csv.queries'
import { linksCsv } from '../exports/links-csv.queries'
import { asExportsAre, copied } from './as-exports-are.queries'
import { type Tables, tableRecords } from './csv-export.commands'
import { TABLES, type TableName } from './csv-passages'
import type { CsvRecord } from './csv-records'
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
    const done = await holdAgainst('claims.csv', open(), copied(db, claimsCsv({})), tell)
    if (openLinks) await holdAgainst('links.csv', openLinks(), copied(db, linksCsv({})), (links) => tell(done + links))
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
  try {
    for await (const record of tableRecords(given, table)) {
      const next = await made.next()
      requireSameCells(table, record, next.done ? [] : next.value.cells)
      done += 1
      if (done % TOLD_EVERY === 0) tell(done)
    }
    if (!(await made.next()).done)
      throw new Refused(null, `Brought in, ${table} would have more rows than the ${done} that it has.`)
    return done
  } finally {
    await made.return()
  }
}

function requireSameCells(table: TableName, { line, cells }: CsvRecord, others: readonly string[]): void {
  const at = cells.findIndex((cell, place) => cell !== others[place])
  if (at < 0) return
  throw new Refused(
    line,
    `Brought in, this would be exported otherwise: ${TABLES[table][at]?.name} is “${shortened(cells[at] ?? '')}” here, and would be ` +
      `“${shortened(others[at] ?? '')}”.`,
  )
}
