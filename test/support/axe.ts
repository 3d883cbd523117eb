import { source } from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'

/** An element that looks as one before it, here or on a page that was looked at before. */
const AGAIN = 'data-looks-as-before'

/**
 * Contrast, two thirds of what axe takes for a page, is looked at once of what looks the same: the API’s document has five thousand
 * elements, a search eight hundred, most of them rows of the same lists; and every page has the same header.
 */
const ONCE_OF_EACH = `axe.configure({ rules: [{ id: 'color-contrast', selector: ':not([${AGAIN}])' }] })`

/**
 * A page in which axe waits in every document: half a megabyte that the browser keeps and compiles once, where sending it for each
 * look took a third of the browser tests' time.
 */
export async function newPageWithAxe(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await page.addInitScript({ content: `${source};${ONCE_OF_EACH}` })
  return page
}

/** Looks whose contrast axe has judged, of one colour scheme: a page shown in another has others. */
export type Looks = Set<number>

/**
 * What axe finds wrong with the page: the rule, and where.
 *
 * @param rules these alone, else all
 * @param judged looks of pages before this one, whose contrast isn’t reckoned again; those of this page are added. Not those that axe
 *   could not judge, as of words that something lies over: another page may show them better.
 */
export function findings(page: Page, { rules, judged }: { rules?: string[]; judged?: Looks } = {}): Promise<string[]> {
  return found(page, judged ?? new Set(), rules, true)
}

/** What it finds wrong with colours, and by these rules besides, where anything of the page has a look of its own: else nothing here can be news. */
export function contrastFindings(page: Page, judged: Looks, besides: string[] = []): Promise<string[]> {
  return found(page, judged, ['color-contrast', ...besides], false)
}

async function found(page: Page, judged: Looks, rules: string[] | undefined, isAlways: boolean): Promise<string[]> {
  const { wrong, looks } = await page.evaluate(look, { again: AGAIN, judged: [...judged], rules, isAlways })
  for (const one of looks) judged.add(one)
  return wrong
}

interface Looking {
  again: string
  judged: number[]
  rules?: string[]
  /** Whether or not any look is new. */
  isAlways: boolean
}

async function look({ again, judged, rules, isAlways }: Looking) {
  const known = new Set(judged)
  const looks = new Map<Element, number>()

  /** All that an element’s contrast is reckoned from, beside what lies under it. */
  const lookOf = (element: Element): string => {
    const style = getComputedStyle(element)
    const { color, backgroundColor, backgroundImage, opacity, fontSize, fontWeight, textShadow, display } = style
    const { visibility, position, zIndex, overflow, filter, mixBlendMode, clipPath } = style
    const { right, bottom, width, height } = element.getBoundingClientRect()
    const words = [...element.childNodes]
      .map((node) => (node.nodeType === Node.TEXT_NODE ? node.nodeValue : ''))
      .join('')
    const ofText = [color, fontSize, fontWeight, textShadow, /[\p{L}\p{N}].*\S/u.test(words)]
    const ofGround = [backgroundColor, backgroundImage, opacity, filter, mixBlendMode]
    const ofPlace = [display, visibility, position, zIndex, overflow, clipPath, element.checkVisibility()]
    const isSmall = width <= 1 || height <= 1
    const isOutside = right + scrollX <= 0 || bottom + scrollY <= 0
    const isOff = element.closest('[aria-disabled=true], :disabled, [aria-hidden=true], [inert]') !== null
    return [element.tagName, ...ofText, ...ofGround, ...ofPlace, isSmall, isOutside, isOff].join()
  }
  /** FNV-1a, of 32 bits twice: of some ten thousand looks two are the same by chance once in a million runs. */
  const hash = (text: string) => {
    let [high, low] = [0x811c9dc5, 0x9e3779b9]
    for (let place = 0; place < text.length; place += 1) {
      const code = text.charCodeAt(place)
      high = Math.imul(high ^ code, 0x01000193)
      low = Math.imul(low ^ code, 0x85ebca6b) ^ (low >>> 15)
    }
    return (high >>> 0) * 2 ** 20 + ((low >>> 0) & 0xfffff)
  }
  /** An element looks as another whose ancestors, one by one, look as its own do: they are what lies under it. */
  const walk = (element: Element, under: number) => {
    const all = hash(`${under} ${lookOf(element)}`)
    looks.set(element, all)
    if (known.has(all)) element.setAttribute(again, '')
    else element.removeAttribute(again)
    known.add(all)
    for (const child of element.children) walk(child, all)
  }
  walk(document.body, hash(lookOf(document.documentElement)))

  const before = new Set(judged)
  if (!isAlways && [...looks.values()].every((one) => before.has(one))) return { wrong: [], looks: [] }
  const { axe } = window as unknown as { axe: typeof import('axe-core') }
  // In detail only what is wrong, or unknown.
  const { violations, incomplete } = await axe.run({
    resultTypes: ['violations', 'incomplete'],
    ...(rules ? { runOnly: rules } : {}),
  })
  const unknown = incomplete
    .filter(({ id }) => id === 'color-contrast')
    .flatMap(({ nodes }) => nodes.map(({ target }) => document.querySelector(String(target))))
  for (const element of unknown) if (element) before.add(looks.get(element) ?? 0)
  return {
    wrong: violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' | ')}`),
    looks: [...new Set(looks.values())].filter((one) => !before.has(one)),
  }
}
