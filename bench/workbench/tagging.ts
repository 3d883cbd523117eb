import { fork } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import type { EntityManager } from 'typeorm'
import { addAccount } from '../../src/accounts/accounts.commands'
import { importArticle } from '../../src/articles/articles.commands'
import { markZones } from '../../src/claims/zones.commands'
import { connect } from '../../src/database/database'
import { startEmbeddedServer } from '../../src/database/embedded/embedded-server'
import { migrate } from '../../src/database/migrate'
import { entities } from '../../src/entities'
import { launchBrowser } from '../../test/support/chromium'
import { recordedOtherwise } from './as-recorded'
import type { Collection, GoldArticle } from './gold'
import { countKeys, Keyboard } from './keyboard'
import { type Found, SLOWED } from './report'
import { ScriptedEditor, type Tagged } from './scripted-editor'

/** Has the scripted editor tag a collection at a desk that has nothing else; the last article with a slowed CPU. */
export async function tagCollection(collection: Collection): Promise<Found> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-bench-'))
  const server = await startEmbeddedServer({ dir, ephemeral: true })
  try {
    await migrate(server.ownerUrl, server.appUrl)
    return await tagAt(server.appUrl, collection)
  } finally {
    await server.stop()
  }
}

async function tagAt(appUrl: string, { articles, links }: Collection): Promise<Found> {
  const database = await connect(appUrl, entities)
  const child = fork(path.join(__dirname, '..', 'page-server.js'), ['ours', appUrl])
  const browser = await launchBrowser()
  try {
    const [{ port }] = (await once(child, 'message')) as [{ port: number }]
    const page = await signedIn(browser, database.db, `http://127.0.0.1:${port}`)
    const keyboard = new Keyboard(page)
    const editor = new ScriptedEditor(page, keyboard, links)
    const [tagged, paints, slowed]: [Tagged[], number[], number[]] = [[], [], []]
    const done: { id: number; statements: GoldArticle['statements'] }[] = []
    const devtools = await page.context().newCDPSession(page)
    for (const [place, article] of articles.entries()) {
      const isSlowed = place === articles.length - 1
      const id = await imported(database.db, article)
      done.push({ id, statements: article.statements })
      await page.goto(`/articles/${id}/annotate`)
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: isSlowed ? SLOWED : 1 })
      tagged.push(...(await editor.tag(article)))
      ;(isSlowed ? slowed : paints).push(...(await keyboard.keyed()).paints)
    }
    return { tagged, paints, slowed, recorded: await recordedOtherwise(database.db, done, links) }
  } finally {
    await browser.close()
    child.kill()
    await database.close()
  }
}

async function signedIn(browser: Browser, db: EntityManager, baseURL: string): Promise<Page> {
  const person = await addAccount(db, { email: 'bench@desk.example', name: 'Bench', role: 'editor' })
  if ('problem' in person) throw new Error(person.problem)
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, baseURL })).newPage()
  await countKeys(page)
  await page.goto('/signin')
  await page.fill('[name=email]', 'bench@desk.example')
  await page.fill('[name=password]', person.password)
  await Promise.all([page.waitForURL(/\/desk$/), page.click('main button.main')])
  return page
}

async function imported(db: EntityManager, { text, outlet, publishedOn, zones }: GoldArticle): Promise<number> {
  const outcome = await importArticle(db, null, {
    raw: Buffer.from(text),
    outlet,
    publishedOn,
    language: 'en',
  })
  if (!('articleId' in outcome)) throw new Error(`Not imported: ${JSON.stringify(outcome)}`)
  if (zones.length > 0)
    await markZones(
      db,
      null,
      outcome.articleId,
      1,
      zones.map((zone) => ({ ...zone, kind: 'appeal' as const })),
    )
  return outcome.articleId
}
