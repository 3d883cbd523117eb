import type { Page } from 'playwright-core'

/** CSS px, both ways: WCAG 2.2’s least size of a target (2.5.8), of whose exceptions only the one for running text is used. */
const LEAST = 24

/** What can be pressed and is smaller than it may be, links within running text left out: its words, and its size. */
export const smallTargets = (page: Page): Promise<string[]> => page.evaluate(smallerThan, LEAST)

/**
 * Running text is a link in a line together with words that are none: of a sentence, a paragraph, a caption. A list of links, each in a line or an
 * item of its own, is none, whatever punctuation stands between them.
 */
function smallerThan(least: number): string[] {
  const PRESSED =
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex="-1"])'
  const isSeen = (element: Element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  const lineOf = (element: Element): Element => {
    let line = element
    while (line.parentElement && getComputedStyle(line).display.startsWith('inline')) line = line.parentElement
    return line
  }
  const wordsBeside = (line: Element) => {
    const words = document.createTreeWalker(line, NodeFilter.SHOW_TEXT)
    let beside = ''
    while (words.nextNode()) {
      const parent = words.currentNode.parentElement
      if (parent && !parent.closest('a, button, summary') && isSeen(parent)) beside += words.currentNode.nodeValue
    }
    return /\p{L}{2}/u.test(beside)
  }
  const isRunning = (element: Element) =>
    element.localName === 'a' && getComputedStyle(element).display === 'inline' && wordsBeside(lineOf(element))
  /** A box to tick is pressed by its label as well. */
  const partsOf = (element: Element): Element[] => [element, ...((element as HTMLInputElement).labels ?? [])]
  const isLarge = (element: Element) =>
    partsOf(element).some((part) =>
      [...part.getClientRects()].some(({ width, height }) => width >= least && height >= least),
    )
  const isThere = (element: Element) => isSeen(element) && element.getClientRects().length > 0
  /** There for programs that fill in forms, or shown only once it has the focus, as the way past the navigation is. */
  const isAside = (element: Element) => {
    const { right, bottom, width, height } = element.getBoundingClientRect()
    const isOutside = right + scrollX <= 0 || bottom + scrollY <= 0 || (width <= 1 && height <= 1)
    return isOutside || element.closest('[aria-hidden=true]') !== null
  }
  return [...document.querySelectorAll(PRESSED)]
    .filter((element) => isThere(element) && !isAside(element) && !isLarge(element) && !isRunning(element))
    .map((element) => {
      const { width, height } = element.getBoundingClientRect()
      const words = (element.textContent || element.getAttribute('name') || '').trim().slice(0, 40)
      return `${element.localName} “${words}”: ${Math.round(width * 10) / 10} × ${Math.round(height * 10) / 10}`
    })
}
