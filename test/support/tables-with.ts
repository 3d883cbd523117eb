/** Asks a database as the role that owns its tables, and gives its rows. */
type Ask = (sql: string, values: unknown[]) => Promise<{ name: string }[]>

/** Where a word stands in the database, in any column of any table: as text, as bytes, or worked into a search document. */
export async function tablesWith(ask: Ask, word: string): Promise<string[]> {
  const tables = await ask(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    [],
  )
  const hex = Buffer.from(word).toString('hex')
  const found: string[] = []
  for (const { name } of tables) {
    const rows = await ask(
      `SELECT 1 AS name FROM ${name} WHERE strpos(lower(${name}::text), lower($1)) > 0 OR strpos(${name}::text, $2) > 0 LIMIT 1`,
      [word, hex],
    )
    if (rows.length > 0) found.push(name)
  }
  return found.sort()
}
