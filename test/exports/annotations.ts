import request from '../support/request'
import type { World } from '../support/world'

export interface Resource {
  type: string
  purpose?: string
  source?: string
  value?: string
}

export interface Target {
  type: string
  source: string
  state: { type: string; sourceDate: string; cached: string; 'gs:textSha256': string }
  selector: [
    { type: string; exact: string; prefix: string; suffix: string },
    { type: string; start: number; end: number },
  ]
}

export interface Annotation extends Record<string, unknown> {
  id: string
  type: string
  motivation: string | string[]
  canonical: string
  body: Resource[]
  target: Target | Target[] | string[]
}

export interface Page {
  '@context': unknown
  id: string
  type: string
  partOf?: { id: string; type: string; label: string; total: number }
  startIndex: number
  prev?: string
  next?: string
  items: Annotation[]
}

export interface Collection {
  '@context': unknown
  id: string
  type: string
  label: string
  first: Page
  last: string
  total: number
  modified?: string
  rights?: string
}

/** `annotations.jsonld` as a reader gets it: the collection, or with `?page=N` a page. */
export async function annotations(world: World): Promise<Collection>
export async function annotations<Query extends string>(
  world: World,
  query: Query,
): Promise<Query extends `${string}page=${string}` ? Page : Collection>
export async function annotations(world: World, query = ''): Promise<unknown> {
  const answer = await request(world.app).get(`/exports/annotations.jsonld${query}`).responseType('blob').expect(200)
  return JSON.parse((answer.body as Buffer).toString('utf8'))
}
