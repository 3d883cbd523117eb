import type { Browser, BrowserContext, Page } from 'playwright-core'
import { KEYS } from '../../src/workbench/keys'
import { findings, newPageWithAxe } from '../support/axe'
import { launchBrowser } from '../support/chromium'
import { newSite, type Site } from '../support/site'

const TEXT = `Ferry trial goes ahead

Harbour master Ines Okafor said on Monday that the ferry was safe to sail, and fast.

Tomas Brandt, a spokesman for the dockers’ union, denied the report in a statement on Tuesday.

“It was tested,” Clara Mori said. “And tested again.” Nobody had asked for it.

Read more about ferries.
`

let browser: Browser
let site: Site
let context: BrowserContext
let page: Page
const broken: string[] = []

/** A phone, as the browser emulates it: taps are touches, and nothing hovers. */
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), newSite()])
  context = await browser.newContext({
    baseURL: site.url,
    viewport: { width: 390, height: 800 },
    hasTouch: true,
    isMobile: true,
    reducedMotion: 'reduce',
  })
  page = await newPageWithAxe(context)
  page.setDefaultTimeout(5_000)
  page.on('pageerror', ({ message }) => broken.push(message))
}, 60_000)
afterAll(async () => {
  await browser.close()
  await site.close()
})
afterEach(() => expect(broken).toEqual([]))

const tap = async (selector: string) => {
  await page.tap(selector)
  await page.waitForSelector('main:not([aria-busy])')
}
/** Taps into a field, and types on the keyboard that comes up. */
const type = async (selector: string, words: string) => {
  await page.tap(selector)
  await page.keyboard.type(words)
}
const bar = (key: string) => tap(`.bar [data-act='${key}']`)
const field = (id: string) => page.inputValue(`#${id}`)
const notice = () => page.textContent('#notices .notice')

test('an article is imported, and its appeal is marked as not its own', async () => {
  await page.goto('/articles/new')
  await type('[name=email]', site.editor.email)
  await type('[name=password]', site.editor.password)
  await tap('main button')
  await page.fill('[name=text]', TEXT)
  await type('[name=outlet]', 'The Daily')
  await page.fill('[name=publishedOn]', '2019-06-12')
  await tap('main button.main')
  await tap('main a >> text=Mark appeals')
  await tap('[aria-label="Begin at paragraph 5"]')
  await tap('[aria-label="End with paragraph 5"]')
  await tap('[name=kind][value=appeal]')
  await tap('text=Mark it')
  expect(await page.textContent('.notice')).toContain('Marked: appeal or advertisement.')
  await tap('.crumbs a[href$=annotate]')
})

test('the next passage comes filled in; a wrong guess is one tap, and saving leads on', async () => {
  await page.waitForSelector('html.ready')
  await bar('s')
  expect(await Promise.all(['content', 'speaker', 'saidOn'].map(field))).toEqual([
    'the ferry was safe to sail, and fast',
    'Ines Okafor',
    '2019-06-10',
  ])
  await tap('[data-choices=saidOn] button >> text=not stated')
  expect(await field('saidOn')).toBe('')
  await bar('u')
  expect(await field('saidOn')).toBe('2019-06-10')
  await bar(',')
  expect(await field('content')).toBe('the ferry was safe to sail')
  await bar('c')
  expect(await notice()).toContain('Statement recorded.')
})

test('what it answers is ticked by a tap, and saved with it', async () => {
  expect(await Promise.all(['speaker', 'saidOn'].map(field))).toEqual(['Tomas Brandt', '2019-06-11'])
  expect(await page.isChecked('[name=stance][value=denies]')).toBe(true)
  await tap('.opponent label')
  await bar('c')
  const rows = await site.db.query('SELECT from_claim_id AS "from", relation, to_claim_id AS "to" FROM links')
  expect(rows).toEqual([{ from: 2, relation: 'denies', to: 1 }])
})

test('a split quotation is what stands in quotation marks, and once more', async () => {
  await bar('Escape')
  await bar('"')
  await bar('x')
  expect([await field('content'), await field('content-1')]).toEqual(['“It was tested,”', '“And tested again.”'])
  expect(await field('speaker')).toBe('Clara Mori')
  expect(await findings(page)).toEqual([])
  await bar('c')
  expect(await page.locator('ol.cards > li').count()).toBe(3)
})

test('words that are held and drawn over are chosen', async () => {
  await page.locator('#record .close').tap()
  await page.evaluate(() => {
    const sentences = [...document.querySelectorAll('.sentence')]
    const words = sentences.find(({ textContent }) => textContent?.startsWith('Nobody'))?.firstChild as Text
    // The handles are the system’s: no browser emulates them.
    getSelection()?.setBaseAndExtent(words, 0, words, 'Nobody had asked'.length)
    words.parentElement?.dispatchEvent(new Event('touchend', { bubbles: true }))
  })
  await page.waitForFunction(() =>
    [...(CSS.highlights.get('under-cursor') ?? [])].some((range) => (range as Range).toString() === 'Nobody had asked'),
  )
  await bar('c')
  expect(await field('content')).toBe('Nobody had asked')
  await page.locator('#record .close').tap()
})

test('a card leads to its words and back; its statement is edited, withdrawn, and brought back', async () => {
  await tap('[aria-label="2, to the text"]')
  expect(new URL(page.url()).hash).toMatch(/^#s\d+$/)
  await tap('.text [aria-label="statement 2"]')
  expect(new URL(page.url()).hash).toBe('#statement-2')
  await tap('#statement-2 [data-edit]')
  await page.fill('#saidOn', '2019-06-10')
  await tap('main button.main')
  expect(await page.textContent('#statement-2')).toContain('2019-06-10')
  await page.waitForSelector('html.ready')
  await tap('#statement-2 [data-withdraw]')
  await type('#reason', 'A slip')
  await tap('#withdrawal button')
  expect(await page.locator('ol.cards > li').count()).toBe(2)
  await tap('#notices .notice button')
  expect(await page.locator('ol.cards > li').count()).toBe(3)
  await tap('.filters >> text=Not linked')
  expect(await page.locator('ol.cards > li').count()).toBe(1)
  await tap('.filters >> text=All')
})

/** What of the accessibility tree below an element is no address. */
const heardIn = async (selector: string) =>
  (await page.locator(selector).ariaSnapshot())
    .split('\n')
    .filter((line) => !line.includes('- /url:'))
    .map((line) => line.trim())

test('every mark, name and role is in the accessibility tree, in the order of the text', async () => {
  expect(await heardIn('#text')).toEqual([
    '- region "Text of the article":',
    '- paragraph: Ferry trial goes ahead',
    '- paragraph:',
    '- text: Harbour master Ines Okafor said on Monday that',
    '- mark: the ferry was safe to sail',
    '- link "statement 1":',
    '- text: "1"',
    '- text: ", and fast."',
    '- paragraph:',
    '- text: Tomas Brandt, a spokesman for the dockers’ union, denied',
    '- mark: the report',
    '- link "statement 2":',
    '- text: "2"',
    '- text: in a statement on Tuesday.',
    '- paragraph:',
    '- mark: “It was tested,”',
    '- text: Clara Mori said.',
    '- mark: “And tested again.”',
    '- link "statement 3":',
    '- text: "3"',
    '- text: Nobody had asked for it.',
    '- paragraph: Appeal or advertisement',
    '- paragraph: Read more about ferries.',
  ])
  expect((await heardIn('#list .cards')).slice(0, 9)).toEqual([
    '- list:',
    '- listitem:',
    '- heading "1, to the text Ines Okafor" [level=3]:',
    '- link "1, to the text":',
    '- text: "1"',
    '- text: Ines Okafor',
    '- paragraph: 2019-06-10 · medium unknown · asserts',
    '- blockquote: the ferry was safe to sail',
    '- link "Link (1)":',
  ])
  const buttons = (await heardIn('.bar')).filter((line) => line.includes('button'))
  expect(buttons.slice(0, 4)).toEqual([
    '- button "Record"',
    '- button "Next passage"',
    '- button "Sentence before"',
    '- button "Next sentence"',
  ])
  expect(buttons.every((line) => /button "\S/.test(line))).toBe(true)
})

test('in forced colours the words chosen, what is taken and what has the focus are still told apart', async () => {
  await page.emulateMedia({ forcedColors: 'active' })
  await tap('.sentence >> text=Ines Okafor')
  await bar('c')
  const styles = await page.evaluate(() => {
    const style = (selector: string) => getComputedStyle(document.querySelector(selector) as Element)
    const [taken, other] = ['[aria-pressed=true]', '[data-set][aria-pressed=false]'].map(style)
    return {
      here: style('.sentence.here').outlineStyle,
      mark: style('mark.piece').textDecorationLine + style('mark.piece').borderBottomStyle,
      taken: [taken?.outlineStyle, other?.outlineStyle],
      toldBy: CSS.highlights.get('told-by')?.size,
    }
  })
  expect(styles).toEqual({
    here: 'solid',
    mark: expect.stringMatching(/underline|solid|dotted/),
    taken: ['solid', 'none'],
    toldBy: 0,
  })
  await page.emulateMedia({ forcedColors: 'none' })
})

/** Keys that have no button of their own name, and what does the same. */
const SAME: Record<string, string> = {
  b: '.bar [data-act="{"]',
  f: '.bar [data-act="}"]',
  i: '#speaker',
  r: '.opponent select[name^=relation]',
  y: '.opponent select[name^=direction]',
  1: '[name=stance][value=asserts]',
  2: '[name=stance][value=denies]',
  3: '[name=stance][value=declines]',
  4: '[name=stance][value=does_not_dispute]',
  5: '[name=stance][value=asks]',
  e: '.cards [data-edit]',
}
/** Offered where there is so much to offer, each on a line with its key. */
const IN_THE_LIST_OFFERED = ['6', '7', '8', '9', '0', 't']

test('beside every key something to be seen is offered that does the same', async () => {
  await tap('.sentence >> text=Ines Okafor')
  await bar('c')
  const missing: string[] = []
  for (const { key } of KEYS.flatMap(({ keys }) => keys)) {
    if (IN_THE_LIST_OFFERED.includes(key)) continue
    const own = [`.bar [data-act='${key}']`, `#record [data-key='${key}']`].join()
    const shown = page.locator(SAME[key] ?? own).filter({ visible: true })
    if ((await shown.count()) === 0) missing.push(key)
  }
  expect(missing).toEqual([])
})
