import type { Page } from 'playwright-core'
import { newsroom } from '../reading/newsroom'
import { TaggingPage } from './tagging-page'

const TEXT = `Ferry trial goes ahead

Harbour master Ines Okafor said on Monday that the ferry was safe to sail, and fast.

Tomas Brandt denied it on Tuesday.
`

let desk: TaggingPage
let page: Page

beforeAll(async () => {
  desk = await TaggingPage.open(TEXT, { publishedOn: '2019-06-12' })
  page = desk.page
  page.setDefaultTimeout(5_000)
}, 60_000)
afterAll(() => desk.close())

const open = async (asked: string) => {
  await page.goto(`${desk.path}${asked}`)
  await page.waitForSelector('html.ready')
}
const unsaved = async (): Promise<number> =>
  (await desk.site.db.query('SELECT count(*)::integer AS count FROM unsaved_forms'))[0].count
test('words that are only trimmed leave no unfinished form, and stay in the address', async () => {
  await open('?after=30-31')
  const answer = page.waitForResponse(/annotate\?spans=.*&of=/)
  await page.keyboard.press(',')
  await answer
  await page.waitForTimeout(1_200)
  expect(await unsaved()).toBe(0)
  const words = await page.inputValue('#content')
  await page.reload()
  expect(await page.inputValue('#content')).toBe(words)
})

test('what is read anew takes no field away from whoever is in it by then', async () => {
  await open('?after=30-31')
  const go = await desk.hold('**/annotate?spans=*')
  await page.keyboard.press('[')
  await page.waitForTimeout(300)
  await page.focus('#summary')
  await go()
  await page.keyboard.type('also fast')
  expect(await page.inputValue('#summary')).toBe('also fast')
})

test('a key that waits for a field is forgotten when somebody goes elsewhere', async () => {
  await open('?after=30-31')
  const speaker = await page.inputValue('#speaker')
  await page.keyboard.press('i')
  await page.click('#summary')
  await page.keyboard.type('woman')
  expect([await page.inputValue('#summary'), await page.inputValue('#speaker')]).toEqual(['woman', speaker])
})

test('a name that begins another one is what was typed, unless the longer one is accepted', async () => {
  await newsroom(desk.site.db).statement(desk.articleId, { by: ['Ann Leeson'], words: ['denied it on Tuesday'] })
  await open('?after=30-31')
  await page.fill('#speaker', '')
  await page.focus('#speaker')
  await page.keyboard.type('Ann Lee')
  expect(await page.inputValue('#speaker')).toBe('Ann Leeson')
  await page.keyboard.press('Escape')
  expect(await page.inputValue('#speaker')).toBe('Ann Lee')
  await page.fill('#speaker', '')
  await page.focus('#speaker')
  await page.keyboard.type('ann')
  await page.keyboard.press('Tab')
  expect(await page.inputValue('#speaker')).toBe('Ann Leeson')
  // Whoever goes on writing means the letters as they were typed.
  await page.fill('#speaker', '')
  await page.focus('#speaker')
  await page.keyboard.type('ann leander')
  expect(await page.inputValue('#speaker')).toBe('ann leander')
  // Of several who speak together each is completed.
  await page.fill('#speaker', '')
  await page.focus('#speaker')
  await page.keyboard.type('Bo Dahl; ann')
  await page.keyboard.press('Tab')
  expect(await page.inputValue('#speaker')).toBe('Bo Dahl; Ann Leeson')
})

test('nothing is typed into a form that is on its way, and no letter becomes a command meanwhile', async () => {
  await open('?after=30-31')
  await page.fill('#summary', 'before')
  const go = await desk.hold('**/statements')
  await page.keyboard.press('Control+Enter')
  expect(await page.evaluate(() => document.querySelector<HTMLElement>('form[data-record]')?.inert)).toBe(true)
  await page.keyboard.type('sua')
  await go()
  await page.getByText('Statement recorded.', { exact: true }).waitFor()
  const [row] = await desk.site.db.query('SELECT summary FROM claims ORDER BY id DESC LIMIT 1')
  expect(row.summary).toBe('before')
})

test.each([
  ['a change of a statement', '/statements/1/edit', '#summary'],
  ['a link', '/claims/1/links/new', '#reason'],
])('%s is kept as it is typed', async (_, path, field) => {
  const before = await unsaved()
  await page.goto(path)
  await page.focus(field)
  await page.keyboard.type('half a sentence')
  await page.getByText(/^Kept \d\d:\d\d UTC/).waitFor()
  expect(await unsaved()).toBe(before + 1)
})

test('without a script Enter among the words of another claim searches, and saves nothing', async () => {
  const plain = await desk.browser.newContext({
    baseURL: desk.site.url,
    javaScriptEnabled: false,
    storageState: await desk.context.storageState(),
  })
  const there = await plain.newPage()
  await there.goto(`${desk.path}?after=30-31`)
  const [{ count }] = await desk.site.db.query('SELECT count(*)::integer AS count FROM statements')
  await there.fill('[name=find]', 'Brandt')
  await there.press('[name=find]', 'Enter')
  expect(await there.inputValue('[name=find]')).toBe('Brandt')
  expect((await desk.site.db.query('SELECT count(*)::integer AS count FROM statements'))[0].count).toBe(count)
  await plain.close()
})
