import { claimsCsvColumns } from '../exports/claims-csv.queries'
import type { CsvColumn } from '../exports/csv.queries'
import { unguardCell } from '../exports/csv-cells'
import { linksCsvColumns } from '../exports/links-csv.queries'
import type { CsvRecord } from './csv-records'
import { lengthOf, ROWS } from './jsonl-rows.schema'
import { PASSAGE, type Passage, type Place, placeAlone } from './passage.schema'
import { Refused, requireParsed } from './refused'

/** The tables that come back in, by the columns that they have. */
export const TABLES = { 'claims.csv': claimsCsvColumns, 'links.csv': linksCsvColumns } as const

export type TableName = keyof typeof TABLES

/** A cell of each column: null where it is empty, and without its guard. */
type Cells = Record<string, string | null>

/** @throws Refused with the first column that is not the export’s */
export function requireHeader({ line, cells }: CsvRecord, table: TableName): void {
  const names = TABLES[table].map(({ name }) => name)
  if (cells.length === 1) throw new Refused(line, 'The columns are not separated by commas.')
  const missing = names.find((name) => !cells.includes(name))
  if (missing !== undefined) throw new Refused(line, `The column “${missing}” of ${table} is missing.`)
  if (cells.length === names.length && cells.every((cell, place) => cell === names[place])) return
  const other = cells.find((cell, place) => cell !== names[place])
  throw new Refused(line, `The column “${other}” is not there in ${table}, or at another place.`)
}

/** @throws Refused */
export function passageOf(record: CsvRecord): Passage {
  const cells = byColumn(record, TABLES['claims.csv'])
  const [ids, names] = [listOf(cells.speaker_ids), cells.speakers ?? '']
  const articleId = whole(cells.article_id)
  const origin = whole(cells.origin_article_id)
  const speakers = speakersOf(ids, names)
  return requireParsed(PASSAGE, record.line, {
    claim_id: whole(cells.claim_id),
    claim: {
      speakers: speakers.map((speaker) => ({ ...speaker, role: null, role_id: null })),
      stance: cells.stance,
      medium: cells.medium,
      said_on: cells.said_on,
      said_on_earliest: cells.said_on_earliest,
      said_on_latest: cells.said_on_latest,
      said_on_basis: cells.said_on_basis,
      said_on_words: null,
      summary: cells.summary,
    },
    statement: {
      ...{ id: whole(cells.statement_id), version: 1 },
      article_id: articleId,
      revision: whole(cells.revision),
      text_sha256: cells.text_sha256,
      quotation: cells.quotation,
      in_zone: false,
      source: null,
      cue: null,
      content: contentOf(record.line, cells),
      hops: [],
      // When the passage was recorded the table doesn’t tell; its claim was then at the latest.
      created_at: cells.created_at,
      updated_at: cells.updated_at,
      created_by: whole(cells.tagged_by),
      created_by_name: cells.tagged_by_name,
    },
    named: ids.length === 1 || names.split(JOINT).length === ids.length ? speakers : [],
    captured_at: cells.created_at,
    copy_of_id: origin === articleId ? null : origin,
  })
}

/** A row of `links.csv` as `claims.jsonl` has it. @throws Refused */
export function linkOf(record: CsvRecord, baseUrl: string) {
  const cells = byColumn(record, TABLES['links.csv'])
  const id = whole(cells.id)
  return requireParsed(ROWS.link, record.line, {
    ...{ type: 'link', id },
    from_claim_id: whole(cells.from_claim_id),
    relation: cells.relation,
    to_claim_id: whole(cells.to_claim_id),
    reason: cells.reason,
    created_at: cells.created_at,
    url: `${baseUrl}/links/${id}`,
    version: 1,
    updated_at: cells.created_at,
    created_by: whole(cells.linked_by),
    created_by_name: cells.linked_by_name,
  })
}

function byColumn({ line, cells }: CsvRecord, columns: readonly CsvColumn[]): Cells {
  if (cells.length !== columns.length)
    throw new Refused(line, `The row has ${cells.length} cells, and there are ${columns.length} columns.`)
  return Object.fromEntries(
    columns.map(({ name, guarded }, place) => {
      const cell = cells[place] as string
      return [name, cell === '' ? null : guarded ? unguardCell(cell) : cell]
    }),
  )
}

/** A number as a cell has it; what is none is left for the schema to refuse. */
const whole = (cell: string | null | undefined) => (cell && /^(0|[1-9]\d{0,9})$/.test(cell) ? Number(cell) : cell)

const JOINT = '; '
const listOf = (cell: string | null | undefined) => (cell ? cell.split(JOINT) : [])

/** Names by numbers. One name may have the joint in it; where it is not clear whose it is, it is the last’s, and another row has to tell. */
function speakersOf(ids: readonly string[], names: string) {
  const pieces = names.split(JOINT)
  return ids.map((id, place) => ({
    id: whole(id),
    name: (place === ids.length - 1 ? pieces.slice(place).join(JOINT) : pieces[place]) ?? '',
  }))
}

const SPLIT = ' […] '

/** The parts of a passage, each with its words. What stands beside them is told of the first’s start and the last’s end. */
function contentOf(line: number, cells: Cells): Place[] {
  const parts = listOf(cells.parts).map((part) => /^(\d{1,10})-(\d{1,10})$/.exec(part))
  const places = parts.map((part) => placeAlone(Number(part?.[1]), Number(part?.[2])))
  const [first, last] = [places[0], places.at(-1)]
  if (!first || !last || parts.includes(null))
    throw new Refused(line, `parts: “${cells.parts ?? ''}” is no list of places as exports write it.`)
  if (whole(cells.start) !== first.start || whole(cells.end) !== last.end)
    throw new Refused(
      line,
      `start, end: the passage is at ${cells.start}–${cells.end}, and its parts at ${cells.parts}.`,
    )
  const points = [...(cells.exact ?? '')]
  let at = 0
  const next = (length: number) => {
    at += length
    return points.slice(at - length, at).join('')
  }
  for (const place of places) {
    if (place !== first && next(lengthOf(SPLIT)) !== SPLIT)
      throw new Refused(line, `exact: its parts are not as long as their places, ${cells.parts}.`)
    place.exact = next(place.end - place.start)
  }
  // What is left over stands with the last, whose length is then refused.
  last.exact += points.slice(at).join('')
  first.prefix = cells.prefix ?? ''
  last.suffix = cells.suffix ?? ''
  return places
}
