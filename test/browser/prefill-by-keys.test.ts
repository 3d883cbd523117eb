import type { Page } from 'playwright-core'
import { newsroom } from '../reading/newsroom'
import { findings } from '../support/axe'
import { TaggingPage } from './tagging-page'

const TEXT = `Ferry trial goes ahead

🙂 Harbour master Ines Okafor said on Monday that the ferry was safe to sail, and fast.

Tomas Brandt, a spokesman for the dockers’ union, denied the report in a statement on Tuesday.

Bo Dahl told the council that Clara Mori had said that the ferry was rusty.

According to the Lagoon Company, the ferry was new.
`

let desk: TaggingPage
let page: Page
const broken: string[] = []

beforeAll(async () => {
  desk = await TaggingPage.open(TEXT, { publishedOn: '2019-06-12' })
  page = desk.page
  page.setDefaultTimeout(5_000)
  page.on('pageerror', ({ message }) => broken.push(message))
  await page.waitForSelector('html.ready')
}, 60_000)
afterAll(() => desk.close())
afterEach(() => expect(broken).toEqual([]))

/** Presses what trims the words, and waits until they are read anew. */
async function trim(key: string) {
  const answer = page.waitForResponse(/annotate\?spans=.*&of=/)
  const old = await page.evaluateHandle(() => document.querySelector('#record'))
  await desk.press(key)
  await answer
  await page.waitForFunction((record) => document.querySelector('#record') !== record, old)
}
const open = async (asked: string, id = desk.articleId) => {
  await page.goto(`/articles/${id}/annotate${asked}`)
  await page.waitForSelector('html.ready')
}
const field = (id: string) => page.inputValue(`#${id}`)
const why = (group: string) => page.textContent(`#${group}-why`)
const taken = (group: string) => page.locator(`[data-choices=${group}] [aria-pressed=true]`).allTextContents()
const placeOf = (words: string) => {
  // The sign before the first sentence is one code point, and two units.
  const start = TEXT.indexOf(words) - 1
  return `${start}-${start + words.length}`
}
const newest = async () =>
  (
    await desk.site.db.query(
      `SELECT claims.id, array(SELECT speakers.name FROM claim_speakers JOIN speakers ON speakers.id = speaker_id WHERE claim_id = claims.id) AS speakers,
         said_on AS "saidOn", medium, stance, array(SELECT relation || ' ' || to_claim_id FROM links WHERE from_claim_id = claims.id AND state <> 'withdrawn' ORDER BY id) AS answers,
         array(SELECT relation || ' ' || from_claim_id FROM links WHERE to_claim_id = claims.id AND state <> 'withdrawn' ORDER BY id) AS "answeredBy"
       FROM claims ORDER BY id DESC LIMIT 1`,
    )
  )[0]

test('the next passage comes filled in; other proposals are a key away, each with its reason, and undone', async () => {
  await desk.pressAndWait('s')
  expect(await page.textContent('#announcement')).toBe('Form open, Ines Okafor, 2019-06-10')
  expect([await field('content'), await field('source'), await field('cue'), await field('kind')]).toEqual([
    'the ferry was safe to sail, and fast',
    'Harbour master Ines Okafor',
    'said',
    'person',
  ])
  expect(await why('speaker')).toBe('“Harbour master Ines Okafor” before “said”')
  await desk.press('w')
  expect([await field('speaker'), await field('kind'), await why('speaker')]).toEqual([
    'Harbour',
    'organisation',
    '“Harbour”',
  ])
  await desk.press('W')
  expect([await field('speaker'), await taken('speaker')]).toEqual(['Ines Okafor', ['Ines Okafor']])
  expect([await field('saidOn'), await why('saidOn')]).toEqual(['2019-06-10', '“on Monday”, counted from publication'])
  await desk.press('d', 'd')
  expect([await field('saidOn'), await field('basis'), await why('saidOn')]).toEqual([
    '',
    'not_stated',
    'no day beside the cue',
  ])
  await desk.press('u')
  expect([await field('saidOn'), await field('saidOnWords'), await why('saidOn')]).toEqual([
    '2019-06-11',
    'on Tuesday',
    '“on Tuesday”, counted from publication',
  ])
  await desk.press('m')
  expect([await field('medium'), await why('medium')]).toEqual(['written_statement', '“the report in a statement”'])
  await desk.press('v')
  expect([await field('cue'), await taken('cue')]).toEqual(['', ['no word']])
  // Whom other words name becomes the speaker with them.
  await desk.press('o', 'o')
  expect([await field('source'), await field('speaker'), await taken('speaker')]).toEqual([
    'Harbour',
    'Harbour',
    ['Harbour'],
  ])
  await desk.press('O', '3')
  expect(await field('speaker')).toBe('Ines Okafor')
  expect(await page.isChecked('[name=stance][value=declines]')).toBe(true)
})

test('other words of the passage are gone round; what was typed before comes back by undo', async () => {
  await page.fill('#summary', 'Half a')
  await desk.press('Escape')
  await desk.pressAndWait('a')
  const second = await field('content')
  expect(second).not.toBe('the ferry was safe to sail, and fast')
  expect(await field('summary')).toBe('')
  const count = await page.locator('.readings li').count()
  for (let times = 1; times < count; times += 1) await desk.pressAndWait('a')
  expect(await field('content')).toBe('the ferry was safe to sail, and fast')
  for (let times = 0; times < count; times += 1) await desk.press('u')
  expect([await field('content'), await field('summary')]).toEqual(['the ferry was safe to sail, and fast', 'Half a'])
})

describe('words that are trimmed', () => {
  test('are read anew, which is undone with them', async () => {
    await open('?after=0-0')
    await trim(',')
    expect([await field('content'), await field('cue')]).toEqual(['the ferry was safe to sail', 'said'])
    await desk.press('d')
    expect(await why('saidOn')).toBe('“on Tuesday”, counted from publication')
    await desk.press('u', 'u')
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
      await desk.press('[')
      // Longer than the script waits for another key.
      await page.waitForTimeout(200)
      expect([await field('summary'), asked]).toEqual([typed, 0])
    }
    await open('?after=0-0')
    await page.fill('#summary', typed)
    await desk.press('Escape')
    await still()
    await desk.press('i', 'l')
    await page.keyboard.type('fer')
    await desk.pressAndWait('Enter')
    expect(await field('summary')).toBe(typed)
    await still()
    await page.fill('#saidOn', '2019-02-30')
    await desk.pressAndWait('Control+Enter')
    expect(await desk.focused()).toBe('saidOn')
    await desk.press('Escape')
    await still()
    // As when the page goes: what was typed is kept at once.
    await page.evaluate(() => void dispatchEvent(new Event('pagehide')))
    await page.waitForSelector('.kept')
    await open('')
    await still()
    await page.unrouteAll()
    await desk.site.db.query('DELETE FROM unsaved_forms')
  })
})

test('writing: i and a key lead into the field, known names are completed, a written day is stated', async () => {
  await open('?after=0-0')
  await desk.pressAndWait('Enter')
  expect((await newest()).speakers).toEqual(['Ines Okafor'])
  expect([await field('content'), await field('speaker')]).toEqual(['the report', 'Tomas Brandt'])
  await desk.press('i', 'w')
  expect(await desk.focused()).toBe('speaker')
  await page.keyboard.type('In')
  expect(await field('speaker')).toBe('Ines Okafor')
  expect(await page.evaluate(() => getSelection()?.toString())).toBe('es Okafor')
  expect(await why('speaker')).toBe(
    await page.getAttribute('[data-choices=speaker] button >> text=Ines Okafor', 'data-why'),
  )
  await desk.press('Control+A')
  await page.keyboard.type('To')
  await desk.press('Control+A', 'Delete')
  await page.keyboard.type('Tomas Brandt')
  expect(await why('speaker')).toBe('“Tomas Brandt” before “denied”')
  await desk.press('Escape', 'i', 'd', 'Control+A', 'Delete')
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
    await desk.press('Escape', 'i', key)
    expect(await desk.focused()).toBe(id)
  }
  // What is no field’s key does what it always does.
  await desk.press('Escape', 'i', '2')
  expect(await page.isChecked('[name=stance][value=denies]')).toBe(true)
})

test('contradictions are ticked, related and turned by keys; saving links them, and goes on; undo takes it back', async () => {
  const { id: first } = await newest()
  await desk.press('l')
  const box = `#link-${first}`
  expect(await page.isChecked(box)).toBe(true)
  expect([await field(`link-${first}-relation`), await field(`link-${first}-direction`)]).toEqual(['denies', 'answers'])
  await desk.press('r')
  expect(await field(`link-${first}-relation`)).toBe('corrects')
  await desk.press('y')
  expect(await field(`link-${first}-direction`)).toBe('answered')
  await desk.press('y', 'l', '6', 'l')
  // Another form shows it as it was ticked, and the keys act on it as before.
  await desk.press('i', 'l')
  await page.keyboard.type('zeppelin')
  await desk.pressAndWait('Enter')
  expect([await page.isChecked(box), await field(`link-${first}-relation`)]).toEqual([true, 'corrects'])
  await desk.press('r')
  expect(await field(`link-${first}-relation`)).toBe('walks_back')
  await desk.press('u')
  await desk.pressAndWait('Enter')
  expect(await page.textContent('#notices .notice')).toContain('Statement recorded.')
  expect(await newest()).toMatchObject({
    speakers: ['Tomas Brandt'],
    saidOn: '2019-06',
    stance: 'denies',
    answers: [`corrects ${first}`],
    answeredBy: [],
  })
  expect([await field('speaker'), await desk.focused()]).toEqual(['Bo Dahl', 'text'])
  expect(new URL(page.url()).search).toBe(`?after=${placeOf('the report')}`)
  await desk.pressAndWait('u')
  expect(await page.locator('ol.cards > li').count()).toBe(1)
})

test('what stands within another’s words is passed on by them', async () => {
  await open(`?spans=${placeOf('Clara Mori had said that the ferry was rusty')}&of=0-1`)
  await page.fill('#speaker', 'Bo Dahl')
  await page.selectOption('#kind', 'person')
  await desk.pressAndWait('Control+Enter')
  const { id: outer } = await newest()
  await open(`?spans=${placeOf('the ferry was rusty')}`)
  expect(await field('speaker')).toBe('Clara Mori')
  await desk.press('0')
  expect(await page.isChecked('#relayedBy')).toBe(true)
  await desk.pressAndWait('Enter')
  expect(await newest()).toMatchObject({ speakers: ['Clara Mori'], answeredBy: [`relays ${outer}`] })
  expect(await field('speaker')).toBe('Lagoon Company')
})

test('on a phone axe finds nothing wrong with the filled form', async () => {
  const phone = await desk.another({ viewport: { width: 390, height: 800 } })
  await phone.goto(`${desk.path}?after=0-0`)
  await phone.waitForSelector('html.ready')
  expect(await phone.inputValue('#speaker')).not.toBe('')
  expect(await phone.locator('.opponent').count()).toBeGreaterThan(0)
  for (const details of await phone.locator('#record details').all())
    await details.evaluate((one) => one.setAttribute('open', ''))
  expect(await findings(phone)).toEqual([])
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await phone.context().close()
})

test('where nothing is proposed no key breaks anything', async () => {
  const german = await newsroom(desk.site.db).article(
    'Die Fähre\n\nAnn Lee sagte, die Fähre sei sicher.\n\nBo Dahl verneinte das.\n',
    {
      language: 'de',
    },
  )
  await open('', german)
  await desk.pressAndWait('s')
  await desk.pressAndWait('Enter')
  const words = await field('content')
  expect(words).not.toBe('')
  await desk.press('a', 'o', 'v', 'w', 'd', 'm', 'W', 'l', '6', '0', 'r', 'y', '2', 'i', 'w')
  await page.keyboard.type('In')
  expect([await field('content'), await field('speaker'), await field('saidOn')]).toEqual([words, 'Ines Okafor', ''])
  await desk.press('Escape', 'i', 'l', 's')
  expect(await page.isChecked('[name=stance][value=denies]')).toBe(true)
})
