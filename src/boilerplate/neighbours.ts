import { words } from '../words/words'
import { has, isProse, type Line } from './line'
import { buttonOf, isNumber, isPart } from './links'
import { bylineOf } from './notices'
import type { Mark, Page } from './page'

/** Lines that are known by what stands beside them: a box’s title, a button, a word between two buttons. */
export function markNeighbours(page: Page) {
  markBoxes(page)
  spread(page, 1)
  spread(page, -1)
  markBetween(page)
}

/** A box has few lines; a text without empty lines is no box. */
const MOST_OF_BOX = 12

/** The rest of a block that has an appeal in it: its title, what it offers, its field and button. */
function markBoxes(page: Page) {
  if (!page.blocks) return
  let first = 0
  for (let at = 1; at <= page.lines.length; at++) {
    if (at < page.lines.length && page.isTight(at)) continue
    if (first > 0 && at - first <= MOST_OF_BOX) markBox(page, first, at)
    first = at
  }
}

function markBox(page: Page, first: number, behind: number) {
  const lines = page.lines.slice(first, behind)
  const mark = page.marks.slice(first, behind).find((one) => one?.kind === 'appeal')
  if (!mark || lines.some(isArticles)) return
  page.mark(first, behind, mark.kind, mark.reason)
}

/** What no box has: somebody who speaks, a byline, a day with a time. */
const isArticles = (line: Line) =>
  has(line, 'saying') || line.quotes || bylineOf(line) !== null || /\b(?:19|20)\d\d\b/.test(line.text)

/** Buttons and numbers that follow a marked line, or go before one, and in turn those beside them. */
function spread(page: Page, step: 1 | -1) {
  const { length } = page.lines
  for (let at = step > 0 ? 1 : length - 2; at >= 0 && at < length; at += step) {
    const beside = page.marks[at - step]
    const line = page.line(at)
    if (page.marks[at] || !beside || beside.kind === 'caption' || beside.kind === 'comments') continue
    // A number has to stand right beside it: with an empty line between it is as likely the article’s.
    const isItsNumber = isNumber(line) && page.blocks && page.isTight(step > 0 ? at : at + 1)
    if (isItsNumber || isPart(line) || buttonOf(line) !== undefined) page.marks[at] = beside
  }
  markRows(page)
}

/** Two buttons of the page in a row, without anything that tells more of them: “Share”, “Save”. */
function markRows(page: Page) {
  for (let at = 0; at < page.lines.length; at++) {
    const first = at
    while (page.isOpen(at) && isPart(page.line(at))) at++
    if (at - first < 2) continue
    const [line] = page.lines.slice(first)
    if (line) page.mark(first, at, 'navigation', words.boilerplate.buttons(line.text))
  }
}

/** So many words a line may have that is taken for what it stands between. */
const LONGEST_BETWEEN = 5

/** “Payment methods” between “Continue” and “Remind me later”, with no empty line beside it. */
function markBetween(page: Page) {
  if (!page.blocks) return
  for (let at = 1; at < page.lines.length - 1; at++) {
    const [above, below] = [page.marks[at - 1], page.marks[at + 1]]
    const line = page.line(at)
    if (page.marks[at] || !isOfParts(above) || !isOfParts(below) || line.ends || line.size > LONGEST_BETWEEN) continue
    if (page.isTight(at) && page.isTight(at + 1) && !isProse(line)) page.marks[at] = above
  }
}

const isOfParts = (mark: Mark | undefined): mark is Mark => mark?.kind === 'appeal' || mark?.kind === 'navigation'
