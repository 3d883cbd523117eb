import type { Browser, Page } from 'playwright-core'
import { newsroom } from '../reading/newsroom'
import { findings, newPageWithAxe } from '../support/axe'
import { launchBrowser } from '../support/chromium'
import { keyboardOf } from '../support/keyboard'
import { newSite, type Site } from '../support/site'

let browser: Browser
let site: Site
let page: Page
let articleId: number
let paths: string[]

/** The longest name there is, with no place to break; and one written from right to left. */
const LONG = 'W'.repeat(200)
const RIGHT_TO_LEFT = 'עמוס'
/** Longer than several screens, as articles are. */
const TEXT = `The bridge\n\nIt is safe. It is not.\n\n${Array.from({ length: 60 }, (_, place) => `This is sentence ${place} of a long day in town.`).join('\n\n')}\n`

beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), newSite()])
  const room = newsroom(site.db)
  articleId = await room.article(TEXT, { rights: 'full' })
  const long = await room.statement(articleId, { by: [LONG], words: ['It is safe'] })
  const other = await room.statement(articleId, { by: [RIGHT_TO_LEFT, LONG], words: ['It is not'] })
  await room.link(other.claimId, 'denies', long.claimId)
  const [{ speaker, rtl, chain }] = await site.db.query(
    `SELECT (SELECT id FROM speakers WHERE name = $1) AS speaker, (SELECT id FROM speakers WHERE name = $2) AS rtl,
       (SELECT max(id) FROM chains) AS chain`,
    [LONG, RIGHT_TO_LEFT],
  )
  const ofSpeaker = ['', '/edit', '/merge', `/merge?into=${rtl}`].map((end) => `/speakers/${speaker}${end}`)
  const ofClaim = [
    `/claims/${other.claimId}`,
    `/claims/${other.claimId}/links/new`,
    `/claims/${long.claimId}/correction`,
  ]
  const ofArticle = [
    `/articles/${articleId}`,
    `/articles/${articleId}/annotate`,
    `/statements/${other.statementId}/edit`,
  ]
  paths = ['/', '/speakers', ...ofSpeaker, `/chains/${chain}`, ...ofClaim, ...ofArticle, '/desk', '/search?q=safe']
  const context = await browser.newContext({
    baseURL: site.url,
    javaScriptEnabled: false,
    viewport: { width: 390, height: 800 },
    reducedMotion: 'reduce',
  })
  page = await context.newPage()
  await page.goto('/signin')
  await page.fill('[name=email]', site.editor.email)
  await page.fill('[name=password]', site.editor.password)
  await page.click('main button')
}, 60_000)
afterAll(async () => {
  await browser.close()
  await site.close()
})

test('a name of 200 letters makes no page wider than the screen', async () => {
  const wide: string[] = []
  for (const path of paths) {
    const answer = await page.goto(path)
    expect([path, answer?.status()]).toEqual([path, 200])
    if ((await widthOf()) > 390) wide.push(path)
  }
  expect(wide).toEqual([])
})

const widthOf = () => page.evaluate(() => document.documentElement.scrollWidth)

test('a refused statement is answered where its form is, and the window’s title says so', async () => {
  await page.goto(`/articles/${articleId}/annotate`)
  await page.fill('#content', 'It is not')
  await page.fill('#speaker', 'Nobody Known')
  await page.click('#record button.main')
  await page.waitForLoadState()
  expect(await page.title()).toMatch(/^Not saved: Tag: The bridge/)
  const errors = page.locator('#record .errors')
  expect(await errors.textContent()).toContain('No speaker is named Nobody Known')
  const top = await errors.evaluate((box) => box.getBoundingClientRect().top)
  expect(top).toBeGreaterThanOrEqual(0)
  expect(top).toBeLessThan(800)
  expect(await page.locator('details', { hasText: 'The quotation is split' }).getAttribute('open')).toBeNull()
})

test('where the answer stands at the top of the page, what is wrong has the focus', async () => {
  await page.goto('/speakers/new')
  await page.fill('[name=name]', RIGHT_TO_LEFT)
  await page.click('main button.main')
  await page.waitForLoadState()
  expect(await page.title()).toMatch(/^Not saved: Add a speaker/)
  expect(await page.locator('.errors').evaluate((box) => box === document.activeElement)).toBe(true)
  await page.check('#another')
  await page.click('main button.main')
  expect(await page.textContent('.notice')).toContain('Speaker added.')
})

test('a number that is none is told as such where a part of a text is marked', async () => {
  await page.goto(`/articles/${articleId}/zones?from=x`)
  await page.check('[name=kind][value=caption]')
  await page.click('text=Mark it')
  expect(await page.textContent('.errors')).toContain('Write the number of a paragraph')
})

test('a form that could not be done is kept, told first, and sent again without a mouse', async () => {
  await page.goto('/speakers/new')
  await page.fill('[name=name]', `${LONG.slice(0, 180)} again`)
  await page.fill('[name=description]', 'Said so.\nTwice.')
  const { pool } = site.database.visits
  const taken = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()))
  const wait = pool.options.connectionTimeoutMillis
  pool.options.connectionTimeoutMillis = 100
  await page.click('main button.main')
  for (const client of taken) client.release()
  pool.options.connectionTimeoutMillis = wait

  expect(await page.title()).toMatch(/^Not available/)
  expect(await page.locator('.errors').evaluate((box) => box === document.activeElement)).toBe(true)
  expect(await page.inputValue('[name=description]')).toBe('Said so.\nTwice.')
  expect(await widthOf()).toBeLessThanOrEqual(390)
  expect(await findingsIn(await page.content())).toEqual([])
  await keyboardOf(page).button('Send it again')
  expect(await page.textContent('.notice')).toContain('Speaker added.')
})

/** What axe, which is a script, finds on a page that was shown without. */
async function findingsIn(html: string): Promise<string[]> {
  const context = await browser.newContext({ baseURL: site.url, viewport: { width: 390, height: 800 } })
  const looked = await newPageWithAxe(context)
  await looked.route('**/looked-at', (route) => route.fulfill({ contentType: 'text/html', body: html }))
  await looked.goto('/looked-at')
  const found = await findings(looked)
  await context.close()
  return found
}
