import { words } from '../words/words'
import { beginsWith, endsWithStop, has, hitOf, isAll, isMadeOf, isProse, type Line } from './line'
import { openingOf } from './notices'
import type { Page } from './page'

/** Menus, buttons, lists of other stories: what one presses to be somewhere else. */
export function markLinks(page: Page) {
  markSection(page)
  for (const [at, line] of page.lines.entries()) {
    if (!page.isOpen(at)) continue
    if (isMenu(page, at)) page.mark(at, at + 1, 'navigation', words.boilerplate.menu(openingOf(line)))
    else if (isTool(line)) page.mark(at, at + 1, 'navigation', words.boilerplate.button(openingOf(line)))
    else markList(page, at)
  }
}

/** A section’s name that stands alone above everything: “Markets”. */
function markSection(page: Page) {
  const [first, second] = page.lines
  if (!first || !second || !isAll(first, 'sections') || second.size < 3) return
  page.mark(0, 1, 'navigation', words.boilerplate.section(first.text))
}

/** A tool’s words and what it works on: “Share on Facebook”, “Listen to this article · 6 min”. */
const LONGEST_TOOL = 10

function isTool(line: Line): boolean {
  const tool = beginsWith(line, 'tools')
  const goesThere =
    beginsWith(line, 'goes') !== undefined &&
    line.hits.some((hit) => hit.feature === 'there' && hit.behind === line.size)
  const isTold = tool !== undefined && (!line.ends || has(line, 'pleas'))
  return (isTold || goesThere) && line.size <= LONGEST_TOOL && !has(line, 'saying') && !line.quotes
}

/** Lines from either end between which nothing in a row is taken for a menu: an article has tables of its own. */
const MENU_WITHIN = 8

/** Beyond so many words it is a table. */
const LONGEST_MENU = 60

/** “News   Sport   Business” */
function isMenu(page: Page, at: number): boolean {
  const line = page.line(at)
  if (line.size > LONGEST_MENU || line.ends || (at >= MENU_WITHIN && at <= page.lastProse)) return false
  const names = line.text.split(/\s{2,}|\t|\s[|•·›»>→/]\s/)
  // A byline has bars as well: “Ana Ruiz | The Daily | London”.
  if (names.length < (/\s{2,}|\t/.test(line.text) ? 3 : 4)) return isPath(line, at)
  return names.every((name) => /^\p{L}[\p{L}\p{M}\s&’'.-]*$/u.test(name) && name.split(/\s/).length <= 4)
}

/** “Home > Local > Upper Harbour”, above the headline. */
const isPath = (line: Line, at: number) => at < 3 && line.size <= 8 && /\p{L}\s[›>→]\s\p{L}/u.test(line.text)

/** A title’s words; the longest that we saw in a list of links has 17. */
const LONGEST_TITLE = 18

const isTitle = (line: Line | undefined): line is Line =>
  line !== undefined && line.size <= LONGEST_TITLE && !isProse(line) && !endsWithStop(line) && !/[:;,]$/.test(line.text)

/** “Most viewed” and the titles below it, or “Read more: ” and a title behind it. */
function markList(page: Page, at: number) {
  const line = page.line(at)
  const head = beginsWith(line, 'lists') ?? beginsWith(line, 'leads')
  if (!head) return
  if (head.behind < line.size && !isOnlyHead(line)) {
    if (isNamedHead(page, at, head.behind)) {
      page.mark(at, endOfList(page, at + 1), 'navigation', words.boilerplate.list(line.text))
      return
    }
    const rest = line.text.slice(line.text.indexOf(head.words) + head.words.length)
    const leads = /^\s?[:»›|–—-]/.test(rest) || (has(line, 'leads') && !line.ends)
    if (leads && line.size <= 2 * LONGEST_TITLE && !(line.quotes && has(line, 'saying')))
      page.mark(at, at + 1, 'navigation', words.boilerplate.leads(head.words))
    return
  }
  const behind = endOfList(page, at + 1)
  // A heading with nothing below it but prose may be the article’s own: “Related”, “Contents”.
  const isFoot = at > page.lastProse && !line.ends
  if (behind > at + 1 || isFoot)
    page.mark(at, behind, 'navigation', words.boilerplate.list(line.text.replace(/:$/, '')))
}

/** “More from the Courier”, with titles right below it. */
function isNamedHead(page: Page, at: number, behind: number): boolean {
  const line = page.line(at)
  const isShort = line.size <= behind + 4 && !line.ends && !/[:,;]/.test(line.text)
  return isShort && page.isTight(at + 1) && endOfList(page, at + 1) >= at + 3
}

const isOnlyHead = (line: Line) => isMadeOf(line, ['lists', 'leads', 'parts'])

/**
 * Where the titles below a heading end. With an empty line above the heading’s list and between its titles, the last of
 * them may be a heading of the article, which then goes on.
 */
function endOfList(page: Page, first: number): number {
  let behind = first
  const isTightList = page.isTight(first)
  // The headline would be the last of them.
  if (first <= page.firstProse && !(isTightList && page.blocks)) return first
  while (page.isOpen(behind) && isTitle(page.lines[behind])) {
    if (isTightList && behind > first && !page.isTight(behind)) break
    behind++
  }
  const next = page.lines[behind]
  const goesOn = next !== undefined && isProse(next)
  // With no empty line in sight, or one everywhere, the line above prose is as likely its heading.
  if (goesOn && behind > first && (!isTightList || page.isTight(behind))) return behind - 1 > first ? behind - 1 : first
  return behind
}

/** Fewer may be the article’s: a name and a place below it, a last headline. */
const FEWEST_LAST = 4

/** Titles have so many words at least, on an average; a list of names or of results has fewer, or figures. */
const WORDS_OF_TITLE = 4

/**
 * Short lines without an end at the text’s foot that nothing else is known of: links without a heading. Lists with signs
 * or figures are the article’s.
 */
export function markLastLines(page: Page) {
  const first = page.lastProse + 1
  const open: number[] = []
  for (let at = first; at < page.lines.length; at++) {
    const line = page.line(at)
    if (!page.isOpen(at)) continue
    if (line.ends || line.quotes || !isTitle(line) || /^[\p{P}\p{S}]|\p{N}/u.test(line.text) || has(line, 'saying'))
      return
    open.push(at)
  }
  const [start] = open
  const isOfTitles = open.reduce((sum, at) => sum + page.line(at).size, 0) >= open.length * WORDS_OF_TITLE
  if (page.lastProse < 0 || open.length < FEWEST_LAST || start === undefined || !isOfTitles) return
  for (const at of open) page.mark(at, at + 1, 'navigation', words.boilerplate.lastLines(openingOf(page.line(start))))
}

/**
 * How many comments, how long to listen; or the number of an article’s own part. A time alone is a live report’s: what
 * follows was told then.
 */
export const isNumber = ({ text }: Line): boolean => /^\d[\d:/\s]{0,11}$/.test(text) && !/^\d{1,2}:\d{2}$/.test(text)

/** A button, or a word that is one beside others. */
export const isPart = (line: Line): boolean =>
  /\p{L}/u.test(line.text) && (isAll(line, 'buttons') || (!line.ends && isMadeOf(line, ['parts', 'buttons'])))

/** The words of a line that is nothing but a button, or undefined. */
export const buttonOf = (line: Line): string | undefined =>
  isAll(line, 'buttons') || (has(line, 'buttons') && isMadeOf(line, ['buttons', 'parts', 'notices', 'tools']))
    ? hitOf(line, 'buttons')?.words
    : undefined
