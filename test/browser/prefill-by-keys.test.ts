import type { Browser, BrowserContext, Page } from 'playwright-core'
import { newsroom } from '../reading/newsroom'
import { findings, newPageWithAxe } from '../support/axe'
import { launchBrowser } from '../support/chromium'
import { newSite, type Site } from '../support/site'

const TEXT = `Ferry trial goes ahead

🙂 Harbour master Ines Okafor said on Monday that the ferry was safe to sail, and fast.

Tomas Brandt, a spokesman for the dockers’ union, denied the report in a statement on Tuesday.

Bo Dahl told the council that Clara Mori had said that the ferry was rusty.

According to the Lagoon Company, the ferry was new.
`

let browser: Browser
let site: Site
let context: BrowserContext
let page: Page
let articleId: number
const broken: string[] = []

beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), newSite()])
  articleId = await newsroom(site.db).article(TEXT, { publishedOn: '2019-06-12' })
  context = await browser.newContext({ baseURL: site.url, reducedMotion: 'reduce' })
  page = await newPageWithAxe(context)
  page.setDefaultTimeout(5_000)
  page.on('pageerror', ({ message }) => broken.push(message))
  await page.goto(`/signin?next=/articles/${articleId}/annotate`)
  await page.fill('[name=email]', site.editor.email)
  await page.fill('[name=password]', site.editor.password)
  await page.click('main button')
  await page.waitForSelector('html.ready')
}, 60_000)
afterAll(async () => {
  await browser.close()
  await site.close()
})
afterEach(() => expect(broken).toEqual([]))

const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
/** Presses what asks the server, and waits for the answer. */
const pressAndWait = async (...keys: string[]) => {
  await press(...keys)
  await page.waitForSelector('main:not([aria-busy])')
}
/** Presses what trims the words, and waits until they are read anew. */
async function trim(key: string) {
  const answer = page.waitForResponse(/annotate\?spans=.*&of=/)
  const old = await page.evaluateHandle(() => document.querySelector('#record'))
  await press(key)
  await answer
  await page.waitForFunction((record) => document.querySelector('#record') !== record, old)
}
const open = async (asked: string, id = articleId) => {
  await page.goto(`/articles/${id}/annotate${asked}`)
  await page.waitForSelector('html.ready')
}
const field = (id: string) => page.inputValue(`#${id}`)
const why = (group: string) => page.textContent(`#${group}-why`)
const taken = (group: string) => page.locator(`[data-choices=${group}] [aria-pressed=true]`).allTextContents()
const focused = () => page.evaluate(() => document.activeElement?.id)
const placeOf = (words: string) => {
  // The sign before the first sentence is one code point, and two units.
  const start = TEXT.indexOf(words) - 1
  return `${start}-${start + words.length}`
}
const newest = async () =>
  (
    await site.db.query(
      `SELECT claims.id, array(SELECT speakers.name FROM claim_speakers JOIN speakers ON speakers.id = speaker_id WHERE claim_id = claims.id) AS speakers,
         said_on AS "saidOn", medium, stance, array(SELECT relation || ' ' || to_claim_id FROM links WHERE from_claim_id = claims.id AND state <> 'withdrawn' ORDER BY id) AS answers,
         array(SELECT relation || ' ' || from_claim_id FROM links WHERE to_claim_id = claims.id AND state <> 'withdrawn' ORDER BY id) AS "answeredBy"
       FROM claims ORDER BY id DESC LIMIT 1`,
    )
  )[0]

test('the next passage comes filled in; other proposals are a key away, each with its reason, and undone', async () => {
  await pressAndWait('s')
  expect(await page.textContent('#announcement')).toBe('Form open, Ines Okafor, 2019-06-10')
  expect([await field('content'), await field('source'), await field('cue'), await field('kind')]).toEqual([
    'the ferry was safe to sail, and fast',
    'Harbour master Ines Okafor',
    'said',
    'person',
  ])
  expect(await why('speaker')).toBe('“Harbour master Ines Okafor” before “said”')
  await press('w')
  expect([await field('speaker'), await field('kind'), await why('speaker')]).toEqual([
    'Harbour',
    'organisation',
    '“Harbour”',
  ])
  await press('W')
  expect([await field('speaker'), await taken('speaker')]).toEqual(['Ines Okafor', ['Ines Okafor']])
  expect([await field('saidOn'), await why('saidOn')]).toEqual(['2019-06-10', '“on Monday”, counted from publication'])
  await press('d', 'd')
  expect([await field('saidOn'), await field('basis'), await why('saidOn')]).toEqual([
    '',
    'not_stated',
    'no day beside the cue',
  ])
  await press('u')
  expect([await field('saidOn'), await field('saidOnWords'), await why('saidOn')]).toEqual([
    '2019-06-11',
    'on Tuesday',
    '“on Tuesday”, counted from publication',
  ])
  await press('m')
  expect([await field('medium'), await why('medium')]).toEqual(['written_statement', '“the report in a statement”'])
  await press('v')
  expect([await field('cue'), await taken('cue')]).toEqual(['', ['no word']])
  // Whom other words name becomes the speaker with them.
  await press('o', 'o')
  expect([await field('source'), await field('speaker'), await taken('speaker')]).toEqual([
    'Harbour',
    'Harbour',
    ['Harbour'],
  ])
  await press('O', '3')
  expect(await field('speaker')).toBe('Ines Okafor')
  expect(await page.isChecked('[name=stance][value=declines]')).toBe(true)
})

test('other words of the passage are gone round; what was typed before comes back by undo', async () => {
  await page.fill('#summary', 'Half a')
  await press('Escape')
  await pressAndWait('a')
  const second = await field('content')
  expect(second).not.toBe('the ferry was safe to sail, and fast')
  expect(await field('summary')).toBe('')
  const count = await page.locator('.readings li').count()
  for (let times = 1; times < count; times += 1) await pressAndWait('a')
  expect(await field('content')).toBe('the ferry was safe to sail, and fast')
  for (let times = 0; times < count; times += 1) await press('u')
  expect([await field('content'), await field('summary')]).toEqual(['the ferry was safe to sail, and fast', 'Half a'])
})

describe('words that are trimmed', () => {
  test('are read anew, which is undone with them', async () => {
    await open('?after=0-0')
    await trim(',')
    expect([await field('content'), await field('cue')]).toEqual(['the ferry was safe to sail', 'said'])
    await press('d')
    expect(await why('saidOn')).toBe('“on Tuesday”, counted from publication')
    await press('u', 'u')
    expect([await field('content'), await field('saidOn')]).toEqual([
      'the ferry was safe to sail, and fast',
      '2019-06-10',
    ])
  })

  test('not once somebody has changed another field, nor in a form that was found, refused or kept', async () => {
    let asked = 0
    await page.route(/annotate\?spans=/, (route) => {
      asked += 1
      return route.continue()
    })
    const typed = 'Typed with care'
    const still = async () => {
      await press('[')
      // Longer than the script waits for another key.
      await page.waitForTimeout(200)
      expect([await field('summary'), asked]).toEqual([typed, 0])
    }
    await open('?after=0-0')
    await page.fill('#summary', typed)
    await press('Escape')
    await still()
    await press('i', 'l')
    await page.keyboard.type('fer')
    await pressAndWait('Enter')
    expect(await field('summary')).toBe(typed)
    await still()
    await page.fill('#saidOn', '2019-02-30')
    await pressAndWait('Control+Enter')
    expect(await focused()).toBe('saidOn')
    await press('Escape')
    await still()
    // As when the page goes: what was typed is kept at once.
    await page.evaluate(() => void dispatchEvent(new Event('pagehide')))
    await page.waitForSelector('.kept')
    await open('')
    await still()
    await page.unrouteAll()
    await site.db.query('DELETE FROM unsaved_forms')
  })
})

test('writing: i and a key lead into the field, known names are completed, a written day is stated', async () => {
  await open('?after=0-0')
  await pressAndWait('Enter')
  expect((await newest()).speakers).toEqual(['Ines Okafor'])
  expect([await field('content'), await field('speaker')]).toEqual(['the report', 'Tomas Brandt'])
  await press('i', 'w')
  expect(await focused()).toBe('speaker')
  await page.keyboard.type('In')
  expect(await field('speaker')).toBe('Ines Okafor')
  expect(await page.evaluate(() => getSelection()?.toString())).toBe('es Okafor')
  expect(await why('speaker')).toBe(
    await page.getAttribute('[data-choices=speaker] button >> text=Ines Okafor', 'data-why'),
  )
  await press('Control+A')
  await page.keyboard.type('To')
  await press('Control+A', 'Delete')
  await page.keyboard.type('Tomas Brandt')
  expect(await why('speaker')).toBe('“Tomas Brandt” before “denied”')
  await press('Escape', 'i', 'd', 'Control+A', 'Delete')
  expect(await field('basis')).toBe('not_stated')
  await page.keyboard.type('2019-06')
  expect([await field('basis'), await why('saidOn')]).toEqual(['stated', ''])
  for (const [key, id] of [
    ['o', 'source'],
    ['v', 'cue'],
    ['m', 'medium'],
    ['a', 'content'],
    ['l', 'find-claim'],
  ] as const) {
    await press('Escape', 'i', key)
    expect(await focused()).toBe(id)
  }
  // What is no field’s key does what it always does.
  await press('Escape', 'i', '2')
  expect(await page.isChecked('[name=stance][value=denies]')).toBe(true)
})

test('contradictions are ticked, related and turned by keys; saving links them, and goes on; undo takes it back', async () => {
  const { id: first } = await newest()
  await press('l')
  const box = `#link-${first}`
  expect(await page.isChecked(box)).toBe(true)
  expect([await field(`link-${first}-relation`), await field(`link-${first}-direction`)]).toEqual(['denies', 'answers'])
  await press('r')
  expect(await field(`link-${first}-relation`)).toBe('corrects')
  await press('y')
  expect(await field(`link-${first}-direction`)).toBe('answered')
  await press('y', 'l', '6', 'l')
  // Another form shows it as it was ticked, and the keys act on it as before.
  await press('i', 'l')
  await page.keyboard.type('zeppelin')
  await pressAndWait('Enter')
  expect([await page.isChecked(box), await field(`link-${first}-relation`)]).toEqual([true, 'corrects'])
  await press('r')
  expect(await field(`link-${first}-relation`)).toBe('walks_back')
  await press('u')
  await pressAndWait('Enter')
  expect(await page.textContent('#notices .notice')).toContain('Statement recorded.')
  expect(await newest()).toMatchObject({
    speakers: ['Tomas Brandt'],
    saidOn: '2019-06',
    stance: 'denies',
    answers: [`corrects ${first}`],
    answeredBy: [],
  })
  expect([await field('speaker'), await focused()]).toEqual(['Bo Dahl', 'text'])
  expect(new URL(page.url()).search).toBe(`?after=${placeOf('the report')}`)
  await pressAndWait('u')
  expect(await page.locator('ol.cards > li').count()).toBe(1)
})

test('what stands within another’s words is passed on by them', async () => {
  await open(`?spans=${placeOf('Clara Mori had said that the ferry was rusty')}&of=0-1`)
  await page.fill('#speaker', 'Bo Dahl')
  await page.selectOption('#kind', 'person')
  await pressAndWait('Control+Enter')
  const { id: outer } = await newest()
  await open(`?spans=${placeOf('the ferry was rusty')}`)
  expect(await field('speaker')).toBe('Clara Mori')
  await press('0')
  expect(await page.isChecked('#relayedBy')).toBe(true)
  await pressAndWait('Enter')
  expect(await newest()).toMatchObject({ speakers: ['Clara Mori'], answeredBy: [`relays ${outer}`] })
  expect(await field('speaker')).toBe('Lagoon Company')
})

test('on a phone axe finds nothing wrong with the filled form', async () => {
  await page.setViewportSize({ width: 390, height: 800 })
  await open('?after=0-0')
  expect(await field('speaker')).not.toBe('')
  expect(await page.locator('.opponent').count()).toBeGreaterThan(0)
  for (const details of await page.locator('#record details').all())
    await details.evaluate((one) => one.setAttribute('open', ''))
  expect(await findings(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
})

test('where nothing is proposed no key breaks anything', async () => {
  const german = await newsroom(site.db).article(
    'Die Fähre\n\nAnn Lee sagte, die Fähre sei sicher.\n\nBo Dahl verneinte das.\n',
    {
      language: 'de',
    },
  )
  await open('', german)
  await pressAndWait('s')
  await pressAndWait('Enter')
  const words = await field('content')
  expect(words).not.toBe('')
  await press('a', 'o', 'v', 'w', 'd', 'm', 'W', 'l', '6', '0', 'r', 'y', '2', 'i', 'w')
  await page.keyboard.type('In')
  expect([await field('content'), await field('speaker'), await field('saidOn')]).toEqual([words, 'Ines Okafor', ''])
  await press('Escape', 'i', 'l', 's')
  expect(await page.isChecked('[name=stance][value=denies]')).toBe(true)
})
