import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { Client } from 'pg'

/** What each bad page does wrong, by its path: all have to be found. */
export const BAD_PAGES = {
  '/text': 'a text as it stands',
  '/attribute': 'a text within quotation marks, as it stands',
  '/title': 'a text in the title',
  '/data': 'a text in linked data, as it stands',
  '/link': 'a link to whatever was given',
} as const

/** Pages of the harness alone, which show what is stored as it stands, and a search that is put together of words. */
export async function serveBadPages(ownerUrl: string, text: string): Promise<{ url: string; close(): Promise<void> }> {
  const database = new Client({ connectionString: ownerUrl })
  database.on('error', () => {})
  await database.connect()
  const app = express()
  app.set('env', 'test')
  const page = (path: string, title: string, body: string) =>
    app.get(path, (_req, res) => void res.type('html').send(`<!doctype html><title>${title}</title>${body}`))
  page('/text', 'Bad', `<p>${text}</p>`)
  page('/attribute', 'Bad', `<p title="${text}">x</p>`)
  page('/title', text, '<p>x</p>')
  page('/data', 'Bad', `<script type="application/ld+json">{"name":"${text}"}</script>`)
  page('/link', 'Bad', `<a href="javascript:xss(1)">x</a>`)
  // For scanners: one page that leads to what is bad, one search of each kind.
  page(
    '/',
    'Bad',
    '<a href="/find?q=1">find</a> <a href="/greet?name=Ann">greet</a><form method="post" action="/find"><input name="q" value="1"><button>Find</button></form>',
  )
  app.get('/greet', (req, res) => void res.type('html').send(`<!doctype html><p>Hello ${req.query.name}</p>`))
  app.use(express.urlencoded({ extended: false }))
  app.all('/find', async (req, res) => {
    const q = req.method === 'POST' ? req.body?.q : req.query.q
    try {
      const { rows } = await database.query(`SELECT name FROM speakers WHERE id = ${q}`)
      res.type('html').send(`<!doctype html><p>${rows.length} found</p>`)
    } catch (error) {
      res
        .status(500)
        .type('html')
        .send(`<!doctype html><p>${(error as Error).message}</p>`)
    }
  })
  // As a write of ours would be: whatever it does, it is answered by a redirect without a word.
  app.post('/save', async (req, res) => {
    await database.query(`UPDATE speakers SET kind = kind WHERE id = ${req.body?.id}`).catch(() => {})
    res.redirect(303, '/')
  })
  const server: Server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      })
      await database.end()
    },
  }
}
