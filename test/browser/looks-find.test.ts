import type { Browser } from 'playwright-core'
import { contrastFindings, findings, type Looks, newPageWithAxe } from '../support/axe'
import { launchBrowser } from '../support/chromium'
import { formsWithoutKey } from '../support/forms-without-key'
import { smallTargets } from '../support/targets'
import { invalidIn, tooHeavy } from './readers-page'

/** Controls of every-page.test.ts: each of its looks finds what it is there to find. */
let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

test('a form without a key, or with one that was seen before, is found', async () => {
  const page = await (await browser.newContext()).newPage()
  const form = (key: string) => `<form method="post" action="/speakers">${key}</form>`
  const one = '<input type="hidden" name="idempotencyKey" value="one">'
  await page.setContent(form('') + form(one) + form(one) + form(one + one))
  expect(await formsWithoutKey(page)).toEqual(['/speakers: no key', '/speakers: one', '/speakers: one, one'])
  await page.context().close()
})

test('a small target is found, but in running text; a page that is not valid, or too heavy, too', async () => {
  const page = await (await browser.newContext()).newPage()
  await page.setContent(
    '<p>Two words and <a href="/1">a link</a></p><p><a href="/2">1</a> · <a href="/3">2</a></p><button style="block-size: 20px">3</button>',
  )
  expect(await smallTargets(page)).toEqual([
    expect.stringMatching(/^a “1”/),
    expect.stringMatching(/^a “2”/),
    expect.stringMatching(/^button “3”/),
  ])
  expect(
    await invalidIn('<!doctype html><html lang="en"><head><title>A</title></head><body><p><ul></ul></p></body></html>'),
  ).not.toEqual([])
  expect(tooHeavy({ first: 112_641, repeat: 25_601, styles: 8_193, script: 1 })).toHaveLength(4)
  await page.context().close()
})

test('axe finds what is wrong on a page that is wrong', async () => {
  const page = await newPageWithAxe(await browser.newContext())
  await page.goto('about:blank')
  await page.setContent('<html><body><img src="x"><input><p style="color: #aaa">Pale</p></body></html>')
  const found = await findings(page)
  expect(found.join()).toMatch(/image-alt/)
  expect(found.join()).toMatch(/label/)
  expect((await findings(page, { rules: ['color-contrast'] })).join()).toMatch(/color-contrast/)
  // Of rows that look the same the first is looked at; one that looks otherwise is, wherever it stands.
  await page.setContent('<ul><li>Fine</li><li>Fine</li><li style="color: #aaa">Pale</li><li>Fine</li></ul>')
  expect(await findings(page, { rules: ['color-contrast'] })).toEqual(['color-contrast: li:nth-child(3)'])
  await page.setContent(
    '<ul><li><b>Fine</b></li><li><b>Fine</b></li><li style="background: #333"><b>Dark</b></li></ul>',
  )
  expect(await findings(page, { rules: ['color-contrast'] })).toEqual(['color-contrast: li:nth-child(3) > b'])
  await page.context().close()
})

test('what looks as on a page before is not looked at again; what looks otherwise there, or lies on something else, is', async () => {
  const page = await newPageWithAxe(await browser.newContext())
  await page.goto('about:blank')
  const judged: Looks = new Set()
  const lookedAt = (html: string) => page.setContent(html).then(() => contrastFindings(page, judged))
  expect(await lookedAt('<p>Fine</p><p style="color: #999">Pale</p>')).toEqual(['color-contrast: p:nth-child(2)'])
  expect(await lookedAt('<p style="color: #999">Pale</p><p>Fine</p>')).toEqual([])
  expect(await lookedAt('<p>Fine</p><div style="background: #333"><p>Dark</p></div>')).toEqual([
    'color-contrast: div > p',
  ])
  expect(await lookedAt('<p style="color: #999"><b>Pale</b></p>')).toEqual(['color-contrast: b'])
  // Something lay over it: nobody has judged it yet.
  const pale = '<i style="color: #aaa">Pale</i>'
  const over = '<div style="position: absolute; inset: 0; background: linear-gradient(#fff, #eee)"></div>'
  expect(await lookedAt(`${pale}${over}`)).toEqual([])
  expect(await lookedAt(pale)).toEqual(['color-contrast: i'])
  await page.context().close()
})
