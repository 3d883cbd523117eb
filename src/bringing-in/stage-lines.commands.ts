import type { EntityManager } from 'typeorm'
import { type ExportLine, exportLines } from './export-lines'
import { ROWS, type RowType, type SpeakerRow } from './jsonl-rows.schema'
import { Refused } from './refused'
import { holderOf, membersOf } from './speaker-members'

/** How much is sent to PostgreSQL at once: enough that a round trip costs little, and little beside what a process takes anyway. */
const LINES_AT_ONCE = 1_000
const CHARACTERS_AT_ONCE = 1024 * 1024

/** Told what is being done, and how many lines of it. */
export type Telling = (what: string, lines: number) => void

/** What was read. */
export interface Staged {
  rows: number
  /** Of all bytes before the trailer. */
  sha256: string
}

const TYPES = Object.keys(ROWS) as RowType[]

/**
 * Reads all lines into the temporary table `brought`, each checked by itself: its keys and values, its place in the order, its address.
 * Nothing but the lines under way is in memory.
 *
 * @throws Refused
 */
export async function stageLines(
  db: EntityManager,
  source: AsyncIterable<Buffer>,
  baseUrl: string,
  tell: Telling,
): Promise<Staged> {
  await db.query(
    `CREATE TEMPORARY TABLE brought (
       line integer NOT NULL, type text NOT NULL, id integer NOT NULL, row jsonb NOT NULL
     ) ON COMMIT DROP`,
  )
  const lines = exportLines(source)
  const order = new Order(baseUrl)
  let batch: Checked[] = []
  let characters = 0
  let rows = 0
  for (;;) {
    const next = await lines.next()
    if (next.done || batch.length === LINES_AT_ONCE || characters > CHARACTERS_AT_ONCE) {
      await insert(db, batch)
      tell('Reading', rows)
      batch = []
      characters = 0
    }
    if (next.done) {
      await db.query('ALTER TABLE brought ADD PRIMARY KEY (type, id), ADD UNIQUE (line)')
      await db.query('ANALYZE brought')
      return { rows, sha256: next.value }
    }
    rows += 1
    characters += next.value.text.length
    batch.push(order.checked(next.value))
  }
}

interface Checked {
  line: number
  type: RowType
  id: number
  row: string
}

const insert = (db: EntityManager, batch: readonly Checked[]) =>
  db.query(
    `INSERT INTO brought SELECT line, type, id, row::jsonb
     FROM unnest($1::integer[], $2::text[], $3::integer[], $4::text[]) given (line, type, id, row)`,
    [
      batch.map(({ line }) => line),
      batch.map(({ type }) => type),
      batch.map(({ id }) => id),
      batch.map(({ row }) => row),
    ],
  )

/** Where a row stands among the others, which tells those that are there twice. */
class Order {
  private type: RowType = 'outlet'
  private id = 0

  constructor(private readonly baseUrl: string) {}

  checked({ number, text, row }: ExportLine): Checked {
    const type = TYPES.find((name) => name === row.type)
    if (!type) throw new Refused(number, `No export has rows of the type “${row.type}”.`)
    const parsed = ROWS[type].safeParse(row)
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      const where = issue?.path.join('.')
      throw new Refused(number, `${where ? `${where}: ` : ''}${issue?.message ?? 'It is not as exports write it.'}`)
    }
    const checked = parsed.data
    if (TYPES.indexOf(type) < TYPES.indexOf(this.type))
      throw new Refused(number, `A row of the type “${type}” stands before those of the type “${this.type}”.`)
    if (type === this.type && checked.id <= this.id)
      throw new Refused(
        number,
        `${type} ${checked.id} comes after ${this.type} ${this.id}: rows stand by number, each once.`,
      )
    this.type = type
    this.id = checked.id
    if ('url' in checked) this.checkAddress(number, checked)
    const staged = checked.type === 'speaker' ? JSON.stringify(withMembers(checked)) : text
    return { line: number, type, id: checked.id, row: staged }
  }

  private checkAddress(line: number, { type, id, url }: { type: string; id: number; url: string }) {
    if (url === `${this.baseUrl}/${type}s/${id}`) return
    const theirs = url.endsWith(`/${type}s/${id}`) ? url.slice(0, -`/${type}s/${id}`.length) : null
    throw new Refused(
      line,
      theirs === null
        ? `${url} is not the address of ${type} ${id}.`
        : `This is of ${theirs}, and here addresses begin with ${this.baseUrl}. What it names is known by these addresses: ` +
            `set BASE_URL=${theirs}.`,
    )
  }
}

const withMembers = (speaker: SpeakerRow) => ({
  ...speaker,
  members: membersOf(speaker),
  roles: speaker.roles.map((role) => ({ ...role, holder: holderOf(speaker, role) })),
})
