/** What a migration sent to PostgreSQL, in order. */
export interface SentByMigration {
  name: string
  statements: string[]
  /** Whether all of it was one transaction, which holds each lock to its end. */
  isOneTransaction: boolean
}

/** Said of a statement that must not run while pages are served, or while the version before does (docs/decisions/0058). */
export interface Danger {
  why: string
  statement: string
}

interface Seen {
  /** Tables, and what else, that this migration makes: nobody else uses them yet. */
  made: Set<string>
  before: readonly string[]
  isOneTransaction: boolean
  contracts: boolean
}

type Rule = (statement: string, seen: Seen) => string | null

/** Everything in what a migration sent that would stop readers, editors or the version before. */
export function dangersOf({ statements: sent, isOneTransaction }: SentByMigration): Danger[] {
  const statements = sent.flatMap(statementsIn)
  const made = new Set(
    statements.flatMap((statement) => /^create table (?:if not exists )?(\S+)/.exec(statement)?.[1] ?? []),
  )
  const contracts = statements.some((statement) => statement.includes('function oldest_that_serves'))
  const dangers = statements.flatMap((statement, place) =>
    RULES.flatMap((rule) => {
      const why = rule(statement, { made, before: statements.slice(0, place), isOneTransaction, contracts })
      return why ? [{ why, statement }] : []
    }),
  )
  const changed = new Set(
    statements.map((statement) => alteredBy(statement)?.table).filter((table) => table && !made.has(table)),
  )
  return isOneTransaction && changed.size > 1
    ? [
        ...dangers,
        {
          why: 'two tables in one transaction: readers of the first wait for the second',
          statement: [...changed].join(', '),
        },
      ]
    : dangers
}

const alteredBy = (statement: string) => {
  const [, table = '', change = ''] = /^alter table (?:if exists )?(?:only )?(\S+) (.*)$/.exec(statement) ?? []
  return table === '' ? null : { table, change }
}

/** A rule about changes of tables that were there before. */
const altering =
  (refused: RegExp, why: string | ((change: string, table: string, seen: Seen) => string | null)): Rule =>
  (statement, seen) => {
    const altered = alteredBy(statement)
    if (!altered || seen.made.has(altered.table) || !refused.test(altered.change)) return null
    return typeof why === 'string' ? why : why(altered.change, altered.table, seen)
  }

const RULES: Rule[] = [
  (statement, { made }) => {
    const [, beside, table = ''] =
      /^create (?:unique )?index (concurrently )?.*? ?on (?:only )?([^\s(]+)/.exec(statement) ?? []
    return table === '' || beside || made.has(table) ? null : 'an index built while nobody may write: buildIndex'
  },
  (statement, { made }) => {
    const [, table = ''] = /^(?:with .* )?(?:update|delete from) (?:only )?(\S+)/.exec(statement) ?? []
    const isBatch = /\bid > \$1\b/.test(statement) && /\bid <= \$2(\D|$)/.test(statement)
    const isOwn = table === 'backfills'
    return table === '' || isOwn || isBatch || made.has(table) ? null : 'a whole table changed at once: fillInBatches'
  },
  altering(/\b(?:set data )?type\b/, (change) =>
    /alter (?:column )?\S+ (?:set data )?type\b/.test(change)
      ? 'a table written anew: add a column, fill it, drop the old one later'
      : null,
  ),
  altering(/add column/, (change) => {
    if (/\b(generated|serial|bigserial)\b/.test(change)) return 'a table written anew for a column that is generated'
    if (/default [^,]*\b(gen_random_uuid|uuid\w*|random|clock_timestamp|nextval|timeofday)\b/.test(change))
      return 'a table written anew for a default that differs by row'
    if (/\b(references|check|unique|primary key)\b/.test(change))
      return 'a rule for rows that are there: ADD CONSTRAINT … NOT VALID, then VALIDATE CONSTRAINT'
    if (/not null/.test(change) && !/default/.test(change))
      return 'a value that no row has: fillInBatches, then requireValue'
    return null
  }),
  altering(/set not null/, (change, table, { before }) => {
    const column = /alter (?:column )?(\S+) set not null/.exec(change)?.[1]
    return before.includes(`alter table ${table} validate constraint ${table}_${column}_not_null`)
      ? null
      : 'all rows looked through while nobody may read: requireValue'
  }),
  altering(/add (?:constraint \S+ )?(?:check|foreign key)/, (change) =>
    change.includes('not valid')
      ? null
      : 'all rows looked through while nobody may write: NOT VALID, then VALIDATE CONSTRAINT',
  ),
  altering(/add (?:constraint \S+ )?(?:unique|primary key|exclude)/, (change) =>
    change.includes('using index')
      ? null
      : 'an index built while nobody may read: buildIndex, then ADD CONSTRAINT … USING INDEX',
  ),
  altering(/validate constraint/, (_change, _table, { isOneTransaction }) =>
    isOneTransaction ? 'all rows looked through within a transaction that has other locks: transaction = false' : null,
  ),
  altering(
    /^(?:drop (?!constraint|default)|rename|set schema|disable|.*\bdrop column\b)/,
    (_change, _table, { contracts }) =>
      contracts ? null : 'taken away from the version before: a version later, with servesFrom',
  ),
  (statement, { contracts, made }) => {
    const [, what = ''] =
      /^drop (?:table|view|materialized view|function|type) (?:if exists )?([^\s(]+)/.exec(statement) ?? []
    return what === '' || contracts || made.has(what)
      ? null
      : 'taken away from the version before: a version later, with servesFrom'
  },
  (statement) =>
    /^(?:lock|truncate|cluster|vacuum full|refresh materialized)\b/.test(statement)
      ? 'a table that nobody may read meanwhile'
      : null,
  (statement) => (/^reindex (?!.*concurrently)/.test(statement) ? 'an index that nobody may use meanwhile' : null),
  (statement) => (/^do\b/.test(statement) ? 'what is in it is seen by nobody: write it as statements' : null),
  (statement) =>
    /^select (?!pg_|coalesce|count|max|min)\w+ ?\(/.test(statement)
      ? 'what is in a function is seen by nobody: write it as statements'
      : null,
  // Only building beside others may wait as long as it takes; `large-tables` does that.
  (statement) =>
    /^set (?:local )?(?!lock_timeout (?:=|to) 0$)\w*timeout/.test(statement)
      ? 'another patience than that of migrations'
      : null,
]

/** The statements in a text: without comments and what is quoted, in small letters, with one space where there is any. */
function statementsIn(sql: string): string[] {
  return sql
    .replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, "''")
    .replace(/'(?:[^']|'')*'/g, "''")
    .replace(/--[^\n]*/g, ' ')
    .replace(/\/\*[\s\S]*?\*\//g, ' ')
    .split(';')
    .map((statement) => statement.replaceAll('"', '').replace(/\s+/g, ' ').trim().toLowerCase())
    .filter((statement) => !['', 'commit', 'start transaction'].includes(statement))
}
