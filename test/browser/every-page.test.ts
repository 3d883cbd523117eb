import AxeBuilder from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { seedOnce } from '../../src/demonstration/seed'
import { launchBrowser } from '../support/chromium'
import { newSite, type Site } from '../support/site'

let browser: Browser
let site: Site
let session: Awaited<ReturnType<BrowserContext['cookies']>>

beforeAll(async () => {
  browser = await launchBrowser()
  site = await newSite()
  await seedOnce(site.db)
  paths = await smallest()
  const context = await browser.newContext({ baseURL: site.url })
  const page = await context.newPage()
  await page.goto('/signin')
  await page.fill('[name=email]', site.editor.email)
  await page.fill('[name=password]', site.editor.password)
  await page.click('main button')
  session = await context.cookies()
  await context.close()
}, 60_000)

afterAll(async () => {
  await browser.close()
  await site.close()
})

/** The smallest of each kind: axe looks at every element, and another card of the same template tells it nothing new. */
let paths: Record<'chain' | 'article' | 'claim' | 'speaker' | 'spokesman' | 'statement', number>

async function smallest() {
  const [row] = await site.db.query(`
    SELECT
      (SELECT chains.id FROM chains JOIN chain_components component ON component.id = component_id ORDER BY size, chains.id LIMIT 1) AS chain,
      (SELECT article_id FROM statements JOIN revisions ON revisions.id = revision_id GROUP BY 1 ORDER BY count(*), 1 LIMIT 1) AS article,
      (SELECT from_claim_id FROM links GROUP BY 1 ORDER BY count(*), 1 LIMIT 1) AS claim,
      (SELECT speaker_id FROM claim_speakers GROUP BY 1 ORDER BY count(*), 1 LIMIT 1) AS speaker,
      (SELECT speaker_id FROM speaker_roles WHERE speaks_for_id IS NOT NULL ORDER BY id LIMIT 1) AS spokesman,
      (SELECT min(id) FROM statements) AS statement`)
  return row
}

const FOR_READERS = [
  '/',
  '/chains',
  '/chains/:chain',
  '/articles',
  '/articles/:article',
  '/claims/:claim',
  '/speakers',
  '/speakers/:speaker',
  '/speakers/:spokesman',
  '/speakers?name=Pes',
  '/ns',
  '/exports',
  '/api',
  '/signin',
  '/nothing-here',
]
const FOR_EDITORS = [
  '/chains/:chain',
  '/claims/:claim',
  '/articles/new',
  '/articles/:article',
  '/articles/:article/annotate?start=0&end=20',
  '/articles/:article/annotate?q=Russia',
  '/statements/:statement/edit',
  '/claims/:claim/links/new',
  '/speakers/:spokesman',
  '/speakers/new',
  '/speakers/:spokesman/edit',
  '/speakers/:spokesman/merge',
  '/speakers/:spokesman/merge?into=:speaker',
]

describe.each([1280, 390])('at %i px, light and dark', (width) => {
  let signedOut: Page
  let signedIn: Page

  beforeAll(async () => {
    const options = { baseURL: site.url, viewport: { width, height: 900 }, reducedMotion: 'reduce' } as const
    signedOut = await (await browser.newContext(options)).newPage()
    const context = await browser.newContext(options)
    await context.addCookies(session)
    signedIn = await context.newPage()
  })
  afterAll(() => Promise.all([signedOut.context().close(), signedIn.context().close()]))

  test.each(FOR_READERS)('%s: no axe finding, nothing wider than the screen, no script', async (path) => {
    await looksRight(signedOut, path, width)
    expect(await signedOut.locator('script').count()).toBe(0)
  })

  test.each(FOR_EDITORS)('%s for an editor: no axe finding, nothing wider than the screen', async (path) => {
    await looksRight(signedIn, path, width)
  })
})

async function looksRight(page: Page, path: string, width: number) {
  const complaints: string[] = []
  const listen = (message: { type(): string; text(): string }) => {
    if (message.type() === 'error' && !message.text().includes('404')) complaints.push(message.text())
  }
  page.on('console', listen)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto(path.replaceAll(/:(\w+)/g, (_, kind: keyof typeof paths) => String(paths[kind])))
  expect(await findings(page)).toEqual([])
  // Of all rules only contrast depends on the colours.
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await findings(page, ['color-contrast'])).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  expect(complaints).toEqual([])
  page.off('console', listen)
}

async function findings(page: Page, rules?: string[]): Promise<string[]> {
  // In detail only what is wrong, and in the page itself, which has no frames: a third of the time.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations } = await (rules ? axe.options({ resultTypes: ['violations'], runOnly: rules }) : axe).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(' | ')}`)
}

test('axe finds what is wrong on a page that is wrong', async () => {
  const page = await (await browser.newContext()).newPage()
  await page.setContent('<html><body><img src="x"><input><p style="color: #aaa">Pale</p></body></html>')
  const found = await findings(page)
  expect(found.join()).toMatch(/image-alt/)
  expect(found.join()).toMatch(/label/)
  expect((await findings(page, ['color-contrast'])).join()).toMatch(/color-contrast/)
  await page.context().close()
})
