import { Readable } from 'node:stream'
import { readJsonl } from '../support/read-jsonl'
import request from '../support/request'
import type { World } from '../support/world'

/** `claims.jsonl` as a reader gets it. */
export async function download(world: World, query = ''): Promise<Buffer> {
  return (await request(world.app).get(`/exports/claims.jsonl${query}`).responseType('blob').expect(200)).body
}

/** Its rows but the trailer, by which they are checked. */
export async function rows(world: World, query = '') {
  const found: Record<string, unknown>[] = []
  for await (const row of readJsonl(Readable.from([await download(world, query)]))) found.push(row)
  return found
}

/** "claim 1", "link 2". */
export const kinds = (found: Record<string, unknown>[]) => found.map(({ type, id }) => `${type} ${id}`)
