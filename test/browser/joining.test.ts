import type { Browser, Page } from 'playwright-core'
import { newsroom } from '../reading/newsroom'
import { launchBrowser } from '../support/chromium'
import { newSite, type Site } from '../support/site'

let browser: Browser
let site: Site
let page: Page

beforeAll(async () => {
  browser = await launchBrowser()
  site = await newSite()
  page = await (await browser.newContext({ baseURL: site.url, javaScriptEnabled: false })).newPage()
}, 60_000)
afterAll(async () => {
  await browser.close()
  await site.close()
})

/** As often as any page here has stops; more means that what is looked for can't be reached. */
const MOST_STOPS = 60

/** Goes on with Tab until the focus is on what is read so, and presses Enter. */
async function press(name: RegExp) {
  const passed: string[] = []
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press('Tab')
    const read = await page.evaluate(() => {
      const focused = document.activeElement
      return focused?.getAttribute('aria-label') ?? focused?.textContent?.trim() ?? ''
    })
    if (name.test(read)) {
      await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
      return
    }
    passed.push(read)
  }
  throw new Error(`${name} was not among ${passed.join(' | ')}`)
}

test('an editor signs in, joins two claims, and undoes it, by the keyboard alone and without a script', async () => {
  const { article, statement } = newsroom(site.db)
  const id = await article('Ann Lee said the bridge is safe. Again: Ann Lee said the bridge is safe!')
  const words = 'said the bridge is safe'
  for (const content of [`Ann Lee ${words}.`, `Again: Ann Lee ${words}!`])
    await statement(id, { by: ['Ann Lee'], words: [content] })

  await page.goto('/signin')
  await page.fill('[name=email]', site.editor.email)
  await page.fill('[name=password]', site.editor.password)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/desk')
  await press(/^Claims that may be one$/)
  await press(/^Join claims 1 and 2$/)
  expect(await page.textContent('#will-happen ~ ul')).toContain('1 report of it becomes a report of claim 1.')
  await press(/^Join claim 2 into claim 1$/)
  await page.waitForURL('**/claims/1')
  expect(await page.textContent('.notice')).toContain('Claim 2 has been joined into this one.')
  await press(/^Undo$/)
  await page.waitForURL('**/claims/2')
  expect(await page.textContent('.notice')).toContain('Claims 1 and 2 are two again.')
})
