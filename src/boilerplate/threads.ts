import { words } from '../words/words'
import { beginsWith, has, hitOf, isMadeOf, isProse, type Line } from './line'
import type { Page } from './page'

/** Lines below a heading in which a thread has to show: a name, a time, a few lines of words, a button, and again. */
const SHOWS_WITHIN = 12

/** Lines that may be left below “Comments” without a sign of a thread: “Comments are closed.” and the like. */
const MOST_LEFT = 3

/**
 * Readers’ comments: from what stands above them to the end of the text, since a comment can’t be told from an
 * article’s paragraph. “Comments” alone is also a link beside the byline, so a thread has to show below it; “8 thoughts
 * on” is enough where a third of the text is above it.
 */
export function markThreads(page: Page) {
  const head = page.lines.findIndex((line, at) => isHead(line) && threadShowsBelow(page, at))
  const first = head >= 0 ? head : firstWithoutHead(page)
  if (first < 0) return
  const line = page.line(first)
  const reason = head >= 0 ? words.boilerplate.thread(line.text) : words.boilerplate.threadUnnamed(line.text)
  const last = page.lines.findLastIndex((one, at) => at >= first && (isSign(one) || isBullet(one)))
  page.mark(first, page.lines.length, 'comments', reason)
  // The last button may stand above its comment’s words, and the last name has a comment below it.
  page.afterThread = Math.max(last, first) + (last >= 0 && isReply(page.line(last)) ? 1 : 2)
}

const isHead = (line: Line) =>
  line.size <= 25 && (isMadeOf(line, ['comments', 'parts']) ? has(line, 'comments') : isNamedHead(line))

/** “8 thoughts on ‘The headline’”, a thread’s own heading. */
const isNamedHead = (line: Line) =>
  beginsWith(line, 'threads') !== undefined && !has(line, 'saying') && !/[.;]$/.test(line.text)

function threadShowsBelow(page: Page, head: number): boolean {
  const below = page.lines.slice(head + 1, head + 1 + SHOWS_WITHIN)
  const signs = below.filter(isSign)
  const isBehindThird = head >= page.lines.length / 3
  if (signs.length >= 2 && signs.some((line) => !isTime(line))) return true
  // Times alone stand below a byline, too: published, updated, read.
  if (signs.length > 2 && isBehindThird) return true
  if (isNamedHead(page.line(head))) {
    return isBehindThird || signs.length > 0 || below.slice(0, 3).some(isBullet)
  }
  return below.length <= MOST_LEFT && head > page.lines.length / 2 && !below.some((line) => has(line, 'saying'))
}

/** Without a heading three buttons to reply and three names with times are enough, and fewer not. */
const ENOUGH_SIGNS = 3

function firstWithoutHead(page: Page): number {
  const replies = page.lines.filter(isReply).length
  const times = page.lines.filter((line) => isTime(line) || isSaying(line)).length
  if (replies < ENOUGH_SIGNS || times < ENOUGH_SIGNS) return -1
  const time = page.lines.findIndex((line, at) => isTime(line) && replyFollows(page, at))
  if (time < 0) return -1
  const name = page.lines[time - 1]
  return name && name.size <= 4 && !name.ends ? time - 1 : time
}

const replyFollows = (page: Page, at: number) => page.lines.slice(at + 1, at + 5).some(isReply)

const isSign = (line: Line) => isReply(line) || isTime(line) || isSaying(line)

const isBullet = (line: Line) => /^[•●▪]\s/.test(line.text)

/** “12  Reply  Share” */
const isReply = (line: Line) => has(line, 'replies') && isMadeOf(line, ['replies', 'parts'])

/** “3 hours ago”, “Kirsten L. vor 1 Stunde”, “8 June 2023 at 10:12 am”, “alpino58 - 3 febbraio 2025, 20:11” */
function isTime(line: Line): boolean {
  if (line.size > 10 || isProse(line)) return false
  const ago = hitOf(line, 'ago')
  if (ago && (ago.behind === line.size || ago.first === 0)) return true
  return /\d{1,2}\s?[:h.]\s?\d{2}(?!\d)/.test(line.text) && /\b\d{4}\b|\b\d{1,2}[./]\d{1,2}[./]/.test(line.text)
}

/** “Hilda Moss says:” */
const isSaying = (line: Line) =>
  line.size <= 6 &&
  line.text.endsWith(':') &&
  line.hits.some((hit) => hit.feature === 'says' && hit.behind === line.size && hit.first > 0)
