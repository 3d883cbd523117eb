import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { newsroom } from '../reading/newsroom'
import { launchBrowser } from '../support/chromium'
import { newSite, type Site } from '../support/site'

let browser: Browser
let site: Site
let other: Server
let chain: number

beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), newSite()])
  const room = newsroom(site.db)
  const article = await room.article('The bridge is safe, Ann Lee said. "It is not," Bo Chan said.')
  const safe = await room.statement(article, { by: ['Ann Lee'], words: ['The bridge is safe'] })
  const denial = await room.statement(article, { by: ['Bo Chan'], words: ['"It is not,"'] })
  await room.link(denial.claimId, 'denies', safe.claimId)
  chain = (await site.db.query('SELECT id FROM chains'))[0].id
  // A site that shows nothing of others unless they agree (COEP), with a page of the address asked for.
  other = createServer((req, res) => {
    res.setHeader('Cross-Origin-Embedder-Policy', 'require-corp').setHeader('Content-Type', 'text/html')
    res.end(
      `<!doctype html><title>Another site</title><iframe width="390" height="500" src="${site.url}${req.url}"></iframe>`,
    )
  })
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
}, 60_000)

afterAll(async () => {
  await browser.close()
  other.closeAllConnections()
  await new Promise((resolve) => other.close(resolve))
  await site.close()
})

const shown = async (path: string) => {
  const page = await (await browser.newContext()).newPage()
  await page.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}${path}`)
  return { page, frame: page.frameLocator('iframe') }
}

test('another site shows a chain in a frame, in the site’s own letters, and a link in it opens beside', async () => {
  const { page, frame } = await shown(`/chains/${chain}/embed`)
  await frame.locator('blockquote', { hasText: 'It is not' }).waitFor()
  const heading = frame.locator('h1')
  expect(await heading.evaluate((one) => getComputedStyle(one).fontFamily)).toContain('Source Serif 4')
  expect(await frame.locator('html').evaluate((one) => one.scrollWidth)).toBeLessThanOrEqual(390)
  const [beside] = await Promise.all([page.context().waitForEvent('page'), frame.locator('h2 a').first().click()])
  await beside.waitForLoadState()
  expect(new URL(beside.url()).pathname).toMatch(/^\/speakers\/\d+$/)
  expect(await beside.evaluate(() => window.opener)).toBeNull()
  expect(page.url()).toContain('/embed')
  await page.context().close()
})

test('no other page of ours is shown in a frame', async () => {
  const { page, frame } = await shown(`/chains/${chain}`)
  await page.waitForLoadState('networkidle')
  expect(await frame.locator('h1').count()).toBe(0)
  await page.context().close()
})
