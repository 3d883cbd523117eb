import { source } from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'

/** An element, and all in it, that looks as one before it among its siblings. */
const AGAIN = 'data-looks-as-before'

/**
 * Contrast, two thirds of what axe takes for a page, is looked at once of what looks the same: the API’s document has five thousand
 * elements, a search eight hundred, most of them rows of the same lists.
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

/** What axe finds wrong with the page, in all its rules or in these: the rule, and where. */
export async function findings(page: Page, rules?: string[]): Promise<string[]> {
  await page.evaluate(markWhatLooksAsBefore, AGAIN)
  return page.evaluate(async (runOnly) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    // In detail only what is wrong.
    const { violations } = await axe.run({ resultTypes: ['violations'], ...(runOnly ? { runOnly } : {}) })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' | ')}`)
  }, rules)
}

/**
 * Marks what repeats a sibling before it: the same tree of elements, each with all that contrast is reckoned from — colours, backgrounds,
 * opacity, size and weight of letters, where it lies over others — and with words where that one has words.
 */
function markWhatLooksAsBefore(again: string) {
  const numbers = new Map<string, number>()
  const looks = new Map<Element, number>()
  const wordsOf = (element: Element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.nodeValue ?? '').trim().length > 1)
  const lookOf = (element: Element): number => {
    const style = getComputedStyle(element)
    const { color, backgroundColor, backgroundImage, opacity, fontSize, fontWeight, textShadow, display, visibility } =
      style
    const { position, zIndex, overflow, filter, mixBlendMode, clipPath } = style
    const text = [
      color,
      backgroundColor,
      backgroundImage,
      opacity,
      fontSize,
      fontWeight,
      textShadow,
      display,
      visibility,
    ]
    const place = [position, zIndex, overflow, filter, mixBlendMode, clipPath]
    const all = [element.tagName, wordsOf(element), ...text, ...place, ...[...element.children].map(lookOf)].join()
    const number = numbers.get(all) ?? numbers.size
    numbers.set(all, number)
    looks.set(element, number)
    return number
  }
  lookOf(document.body)
  for (const marked of document.querySelectorAll(`[${again}]`)) marked.removeAttribute(again)
  const walk = (parent: Element) => {
    const seen = new Set<number | undefined>()
    for (const element of parent.children) {
      const look = looks.get(element)
      if (seen.has(look)) for (const part of [element, ...element.querySelectorAll('*')]) part.setAttribute(again, '')
      else walk(element)
      seen.add(look)
    }
  }
  walk(document.body)
}
