import type { EntityManager } from 'typeorm'
import {
  type BroughtRow,
  CHARACTERS_AT_ONCE,
  indexBrought,
  insertBrought,
  makeBrought,
  ROWS_AT_ONCE,
} from './brought-table.commands'
import { type ExportLine, exportLines } from './export-lines'
import { ROWS, type RowType, type SpeakerRow } from './jsonl-rows.schema'
import { Refused, requireParsed } from './refused'
import { holderOf, membersOf } from './speaker-members'

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
  await makeBrought(db)
  const lines = exportLines(source)
  const order = new Order(baseUrl)
  let batch: BroughtRow[] = []
  let characters = 0
  let rows = 0
  for (;;) {
    const next = await lines.next()
    if (next.done || batch.length === ROWS_AT_ONCE || characters > CHARACTERS_AT_ONCE) {
      await insertBrought(db, batch)
      tell('Reading', rows)
      batch = []
      characters = 0
    }
    if (next.done) {
      await indexBrought(db)
      return { rows, sha256: next.value }
    }
    rows += 1
    characters += next.value.text.length
    batch.push(order.checked(next.value))
  }
}

/** Where a row stands among the others, which tells those that are there twice. */
class Order {
  private type: RowType = 'outlet'
  private id = 0

  constructor(private readonly baseUrl: string) {}

  checked({ number, row }: ExportLine): BroughtRow {
    const type = TYPES.find((name) => name === row.type)
    if (!type) throw new Refused(number, `No export has rows of the type “${row.type}”.`)
    const checked = requireParsed(ROWS[type], number, row)
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
    // As it was understood, and not as it was written: JSON may write a number as 4.0 or 4e0.
    const staged = JSON.stringify(checked.type === 'speaker' ? withMembers(checked) : checked)
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
