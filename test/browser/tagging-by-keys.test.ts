import type { Browser, BrowserContext, Page } from 'playwright-core'
import { newsroom } from '../reading/newsroom'
import { findings, newPageWithAxe } from '../support/axe'
import { launchBrowser } from '../support/chromium'
import { first } from '../support/desk'
import { newSite, type Site } from '../support/site'
import { signedIn } from '../support/world'

let browser: Browser
let site: Site
let context: BrowserContext
let page: Page
let articleId: number

/** The same words twice in one sentence, a split quotation, an emoji before what is counted. */
// In a language in which the desk proposes nothing: the keys are alone.
const TEXT = `The bridge 👷🏽 of the town

Ann Lee said the bridge is safe because the bridge is safe.

“It was tested,” she said on Monday. “And tested again.” Nobody had asked for it.

Bob Ray denied that.
`

const settled = (on = page) => on.waitForSelector('main:not([aria-busy])')
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
/** Presses what asks the server, and waits for the answer. */
const pressAndWait = async (key: string) => {
  await page.keyboard.press(key)
  await settled()
}
/** The words drawn as under the cursor, without the footnotes among them. */
const here = (on = page) =>
  on.evaluate(() =>
    [...(CSS.highlights.get('under-cursor') ?? [])]
      .map((range) => {
        const words = (range as Range).cloneContents()
        for (const note of words.querySelectorAll('a.note')) note.remove()
        return words.textContent
      })
      .join(' | '),
  )
const content = () => page.inputValue('#content')
const heard = (on = page) => on.textContent('#announcement')
const focused = () => page.evaluate(() => document.activeElement?.id)

/** Answers to such requests wait until they are let go. */
async function held(pattern: string) {
  let letGo = () => {}
  const gate = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await page.route(pattern, async (route) => {
    await gate
    await route.continue()
  })
  return async () => {
    letGo()
    await page.unrouteAll({ behavior: 'wait' })
  }
}

async function editorsPage(options: Parameters<Browser['newContext']>[0] = {}) {
  const made = await browser.newContext({ baseURL: site.url, reducedMotion: 'reduce', ...options })
  await made.addCookies(await context.cookies())
  return newPageWithAxe(made)
}

beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), newSite()])
  articleId = await newsroom(site.db).article(TEXT, { language: 'de' })
  context = await browser.newContext({ baseURL: site.url, reducedMotion: 'reduce' })
  page = await context.newPage()
  await page.goto(`/signin?next=/articles/${articleId}/annotate`)
  await page.fill('[name=email]', site.editor.email)
  await page.fill('[name=password]', site.editor.password)
  await page.click('main button')
  await page.goto(`/articles/${articleId}/annotate`)
}, 60_000)
afterAll(async () => {
  await browser.close()
  await site.close()
})

/** Somebody else of the desk, without a page of their own. */
async function colleague() {
  const person = await site.person('editor')
  const [{ name }] = await site.db.query('SELECT name FROM accounts WHERE id = $1', [person.id])
  return { agent: await signedIn(site, person), name }
}

const spans = () =>
  site.db.query(
    `SELECT start_offset AS start, end_offset AS "end", exact FROM spans
     WHERE part = 'content' AND statement_id = (SELECT max(id) FROM statements) ORDER BY position`,
  )

test('a whole statement by keys: its sentence, trimmed to the second of the same words, saved, and on to the next', async () => {
  await press('j', 'j')
  expect(await here()).toBe('Ann Lee said the bridge is safe because the bridge is safe.')
  expect(await heard()).toBe(`Sentence 2 of 6: ${await here()}`)
  for (let word = 0; word < 8; word += 1) await press('}')
  await press('[')
  expect(await here()).toBe('the bridge is safe')
  expect(await content()).toBe('the bridge is safe')

  await pressAndWait('Enter')
  expect(new URL(page.url()).search).toBe('?spans=67-85')
  expect(await content()).toBe('the bridge is safe')
  expect(await heard()).toContain('Form open')
  expect(await focused()).not.toBe('content')
  await page.fill('#speaker', 'Ann Lee')
  await page.selectOption('#kind', 'person')
  // Letters that are typed are letters; only Escape and Ctrl+Enter act there.
  await page.focus('#summary')
  await press('j', 'u', 'x', '?')
  expect(await page.inputValue('#summary')).toBe('jux?')
  expect(await here()).toBe('the bridge is safe')
  await press('Escape')
  expect(await focused()).toBe('text')
  await press('u')
  expect(await page.inputValue('#summary')).toBe('')
  await pressAndWait('Enter')

  expect(await page.textContent('#notices .notice')).toContain('Statement recorded.')
  expect(await spans()).toEqual([{ start: 67, end: 85, exact: 'the bridge is safe' }])
  expect(new URL(page.url()).search).toBe('?after=67-85')
  expect(await here()).toBe('“It was tested,” she said on Monday.')
  expect(await focused()).toBe('text')
  expect(await page.locator('ol.cards > li').count()).toBe(1)
  expect(await content()).toBe('')
})

test('a split quotation, trimmed, undone and redone', async () => {
  await press('"')
  expect(await here()).toBe('“It was tested,”')
  await press('x')
  expect(await here()).toBe('“It was tested,” | “And tested again.”')
  await press('[', '}')
  expect(await here()).toBe('“It was tested,” | And tested again')
  expect([await content(), await page.inputValue('#content-1')]).toEqual(['“It was tested,”', 'And tested again'])
  await press('u', 'u')
  expect(await here()).toBe('“It was tested,” | “And tested again.”')
  expect(await page.inputValue('#content-1')).toBe('“And tested again.”')
  await press('U')
  expect(await here()).toBe('“It was tested,” | “And tested again')
  await press('Escape')
  expect(await content()).toBe('“It was tested,” she said on Monday. “And tested again.”')
  await press('x')
  expect(await here()).toBe('“It was tested,” | “And tested again.”')
})

test('what is refused says where, and nothing typed is lost, though the desk can’t be reached either', async () => {
  await pressAndWait('c')
  await page.fill('#speaker', 'Somebody New')
  await page.selectOption('#kind', 'person')
  await page.fill('#saidOn', '2019-02-30')
  await page.route('**/statements', (route) => route.abort())
  await pressAndWait('Control+Enter')
  expect(await page.locator('#trouble').innerText()).toContain('Nothing typed is lost')
  expect(await page.inputValue('#speaker')).toBe('Somebody New')
  await page.unroute('**/statements')

  await pressAndWait('Control+Enter')
  expect(await page.locator('#trouble').isHidden()).toBe(true)
  expect(await focused()).toBe('saidOn')
  expect(await heard()).toBe('2019-02 has no day 30; its last day is 28.')
  expect([await content(), await page.inputValue('#content-1')]).toEqual(['“It was tested,”', '“And tested again.”'])
  expect(new URL(page.url()).pathname).toBe(`/articles/${articleId}/annotate`)
})

test('choices are taken, gone round, shown as taken, and undone', async () => {
  await page.evaluate(() => {
    const choices = ['Ann Lee', 'Bob Ray'].map(
      (name) =>
        `<button type="submit" name="take" value="x" data-set='{"speaker":"${name}","kind":""}'>${name}</button>`,
    )
    document
      .querySelector('#summary')
      ?.insertAdjacentHTML(
        'afterend',
        `<span data-choices="speaker">${choices.join('')}</span><button type="button" data-cycle="speaker" data-key="w">w</button>`,
      )
  })
  const taken = () => page.locator('[data-set][aria-pressed=true]').allTextContents()
  await press('Escape', 'w')
  expect([await page.inputValue('#speaker'), await taken()]).toEqual(['Ann Lee', ['Ann Lee']])
  await press('w')
  expect(await page.inputValue('#speaker')).toBe('Bob Ray')
  await press('w', 'W')
  expect([await page.inputValue('#speaker'), await taken()]).toEqual(['Bob Ray', ['Bob Ray']])
  await press('u', 'u')
  expect(await page.inputValue('#speaker')).toBe('Bob Ray')
  await page.click('[data-set] >> text=Ann Lee')
  expect([await page.inputValue('#speaker'), await taken()]).toEqual(['Ann Lee', ['Ann Lee']])
  await page.fill('#saidOn', '')
  await page.selectOption('#basis', 'not_stated')
  // However often it is pressed while the answer is awaited, it is saved once.
  const go = await held('**/statements')
  await press('Control+Enter', 'Control+Enter', 'Escape', 'Enter', 's')
  await go()
  await page.waitForFunction(() => document.querySelectorAll('ol.cards > li').length === 2)
  await settled()
  expect(await page.locator('ol.cards > li').count()).toBe(2)
  expect(await here()).toBe('Nobody had asked for it.')
  expect((await spans()).map(({ exact }: { exact: string }) => exact)).toEqual([
    '“It was tested,”',
    '“And tested again.”',
  ])
})

test('what is skipped is left, and the cursor goes on; a click on the button does the same', async () => {
  await page.goto(`/articles/${articleId}/annotate`)
  await press('j', 'j')
  await pressAndWait('s')
  expect(await here()).toBe('Nobody had asked for it.')
  expect(await heard()).toBe('Sentence 5 of 6: Nobody had asked for it.')
  await page.click('#record [data-skip]')
  await settled()
  expect(await here()).toBe('Bob Ray denied that.')
})

test('of two forms that were asked for the later one is shown; undo brings back the one that was begun', async () => {
  await page.fill('#summary', 'begun')
  await press('Escape', 'k')
  const go = await held('**/annotate?spans=*')
  await press('c', 'k', 'c')
  await go()
  await page.waitForFunction(() => document.querySelector('form[data-record][data-open]') !== null)
  await settled()
  expect([await content(), await page.inputValue('#summary')]).toEqual(['“And tested again.”', ''])
  await press('u')
  expect(await page.inputValue('#summary')).toBe('begun')
  await press('U')
  expect([await content(), await page.inputValue('#summary')]).toEqual(['“And tested again.”', ''])
  await page.goto(`/articles/${articleId}/annotate`)
  await press('j', 'j', 'j', 'j', 'j', 'j')
})

test('whoever is signed out meanwhile is told so, and what was typed stays', async () => {
  const other = await editorsPage()
  await other.goto(`/articles/${articleId}/annotate?spans=0-10`)
  await other.fill('#speaker', 'Ann Lee')
  const cookies = await other.context().cookies()
  await other.context().clearCookies()
  await other.keyboard.press('Control+Enter')
  await settled(other)
  expect(await other.locator('#trouble').innerText()).toContain('You are signed out')
  expect(await other.inputValue('#speaker')).toBe('Ann Lee')
  await other.context().addCookies(cookies)
  await other.keyboard.press('Control+Enter')
  await settled(other)
  // Half a sentence of the headline is recorded by nobody: the date is not stated.
  expect(await other.locator('#notices .notice').innerText()).toContain('Statement recorded.')
  await other.locator('#notices .notice button').click()
  await settled(other)
  await other.context().close()
})

test('from statement to statement; one is withdrawn with its reason, and comes back by undo', async () => {
  await press('p')
  expect(await page.locator('.cards > [aria-current]').innerText()).toContain('It was tested')
  await press('p')
  expect(await page.locator('.cards > [aria-current]').innerText()).toContain('the bridge is safe')
  expect(await here()).toBe('Ann Lee said the bridge is safe because the bridge is safe.')
  expect(await heard()).toContain('Statement 1 of 2')
  await pressAndWait('Delete')
  expect(await focused()).toBe('reason')
  await page.keyboard.type('A slip')
  await pressAndWait('Control+Enter')
  expect(await page.locator('ol.cards > li').count()).toBe(1)
  expect(await focused()).toBe('statements')
  expect(await heard()).toContain('Statement withdrawn.')
  await pressAndWait('u')
  expect(await page.locator('ol.cards > li').count()).toBe(2)
  expect(await focused()).toBe('statements')
  await page.click('.filters >> text=All')
  await settled()
  expect(new URL(page.url()).search).toBe('?show=all')
})

test('what somebody else has withdrawn meanwhile is shown as a conflict, with the reason that was typed', async () => {
  const other = await editorsPage()
  await other.goto(`/articles/${articleId}/annotate?withdraw=2`)
  await other.fill('#reason', 'A slip')
  const { agent } = await colleague()
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

test('a key is changed in the help, one that is taken is refused, and all letters can be switched off', async () => {
  await press('?')
  await page.fill('[data-default=j]', 'k')
  await press('Tab')
  expect(await page.locator('#keys [data-problem]').innerText()).toBe(
    '“k” is taken: sentence before. Change that one first.',
  )
  await page.fill('[data-default=j]', 'ö')
  await press('Tab', 'Escape')
  await page.reload()
  await page.keyboard.press('j')
  expect(await here()).toBe('')
  await page.evaluate(() => document.dispatchEvent(new KeyboardEvent('keydown', { key: 'ö', bubbles: true })))
  expect(await here()).toContain('The bridge')
  expect(await page.locator('[data-act=j] kbd').innerText()).toBe('ö')
  await press('?')
  await page.check('[name=keysOff]')
  await press('Escape', 'k', 'x', '?')
  expect(await here()).toContain('The bridge')
  expect(await page.locator('#keys').isHidden()).toBe(true)
  await page.click('[data-act="?"]')
  await page.click('[data-reset]')
  await press('Escape', 'j')
  expect(await here()).toContain('Ann Lee')
})

test('a tap chooses a sentence; the form comes up below it, and both are to be seen', async () => {
  const phone = await editorsPage({ viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true })
  await phone.goto(`/articles/${articleId}/annotate`)
  await phone.tap('.sentence >> text=Bob Ray denied')
  expect(await here(phone)).toBe('Bob Ray denied that.')
  await phone.tap('.bar .record')
  await settled(phone)
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
  const { agent, name } = await colleague()
  await page.goto(`/articles/${articleId}/annotate`)
  await page.clock.install()
  await page.reload()
  await press('j', 'j', 'j', 'j')
  await page.fill('#summary', 'half a word')
  const before = await here()
  await agent
    .post(`/articles/${articleId}/statements`)
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
  expect(await heard()).toBe(`${name} recorded a statement.`)
  expect([await page.inputValue('#summary'), await focused(), await here()]).toEqual(['half a word', 'summary', before])
})
