import type { ChainRow } from '../reading/chain.queries'
import { chainTitle } from '../reading/chain-title'
import { claimCard, claimWords } from '../reading/claim-card'
import { type Named, namesAsTold } from '../reading/names'
import { type PageHead, page } from '../web/page'
import { words } from '../words/words'
import {
  type AnsweredRow,
  type HeardRow,
  type LinkedRow,
  type MatrixRows,
  MOST_LINKED,
  MOST_SPEAKERS,
} from './matrix.queries'
import { actOf, STANDS, type Stand, standOf } from './matrix-place'
import { couldBeSilent, silentOn } from './matrix-silence'

/** A claim by its number in the chain; null where the chain has several pages, and the claim's own number stands for it. */
interface ClaimNumbered {
  id: number
  number: number | null
}

/** Somebody in a cell, with their claims there, by what these do where the column doesn't say it. */
interface InCell {
  names: string
  acts: { act: string | null; claims: ClaimNumbered[] }[]
}

interface MatrixRow extends ClaimNumbered {
  words: string
  language: string | null
  date: string
  cells: { stand: Stand; heading: string; people: InCell[] }[]
  /** Who has nothing on record about it; null where that is not told. */
  silent: { people: Named[]; more: string | null } | null
  isCut: boolean
}

interface MatrixPage extends PageHead {
  canonical: string
  chain: { id: number; title: string }
  lede: string
  /** Whether there is a column of the silent. */
  tellsSilence: boolean
  columns: { stand: Stand | 'silent'; heading: string }[]
  rows: MatrixRow[]
  /** What the table leaves out, each a sentence. */
  notes: string[]
}

export const matrixPage = page<MatrixPage>('records/matrix')

/** Names of silent speakers in one cell; a longer list says less than its length. */
const MOST_SILENT = 6

/** What the table of a chain is made of. */
export interface MatrixOf extends MatrixRows {
  chain: ChainRow
  /** Of the claims on the chain's page; none of a chain that has several. */
  numbers: ReadonlyMap<number, number>
}

/** Who answered what in a chain. */
export function matrixPageModel({ chain, rows, linked, heard, speakers, numbers }: MatrixOf): MatrixPage {
  const { matrix } = words
  const named = couldBeSilent(speakers)
  const namesSilent = named !== null
  const heardOn = new Map(heard.map((of) => [of.claimId, of]))
  const shown = rows.map((row) => ({
    ...matrixRow(row, linked, numbers),
    silent: named && silentAbout(row, heardOn.get(row.id), named),
  }))
  // A column in which nobody stands is a sentence below: six columns are already much for a page.
  const used = STANDS.filter((stand) => ALWAYS.includes(stand) || shown.some((row) => peopleAt(row, stand).length > 0))
  const columns: MatrixPage['columns'] = used.map((stand) => ({ stand, heading: matrix[stand] }))
  if (namesSilent) columns.push({ stand: 'silent', heading: matrix.silent })
  const total = rows[0]?.total ?? 0
  const title = chainTitle(chain)
  return {
    title: matrix.title(title),
    description: matrix.lede(words.counts.claims(total), words.counts.speakers(speakers.length)),
    section: '/chains',
    canonical: `/chains/${chain.id}/matrix`,
    chain: { id: chain.id, title },
    lede:
      total > rows.length
        ? matrix.mostAnswered(words.counts.number(rows.length), matrix.answered(total))
        : matrix.lede(words.counts.claims(total), manySpeakers(speakers.length)),
    tellsSilence: namesSilent,
    columns,
    rows: shown.map((row) => ({ ...row, cells: row.cells.filter(({ stand }) => used.includes(stand)) })),
    notes: [
      ...(used.includes('declines') ? [] : [matrix.nobodyDeclines]),
      ...(used.includes('doesNotDispute') ? [] : [matrix.nobodyLetsStand]),
      namesSilent ? matrix.onSilence : matrix.silenceLeftOut,
      numbers.size > 0 ? matrix.numbersOfChain : matrix.numbersOfClaims,
    ],
  }
}

const ALWAYS: readonly Stand[] = ['says', 'against']

const manySpeakers = (count: number) =>
  count > MOST_SPEAKERS ? words.matrix.moreSpeakers(words.counts.number(MOST_SPEAKERS)) : words.counts.speakers(count)

const peopleAt = (row: Pick<MatrixRow, 'cells'>, stand: Stand) =>
  row.cells.find((cell) => cell.stand === stand)?.people ?? []

function matrixRow(
  row: AnsweredRow,
  all: readonly LinkedRow[],
  numbers: ReadonlyMap<number, number>,
): Omit<MatrixRow, 'silent'> {
  const card = claimCard(row)
  const linked = all.filter(({ claimId }) => claimId === row.id)
  const people = new Map<Stand, InCell[]>(STANDS.map((stand) => [stand, []]))
  const numbered = (id: number): ClaimNumbered => ({ id, number: numbers.get(id) ?? null })
  const stands = (stand: Stand, names: string, id: number, act: string | null) =>
    addTo(people.get(stand) ?? [], names, act, numbered(id))
  stands(row.toldBy === null ? 'says' : 'through', card.namesAsTold, row.id, null)
  for (const other of linked.slice(0, MOST_LINKED)) {
    const stand = standOf(other)
    if (stand === null) continue
    const names = namesAsTold(
      other.speakers.map(({ name }) => name),
      other.toldBy,
    )
    stands(stand, names, other.otherId, actOf(stand, other, other.speakers.length > 1))
  }
  const { matrix } = words
  return {
    ...numbered(row.id),
    words: claimWords(card, 160),
    language: card.summary === null ? (card.quote?.language ?? null) : null,
    date: card.date.words,
    cells: STANDS.map((stand) => ({ stand, heading: matrix[stand], people: people.get(stand) ?? [] })),
    isCut: linked.length > MOST_LINKED,
  }
}

/** Adds a claim to a cell, with whoever makes it and what else of theirs does the same; two links to one claim are one. */
function addTo(cell: InCell[], names: string, act: string | null, claim: ClaimNumbered): void {
  const person = cell.find((other) => other.names === names) ?? { names, acts: [] }
  const same = person.acts.find((other) => other.act === act) ?? { act, claims: [] }
  if (!cell.includes(person)) cell.push(person)
  if (!person.acts.includes(same)) person.acts.push(same)
  if (!same.claims.some(({ id }) => id === claim.id)) same.claims.push(claim)
}

function silentAbout(row: AnsweredRow, heard: HeardRow | undefined, speakers: readonly Named[]): MatrixRow['silent'] {
  const silent = silentOn(row, heard, speakers)
  if (silent === null) return null
  const left = silent.length - MOST_SILENT
  // "and 1 more" is no shorter than the name.
  if (left <= 1) return { people: silent, more: null }
  return { people: silent.slice(0, MOST_SILENT), more: words.matrix.more(words.counts.number(left)) }
}
