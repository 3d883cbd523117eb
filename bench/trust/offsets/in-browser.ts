import fc from 'fast-check'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../../../test/support/chromium'
import { newSite, type Site } from '../../../test/support/site'
import { canonicalByTheBook, characters, hazardText } from './hazard-texts'

/** What a real browser made of spans: selected in the text and sent, and sent again from the form to change them. */
export interface BrowserTrips {
  selected: number
  changed: number
  /** Words that stand in several places, which nothing beside them tells apart. */
  refused: number
  wrong: string[]
}

/** Of each text so many sentences are selected in. */
const SELECTIONS_A_TEXT = 3

/** Selects random words of random texts in Chromium, saves them, opens them to be changed, and saves them as they are. */
export async function browserTrips(seed: number, texts: number): Promise<BrowserTrips> {
  const trips: BrowserTrips = { selected: 0, changed: 0, refused: 0, wrong: [] }
  const site = await newSite()
  let browser: Browser | undefined
  try {
    browser = await launchBrowser()
    const page = await (await browser.newContext({ baseURL: site.url })).newPage()
    await signIn(page, site)
    const chosen = fc.tuple(
      hazardText(1),
      fc.array(fc.tuple(fc.nat(10_000), fc.nat(10_000), fc.nat(60)), { minLength: 3, maxLength: 3 }),
    )
    for (const [raw, choices] of fc.sample(chosen, { seed, numRuns: texts })) {
      const text = canonicalByTheBook(raw)
      const { id } = await api(site, '/articles', { text: raw, outlet: null, publishedOn: null, again: true })
      for (const choice of choices.slice(0, SELECTIONS_A_TEXT)) await oneSelection(page, site, trips, id, text, choice)
    }
  } finally {
    await browser?.close()
    await site.close()
  }
  return trips
}

async function signIn(page: Page, { editor: { email, password } }: Site) {
  await page.goto('/signin')
  await page.fill('[name=email]', email)
  await page.fill('[name=password]', password)
  await page.click('main button')
}

async function api({ url, editor }: Site, path: string, body?: object) {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      Authorization: `Bearer ${editor.token}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': crypto.randomUUID(),
    },
    body: body && JSON.stringify(body),
  })
  return answer.json()
}

async function oneSelection(
  page: Page,
  site: Site,
  trips: BrowserTrips,
  articleId: number,
  text: string,
  [which, from, length]: [number, number, number],
) {
  await page.goto(`/articles/${articleId}/annotate`)
  const place = await select(page, which, from, length)
  if (place === null) return
  // The page trims what is selected: the words begin at the first that is no space.
  const all = characters(text)
  const words = all.slice(place.start, place.end)
  const lead = words.length - characters(words.join('').trimStart()).length
  const exact = words.join('').trim()
  if (exact === '') return
  const start = place.start + lead
  const wanted = { start, end: start + characters(exact).length, exact }

  await page.fill('[name=speaker]', `Speaker ${articleId}`)
  await page.selectOption('[name=kind]', 'person')
  await page.check('[name=stance][value=asserts]')
  await page.click('[data-record] .finish button:not([name])')
  await page.waitForSelector('main:not([aria-busy])')
  const undo = page.locator('.notice form')
  const action = (await undo.count()) > 0 ? await undo.getAttribute('action') : ''
  const id = Number(/^\/statements\/(\d+)\/withdrawal$/.exec(action ?? '')?.[1] ?? Number.NaN)
  if (Number.isNaN(id)) {
    trips.refused += 1
    return
  }
  trips.selected += 1
  const before = (await api(site, `/statements/${id}`)).content
  expectSpan(trips, 'selected', before, wanted, all)

  await page.goto(`/statements/${id}/edit`)
  await page.click('form[action^="/statements/"] button.main')
  trips.changed += 1
  if (!page.url().includes('/annotate'))
    trips.wrong.push(`sent again as it was: ${await page.locator('main').innerText()}`)
  expectSpan(trips, 'sent again', (await api(site, `/statements/${id}`)).content, wanted, all)
}

/**
 * The text's own words at the place that was selected. What shows nothing at their ends nobody selects knowingly, and
 * matching, which folds it, may leave it out.
 */
function expectSpan(trips: BrowserTrips, what: string, content: Selected[], wanted: Selected, all: string[]) {
  const [found] = content
  const isText = found && all.slice(found.start, found.end).join('') === found.exact
  const isWithin = found && found.start >= wanted.start && found.end <= wanted.end
  if (content.length === 1 && isText && isWithin && shownOf(found.exact) === shownOf(wanted.exact)) return
  trips.wrong.push(`${what}: ${JSON.stringify(content)}, not ${JSON.stringify(wanted)}`)
}

interface Selected {
  start: number
  end: number
  exact: string
}

/** White space by Unicode's word, as matching has it: JavaScript's own leaves out U+0085, a line end. */
const shownOf = (text: string) =>
  text.replace(/^(?:\p{White_Space}|\p{Format}|\u034f)+|(?:\p{White_Space}|\p{Format}|\u034f)+$/gu, '')

/** Selects words of one sentence as a mouse would, and gives their place in code points; null without a sentence. */
function select(page: Page, which: number, from: number, length: number) {
  return page.evaluate(
    ([which, from, length]) => {
      const sentences = [...document.querySelectorAll<HTMLElement>('[data-tagging] .sentence')]
      const sentence = sentences[which % sentences.length]
      const walker =
        sentence &&
        document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT, {
          acceptNode: (node) =>
            node.parentElement?.closest('a.note') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
        })
      if (!walker) return null
      const nodes: { node: Node; at: number }[] = []
      let whole = ''
      while (walker.nextNode()) {
        nodes.push({ node: walker.currentNode, at: whole.length })
        whole += walker.currentNode.textContent ?? ''
      }
      // Between whole characters, as a mouse selects.
      const all = Array.from(whole)
      const start = from % all.length
      const end = Math.min(all.length, start + 1 + length)
      const unitsBefore = (count: number) => all.slice(0, count).join('').length
      const put = (units: number): [Node, number] => {
        const found = nodes.findLast(({ at }) => at <= units) ?? nodes[0]
        if (!found) throw new Error('a sentence without a text')
        return [found.node, units - found.at]
      }
      const range = document.createRange()
      range.setStart(...put(unitsBefore(start)))
      range.setEnd(...put(unitsBefore(end)))
      getSelection()?.removeAllRanges()
      getSelection()?.addRange(range)
      document.querySelector('[data-tagging]')?.dispatchEvent(new MouseEvent('mouseup', { bubbles: true }))
      const offset = Number(sentence?.dataset.start)
      return new Promise<{ start: number; end: number }>((resolve) =>
        setTimeout(() => resolve({ start: offset + start, end: offset + end }), 20),
      )
    },
    [which, from, length] as const,
  )
}
