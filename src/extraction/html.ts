import { parseHTML } from 'linkedom'
import { words } from '../words/words'
import { cleanPage } from './clean-page'
import { doubtedLines, keptRuns, RUN } from './left-out'
import { pageHead } from './page-head'
import { textOfLines } from './page-lines'
import { pageMetadata } from './page-metadata'
import { walkedLines } from './page-walk'
import { type Reading, Unreadable } from './reading'

export const HTML_EXTRACTOR = 'sanitize-html 2.17.5, linkedom 0.18.12, readability 0.6.0'

/** An article's page. @param url where it was fetched from; addresses in it hang on this. */
export function readHtml(html: string, url: string | null): Reading {
  try {
    const head = pageHead(html)
    const metadata = pageMetadata(head, url)
    const language = metadata.language?.value ?? head.language
    const titles = [metadata.headline?.value, head.title].filter((title) => title !== undefined && title !== null)
    const read = readBody(html, { language, titles, isPage: true })
    return 'problem' in read ? read : { ...read, metadata, extractor: HTML_EXTRACTOR }
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.message }
    throw error
  }
}

/** What is known of a body before it is read. */
export interface BodyOptions {
  language: string | null
  /** What its headline may be, as its head tells it. */
  titles: readonly string[]
  /** A page of a site, with what such pages have beside the article; what came from a document of a desk is all its own. */
  isPage: boolean
}

/** What is words in a body of HTML and, on a page, what in it seems not to be the article's own. */
export function readBody(html: string, { language, titles, isPage }: BodyOptions) {
  const { document } = parseHTML(`<!doctype html><html><head></head><body>${cleanPage(html)}</body></html>`)
  removeStruckOut(document)
  if (isPage) removeUnseen(document)
  const runs = markRuns(document)
  const lines = walkedLines(document.body, headlineOf(document, titles), language, (text) => runs.get(text) ?? -1)
  if (lines.length === 0) return { problem: words.extraction.noText }
  if (!isPage) return textOfLines(lines.map(({ text, gap }) => ({ text, gap, doubt: null })))
  return textOfLines(doubtedLines(lines, keptRuns(document)))
}

const UNSEEN = '[hidden], [aria-hidden="true"]'
const ROLES = ['banner', 'contentinfo', 'navigation', 'search', 'dialog', 'alertdialog', 'menu', 'menubar', 'tablist']
const LANDMARKS = ROLES.map((role) => `[role="${role}"]`).join(', ')

/** An element with more of the page than this is the page, whatever it says: one behind an open dialog is `aria-hidden`. */
const MOST_OF_PAGE = 0.5

/** Takes away words that whoever published them took back: read as text they would stand beside those in their place. */
function removeStruckOut(document: Document) {
  const whole = document.body.textContent?.length ?? 0
  for (const element of Array.from(document.querySelectorAll('s, del'))) {
    // One that holds the page was never closed.
    if ((element.textContent?.length ?? 0) <= whole * MOST_OF_PAGE) element.remove()
  }
}

/** Takes away what readers don't see, and what is a site's own by its landmark: its header, its footer, its dialogs. */
function removeUnseen(document: Document) {
  const whole = document.body.textContent?.length ?? 0
  const remove = (element: Element) => {
    if ((element.textContent?.length ?? 0) <= whole * MOST_OF_PAGE) return element.remove()
    // Readability believes these as well.
    for (const name of ['hidden', 'aria-hidden', 'aria-modal', 'role']) element.removeAttribute(name)
  }
  for (const element of Array.from(document.querySelectorAll(`${UNSEEN}, ${LANDMARKS}, [aria-modal="true"]`))) {
    remove(element)
  }
  for (const element of Array.from(document.querySelectorAll('header, footer'))) {
    // Only the site's: an article has a header and a footer of its own. With a headline in it, it's not only the site's.
    if (!element.closest('article, main, section, aside, blockquote') && !element.querySelector('h1')) remove(element)
  }
}

/** Puts each piece of text into an element of its own, whose number survives whatever readability does around it. */
function markRuns(document: Document): Map<Node, number> {
  document.body.normalize()
  const texts: Node[] = []
  const collect = (element: Element) => {
    for (let node = element.firstChild; node; node = node.nextSibling) {
      if (node.nodeType === 1) collect(node as Element)
      else if (node.nodeType === 3 && /\S/.test(node.nodeValue ?? '')) texts.push(node)
    }
  }
  collect(document.body)
  const runs = new Map<Node, number>()
  for (const [run, text] of texts.entries()) {
    const holder = document.createElement('span')
    holder.setAttribute(RUN, String(run))
    text.parentNode?.replaceChild(holder, text)
    holder.appendChild(text)
    runs.set(text, run)
  }
  return runs
}

/**
 * The heading that the page's title tells again; a site's name often is a first heading, too. Sites that keep their first for
 * their own name have the article's as a second.
 */
function headlineOf(document: Document, titles: readonly string[]): Element | null {
  const known = titles.map(inOneLine)
  const told = (names: string, least: number) => {
    const found = Array.from(document.querySelectorAll(names)).filter((heading) => {
      const text = inOneLine(heading.textContent ?? '')
      return text !== '' && known.some((title) => title.includes(text) && text.length >= title.length * least)
    })
    // The longest: “The Daily” stands in the title as well.
    return found.toSorted((a, b) => (b.textContent?.length ?? 0) - (a.textContent?.length ?? 0))[0]
  }
  return told('h1', 0) ?? told('h2, h3', 0.5) ?? document.querySelector('h1')
}

const inOneLine = (text: string) => text.replace(/\s+/g, ' ').trim().toLowerCase()
