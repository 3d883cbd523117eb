import type { Page } from 'playwright-core'
import { TaggingPage } from './tagging-page'

/** The same words twice in one sentence, a split quotation, an emoji before what is counted. */
// In a language in which the desk proposes nothing: the keys are alone.
const TEXT = `The bridge 👷🏽 of the town

Ann Lee said the bridge is safe because the bridge is safe.

“It was tested,” she said on Monday. “And tested again.” Nobody had asked for it.

Bob Ray denied that.
`

let desk: TaggingPage
let page: Page

beforeAll(async () => {
  desk = await TaggingPage.open(TEXT, { language: 'de' })
  page = desk.page
}, 60_000)
afterAll(() => desk.close())

const spans = () =>
  desk.site.db.query(
    `SELECT start_offset AS start, end_offset AS "end", exact FROM spans
     WHERE part = 'content' AND statement_id = (SELECT max(id) FROM statements) ORDER BY position`,
  )

test('a whole statement by keys: its sentence, trimmed to the second of the same words, saved, and on to the next', async () => {
  await desk.press('j', 'j')
  expect(await desk.here()).toBe('Ann Lee said the bridge is safe because the bridge is safe.')
  expect(await desk.heard()).toBe(`Sentence 2 of 6: ${await desk.here()}`)
  for (let word = 0; word < 8; word += 1) await desk.press('}')
  await desk.press('[')
  expect(await desk.here()).toBe('the bridge is safe')
  expect(await desk.content()).toBe('the bridge is safe')

  await desk.pressAndWait('Enter')
  expect(new URL(page.url()).search).toBe('?spans=67-85')
  expect(await desk.content()).toBe('the bridge is safe')
  expect(await desk.heard()).toContain('Form open')
  expect(await desk.focused()).not.toBe('content')
  await page.fill('#speaker', 'Ann Lee')
  await page.selectOption('#kind', 'person')
  // Letters that are typed are letters; only Escape and Ctrl+Enter act there.
  await page.focus('#summary')
  await desk.press('j', 'u', 'x', '?')
  expect(await page.inputValue('#summary')).toBe('jux?')
  expect(await desk.here()).toBe('the bridge is safe')
  await desk.press('Escape')
  expect(await desk.focused()).toBe('text')
  await desk.press('u')
  expect(await page.inputValue('#summary')).toBe('')
  await desk.pressAndWait('Enter')

  expect(await page.textContent('#notices .notice')).toContain('Statement recorded.')
  expect(await spans()).toEqual([{ start: 67, end: 85, exact: 'the bridge is safe' }])
  expect(new URL(page.url()).search).toBe('?after=67-85')
  expect(await desk.here()).toBe('“It was tested,” she said on Monday.')
  expect(await desk.focused()).toBe('text')
  expect(await page.locator('ol.cards > li').count()).toBe(1)
  expect(await desk.content()).toBe('')
})

test('a split quotation, trimmed, undone and redone', async () => {
  await desk.press('"')
  expect(await desk.here()).toBe('“It was tested,”')
  await desk.press('x')
  expect(await desk.here()).toBe('“It was tested,” | “And tested again.”')
  await desk.press('[', '}')
  expect(await desk.here()).toBe('“It was tested,” | And tested again')
  expect([await desk.content(), await page.inputValue('#content-1')]).toEqual(['“It was tested,”', 'And tested again'])
  await desk.press('u', 'u')
  expect(await desk.here()).toBe('“It was tested,” | “And tested again.”')
  expect(await page.inputValue('#content-1')).toBe('“And tested again.”')
  await desk.press('U')
  expect(await desk.here()).toBe('“It was tested,” | “And tested again')
  await desk.press('Escape')
  expect(await desk.content()).toBe('“It was tested,” she said on Monday. “And tested again.”')
  await desk.press('x')
  expect(await desk.here()).toBe('“It was tested,” | “And tested again.”')
})

test('what is refused says where, and nothing typed is lost, though the desk can’t be reached either', async () => {
  await desk.pressAndWait('c')
  await page.fill('#speaker', 'Somebody New')
  await page.selectOption('#kind', 'person')
  await page.fill('#saidOn', '2019-02-30')
  await page.route('**/statements', (route) => route.abort())
  await desk.pressAndWait('Control+Enter')
  expect(await page.locator('#trouble').innerText()).toContain('Nothing typed is lost')
  expect(await page.inputValue('#speaker')).toBe('Somebody New')
  await page.unroute('**/statements')

  await desk.pressAndWait('Control+Enter')
  expect(await page.locator('#trouble').isHidden()).toBe(true)
  expect(await desk.focused()).toBe('saidOn')
  expect(await desk.heard()).toBe('2019-02 has no day 30; its last day is 28.')
  expect([await desk.content(), await page.inputValue('#content-1')]).toEqual([
    '“It was tested,”',
    '“And tested again.”',
  ])
  expect(new URL(page.url()).pathname).toBe(desk.path)
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
  await desk.press('Escape', 'w')
  expect([await page.inputValue('#speaker'), await taken()]).toEqual(['Ann Lee', ['Ann Lee']])
  await desk.press('w')
  expect(await page.inputValue('#speaker')).toBe('Bob Ray')
  await desk.press('w', 'W')
  expect([await page.inputValue('#speaker'), await taken()]).toEqual(['Bob Ray', ['Bob Ray']])
  await desk.press('u', 'u')
  expect(await page.inputValue('#speaker')).toBe('Bob Ray')
  await page.click('[data-set] >> text=Ann Lee')
  expect([await page.inputValue('#speaker'), await taken()]).toEqual(['Ann Lee', ['Ann Lee']])
  await page.fill('#saidOn', '')
  await page.selectOption('#basis', 'not_stated')
  // However often it is pressed while the answer is awaited, it is saved once.
  const go = await desk.hold('**/statements')
  await desk.press('Control+Enter', 'Control+Enter', 'Escape', 'Enter', 's')
  await go()
  await page.waitForFunction(() => document.querySelectorAll('ol.cards > li').length === 2)
  await desk.settled()
  expect(await page.locator('ol.cards > li').count()).toBe(2)
  expect(await desk.here()).toBe('Nobody had asked for it.')
  expect((await spans()).map(({ exact }: { exact: string }) => exact)).toEqual([
    '“It was tested,”',
    '“And tested again.”',
  ])
})

test('what is skipped is left, and the cursor goes on; a click on the button does the same', async () => {
  await page.goto(desk.path)
  await desk.press('j', 'j')
  await desk.pressAndWait('s')
  expect(await desk.here()).toBe('Nobody had asked for it.')
  expect(await desk.heard()).toBe('Sentence 5 of 6: Nobody had asked for it.')
  await page.click('#record [data-skip]')
  await desk.settled()
  expect(await desk.here()).toBe('Bob Ray denied that.')
})

test('of two forms that were asked for the later one is shown; undo brings back the one that was begun', async () => {
  await page.fill('#summary', 'begun')
  await desk.press('Escape', 'k')
  const go = await desk.hold('**/annotate?spans=*')
  await desk.press('c', 'k', 'c')
  await go()
  await page.waitForFunction(() => document.querySelector('form[data-record][data-open]') !== null)
  await desk.settled()
  expect([await desk.content(), await page.inputValue('#summary')]).toEqual(['“And tested again.”', ''])
  await desk.press('u')
  expect(await page.inputValue('#summary')).toBe('begun')
  await desk.press('U')
  expect([await desk.content(), await page.inputValue('#summary')]).toEqual(['“And tested again.”', ''])
  await page.goto(desk.path)
  await desk.press('j', 'j', 'j', 'j', 'j', 'j')
})

test('whoever is signed out meanwhile is told so, and what was typed stays', async () => {
  const other = await desk.another()
  await other.goto(`${desk.path}?spans=0-10`)
  await other.fill('#speaker', 'Ann Lee')
  const cookies = await other.context().cookies()
  await other.context().clearCookies()
  await other.keyboard.press('Control+Enter')
  await desk.settled(other)
  expect(await other.locator('#trouble').innerText()).toContain('You are signed out')
  expect(await other.inputValue('#speaker')).toBe('Ann Lee')
  await other.context().addCookies(cookies)
  await other.keyboard.press('Control+Enter')
  await desk.settled(other)
  // Half a sentence of the headline is recorded by nobody: the date is not stated.
  expect(await other.locator('#notices .notice').innerText()).toContain('Statement recorded.')
  await other.locator('#notices .notice button').click()
  await desk.settled(other)
  await other.context().close()
})
