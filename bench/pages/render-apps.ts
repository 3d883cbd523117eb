import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import express, { type Express } from 'express'
import { Pool } from 'pg'
import { columnTypes } from '../../src/database/column-types'
import type { Rows } from '../../src/database/read-pool'
import { recordPage } from '../../src/records/record.pages'
import { assetUrl } from '../../src/web/assets'
import { navigationFor } from '../../src/web/navigation'
import type { Visitor } from '../../src/web/visitor'
import { headForOthers } from '../../src/web/ways-out'
import { words } from '../../src/words/words'
import { DESK, READER } from '../reference/app'
import { speaker } from '../reference/speaker'
import { writeStockViews } from './stock-views'

/** Where both say that they are. */
const BASE_URL = 'http://127.0.0.1'

const visitor: Visitor = { ...READER, path: '/' }

/** A speaker's page of thirty claims, read once: what then is measured is rendering, in Express, without a database. */
async function modelOf(databaseUrl: string, id: string) {
  const pool = new Pool({ connectionString: databaseUrl, types: columnTypes })
  const rows: Rows = async ({ name, text }, values) => (await pool.query({ name, text, values })).rows
  try {
    return (await speaker(rows, { params: { id } } as never, BASE_URL)).model as Parameters<typeof recordPage.html>[0]
  } finally {
    await pool.end()
  }
}

/** By the product's own seam. */
export async function ownRender(databaseUrl: string, id: string): Promise<Express> {
  const model = await modelOf(databaseUrl, id)
  return express().get('/', (_req, res) => {
    res.type('html').send(recordPage.html(model, visitor, DESK, BASE_URL))
  })
}

/** By `res.render` and EJS as they come, with the cache of views that Express has in production. */
export async function stockRender(databaseUrl: string, id: string): Promise<Express> {
  const model = await modelOf(databaseUrl, id)
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-stock-'))
  process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }))
  writeStockViews(folder)
  const app = express().set('view engine', 'ejs').set('views', folder).enable('view cache')
  const others = headForOthers(model, BASE_URL, DESK, false)
  const it = { ...model, visitor, desk: DESK, navigation: navigationFor(visitor), baseUrl: BASE_URL, assetUrl, others }
  return app.get('/', (_req, res, next) => {
    res.render('records/speaker', { it, words }, (error, body) => {
      if (error) return next(error)
      res.render('layouts/main', { it: { ...it, body }, words })
    })
  })
}
