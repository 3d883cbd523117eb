import { Client } from 'pg'
import { fillCorpus } from '../../bench/corpus'
import { PREPARED_ROOM } from '../../src/exports/kept-export'
import { askForSnapshot } from '../../src/exports/kept-exports.commands'
import { askToPrepare } from '../../src/exports/prepared-exports.commands'
import request from '../support/request'
import { type Sent, statementsSent } from '../support/statements-sent'
import { newWorld, type World } from '../support/world'

/** A desk of made-up news, of which it is counted what reading it asks of the database. */
export interface Corpus {
  world: World
  owner: Client
  /** Addresses of what has the most to show. */
  rows: Record<
    'chain' | 'claim' | 'speaker' | 'article' | 'statement' | 'link' | 'outlet' | 'export' | 'snapshot',
    number
  > & { key: string }
  /** Chains of the lengths that were asked for. */
  long: Map<number, number>
}

/** @param longChains claims of chains that it has besides */
export async function corpusOf(claims: number, longChains: readonly number[]): Promise<Corpus> {
  const world = await newWorld()
  const owner = new Client({ connectionString: world.ownerUrl })
  await owner.connect()
  await fillCorpus(owner, claims, { longChains })
  const asked = { file: 'claims.csv', query: '', deskName: 'The desk' }
  const prepared = await askToPrepare(world.db, asked, PREPARED_ROOM)
  const { rows } = await owner.query(
    `
    SELECT (SELECT chains.id FROM chains JOIN chain_components component ON component.id = component_id WHERE size <= 40 ORDER BY size DESC LIMIT 1) AS chain,
           (SELECT to_claim_id FROM links GROUP BY 1 ORDER BY count(*) DESC LIMIT 1) AS claim,
           (SELECT speaker_id FROM claim_speakers GROUP BY 1 ORDER BY count(*) DESC LIMIT 1) AS speaker,
           1 AS article, 1 AS statement, 1 AS link, (SELECT outlet_id FROM articles WHERE id = 1) AS outlet,
           $1::integer AS export, $1::integer AS snapshot, $2::text AS key`,
    [await askForSnapshot(world.db, world.editor.id, asked), 'key' in prepared ? prepared.key : null],
  )
  const { rows: long } = await owner.query<{ size: number; id: number }>(
    'SELECT size, chains.id FROM chains JOIN chain_components component ON component.id = component_id WHERE size = ANY ($1)',
    [longChains],
  )
  return { world, owner, rows: rows[0], long: new Map(long.map(({ size, id }) => [size, id])) }
}

export async function closeCorpus({ world, owner }: Corpus): Promise<void> {
  await owner.end()
  await world.close()
}

/** A route's address in a corpus. */
export function addressOf(route: string, { rows }: Corpus): string {
  const path = route.replace('GET ', '')
  const kind = path.replace('/api/v1', '').split('/')[1]?.replace(/s$/, '') as keyof Corpus['rows']
  const address = path
    .replace(':id', String(rows[kind]))
    .replace(':key', rows.key)
    .replace(':number', '1')
    .replace(':at', new Date().toISOString())
  if (address.endsWith('/as-of')) return `${address}?on=2019-06-04`
  if (address === '/exports/keep') return `${address}?file=claims.csv`
  return address.endsWith('/search') ? `${address}?q=government` : address
}

/** What is read for whichever page comes next, once in some seconds. */
const BESIDE = ['settings for pages', 'state of the database']

/** What is sent for a page that is not kept yet. */
export async function sentFor(path: string, { world }: Corpus, app = world.app): Promise<Sent[]> {
  await request(app).get('/ns')
  const { result, sent } = await statementsSent(async () => await request(app).get(path))
  if (result.status >= 400) throw new Error(`${path} answered ${result.status}`)
  return sent.filter(({ name }) => !BESIDE.includes(name))
}
