import type { Browser, BrowserContext, Page } from 'playwright-core'
import { seedOnce } from '../../src/demonstration/seed'
import { sealHistory } from '../../src/proof/sealing.commands'
import { contrastFindings, findings, type Looks, newPageWithAxe } from '../support/axe'
import { launchBrowser } from '../support/chromium'
import { formsWithoutKey } from '../support/forms-without-key'
import { RUNNING_SCRIPTS } from '../support/scripts'
import { newSite, type Site } from '../support/site'
import { smallTargets } from '../support/targets'
import { type Person, SIGNING_KEYS } from '../support/world'
import { FOR_ADMINS, FOR_EDITORS, FOR_READERS } from './addresses-of-pages'
import { invalidIn, tooHeavy, weightOf } from './readers-page'
import { type Rows, rowsOf } from './rows-of-pages'

let browser: Browser
let site: Site
let session: Awaited<ReturnType<BrowserContext['cookies']>>
let adminSession: typeof session

beforeAll(async () => {
  browser = await launchBrowser()
  site = await newSite()
  await seedOnce(site.db)
  paths = await rowsOf(site)
  await sealHistory(site.db, SIGNING_KEYS)
  session = await sessionOf(site.editor)
  adminSession = await sessionOf(await site.person('admin'))
}, 60_000)

async function sessionOf({ email, password }: Person) {
  const context = await browser.newContext({ baseURL: site.url })
  const page = await context.newPage()
  await page.goto('/signin')
  await page.fill('[name=email]', email)
  await page.fill('[name=password]', password)
  await page.click('main button')
  const cookies = await context.cookies()
  await context.close()
  return cookies
}

afterAll(async () => {
  await browser.close()
  await site.close()
})

/** The rows that addresses name. */
let paths: Rows

describe('at 390 and 1280 px, light and dark', () => {
  let signedOut: Page
  let signedIn: Page
  let admin: Page

  beforeAll(async () => {
    const options = { baseURL: site.url, reducedMotion: 'reduce' } as const
    signedOut = await newPageWithAxe(await browser.newContext(options))
    const context = await browser.newContext(options)
    await context.addCookies(session)
    signedIn = await newPageWithAxe(context)
    const ofAdmin = await browser.newContext(options)
    await ofAdmin.addCookies(adminSession)
    admin = await newPageWithAxe(ofAdmin)
  })
  afterAll(() => Promise.all([signedOut, signedIn, admin].map((page) => page.context().close())))

  test.each(FOR_READERS)('%s: no axe finding, nothing wider than the screen, valid, light, no script', async (path) => {
    const html = await looksRight(signedOut, path)
    expect(await signedOut.evaluate((those) => document.querySelectorAll(those).length, RUNNING_SCRIPTS)).toBe(0)
    await looksRightOnPaper(signedOut)
    expect(await invalidIn(html)).toEqual([])
    expect(tooHeavy(await weightOf(signedOut, html), path)).toEqual([])
  })

  test.each(FOR_EDITORS)('%s for an editor: no axe finding, nothing wider than the screen', async (path) => {
    await looksRight(signedIn, path)
  })

  test.each(FOR_ADMINS)('%s for an admin: no axe finding, nothing wider than the screen', async (path) => {
    await looksRight(admin, path)
  })
})

test('on paper, a page of the past says of when it is', async () => {
  const page = await (await browser.newContext({ baseURL: site.url })).newPage()
  await page.emulateMedia({ media: 'print' })
  await page.goto(`/claims/${paths.claim}/as-of/${new Date().toISOString().slice(0, 10)}`)
  expect(await page.locator('text=This is how it stood').isVisible()).toBe(true)
  expect(await page.locator('text=See it as it is now').isVisible()).toBe(false)
  await page.context().close()
})

/** CSS px of an A4 sheet between the margins that the style sheet sets. */
const SHEET = { width: Math.floor(((210 - 2 * 18) / 25.4) * 96), height: Math.floor(((297 - 2 * 18) / 25.4) * 96) }

test.each([
  ['/chains/:largest', 5],
  ['/chains/:long', 45],
  ['/chains/:long/map', 0],
  ['/claims/:claim', 0],
  ['/articles/:zoned', 1],
])('%s on paper: every card, nothing cut, links with their addresses', async (path, leastCards) => {
  const page = await (await browser.newContext({ baseURL: site.url })).newPage()
  await page.setViewportSize(SHEET)
  await page.emulateMedia({ media: 'print' })
  await page.goto(addressOf(path))
  const { cards, unseenCards, cut, wide, addresses } = await page.evaluate(printed)
  expect(cards).toBeGreaterThanOrEqual(leastCards)
  expect({ unseenCards, cut, wide }).toEqual({ unseenCards: [], cut: [], wide: [] })
  expect(await widest(page)).toBeLessThanOrEqual(SHEET.width)
  if (!path.endsWith('/map')) expect(addresses).not.toEqual([])
  expect(addresses.filter((content) => !/^" <https?:\/\/[^\s/]+\/[^\s>]+>"$/.test(content))).toEqual([])
  const pdf = await page.pdf({ preferCSSPageSize: true })
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  if (cards > 0) expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(1)
  await page.context().close()
})

/** What a printed page shows: cards, what is cut off or sticks out, and what is printed behind the links of sources and claims. */
function printed() {
  const isSeen = (element: Element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  const name = (element: Element) => `${element.localName}.${element.getAttribute('class')} ${element.id}`
  const cards = [...document.querySelectorAll('.ledger > li')]
  const seen = [...document.querySelectorAll('body *:not(.unseen, .unseen *, .skip)')].filter(isSeen)
  const isCut = (element: Element) =>
    getComputedStyle(element).overflowX !== 'visible' &&
    !element.closest('svg') &&
    (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)
  return {
    cards: cards.length,
    unseenCards: cards.filter((card) => !isSeen(card) || card.getBoundingClientRect().height === 0).map(name),
    cut: seen.filter(isCut).map(name),
    wide: seen.filter((element) => element.getBoundingClientRect().right > innerWidth + 1).map(name),
    addresses: [...document.querySelectorAll('.source cite a, .act a')]
      .filter(isSeen)
      .map((link) => getComputedStyle(link, '::after').content),
  }
}

/** What was looked at on pages before: most of a page looks as those do. */
const judged: Record<'light' | 'dark' | 'paper', Looks> = { light: new Set(), dark: new Set(), paper: new Set() }

/**
 * All rules once, on the narrow screen; on the wide one, and of other colours, those whose answer may be another there.
 *
 * @returns the page, as it came
 */
async function looksRight(page: Page, path: string): Promise<string> {
  const complaints: string[] = []
  const listen = (message: { type(): string; text(): string }) => {
    if (message.type() === 'error' && !message.text().includes('status of 4')) complaints.push(message.text())
  }
  page.on('console', listen)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 390, height: 900 })
  const response = await page.goto(addressOf(path))
  expect(await findings(page, { judged: judged.light })).toEqual([])
  expect(await formsWithoutKey(page)).toEqual([])
  expect(await page.evaluate(hiddenAndSeen)).toEqual([])
  expect(await widest(page)).toBeLessThanOrEqual(390)
  expect(await smallTargets(page)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 1280, height: 900 })
  expect(await contrastFindings(page, judged.dark, ['scrollable-region-focusable', 'link-in-text-block'])).toEqual([])
  expect(await widest(page)).toBeLessThanOrEqual(1280)
  expect(await smallTargets(page)).toEqual([])
  expect(complaints).toEqual([])
  page.off('console', listen)
  return response?.text() ?? ''
}

/** Printed. (In forced colours the browser chooses both, and axe reads those that were not taken.) */
async function looksRightOnPaper(page: Page) {
  await page.emulateMedia({ media: 'print', colorScheme: 'light' })
  expect(await contrastFindings(page, judged.paper)).toEqual([])
  await page.emulateMedia({ media: 'screen' })
}

const addressOf = (path: string) => path.replace(/:(\w+)/g, (_, kind: keyof Rows) => String(paths[kind]))

/** What is marked as hidden, and shown all the same. */
const hiddenAndSeen = () =>
  [...document.querySelectorAll('[hidden]')].filter((one) => one.checkVisibility()).map((one) => one.outerHTML)

const widest = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth)
