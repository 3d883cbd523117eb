import { isDeepStrictEqual } from 'node:util'
import type { EntityManager } from 'typeorm'
import { utcSql } from '../database/utc-sql'
import { linkItems, statementItems } from '../exports/annotation-items'
import { copyLines } from '../exports/copy-lines-sql'
import { annotationsCounted } from '../exports/web-annotation.queries'
import { annotationLines } from './annotation-lines'
import { asExportsAre, copied } from './as-exports-are.queries'
import { linesOf } from './export-lines'
import { Refused } from './refused'

/** Items between which is told how many are done. */
const TOLD_EVERY = 10_000

/**
 * Exports what was brought in as annotations, in its own transaction, and holds them against those that were given: each has to say the
 * same, in whatever order of keys. Of the collection, what depends on its items.
 *
 * @throws Refused with the first item that differs
 */
export async function requireSameAnnotations(
  db: EntityManager,
  source: AsyncIterable<Buffer>,
  baseUrl: string,
  tell: (done: number) => void,
): Promise<void> {
  await asExportsAre(db, async () => {
    const given = annotationLines(source, baseUrl)
    let done = 0
    for await (const made of itemsAgain(db, baseUrl)) {
      const next = await given.next()
      if (next.done) throw new Refused(null, `Brought in, it would have more items than the ${done} of the file.`)
      const { line, text, item } = next.value
      if (text !== made) requireSame(line, item, JSON.parse(made))
      done += 1
      if (done % TOLD_EVERY === 0) tell(done)
    }
    const end = await given.next()
    if (!end.done) throw new Refused(end.value.line, 'Brought in, this item would not be exported.')
    const [{ modified }] = await db.query(
      `SELECT ${utcSql('modified')} AS modified FROM (${annotationsCounted({})}) counted`,
    )
    if (modified !== end.value.modified)
      throw new Refused(
        null,
        `The collection says that it was modified ${end.value.modified}, and its items ${modified}.`,
      )
  })
}

async function* itemsAgain(db: EntityManager, baseUrl: string): AsyncGenerator<string> {
  for (const items of [statementItems({}, baseUrl), linkItems({}, baseUrl)]) {
    for await (const line of linesOf(copied(db, copyLines(items)))) yield line.toString('utf8', 0, line.length - 1)
  }
}

function requireSame(line: number, given: unknown, made: Record<string, unknown>) {
  if (isDeepStrictEqual(given, made)) return
  const item = given as Record<string, unknown>
  const key = Object.keys({ ...item, ...made }).find((name) => !isDeepStrictEqual(item[name], made[name]))
  throw new Refused(line, `Brought in, this would be exported otherwise: “${key}” contradicts another item or itself.`)
}
