import { Client } from 'pg'

/** What is done to a row that readers saw, so that they see it no more. */
const TAKES_AWAY = ['withdrawn', 'taken back', 'joined', 'moved', 'took in', 'named', 'merged']

/**
 * Lets all have been yesterday but what took something away, so that a page of that day could show it. History is only ever
 * added to, by the product and by whoever owns the tables: this takes the owner, with triggers out of force.
 */
export async function letItBeYesterday(ownerUrl: string): Promise<void> {
  const owner = new Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    await owner.query('SET session_replication_role = replica')
    await owner.query(`UPDATE history SET at = at - interval '1 day' WHERE action <> ALL($1)`, [TAKES_AWAY])
  } finally {
    await owner.end()
  }
}
