import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../support/chromium'
import { newSite, type Site } from '../support/site'

const PASSWORD = 'the bridge opens in May'

let browser: Browser
let site: Site

beforeAll(async () => {
  browser = await launchBrowser()
}, 60_000)
afterAll(() => browser.close())

/** An admin's and a new editor's first day, on a desktop with script and on a phone without. */
describe.each([
  ['with JavaScript at 1280 px', true, 1280],
  ['without JavaScript at 390 px', false, 390],
])('%s', (_name, javaScriptEnabled, width) => {
  const newPage = async () => {
    const viewport = { width, height: 900 }
    return (await browser.newContext({ javaScriptEnabled, viewport, baseURL: site.url })).newPage()
  }
  let admin: Page
  let editor: Page
  let link: string

  beforeAll(async () => {
    site = await newSite()
    admin = await newPage()
    editor = await newPage()
    await signIn(admin, await site.person('admin'))
  })
  afterAll(async () => {
    await Promise.all([admin, editor].map((page) => page.context().close()))
    await site.close()
  })

  test('an admin invites an editor', async () => {
    await admin.getByRole('link', { name: 'Accounts' }).click()
    await admin.getByRole('link', { name: 'Add somebody' }).click()
    await admin.getByLabel('E-mail address').fill('ann@desk.example')
    await admin.getByLabel('Name, as others here see it').fill('Ann Lee')
    await admin.locator('label', { hasText: 'editor works' }).locator('input').check()
    await admin.getByRole('button', { name: 'Add and make a link' }).click()
    expect(await admin.textContent('h1')).toBe('An invitation for Ann Lee')
    link = new URL((await admin.getByLabel('The link').inputValue()).trim()).pathname
    await fits(admin)
  })

  test('who opens the link, is told of a poor password, chooses a good one, and is in', async () => {
    await editor.goto(link)
    await choose(editor, 'ann@desk.example')
    expect(await editor.textContent('.errors')).toContain('your own name or address')
    await fits(editor)
    const sent = editor.waitForRequest((request) => request.method() === 'POST')
    await choose(editor, PASSWORD)
    // The form's origin is told, for browsers that say nothing else of where it is from; its address is not.
    const { origin, referer } = await (await sent).allHeaders()
    expect([origin, referer]).toEqual([site.url, `${site.url}/`])
    expect(await editor.textContent('.notice')).toContain('You are signed in, Ann Lee.')
    await editor.goto(link)
    expect(await editor.textContent('h1')).toBe('This link opens nothing now')
  })

  test('works', async () => {
    await editor.goto('/articles/new')
    await editor.fill('[name=text]', 'The bridge\n\nAnn Lee said the bridge is safe.')
    await editor.fill('[name=outlet]', 'The Daily')
    await editor.fill('[name=publishedOn]', '2020-02-05')
    await editor.click('main button.main')
    expect(await editor.textContent('h1')).toBe('The bridge')
  })

  test('sees where she is signed in, and ends what is not here', async () => {
    const elsewhere = await newPage()
    await signIn(elsewhere, { email: 'ann@desk.example', password: PASSWORD })
    await editor.getByRole('link', { name: 'Ann Lee' }).click()
    expect(await editor.locator('section li', { hasText: 'begun' }).count()).toBe(2)
    await fits(editor)
    await editor.getByRole('button', { name: /^End the session/ }).click()
    expect(await editor.textContent('.notice')).toContain('The session is ended.')
    expect(await editor.locator('section li', { hasText: 'begun' }).count()).toBe(1)
    await elsewhere.goto('/account')
    expect(new URL(elsewhere.url()).pathname).toBe('/signin')
    await elsewhere.context().close()
  })

  test('is shut out at her next click, and let in again by Undo', async () => {
    await admin.goto('/accounts')
    await admin.getByRole('link', { name: 'Ann Lee' }).click()
    await admin.getByRole('button', { name: 'Disable this account' }).click()
    expect(await admin.textContent('.notice')).toContain('Ann Lee is shut out.')
    await editor.goto('/account')
    expect(new URL(editor.url()).pathname).toBe('/signin')
    await admin.getByRole('button', { name: 'Undo' }).click()
    expect(await admin.textContent('.notice')).toContain('may sign in again')
    await signIn(editor, { email: 'ann@desk.example', password: PASSWORD })
    expect(new URL(editor.url()).pathname).toBe('/account')
  })
})

async function signIn(page: Page, { email, password }: { email: string; password: string }) {
  await page.goto('/signin?next=/account')
  await page.fill('[name=email]', email)
  await page.fill('[name=password]', password)
  await page.click('main button')
}

async function choose(page: Page, password: string) {
  await page.getByLabel('New password').fill(password)
  await page.getByLabel('The same once more').fill(password)
  await page.getByRole('button', { name: 'Choose and sign in' }).click()
}

const fits = async (page: Page) =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
    page.viewportSize()?.width ?? 0,
  )
