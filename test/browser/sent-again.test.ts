import type { Browser, Page } from 'playwright-core'
import { KEY_FIELD } from '../../src/web/key-field'
import { findings, newPageWithAxe } from '../support/axe'
import { launchBrowser } from '../support/chromium'
import { newSite, type Site } from '../support/site'

let browser: Browser
let site: Site
let page: Page

beforeAll(async () => {
  browser = await launchBrowser()
  site = await newSite()
  page = await newPageWithAxe(await browser.newContext({ baseURL: site.url, viewport: { width: 390, height: 900 } }))
  await page.goto('/signin')
  await page.fill('[name=email]', site.editor.email)
  await page.fill('[name=password]', site.editor.password)
  await page.click('main button')
}, 60_000)
afterAll(async () => {
  await browser.close()
  await site.close()
})

const named = async (name: string): Promise<number> =>
  (await site.db.query('SELECT count(*) FROM speakers WHERE name = $1', [name]))[0].count

async function typeSpeaker(name: string) {
  await page.goto('/speakers/new')
  await page.fill('main [name=name]', name)
}

const heading = () => page.textContent('main h1')

test('a button pressed twice saves once, and leads where it leads', async () => {
  await typeSpeaker('Ann Twice')
  await page.dblclick('main button.main')
  await page.waitForURL(/\/speakers\/\d+$/)
  expect(await heading()).toContain('Ann Twice')
  expect(await page.textContent('.notice')).toContain('Speaker added.')
  expect(await named('Ann Twice')).toBe(1)
})

test('who goes back and types something else has another form', async () => {
  await typeSpeaker('Bob First')
  await page.click('main button.main')
  await page.waitForURL(/\/speakers\/\d+$/)
  await page.goBack()
  await page.fill('main [name=name]', 'Bob Second')
  await page.click('main button.main')
  await page.waitForURL(/\/speakers\/\d+$/)
  expect([await named('Bob First'), await named('Bob Second')]).toEqual([1, 1])
})

test('what was typed into a form that has lost its key is kept to the letter, and sent by one button', async () => {
  const text = "The “first” line & <b>more</b>.\n\n\u00a0The second \u{1f477}\u{1f3fd}, 'quoted'.\n"
  await page.goto('/articles/new')
  await page.fill('[name=text]', text)
  await page.fill('[name=outlet]', 'The Daily')
  await page.fill('[name=publishedOn]', '2019-06-04')
  await page.evaluate((name) => document.querySelector(`main [name=${name}]`)?.remove(), KEY_FIELD)
  await page.click('main button.main')
  expect(await heading()).toBe('Not saved')
  expect(await findings(page)).toEqual([])
  await page.getByRole('button', { name: 'Send it again' }).click()
  await page.waitForURL(/annotate/)
  const [revision] = await site.db.query('SELECT text FROM revisions')
  expect(revision.text).toBe(text)
})
