import type { Page } from 'playwright-core'
import { newsroom } from '../reading/newsroom'
import { findings } from '../support/axe'
import { first } from '../support/desk'
import { TaggingPage } from './tagging-page'

/** A split quotation, an emoji before what is counted. */
// In a language in which the desk proposes nothing: the keys are alone.
const TEXT = `The bridge 👷🏽 of the town

Ann Lee said the bridge is safe because it is new.

“It was tested,” she said on Monday. “And tested again.” Nobody had asked for it.

Bob Ray denied that.
`

let desk: TaggingPage
let page: Page

beforeAll(async () => {
  desk = await TaggingPage.open(TEXT, { language: 'de' })
  page = desk.page
  const desks = newsroom(desk.site.db)
  await desks.statement(desk.articleId, { by: ['Ann Lee'], words: ['the bridge is safe'] })
  await desks.statement(desk.articleId, { by: ['Bob Ray'], words: ['“It was tested,”', '“And tested again.”'] })
  await page.reload()
  await page.waitForSelector('html.ready')
}, 60_000)
afterAll(() => desk.close())

test('from statement to statement; one is withdrawn with its reason, and comes back by undo', async () => {
  await desk.press('n', 'n')
  expect(await page.locator('.cards > [aria-current]').innerText()).toContain('It was tested')
  await desk.press('p')
  expect(await page.locator('.cards > [aria-current]').innerText()).toContain('the bridge is safe')
  expect(await desk.here()).toBe('Ann Lee said the bridge is safe because it is new.')
  expect(await desk.heard()).toContain('Statement 1 of 2')
  await desk.pressAndWait('Delete')
  expect(await desk.focused()).toBe('reason')
  await page.keyboard.type('A slip')
  await desk.pressAndWait('Control+Enter')
  expect(await page.locator('ol.cards > li').count()).toBe(1)
  expect(await desk.focused()).toBe('statements')
  expect(await desk.heard()).toContain('Statement withdrawn.')
  await desk.pressAndWait('u')
  expect(await page.locator('ol.cards > li').count()).toBe(2)
  expect(await desk.focused()).toBe('statements')
  await page.click('.filters >> text=All')
  await desk.settled()
  expect(new URL(page.url()).search).toBe('?show=all')
})

test('what of the list is shown goes on to be shown: from form to form, when a form is refused, and when it is saved', async () => {
  const shown = () => page.locator('.filters [aria-current]').innerText()
  await page.click('.filters >> text=Not linked')
  await desk.settled()
  await desk.press('j')
  await desk.pressAndWait('c')
  expect(new URL(page.url()).searchParams.get('show')).toBe('unlinked')
  await page.fill('#speaker', 'Ann Lee')
  await page.fill('#saidOn', '2019-02-30')
  await desk.pressAndWait('Control+Enter')
  expect(await page.locator('#record .errors').count()).toBe(1)
  expect(await shown()).toMatch('Not linked')
  await page.fill('#saidOn', '2019-02-03')
  await desk.pressAndWait('Control+Enter')
  expect(await page.textContent('#notices .notice')).toContain('Statement recorded.')
  expect(await shown()).toMatch('Not linked')
  expect(new URL(page.url()).searchParams.get('show')).toBe('unlinked')
  await page.click('#notices .notice button')
  await desk.settled()
  await page.click('.filters >> text=All')
  await desk.settled()
})

test('what somebody else has withdrawn meanwhile is shown as a conflict, with the reason that was typed', async () => {
  const other = await desk.another()
  await other.goto(`${desk.path}?withdraw=2`)
  await other.fill('#reason', 'A slip')
  const { agent } = await desk.colleague()
  const first = { version: 3, reason: 'Not said' }
  await agent
    .post('/statements/2/withdrawal')
    .type('form')
    .send({ ...first, version: 1 })
    .expect(303)
  await other.keyboard.press('Control+Enter')
  await other.waitForFunction(() => document.title.startsWith('Somebody') || document.querySelector('#text') === null)
  expect(await other.textContent('main')).toContain('Not said')
  expect(await other.content()).toContain('A slip')
  await agent.post('/statements/2/restoration').type('form').send({ version: 2 }).expect(303)
  await other.context().close()
})

test('lines for newcomers are there until somebody hides them, and then are not sent at all', async () => {
  const other = await desk.another()
  await other.goto(desk.path)
  await other.waitForSelector('html.ready')
  await other.click('#hints button')
  expect(await other.locator('#hints').count()).toBe(0)
  const [sent, elsewhere] = [await other.request.get(desk.path), await page.request.get(desk.path)]
  expect(await sent.text()).not.toContain('id="hints"')
  expect(await elsewhere.text()).toContain('id="hints"')
  await other.context().close()
})

test('a key is changed in the help, one that is taken is refused, and all letters can be switched off', async () => {
  await desk.press('?')
  await page.fill('[data-default=j]', 'k')
  await desk.press('Tab')
  expect(await page.locator('#keys [data-problem]').innerText()).toBe(
    '“k” is taken: sentence before. Change that one first.',
  )
  await page.fill('[data-default=j]', 'ö')
  await desk.press('Tab', 'Escape')
  await page.reload()
  await page.keyboard.press('j')
  expect(await desk.here()).toBe('')
  await page.evaluate(() => document.dispatchEvent(new KeyboardEvent('keydown', { key: 'ö', bubbles: true })))
  expect(await desk.here()).toContain('The bridge')
  expect(await page.locator('[data-act=j] kbd').innerText()).toBe('ö')
  await desk.press('?')
  await page.check('[name=keysOff]')
  await desk.press('Escape', 'k', 'x', '?')
  expect(await desk.here()).toContain('The bridge')
  expect(await page.locator('#keys').isHidden()).toBe(true)
  await page.click('[data-act="?"]')
  await page.click('[data-reset]')
  await desk.press('Escape', 'j')
  expect(await desk.here()).toContain('Ann Lee')
})

test('a tap chooses a sentence; the form comes up below it, and both are to be seen', async () => {
  const phone = await desk.another({ viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true })
  await phone.goto(desk.path)
  await phone.tap('.sentence >> text=Bob Ray denied')
  expect(await desk.here(phone)).toBe('Bob Ray denied that.')
  await phone.tap('.bar .record')
  await desk.settled(phone)
  expect(await phone.inputValue('#content')).toBe('Bob Ray denied that.')
  const sentence = await phone.locator('.sentence.here').boundingBox()
  const form = await phone.locator('#record').boundingBox()
  expect((sentence?.y ?? 0) + (sentence?.height ?? 0)).toBeLessThanOrEqual(form?.y ?? 0)
  expect(form?.y).toBeLessThan(700)
  const small = await phone.locator('.bar button, .cards a, #record button:visible').evaluateAll((all) =>
    all
      .filter((one) => one.getClientRects().length > 0 && one.className !== 'unseen')
      .map((one) => one.getBoundingClientRect())
      .filter(({ width, height }) => width < 24 || height < 24),
  )
  expect(small).toEqual([])
  expect(await findings(phone)).toEqual([])
  await phone.evaluate(() => document.querySelector<HTMLElement>('[data-act="?"]')?.click())
  expect(await findings(phone)).toEqual([])
  await phone.context().close()
})

test('of two editors each hears what the other did; form, cursor and focus stay', async () => {
  const { agent, name } = await desk.colleague()
  await page.goto(desk.path)
  await page.clock.install()
  await page.reload()
  await desk.press('j', 'j', 'j', 'j')
  await page.fill('#summary', 'half a word')
  const before = await desk.here()
  await agent
    .post(`/articles/${desk.articleId}/statements`)
    .type('form')
    .send({
      ...first,
      content: 'Bob Ray denied that',
      spans: '',
      start: '',
      end: '',
      source: '',
      cue: '',
      speaker: 'Bob Ray',
    })
    .expect(303)
  const renewed = page.waitForResponse(/annotate$/)
  await page.clock.runFor(5_000)
  await renewed
  await page.waitForFunction(() => document.querySelectorAll('ol.cards > li').length === 3)
  expect(await desk.heard()).toBe(`${name} recorded a statement.`)
  expect([await page.inputValue('#summary'), await desk.focused(), await desk.here()]).toEqual([
    'half a word',
    'summary',
    before,
  ])
})
