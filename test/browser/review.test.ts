import type { Browser, Page } from 'playwright-core'
import { contrastFindings, findings, type Looks, newPageWithAxe } from '../support/axe'
import { launchBrowser } from '../support/chromium'
import { newReviewDesk, type ReviewDesk, type Seat, second } from '../support/review'
import { type Site, siteOf } from '../support/site'

let browser: Browser
let desk: ReviewDesk
let site: Site
let editor: Page
let reviewer: Page
let reader: Page

beforeAll(async () => {
  browser = await launchBrowser()
  desk = await newReviewDesk()
  site = await siteOf(desk.world)
  reader = await opened()
  editor = await signedIn(desk.editor)
  reviewer = await signedIn(desk.reviewer)
}, 60_000)
afterAll(async () => {
  await browser.close()
  await site.close()
})

const opened = async () => (await browser.newContext({ baseURL: site.url, javaScriptEnabled: false })).newPage()

async function signedIn({ person }: Seat): Promise<Page> {
  const page = await opened()
  await page.goto('/signin')
  await page.fill('[name=email]', person.email)
  await page.fill('[name=password]', person.password)
  await page.click('main button')
  return page
}

test('an editor saves, somebody else sends back and publishes, and only then a reader reads, without any script', async () => {
  const ann = await desk.record(desk.editor)
  await editor.goto(`/articles/${desk.articleId}/annotate?q=Ann`)
  expect(await editor.textContent(`#statement-${ann.id} .state`)).toBe('draft')
  const bob = await desk.record(desk.editor, second)
  await editor.goto(`/claims/${bob.claimId}/links/new`)
  await editor.check(`[name=to][value="${ann.claimId}"]`)
  await editor.check('[name=relation][value=denies]')
  await editor.click('#link button.main')
  expect(await editor.textContent('.notice')).toContain('Linked, as a draft')
  expect((await reader.goto(`/claims/${ann.claimId}`))?.status()).toBe(404)
  await reader.goto('/chains')
  expect(await reader.locator('ol.rows li, main ol li').count()).toBe(0)

  await editor.goto('/review')
  expect(await editor.getByRole('button', { name: /Publish/ }).count()).toBe(0)
  expect(await editor.textContent(`#statement-${ann.id}`)).toContain('Yours: somebody else publishes it.')

  await reviewer.goto('/review')
  await reviewer.click(`#statement-${ann.id} summary`)
  await reviewer.fill(`#comment-statement-${ann.id}`, 'Which bridge?')
  await reviewer.click(`#statement-${ann.id} details button`)
  expect(await reviewer.textContent('.notice')).toContain('Sent back')
  await editor.reload()
  expect(await editor.textContent(`#statement-${ann.id}`)).toContain('Which bridge?')
  await editor.click('nav[aria-label=Desk] a[href="/notifications"]')
  await editor.getByRole('button', { name: /^Open/ }).first().click()
  expect(new URL(editor.url()).pathname).toBe(`/claims/${ann.claimId}/drafts`)
  await editor.click(`#statement-${ann.id} a[href$="/edit"]`)
  await editor.fill('[name=summary]', 'The old bridge is safe.')
  await editor.click('main button.main')

  await reviewer.goto('/review')
  await reviewer.getByRole('button', { name: 'Publish link 1 together with its claims' }).click()
  expect(await reviewer.textContent('.notice')).toContain('3 published.')
  await reader.goto('/chains')
  await reader.click('main ol a')
  expect(await reader.textContent('main')).toContain('The old bridge is safe.')
  expect(await reader.textContent('main')).toContain('Bob Ray')
})

test('with drafts, comments and news, at 390 and 1280 px: no axe finding, nothing wider than the screen', async () => {
  const page = await newPageWithAxe(await browser.newContext({ baseURL: site.url }))
  await page.context().addCookies(await reviewer.context().cookies())
  await desk.turnPage()
  const ann = await desk.record(desk.editor, { ...second, speaker: 'Eve Fox' })
  await desk.record(desk.editor, {
    ...second,
    speaker: 'Ida Jay',
    content: 'It was tested',
    start: '',
    end: '',
    source: '',
    cue: '',
  })
  await desk.link(desk.editor, ann.claimId, 1, 'She was asked.')
  const talk = { body: `Look, @${desk.reviewer.person.email.split('@')[0]}.`, tell: '' }
  await desk.editor.agent.post(`/claims/${ann.claimId}/discussion`).type('form').send(talk).expect(303)
  const paths = ['/review', `/claims/${ann.claimId}/drafts`, `/claims/${ann.claimId}/discussion`, '/notifications']
  for (const path of [...paths, '/claims/1', `/articles/${desk.articleId}/annotate`, '/statements/1/edit']) {
    await page.setViewportSize({ width: 390, height: 900 })
    await page.goto(path)
    expect([path, await findings(page, { judged: looks.narrow })]).toEqual([path, []])
    expect([path, await fits(page)]).toEqual([path, true])
    await page.setViewportSize({ width: 1280, height: 900 })
    // What a width makes of a page: where things stand, and what lies under them.
    const wide = await contrastFindings(page, looks.wide, ['scrollable-region-focusable', 'target-size'])
    expect([path, wide]).toEqual([path, []])
    expect([path, await fits(page)]).toEqual([path, true])
  }
  await page.context().close()
}, 30_000)

const looks: Record<'narrow' | 'wide', Looks> = { narrow: new Set(), wide: new Set() }

const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)
