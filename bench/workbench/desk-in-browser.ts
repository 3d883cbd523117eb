import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import type { EntityManager } from 'typeorm'
import { addAccount } from '../../src/accounts/accounts.commands'
import { connect } from '../../src/database/database'
import { startEmbeddedServer } from '../../src/database/embedded/embedded-server'
import { migrate } from '../../src/database/migrate'
import { entities } from '../../src/entities'
import { launchBrowser } from '../../test/support/chromium'
import { contestant } from '../pages/contestant'

/** A desk of its own, with nothing in it, and a page of somebody who has signed in there. */
export interface DeskInBrowser {
  db: EntityManager
  page: Page
}

/**
 * Does some work at a desk that is gone afterwards.
 *
 * @param ready what the page is told before it opens anything
 */
export async function atDesk<Result>(
  work: (desk: DeskInBrowser) => Promise<Result>,
  ready: (page: Page) => Promise<unknown> = async () => {},
): Promise<Result> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-bench-'))
  const server = await startEmbeddedServer({ dir, ephemeral: true })
  try {
    await migrate(server.ownerUrl, server.appUrl)
    return await atServer(server.appUrl, work, ready)
  } finally {
    await server.stop()
  }
}

async function atServer<Result>(
  appUrl: string,
  work: (desk: DeskInBrowser) => Promise<Result>,
  ready: (page: Page) => Promise<unknown>,
): Promise<Result> {
  const database = await connect(appUrl, entities)
  const ours = await contestant('ours', appUrl)
  const browser = await launchBrowser()
  try {
    const page = await signedIn(browser, database.db, ours.url, ready)
    return await work({ db: database.db, page })
  } finally {
    await browser.close()
    ours.stop()
    await database.close()
  }
}

async function signedIn(
  browser: Browser,
  db: EntityManager,
  baseURL: string,
  ready: (page: Page) => Promise<unknown>,
): Promise<Page> {
  const person = await addAccount(db, { email: 'bench@desk.example', name: 'Bench', role: 'editor' })
  if ('problem' in person) throw new Error(person.problem)
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, baseURL })).newPage()
  await ready(page)
  await page.goto('/signin')
  await page.fill('[name=email]', 'bench@desk.example')
  await page.fill('[name=password]', person.password)
  await Promise.all([page.waitForURL(/\/desk$/), page.click('main button.main')])
  return page
}
