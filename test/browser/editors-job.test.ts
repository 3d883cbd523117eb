import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../support/chromium'
import { RUNNING_SCRIPTS } from '../support/scripts'
import { newSite, type Site } from '../support/site'

const TEXT = `The tweet and its answer

The President tweeted on Monday that the neighbours had told him they had removed “most of their people” from the island. His statement caused a stir.

“There was no official message about this from our side,” the spokesman Ivan Petrov told reporters on Tuesday. “And there couldn’t be one.”
`

let browser: Browser
let site: Site

beforeAll(async () => {
  browser = await launchBrowser()
}, 60_000)
afterAll(() => browser.close())

/** The editor's job, once with the editor's script and once with scripts switched off. */
describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (_name, javaScriptEnabled) => {
  let page: Page
  beforeAll(async () => {
    site = await newSite()
    page = await (await browser.newContext({ javaScriptEnabled, baseURL: site.url })).newPage()
  })
  afterAll(async () => {
    await page.context().close()
    await site.close()
  })

  test('signs in and imports an article', async () => {
    await page.goto('/articles/new')
    await page.fill('[name=email]', site.editor.email)
    await page.fill('[name=password]', site.editor.password)
    await page.click('main button')
    await page.fill('[name=text]', TEXT)
    await page.fill('[name=outlet]', 'The Daily')
    await page.fill('[name=publishedOn]', '2019-06-04')
    await page.click('main button.main')
    expect(await page.textContent('h1')).toBe('The tweet and its answer')
  })

  test('tags the tweet', async () => {
    await choose(
      page,
      'The President tweeted',
      'the neighbours had told him they had removed “most of their people” from the island',
      javaScriptEnabled,
    )
    await fillClaim(page, {
      speaker: 'The President',
      kind: 'person',
      saidOn: '2019-06-03',
      basis: 'counted',
      words: 'on Monday',
      medium: 'tweet',
      stance: 'asserts',
      source: 'The President',
      cue: 'tweeted',
    })
    expect(await page.textContent('.notice')).toContain('Statement recorded.')
  })

  test('tags the denial, a split quotation', async () => {
    await choose(
      page,
      'There was no official message',
      '“There was no official message about this from our side,”',
      javaScriptEnabled,
    )
    // The desk may have proposed the split already.
    const split = page.locator('#record details:has(#content-1)')
    if ((await split.getAttribute('open')) === null) await split.locator('summary').click()
    await page.fill('#content-1', '“And there couldn’t be one.”')
    await fillClaim(page, {
      speaker: 'Ivan Petrov',
      kind: 'person',
      saidOn: '2019-06-04',
      basis: 'counted',
      words: 'on Tuesday',
      medium: 'remarks_to_reporters',
      stance: 'denies',
      source: 'Ivan Petrov',
      cue: 'told',
    })
    expect(await page.locator('ol.cards > li').count()).toBe(2)
  })

  test('is told what is wrong, with what was typed kept', async () => {
    await page.fill('#content', 'words that are nowhere in this text')
    await fillClaim(page, {
      speaker: 'Petrov',
      kind: '',
      saidOn: '2019-02-30',
      basis: 'stated',
      words: '',
      medium: 'tweet',
      stance: 'asserts',
      source: '',
      cue: '',
    })
    expect(await page.textContent('.errors')).toContain('Not saved yet')
    expect(await page.inputValue('#content')).toBe('words that are nowhere in this text')
    expect(await page.inputValue('#saidOn')).toBe('2019-02-30')
    expect(await page.locator('ol.cards > li').count()).toBe(2)
  })

  test('links the denial to the tweet, seeing both in their context', async () => {
    await page.locator('ol.cards > li', { hasText: 'Ivan Petrov' }).getByRole('link', { name: 'Link' }).click()
    expect(await page.textContent('[aria-label="This claim"]')).toContain('told reporters on Tuesday')
    await page.locator('label', { hasText: 'most of their people' }).locator('input').check()
    await page.locator('input[name=relation][value=denies]').check()
    await page.fill('#reason', 'He answers the tweet of the day before.')
    await page.getByRole('button', { name: 'Link', exact: true }).click()
    expect(await page.textContent('main')).toContain('Linked.')
  })

  test('a reader without an account sees the chain, in the order said, without any script', async () => {
    const reader = await (await browser.newContext({ baseURL: site.url })).newPage()
    const failures: string[] = []
    reader.on('console', (message) => message.type() === 'error' && failures.push(message.text()))
    await reader.goto('/')
    await reader.goto('/chains')
    await reader.locator('main a[href^="/chains/"]').first().click()
    const cards = await reader.locator('li[id^="claim-"]').allTextContents()
    expect(cards).toHaveLength(2)
    expect(cards[0]).toContain('most of their people')
    expect(cards[1]).toContain('no official message')
    expect(cards[1]).toMatch(/denies/)
    expect(await reader.locator(RUNNING_SCRIPTS).count()).toBe(0)
    expect(failures).toEqual([])
    await reader.context().close()
  })
})

/** Chooses words of the text: by selecting them, or by the link after their sentence and trimming what it brings. */
async function choose(page: Page, sentence: string, words: string, scripted: boolean) {
  if (!scripted) {
    await page.locator('.text p', { hasText: sentence }).locator('a.tag').first().click()
    expect(await page.inputValue('#content')).toContain(words)
    return page.fill('#content', words)
  }
  // The page's script has to run before anything is selected for it.
  await page.locator('html.ready').waitFor()
  await page.evaluate((wanted) => {
    const walker = document.createTreeWalker(document.querySelector('[data-tagging]') as Element, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(wanted) ?? -1
      if (at < 0) continue
      getSelection()?.setBaseAndExtent(node, at, node, at + wanted.length)
      node.parentElement?.dispatchEvent(new MouseEvent('mouseup', { bubbles: true }))
    }
  }, words)
  await page.waitForFunction(
    (wanted) => (document.querySelector('#content') as HTMLTextAreaElement).value === wanted,
    words,
  )
}

interface Claim {
  speaker: string
  kind: string
  saidOn: string
  basis: string
  words: string
  medium: string
  stance: string
  source: string
  cue: string
}

async function fillClaim(page: Page, claim: Claim) {
  await page.fill('#source', claim.source)
  await page.fill('#cue', claim.cue)
  await page.fill('#speaker', claim.speaker)
  await page.selectOption('#kind', claim.kind)
  await page.fill('#saidOn', claim.saidOn)
  await page.selectOption('#basis', claim.basis)
  await page.fill('#saidOnWords', claim.words)
  await page.selectOption('#medium', claim.medium)
  await page.check(`input[name=stance][value=${claim.stance}]`)
  await page.locator('[data-record] button.main').click()
  await page.waitForSelector('main:not([aria-busy])')
}
