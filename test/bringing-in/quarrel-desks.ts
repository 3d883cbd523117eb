import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { addAccount } from '../../src/accounts/accounts.commands'
import { quarrel } from '../exports/packaged-quarrel'
import { type Desk, emptyDesk, fileIn } from './desks'
import { ownerOf } from './refused-in'

/** A desk with a quarrel, an empty one, and a folder with a text of it (`texts`), and with another in its place (`others`). */
export async function quarrelDesks() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-refused-'))
  const [here, there] = [await emptyDesk(), await emptyDesk()]
  await addAccount(here.database.db, { email: 'ann@desk.example', name: 'Ann', role: 'editor' })
  const made = await quarrel(here.database.db)
  await here.database.db.query('UPDATE links SET created_by_id = 1')
  fileIn(folder, `texts/${made.whole}-1.txt`, made.words)
  fileIn(folder, `others/${made.whole}-1.txt`, 'Another text.')
  const owner = await ownerOf(there)
  return {
    folder,
    here,
    there,
    made,
    /** As the role that owns the empty desk’s tables. */
    owner,
    async close() {
      fs.rmSync(folder, { recursive: true })
      await owner.destroy()
      await here.close()
      await there.close()
    },
  }
}

export type QuarrelDesks = Awaited<ReturnType<typeof quarrelDesks>>

/** How many rows each table has, and which triggers are off. */
export async function contents({ database }: Desk): Promise<unknown> {
  const tables: { name: string }[] = await database.db.query(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
       AND has_table_privilege(oid, 'SELECT') ORDER BY 1`,
  )
  const counts = tables.map(({ name }) => `(SELECT count(*)::integer FROM ${name}) AS ${name}`)
  const off = await database.db.query("SELECT tgname FROM pg_trigger WHERE tgenabled = 'D'")
  return { rows: (await database.db.query(`SELECT ${counts.join(', ')}`))[0], off }
}
