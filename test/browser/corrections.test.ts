import type { Browser, Page } from 'playwright-core'
import { seedOnce } from '../../src/demonstration/seed'
import { sealed } from '../corrections/reader'
import { launchBrowser } from '../support/chromium'
import { newSite, type Site } from '../support/site'

let browser: Browser
let site: Site

beforeAll(async () => {
  browser = await launchBrowser()
  site = await newSite()
  await seedOnce(site.db)
}, 60_000)
afterAll(async () => {
  await browser.close()
  await site.close()
})

/** Goes on with Tab until the element has the focus, as somebody without a mouse would. */
async function tabTo(page: Page, selector: string) {
  for (let pressed = 0; pressed < 80; pressed += 1) {
    await page.keyboard.press('Tab')
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return
  }
  throw new Error(`${selector} is not reached by Tab`)
}

test('a reader without script, cookie or mouse asks; an editor answers; the reader sees it', async () => {
  const [{ claim }] = await site.db.query('SELECT min(to_claim_id) AS claim FROM links')
  const viewport = { width: 390, height: 800 }
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: site.url, viewport })
  const page = await context.newPage()
  await page.goto(`/claims/${claim}`)
  await page.click('text=Ask for a correction')
  await tabTo(page, '[name=kind]')
  await page.keyboard.press('ArrowDown')
  expect(await page.locator('[name=kind]:checked').inputValue()).toBe('wrong_words')
  await tabTo(page, '[name=words]')
  await page.keyboard.type('He said “some”, not “most”.')
  await tabTo(page, '[name=email]')
  await page.keyboard.press('Tab')
  // Past the field that nobody sees, and at once: the form says so, and keeps what was typed.
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Send')
  await page.keyboard.press('Enter')
  expect(await page.textContent('[role=alert]')).toContain('quicker than this form can be read')
  expect(await page.inputValue('[name=words]')).toBe('He said “some”, not “most”.')
  await page.locator('[name=seal]').evaluate((field, seal) => field.setAttribute('value', seal), sealed(site, claim))
  await tabTo(page, 'button.main')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/corrections/*')
  expect(await page.textContent('h1')).toBe('Your request, number 1')
  expect(await context.cookies()).toEqual([])

  const desk = await (await browser.newContext({ baseURL: site.url })).newPage()
  await desk.goto('/signin')
  await desk.fill('[name=email]', site.editor.email)
  await desk.fill('[name=password]', site.editor.password)
  await desk.click('main button')
  await desk.click('text=Corrections 1')
  await tabTo(desk, 'a[href="/corrections/1/answer"]')
  await desk.keyboard.press('Enter')
  await desk.waitForURL('**/answer')
  await tabTo(desk, '[name=outcome]')
  await desk.keyboard.press('ArrowDown')
  await tabTo(desk, '[name=answer][id]')
  await desk.keyboard.type('The recording has “most”.')
  await tabTo(desk, 'button.main')
  await desk.keyboard.press('Enter')
  await desk.waitForURL('**/corrections')
  expect(await desk.textContent('.notice')).toContain('Correction 1 answered and closed.')
  await desk.context().close()

  await page.reload()
  expect(await page.textContent('main')).toContain('The recording has “most”.')
  await context.close()
})
