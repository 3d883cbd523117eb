import type { Browser, Page } from 'playwright-core'
import { newsroom } from '../reading/newsroom'
import { launchBrowser } from '../support/chromium'
import { first, TEXT } from '../support/desk'
import { newSite, type Site } from '../support/site'

let browser: Browser
let site: Site
let editor: Page
let reader: Page
let articleId: number

beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), newSite()])
  const room = newsroom(site.db)
  articleId = await room.article(TEXT, { rights: 'full' })
  await room.statement(articleId, { by: [first.speaker], words: ['It was tested'] })
  // On a narrow screen and without script: what is done here can be done anywhere.
  const options = {
    baseURL: site.url,
    javaScriptEnabled: false,
    viewport: { width: 390, height: 800 },
    reducedMotion: 'reduce',
  } as const
  editor = await (await browser.newContext(options)).newPage()
  reader = await (await browser.newContext(options)).newPage()
}, 60_000)
afterAll(async () => {
  await browser.close()
  await site.close()
})

test('an editor marks a paragraph by its links and a part of another by its words, and confirms what lies there', async () => {
  await editor.goto(`/signin?next=/articles/${articleId}/annotate`)
  await editor.fill('[name=email]', site.editor.email)
  await editor.fill('[name=password]', site.editor.password)
  await editor.click('main button')
  await editor.goto(`/articles/${articleId}/annotate`)
  await editor.click('text=Mark appeals, comments, captions')
  await editor.click('[aria-label="Begin at paragraph 2"]')
  await editor.click('[aria-label="End with paragraph 2"]')
  await editor.check('text=Readers’ comments')
  await editor.click('text=Mark it')
  expect(await editor.textContent('.notice')).toContain('Marked: readers’ comments.')

  await editor.fill('[name=first]', '“It was tested')
  await editor.fill('[name=last]', 'twice.”')
  await editor.check('[name=kind][value=caption]')
  await editor.click('text=Mark it')
  expect(await editor.textContent('[role=alert]')).toContain('A recorded statement lies there')
  await editor.check('[name=inZone]')
  await editor.click('text=Mark it')
  expect(await editor.textContent('.notice')).toContain('Marked: caption.')
  await editor.click('text=Undo')
  await editor.goto(`/articles/${articleId}/zones`)
  expect(await editor.locator('ol.cards > li').count()).toBe(1)
  await editor.fill('[name=first]', '“It was tested')
  await editor.fill('[name=last]', 'twice.”')
  await editor.check('[name=kind][value=caption]')
  await editor.click('text=Mark it')
  await editor.check('[name=inZone]')
  await editor.click('text=Mark it')
  expect(await editor.locator('ol.cards > li').count()).toBe(2)
})

test('a reader finds it folded and can open it; what holds a statement is open, and its footnote is reached', async () => {
  await reader.goto(`/articles/${articleId}`)
  const comment = reader.locator('text=Bob Ray denied')
  expect(await comment.isVisible()).toBe(false)
  await reader.emulateMedia({ media: 'print' })
  expect(await comment.isVisible()).toBe(false)
  await reader.emulateMedia({ media: 'screen' })
  await reader.click('text=/^Readers’ comments, \\d+ words/')
  expect(await comment.isVisible()).toBe(true)

  await reader.click('text=Back to the text')
  const note = reader.locator('details.zone[open] a.note')
  expect(await note.isVisible()).toBe(true)
  expect(new URL(reader.url()).hash).toBe(`#${await note.getAttribute('id')}`)
  const { y = -1 } = (await note.boundingBox()) ?? {}
  expect(y).toBeGreaterThanOrEqual(0)
  expect(y).toBeLessThan(800)
})
