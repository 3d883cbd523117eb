import type { Client } from 'pg'
import type { Database } from '../../src/database/database'
import { afterDay, PAGE_SIZE } from '../../src/reading/paging'
import { findPage } from '../../src/search/found.queries'
import { SearchFilters } from '../../src/search/search.schema'
import type { Report } from '../frame/report'
import { type Addresses, answer, everNew } from '../pages/contestant'
import { timed } from './listening'

/** How far down; half of a list that is shorter. */
const POSITION = 50_000
/** What a page down there may take by the first one. */
const MOST = 2
/** Pages asked for in a round. */
const TIMES = 5

/** The commonest word of the corpus. */
const COMMONEST = { q: 'the' }

interface Place {
  what: string
  /** The list's own address, and behind which row the page begins. */
  list: string
  after: string
}

/** A page far down a list by the first one, whole pages made afresh, through HTTP. */
export async function comparePositions(
  report: Report,
  { database, owner, url }: { database: Database; owner: Client; url: string },
  { claims, rounds }: { claims: number; rounds: number },
): Promise<void> {
  const places = [await inSearch(database), await inRecord(owner), await inArticles(owner)]
  for (const { what, list, after } of places) {
    const [first, far] = [list, `${list}${list.includes('?') ? '&' : '?'}after=${after}`].map((path) =>
      everNew([`${url}${path}`]),
    ) as [Addresses, Addresses]
    const ratios: number[] = []
    // The first rounds only warm the caches and the plans.
    for (let round = -2; round < rounds; round += 1) {
      const [one, other] = round % 2 === 0 ? [first, far] : [far, first]
      const took = new Map([[one, await pages(one)]])
      took.set(other, await pages(other))
      if (round >= 0) ratios.push((took.get(far) as number) / (took.get(first) as number))
    }
    report.rounds({ what, claims, toReach: 'position', unit: '× the first page', most: MOST }, ratios)
  }
}

const pages = (addresses: Addresses) =>
  timed(async () => {
    for (let time = 0; time < TIMES; time += 1) await answer(addresses())
  })

const inWords = (position: number, list: string) => `position ${position.toLocaleString('en')} of ${list}`

async function inSearch(database: Database): Promise<Place> {
  const filters = SearchFilters.parse(COMMONEST)
  const upTo = (size: number) => database.pages.byIndex((rows) => findPage(rows, 'claims', filters, undefined, size))
  const first = await upTo(POSITION)
  // Where that many there are not, all of them were given.
  const { ids, next } = first.next === null ? await upTo(Math.floor(first.ids.length / 2)) : first
  if (next === null) throw new Error('The commonest word is hardly anywhere.')
  return {
    what: inWords(ids.length, 'a search for the commonest word'),
    list: `/search?${new URLSearchParams(COMMONEST)}`,
    after: next,
  }
}

/** Of who says most. */
async function inRecord(owner: Client): Promise<Place> {
  const { rows } = await owner.query<{ id: number; count: number }>(
    'SELECT speaker_id AS id, count(*)::int FROM claim_speakers GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1',
  )
  const [{ id, count } = { id: 0, count: 0 }] = rows
  const position = positionIn(count)
  const after = await placeAt(
    owner,
    position,
    `SELECT claims.id, said_on_latest AS day FROM claims JOIN claim_speakers ON claim_id = claims.id WHERE speaker_id = ${id}`,
  )
  return { what: inWords(position, 'the claims of who says most'), list: `/speakers/${id}`, after }
}

async function inArticles(owner: Client): Promise<Place> {
  const { rows } = await owner.query<{ count: number }>('SELECT count(*)::int FROM articles')
  const position = positionIn(rows[0]?.count ?? 0)
  const after = await placeAt(owner, position, 'SELECT id, published_on AS day FROM articles')
  return { what: inWords(position, 'the articles'), list: '/articles', after }
}

/** Whole pages down the list, and at least one. */
const positionIn = (length: number) =>
  length > POSITION ? POSITION : Math.max(PAGE_SIZE, Math.floor(length / 2 / PAGE_SIZE) * PAGE_SIZE)

async function placeAt(owner: Client, position: number, list: string): Promise<string> {
  const { rows } = await owner.query<{ id: number; day: string }>(
    `SELECT id, day::text FROM (${list}) list ORDER BY list.day DESC, id DESC OFFSET ${position - 1} LIMIT 1`,
  )
  const [row] = rows
  if (!row) throw new Error(`A list is shorter than ${position} rows.`)
  return afterDay(row)
}
