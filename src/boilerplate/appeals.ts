import { words } from '../words/words'
import type { Feature } from './lexicon'
import { count, has, hitOf, isProse, type Line } from './line'
import { buttonOf, isPart } from './links'
import type { Page } from './page'

/**
 * How much in a line asks the reader for something. An imperative or a plea weighs as much as two of the others, and
 * without one of them no line is an appeal: articles have “you”, “we”, prices and newsletters, too.
 */
const ASKED = 2

/** An appeal by itself: what is asked, and two things more (whom, for what, for how much) or a short line. */
const STRONG = 4

/** Part of one that has begun: two of “we”, “you”, what is offered, a price. */
const WEAK = 2

/** A line so short has no room for more than what it asks. */
const SHORT = 12

export function appealWeight(line: Line): number {
  if (has(line, 'saying')) return 0
  const asks = askOf(line) !== undefined
  return (asks ? ASKED : 0) + (has(line, 'pleas') ? ASKED : 0) + besides(line) + (asks && line.size <= SHORT ? 1 : 0)
}

/** A line is the article’s where its first sentence has nothing of an appeal, whatever is glued to it. */
function beginsOtherwise(line: Line): boolean {
  const end = /(?<=[\p{L}\p{N}"”»’)])[.!?…:]["”»’)]*\s/u.exec(line.text)?.index
  if (end === undefined || PRICE.test(line.text.slice(0, end))) return false
  return !line.hits.some(({ feature, from }) => from < end && OF_APPEALS.includes(feature))
}

const OF_APPEALS: readonly Feature[] = ['asks', 'pleas', 'openers', 'offers', 'you', 'we', 'buttons']

const PRICE = /[$€£₽]\s?\d|\d\s?[$€£₽]/

/** What of a line only goes with an appeal. */
const besides = (line: Line) =>
  Math.min(2, count(line, 'offers')) +
  (has(line, 'you') ? 1 : 0) +
  Math.min(2, count(line, 'we')) +
  (PRICE.test(line.text) ? 1 : 0)

const askOf = (line: Line) => line.hits.find(({ feature, opens }) => feature === 'asks' && opens)

export const asksStrongly = (line: Line): boolean =>
  (askOf(line) !== undefined || has(line, 'pleas')) &&
  !beginsOtherwise(line) &&
  appealWeight(line) >= STRONG &&
  (line.size <= SHORT || has(line, 'offers') || PRICE.test(line.text))

const isWeak = (line: Line) =>
  !beginsOtherwise(line) && (asksStrongly(line) || has(line, 'pleas') || (besides(line) >= WEAK && !isReport(line)))

/** Somebody speaks, or services are named that news is also about. */
const isReport = (line: Line) =>
  has(line, 'saying') || (isProse(line) && !has(line, 'you') && !has(line, 'we') && !PRICE.test(line.text))

const isOpener = (line: Line) => has(line, 'openers') && line.size <= SHORT && hitOf(line, 'openers')?.first === 0

/** What an appeal was found by. */
export const wordsOfAppeal = (line: Line): string =>
  (askOf(line) ?? hitOf(line, 'pleas') ?? hitOf(line, 'openers') ?? hitOf(line, 'buttons'))?.words ?? line.text

/**
 * Requests for money, for an address, for a visit: lines that ask the reader, and those between them. They are looked
 * for in runs of lines that could be of one appeal, so that a paragraph in the first person counts only where it stands
 * between “Dear readers” and “Support us”.
 */
export function markAppeals(page: Page) {
  markCries(page)
  for (let at = 0; at < page.lines.length; at++) {
    const first = at
    while (page.isOpen(at) && couldBelong(page.line(at))) at++
    if (at > first) markRun(page, first, at)
  }
}

const couldBelong = (line: Line) => isOpener(line) || isWeak(line) || isPart(line) || buttonOf(line) !== undefined

function markRun(page: Page, first: number, behind: number) {
  const lines = page.lines.slice(first, behind)
  const strong = lines.findIndex(asksStrongly)
  if (strong < 0) {
    markButtons(page, first, behind)
    return
  }
  const opener = lines.findIndex(isOpener)
  const start = opener >= 0 && opener < strong ? opener : withHeading(page, first, strong)
  const last = lines.findLastIndex((line) => asksStrongly(line) || isPart(line) || buttonOf(line) !== undefined)
  const end = behind === page.lines.length ? behind : first + Math.max(strong, last) + 1
  const reason = words.boilerplate.addressesReader(wordsOfAppeal(lines[strong] as Line))
  page.mark(first + start, end, 'appeal', reason)
}

/** From the first line that asks, or from lines of the same block above it that could belong to it. */
function withHeading(page: Page, first: number, strong: number): number {
  let start = strong
  while (start > 0 && (page.isTight(first + start) || isPart(page.line(first + start - 1)))) {
    if (isProse(page.line(first + start - 1)) && !page.blocks) break
    start--
  }
  return start
}

/** “Subscribe”, “Sign in”: buttons in a row, or one at the page’s ends. One between two paragraphs may be a heading. */
function markButtons(page: Page, first: number, behind: number) {
  const found = page.lines.slice(first, behind).find((line) => buttonOf(line) !== undefined)
  if (!found) return
  const isBetweenProse = first > 0 && behind <= page.lastProse && page.isOpen(first - 1) && page.isOpen(behind)
  const parts = page.lines.slice(first, behind).filter((line) => isPart(line) || buttonOf(line) !== undefined)
  if (isBetweenProse && parts.length < 2) return
  for (let at = first; at < behind; at++) {
    const line = page.line(at)
    if (isPart(line) || buttonOf(line) !== undefined)
      page.mark(at, at + 1, 'appeal', words.boilerplate.button(buttonOf(found) ?? found.text))
  }
}

/** A cry has few words; a headline that begins so has more, and no exclamation mark. */
const LONGEST_CRY = 6

/** “Support The Daily!” above the headline or below the text; “Follow Ana Ruiz on Twitter @anaruiz.” anywhere. */
function markCries(page: Page) {
  for (const [at, line] of page.lines.entries()) {
    if (!page.isOpen(at)) continue
    const isCry = hitOf(line, 'cries')?.first === 0
    const account = line.size <= LONGEST_ACCOUNT && (isCry || NETWORK.test(line.text)) ? ACCOUNT.exec(line.text) : null
    if (account) page.mark(at, at + 1, 'appeal', words.boilerplate.account(account[0]))
    else if (isCry && line.size <= LONGEST_CRY && line.text.endsWith('!') && standsOutside(page, at))
      page.mark(at, at + 1, 'appeal', words.boilerplate.addressesReader(line.text))
  }
}

/** “Follow Ana Ruiz on Twitter: @anaruiz. Reach her at ruiz@daily.example.” */
const LONGEST_ACCOUNT = 20

/** Somebody’s name on a network. */
const ACCOUNT = /(?<![\p{L}\p{N}.])@[\p{L}\p{N}_]{2,30}/u

/** “Twitter: @anaruiz”; a name alone is whose post was quoted above it. */
const NETWORK = /^(?:Twitter|X|Instagram|Threads|Mastodon|Bluesky):? @/

/** Above a headline, or below everything. */
const standsOutside = (page: Page, at: number) => {
  const next = page.lines[at + 1]
  return next === undefined || (at === 0 && !isProse(next))
}
