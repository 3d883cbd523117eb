import { openStage, type Stage } from '../../bench/anchoring/fetching/stage'
import { fetcher } from '../../src/fetching/fetcher.client'
import { newWorld, signedIn, type World } from '../support/world'

/** The file's own; there once `atTheDesk` has been called. */
export let world: World
export let stage: Stage
export let agent: Awaited<ReturnType<typeof signedIn>>

/** Opens a desk for the tests of a file, whose fetcher reaches a site of its own, and an editor's session. */
export function atTheDesk() {
  beforeAll(async () => {
    ;[world, stage] = await Promise.all([newWorld(), openStage()])
    const { socket, lookUp } = stage
    const fromStage = fetcher({ baseUrl: 'http://127.0.0.1', pause: 0, lookUp, also: [socket] })
    Object.assign(world.context.intake.readers, { fetcher: fromStage })
    agent = await signedIn(world)
  })

  afterAll(async () => {
    await world.context.intake.idle()
    await Promise.all([world.close(), stage.close()])
  })
}

export const PAGE = `<!doctype html><html lang="en"><head><title>Ferry back in June | The Harbour Gazette</title>
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Ferry back in June",
"datePublished":"2024-05-04T08:00:00Z","author":{"@type":"Person","name":"Ana Ruiz"},
"publisher":{"@type":"Organization","name":"The Harbour Gazette"}}</script></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Ferry back in June</h1>
<p>The ferry to the island will sail again in June, the harbour master said on Friday, after two years in the yard.</p>
<p>“It is ready,” she told reporters on the quay, and added that tickets would cost as much as they did before.</p>
<p>The mayor denied that the works had cost more than planned, and said that the bill had been paid in full by March.</p>
</article><footer>Sign up for our newsletter</footer></body></html>`

export const TEXT = `Ferry back in June

The ferry to the island will sail again in June, the harbour master said on Friday.

“It is ready,” she told reporters on the quay.`

export const APPEAL = 'Sign up for our free weekly newsletter.'
export const known = { outlet: 'The Daily', publishedOn: '2024-05-05', language: 'en' }
export const LOOK = { step: 'look' }

export const send = (fields: Record<string, string>, files: Record<string, string | Buffer> = {}) => {
  const form = agent.post('/articles')
  for (const [name, value] of Object.entries(fields)) form.field(name, value)
  for (const [name, bytes] of Object.entries(files)) form.attach('file', Buffer.from(bytes), name)
  return form
}
export const serve = (path: string, body: string, status = 200) =>
  stage.paths.set(path, (_req, res) => res.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' }).end(body))
export const latest = async () => {
  const [row] = await world.db.query(
    `SELECT articles.id, headline, byline, url, outlets.name AS outlet, published_on AS "publishedOn", text, raw, media_type AS "mediaType",
       captured_from AS "capturedFrom", file_name AS "fileName", extractor,
       (SELECT jsonb_agg(jsonb_build_array(kind, start_offset, end_offset) ORDER BY start_offset) FROM zones
        WHERE revision_id = revisions.id) AS zones
     FROM articles JOIN revisions ON article_id = articles.id LEFT JOIN outlets ON outlets.id = outlet_id
     ORDER BY articles.id DESC LIMIT 1`,
  )
  return row
}
export const fieldsOf = (html: string) =>
  Object.fromEntries(
    [...html.matchAll(/<input id="(\w+)"[^>]*? value="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  )

/** Sends several files, and waits until nothing of them is left to be worked off; the address of their import. */
export async function beginImport(files: Record<string, string | Buffer>, fields: Record<string, string> = {}) {
  const sent = await send(fields, files).expect(303)
  await world.context.intake.idle()
  return sent.headers.location as string
}

/** What has become of each of an import's items, by their names. */
export async function statesOf(path: string): Promise<Record<string, string>> {
  const rows: { name: string; state: string }[] = await world.db.query(
    'SELECT name, state FROM captures WHERE job_id = $1',
    [path.split('/').at(-1)],
  )
  return Object.fromEntries(rows.map(({ name, state }) => [name, state]))
}
