import path from 'node:path'
import ejs from 'ejs'
import express from 'express'
import type { Pool } from 'pg'
import { repliesOfClaims } from '../src/corrections/replies.queries'
import { chainPageModel } from '../src/reading/chain.pages'
import { cardsOfChain, chainById } from '../src/reading/chain.queries'
import { linksOfClaims } from '../src/reading/links.queries'
import { assetUrl } from '../src/web/assets'
import type { Desk } from '../src/web/desk'
import { navigationFor } from '../src/web/navigation'
import { rootFolder, SHARED } from '../src/web/views'
import type { Visitor } from '../src/web/visitor'

/** The desk as a database begins, and whoever reads without an account. */
const DESK: Desk = { name: 'Gainsay', licence: null, licenceUrl: null, review: false, languages: ['en'] }
const READER: Omit<Visitor, 'path'> = {
  account: null,
  mayEdit: false,
  mayReview: false,
  mayAdminister: false,
  waiting: {},
  notice: null,
}

/**
 * The best bare page one would write by hand: Express, its own `res.render` with EJS's view cache, a pg pool and named
 * prepared statements. It shares the templates, the SQL and the page's model with the product, since both must send the
 * same bytes; everything that the product does around them is missing here.
 */
export function referenceApp(pool: Pool) {
  const app = express()
  app.set('views', path.join(rootFolder(), 'views'))
  app.set('view cache', true)
  app.disable('etag')
  app.disable('x-powered-by')
  // EJS ignores `view options` for these two; the templates name their model `it`.
  app.engine('ejs', (file: string, locals: object, done) => {
    ejs.renderFile(
      file,
      (locals as { model: object }).model,
      {
        cache: true,
        context: SHARED,
        localsName: 'it',
        _with: false,
        rmWhitespace: true,
        root: path.join(rootFolder(), 'views'),
      } as ejs.Options,
      done,
    )
  })

  app.get('/chains/:id', async (req, res) => {
    const rows = async (query: { name: string; text: string }, values: unknown[]) =>
      (await pool.query({ ...query, values })).rows
    const [chain] = await rows(chainById, [Number(req.params.id)])
    const cards = await rows(cardsOfChain, [chain.componentId, '-infinity', 0])
    const ids = cards.map((card: { id: number }) => card.id)
    const [links, replies] = await Promise.all([rows(linksOfClaims, [ids]), rows(repliesOfClaims, [ids])])
    const visitor: Visitor = { ...READER, path: req.originalUrl }
    const page = chainPageModel(chain, cards, links, replies, 0)
    const model = { ...page, visitor, desk: DESK, navigation: navigationFor(visitor), assetUrl }
    const body = await rendered(app, 'reading/chain.ejs', model)
    const canonical = `http://127.0.0.1${page.canonical}`
    res.type('html').send(await rendered(app, 'layouts/main.ejs', { ...model, canonical, body }))
  })

  return app
}

function rendered(app: express.Express, view: string, model: object): Promise<string> {
  return new Promise((resolve, reject) => {
    app.render(view, { model }, (error, html) => (error ? reject(error) : resolve(html as string)))
  })
}
