import type { Browser } from 'playwright-core'
import { launchBrowser } from '../support/chromium'
import { type Keyboard, keyboardOf } from '../support/keyboard'
import { RUNNING_SCRIPTS } from '../support/scripts'
import { newSite, type Site } from '../support/site'

const PASSWORD = 'the bridge opens in May'
const TEXT =
  'The island\n\nThe President tweeted on Monday that most of their people had left. “There was no such message,” the spokesman Ivan Petrov told reporters on Tuesday.'

let browser: Browser
let site: Site
let admin: Keyboard
let reviewer: Keyboard
let editor: Keyboard
let reader: Keyboard

beforeAll(async () => {
  browser = await launchBrowser()
  site = await newSite()
  ;[admin, reviewer, editor, reader] = (await Promise.all([1280, 390, 1280, 390].map(someone))) as [
    Keyboard,
    Keyboard,
    Keyboard,
    Keyboard,
  ]
}, 60_000)
afterAll(async () => {
  await browser.close()
  await site.close()
})

/** Nobody here has a mouse, and no script runs for anybody. */
async function someone(width: number): Promise<Keyboard> {
  const viewport = { width, height: 900 }
  const context = await browser.newContext({ baseURL: site.url, viewport, javaScriptEnabled: false })
  return keyboardOf(await context.newPage())
}

async function signIn(keys: Keyboard, { email, password }: { email: string; password: string }) {
  await keys.page.goto('/')
  await keys.link('Sign in')
  await keys.type('E-mail address', email)
  await keys.type('Password', password)
  await keys.button('Sign in')
}

const notice = ({ page }: Keyboard) => page.textContent('.notice')
const heading = ({ page }: Keyboard) => page.textContent('h1')

test('an admin names the desk, has its work reviewed, and invites a reviewer', async () => {
  await signIn(admin, await site.person('admin'))
  await admin.link('Settings')
  await admin.type('Name of the desk', 'The Island Desk')
  await admin.type('Licence, by its short name', 'CC BY 4.0')
  await admin.checkbox(/is a draft until/)
  await admin.button('Save')
  expect(await notice(admin)).toContain('saved')

  await admin.link('Accounts')
  await admin.link('Add somebody')
  await admin.type('E-mail address', 'rita@desk.example')
  await admin.type('Name, as others here see it', 'Rita Roe')
  await admin.radio('role', 'reviewer')
  await admin.button('Add and make a link')
  expect(await heading(admin)).toBe('An invitation for Rita Roe')
  const link = await admin.page.getByLabel('The link').inputValue()

  await reviewer.page.goto(new URL(link.trim()).pathname)
  await reviewer.type('New password', PASSWORD)
  await reviewer.type('The same once more', PASSWORD)
  await reviewer.button('Choose and sign in')
  expect(await notice(reviewer)).toContain('You are signed in, Rita Roe.')
})

test('an editor finds the desk clear, imports an article, tags two statements and links them', async () => {
  await signIn(editor, site.editor)
  expect(await heading(editor)).toBe('Desk')
  await editor.link('Import an article')
  await editor.type('The text, pasted', TEXT)
  await editor.type('Outlet: who published it', 'The Daily')
  await editor.sixthOfJune('Day of publication', '2019')
  await editor.button('Continue')
  expect(await heading(editor)).toBe('The island')

  await record('The President tweeted', {
    words: 'most of their people had left',
    speaker: 'The President',
    cue: 'tweeted',
    day: '2019-06-03',
    from: 'on Monday',
    medium: 'tweet',
    stance: 'asserts',
  })
  await record('There was no such message', {
    words: '“There was no such message,”',
    speaker: 'Ivan Petrov',
    cue: 'told',
    day: '2019-06-04',
    from: 'on Tuesday',
    medium: 'remarks to reporters',
    stance: 'denies',
  })
  expect(await editor.page.locator('ol.cards > li .state').allTextContents()).toEqual(['draft', 'draft'])

  await editor.link(/^Link/)
  await editor.radio('to', '1')
  await editor.radio('relation', 'denies')
  await editor.type('Why, in a sentence', 'He answers the tweet.')
  await editor.button('Link')
  expect(await notice(editor)).toContain('Linked, as a draft')
  await editor.link('Desk')
  expect(await editor.page.textContent('main')).toContain('The island')
})

interface Statement {
  words: string
  speaker: string
  cue: string
  day: string
  from: string
  medium: string
  stance: string
}

async function record(sentence: string, { words, speaker, cue, day, from, medium, stance }: Statement) {
  const number = (await editor.page.locator('.sentence').allTextContents()).findIndex((text) => text.includes(sentence))
  await editor.press(editor.page.locator('a.tag').nth(number))
  await editor.type('Words of the statement', words)
  await editor.type('Words that name the speaker', speaker)
  await editor.type('Cue', cue)
  await editor.type('Speaker', speaker)
  await editor.option('If the speaker is new here', 'a person')
  await editor.type('Said on', day)
  await editor.option('The date is', 'counted from publication')
  await editor.type('from the words', from)
  await editor.option('Medium', medium)
  await editor.radio('stance', stance)
  await editor.button('Save')
  expect(await notice(editor)).toContain('Saved as a draft')
}

test('a reader finds nothing yet, and is told so', async () => {
  await reader.page.goto('/')
  await reader.link('Chains')
  expect(await reader.page.locator('main a[href^="/chains/"]').count()).toBe(0)
  await reader.link('Search')
  await reader.type('Words, names, “a phrase”', 'message')
  await reader.button('Search')
  expect(await reader.page.textContent('main')).not.toContain('Ivan Petrov')
})

test('a reviewer asks about a draft, is answered, and publishes the whole quarrel', async () => {
  await reviewer.link('Review')
  await reviewer.press(reviewer.page.locator('#link-1').getByRole('link', { name: /^Discussion/ }))
  await reviewer.type('Comment', `Did he, @${site.editor.email.split('@')[0]}?`)
  await reviewer.button('Add the comment')

  await editor.link(/^Notifications/)
  await editor.press(editor.page.getByRole('button', { name: /^Open/ }))
  await editor.type('Comment', 'On Tuesday, before the cameras.')
  await editor.button('Add the comment')

  await reviewer.link('Review')
  await reviewer.press(reviewer.page.getByRole('button', { name: /^Publish link 1/ }))
  expect(await notice(reviewer)).toContain('3 published.')
})

test('a reader sees who gainsaid whom, looks up the speaker, misspells a name, and asks for a correction', async () => {
  await reader.page.goto('/')
  await reader.link('Chains')
  await reader.press(reader.page.locator('main a[href^="/chains/"]'))
  const cards = await reader.page.locator('li[id^="claim-"]').allTextContents()
  expect(cards).toHaveLength(2)
  expect(cards[0]).toContain('most of their people')
  expect(cards[1]).toMatch(/denies/)

  await reader.press(reader.page.locator('main a[href^="/speakers/"]', { hasText: 'Ivan Petrov' }))
  expect(await heading(reader)).toContain('Ivan Petrov')
  await reader.type('Search', 'Pertov')
  await reader.button('Search')
  await reader.link('Petrov')
  expect(await reader.page.textContent('main')).toContain('no such message')
  await reader.press(reader.page.locator('main a[href^="/claims/"]'))
  await reader.link(/^Ask for a correction/)
  expect(await heading(reader)).toContain('correction')

  expect(await reader.page.locator(RUNNING_SCRIPTS).count()).toBe(0)
  expect(await reader.page.context().cookies()).toEqual([])
  expect(await reader.page.textContent('header')).toContain('The Island Desk')
  expect(await reader.page.textContent('footer')).toContain('CC BY 4.0')
})
