import type { EntityManager } from 'typeorm'
import { type ClaimRow, type LinkRow, type Rows, rootOf, type SpeakerRow, type StatementRow } from './rows'

/** The highest numbers before a history began: what is above is its own, for one runs at a time. */
export interface Since {
  claims: number
  statements: number
  links: number
  speakers: number
  history: number
}

export async function numbersNow(db: EntityManager): Promise<Since> {
  const highest = (table: string) => `(SELECT coalesce(max(id), 0)::integer FROM ${table}) AS ${table}`
  const tables = ['claims', 'statements', 'links', 'speakers', 'history']
  const [row] = await db.query(`SELECT ${tables.map(highest).join(', ')}`)
  return row
}

/** What the database holds of a history, in the model's words, but for what only the model remembers. */
export type Stored = Pick<Rows, 'claims' | 'statements' | 'links' | 'speakers'> & { chains: string }

export async function stored(db: EntityManager, since: Since): Promise<Stored> {
  const table = async <Row>(sql: string, above: number) =>
    new Map(
      ((await db.query(sql, [above])) as ({ id: number } & Row)[]).map(({ id, ...row }) => [id, row as unknown as Row]),
    )
  const state = `state, withdrawn_as_draft AS "asDraft", withdrawn_reason AS why, version`
  const chains: { ids: number[] }[] = await db.query(
    `SELECT array_agg(claim_id ORDER BY claim_id) AS ids FROM chain_members WHERE claim_id > $1 GROUP BY component_id ORDER BY 1`,
    [since.claims],
  )
  return {
    claims: await table<ClaimRow>(
      `SELECT id, ${state}, summary, joined_into_id AS "joinedInto",
         (SELECT named_id FROM claim_speakers WHERE claim_id = claims.id) AS named
       FROM claims WHERE id > $1 ORDER BY id`,
      since.claims,
    ),
    statements: await table<StatementRow>(
      `SELECT id, claim_id AS claim, ${state}, wording,
         (SELECT split_part(exact, ' ', 2)::integer FROM spans WHERE statement_id = statements.id) AS passage
       FROM statements WHERE id > $1 ORDER BY id`,
      since.statements,
    ),
    links: await table<LinkRow>(
      `SELECT id, from_claim_id AS "from", to_claim_id AS "to", relation, reason, ${state} FROM links WHERE id > $1 ORDER BY id`,
      since.links,
    ),
    speakers: await table<SpeakerRow>(
      'SELECT id, version, merged_into_id AS into FROM speakers WHERE id > $1 ORDER BY id',
      since.speakers,
    ),
    chains: chains.map(({ ids }) => ids.join('-')).join(' '),
  }
}

/** Whose each claim is, as the database keeps it. */
export async function speakersStored(db: EntityManager, since: Since): Promise<string> {
  const sql = 'SELECT claim_id AS claim, speaker_id AS speaker FROM claim_speakers WHERE claim_id > $1 ORDER BY 1'
  const rows: { claim: number; speaker: number }[] = await db.query(sql, [since.claims])
  return rows.map(({ claim, speaker }) => `${claim}:${speaker}`).join(' ')
}

/** What differs between the model and the database, a line each. */
export async function differences(db: EntityManager, since: Since, rows: Rows): Promise<string[]> {
  const there = await stored(db, since)
  const lines: string[] = []
  for (const table of ['claims', 'statements', 'links', 'speakers'] as const) {
    for (const id of new Set([...rows[table].keys(), ...there[table].keys()])) {
      const [wanted, found] = [inOrder(rows[table].get(id)), inOrder(there[table].get(id))]
      if (wanted !== found) lines.push(`${table} ${id}: ${found}, by the model ${wanted}`)
    }
  }
  const chains = chainsOf(rows)
  if (chains !== there.chains) lines.push(`chains: ${there.chains}, by the model ${chains}`)
  const speakers = [...rows.claims].map(([id, { named }]) => `${id}:${rootOf(rows, named)}`)
  const ordered = speakers.toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10)).join(' ')
  const kept = await speakersStored(db, since)
  if (ordered !== kept) lines.push(`speakers of claims: ${kept}, by the model ${ordered}`)
  return lines
}

const inOrder = (row: object | undefined): string =>
  row ? JSON.stringify(Object.fromEntries(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)))) : 'nothing'

/** Published claims that published links join, each chain's numbers in order. */
function chainsOf({ claims, links }: Rows): string {
  const chain = new Map<number, Set<number>>()
  for (const { from, to, state } of links.values()) {
    if ([state, claims.get(from)?.state, claims.get(to)?.state].some((state) => state !== 'published')) continue
    const whole = new Set([...(chain.get(from) ?? [from]), ...(chain.get(to) ?? [to])])
    for (const id of whole) chain.set(id, whole)
  }
  const wholes = [...new Set(chain.values())].map((whole) => [...whole].toSorted((a, b) => a - b))
  return wholes
    .toSorted(([a = 0], [b = 0]) => a - b)
    .map((whole) => whole.join('-'))
    .join(' ')
}
