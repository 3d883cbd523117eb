import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { createApp } from '../../src/app'
import { findings, newPageWithAxe } from '../support/axe'
import { launchBrowser } from '../support/chromium'
import { newWorld, type World } from '../support/world'

let browser: Browser
let world: World
let server: Server
let url: string
let context: BrowserContext
let page: Page

beforeAll(async () => {
  browser = await launchBrowser()
  world = await newWorld()
  await serve()
  context = await browser.newContext({ baseURL: url, viewport: { width: 1200, height: 900 } })
  page = await newPageWithAxe(context)
  await signIn(page)
  await page.goto('/articles/new')
  await page.fill(
    '[name=text]',
    'News of the day\n\nAnn Lee said on Monday that the bridge is safe. Bob Ray denied it.\n',
  )
  await page.fill('[name=outlet]', 'The Daily')
  await page.fill('[name=publishedOn]', '2020-02-05')
  await page.click('main button.main')
}, 60_000)
afterAll(async () => {
  await browser.close()
  await stop()
  await world.close()
})

/** Where the browser finds it again after it was stopped. */
async function serve() {
  server = createServer(createApp(world.context))
  const port = url === undefined ? 0 : Number(new URL(url).port)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** In the middle of whatever is under way, as when it is killed. */
async function stop() {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
}

async function signIn(on: Page) {
  await on.goto('/signin')
  await on.fill('[name=email]', world.editor.email)
  await on.fill('[name=password]', world.editor.password)
  await on.click('main button')
  await on.waitForURL(/\/desk$/)
}

const tagging = '/articles/1/annotate'
const speaker = (on: Page) => on.inputValue('[data-record] [name=speaker] >> nth=0')
const line = (on: Page) => on.locator('[data-record] .kept')
const type = async (on: Page, words: string) => {
  await on.focus('[data-record] [name=speaker] >> nth=0')
  await on.keyboard.press('End')
  await on.keyboard.type(words, { delay: 20 })
}

test('words of two seconds ago outlive the server, and the page itself; what can’t be kept is said, and kept later', async () => {
  await page.goto(`${tagging}?start=17&end=67`)
  // What the desk proposes is not typed.
  await page.fill('[data-record] [name=speaker] >> nth=0', '')
  let sent = 0
  page.on('request', (request) => {
    if (request.url().includes('/unsaved')) sent += 1
  })
  const words = 'Ann Lee, mayor of the city by the bridge over the river, as she was called at the time'
  await type(page, words)
  // While somebody types, not only once they pause; and by no means at each key, however slowly this machine types.
  expect(sent).toBeGreaterThan(0)
  await page.waitForTimeout(1_300)
  expect(sent).toBeLessThan(words.length / 4)
  await stop()
  await type(page, ' and more')
  await line(page).getByText('Not kept: the server does not answer.').waitFor()
  await serve()
  const other = await newPageWithAxe(await browser.newContext({ baseURL: url, viewport: { width: 390, height: 900 } }))
  await signIn(other)
  await other.goto(tagging)
  expect(await speaker(other)).toMatch(/^Ann Lee, mayor.* at the time/)
  expect(await other.textContent('#unsaved')).toContain('It is not recorded yet.')
  expect(await findings(other)).toEqual([])
  await line(page)
    .getByText(/^Kept \d\d:\d\d UTC/)
    .waitFor()
  await type(page, '!')
  await page.close()
  await other.waitForTimeout(200)
  await other.reload()
  expect(await speaker(other)).toMatch(/ at the time and more!$/)
  await other.goto('/')
  await other.getByText('Unfinished: 1').waitFor()
  await other.click('text=Discard')
  await other.getByText('Discarded what was not recorded.').waitFor()
  expect(await speaker(other)).toBe('')
  await other.context().close()
}, 30_000)

test('who is signed out is told so, and finds the words after signing in again, though the page was closed', async () => {
  page = await context.newPage()
  await page.goto(tagging)
  await world.db.query('DELETE FROM sessions')
  await type(page, 'Bob Ray')
  await line(page).getByText('Not kept: you are signed out.').waitFor()
  expect(await line(page).locator('a').getAttribute('target')).toBe('_blank')
  await page.close()
  page = await context.newPage()
  await signIn(page)
  await page.goto(tagging)
  await page.locator('#unsaved .notice').waitFor()
  expect(await speaker(page)).toBe('Bob Ray')
  expect(await page.evaluate(() => localStorage.length)).toBe(0)

  // Recorded at once, while the last of it is still on its way.
  await page.fill('[data-record] [name=content]', 'Bob Ray denied it.')
  await page.selectOption('[data-record] [name=kind]', 'person')
  await page.click('[data-record] button.main')
  await page.getByText('Statement recorded.', { exact: true }).waitFor()
  await page.goto('/')
  expect(await page.locator('#unfinished').count()).toBe(0)
}, 30_000)
