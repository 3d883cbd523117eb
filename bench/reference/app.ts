import fs from 'node:fs'
import path from 'node:path'
import ejs from 'ejs'
import express, { type Request } from 'express'
import type { Pool } from 'pg'
import type { Rows } from '../../src/database/read-pool'
import { rootFolder } from '../../src/root-folder'
import { assetUrl } from '../../src/web/assets'
import type { Desk } from '../../src/web/desk'
import { navigationFor } from '../../src/web/navigation'
import type { PageHead } from '../../src/web/page'
import { SHARED, withWords } from '../../src/web/views'
import type { Visitor } from '../../src/web/visitor'
import { headForOthers } from '../../src/web/ways-out'
import { article } from './article'
import { chain } from './chain'
import { claim } from './claim'
import { speaker } from './speaker'

/** A page by hand: its view, and what that is filled with. */
export type BarePage = (rows: Rows, req: Request, baseUrl: string) => Promise<{ view: string; model: PageHead }>

/** The desk as a database begins, and whoever reads without an account. */
export const DESK: Desk = { name: 'Gainsay', licence: null, licenceUrl: null, review: false, languages: ['en'] }
export const READER: Omit<Visitor, 'path'> = {
  account: null,
  mayEdit: false,
  mayReview: false,
  mayAdminister: false,
  waiting: {},
  notice: null,
}

const PAGES: Record<string, BarePage> = {
  '/articles/:id': article,
  '/chains/:id': chain,
  '/claims/:id': claim,
  '/speakers/:id': speaker,
}

/**
 * The best bare pages one would write by hand: Express, its own rendering with EJS's view cache, a pg pool and named
 * prepared statements. They share the templates, the SQL and the models with the product, since both must send the
 * same bytes; everything that the product does around them is missing here.
 */
export function referenceApp(pool: Pool, baseUrl: string) {
  const app = express()
  app.set('views', path.join(rootFolder(), 'views'))
  app.set('view cache', true)
  app.disable('etag')
  app.disable('x-powered-by')
  // The catalogue's fixed words are in the text of both.
  ejs.fileLoader = (file: string) => withWords(fs.readFileSync(file, 'utf8'))
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

  const rows: Rows = async ({ name, text }, values) => (await pool.query({ name, text, values })).rows
  for (const [route, page] of Object.entries(PAGES)) {
    app.get(route, async (req, res) => {
      const { view, model } = await page(rows, req, baseUrl)
      const visitor: Visitor = { ...READER, path: req.originalUrl }
      const others = headForOthers(model, baseUrl, DESK, false)
      const all = { ...model, visitor, desk: DESK, navigation: navigationFor(visitor), baseUrl, assetUrl, others }
      const body = await rendered(app, `${view}.ejs`, all)
      res.type('html').send(await rendered(app, 'layouts/main.ejs', { ...all, body }))
    })
  }
  return app
}

function rendered(app: express.Express, view: string, model: object): Promise<string> {
  return new Promise((resolve, reject) => {
    app.render(view, { model }, (error, html) => (error ? reject(error) : resolve(html as string)))
  })
}
