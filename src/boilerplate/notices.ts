import { words } from '../words/words'
import { beginsWith, has, hitOf, isAll, isMadeOf, isProse, type Line } from './line'
import type { Page } from './page'

/** A notice is short; an article about reprints or cookies is not. */
const LONGEST_NOTICE = 60

/** What the outlet says of the page and its author: rights, cookies, advertisements, a biography, a ticker. */
export function markNotices(page: Page) {
  const byline = authorOf(page)
  for (const [at, line] of page.lines.entries()) {
    if (!page.isOpen(at) || line.size > LONGEST_NOTICE) continue
    const notice = line.quotes && has(line, 'saying') ? undefined : hitOf(line, 'notices')
    if (notice && !has(line, 'saying')) page.mark(at, at + 1, 'other', words.boilerplate.notice(notice.words))
    else if (isAdvertisement(line)) page.mark(at, at + 1, 'other', words.boilerplate.advertisement(line.text))
    else if (isTicker(line)) page.mark(at, at + 1, 'other', words.boilerplate.figures(openingOf(line)))
    else if (isOfFoot(page, at)) markAuthor(page, at, byline)
  }
  markConsent(page)
}

function markAuthor(page: Page, at: number, byline: string | null) {
  const line = page.line(at)
  const address = addressOf(line)
  if (address !== null) page.mark(at, at + 1, 'other', words.boilerplate.address(address))
  else if (isBiography(page, at, byline)) page.mark(at, at + 1, 'other', words.boilerplate.author(openingOf(line)))
}

/** The words by which a line is known: its first eight or so. */
export function openingOf({ text }: Line): string {
  if (text.length <= 60) return text
  return `${text.slice(0, text.lastIndexOf(' ', 60) > 20 ? text.lastIndexOf(' ', 60) : 60)} …`
}

const isAdvertisement = (line: Line) => has(line, 'ads') && isMadeOf(line, ['ads', 'asks', 'parts'])

/** Two moves in per cent, with signs, and hardly more words: “Copper 4.39 -1.2%”. Results of a vote have none. */
function isTicker({ text, size, ends }: Line): boolean {
  if (size > 40 || ends) return false
  const moves = text.match(/[+−-]\d+(?:[.,]\d+)?\s?%/g)?.length ?? 0
  return moves >= 2 && (text.match(/\p{L}{2,}/gu)?.length ?? 0) <= moves * 6
}

/** Lines from the top in which the byline is looked for: headline, standfirst, kicker, buttons. */
const BYLINE_WITHIN = 15

/** Who wrote the article, as its byline says: “By Corinne Batalha, Plainview Reports” is Corinne Batalha. */
function authorOf(page: Page): string | null {
  for (const line of page.lines.slice(0, BYLINE_WITHIN)) {
    const name = bylineOf(line)
    if (name !== null) return name
  }
  return null
}

/** The first name of a line like “By Corinne Batalha, Plainview Reports”, or null. */
export function bylineOf(line: Line): string | null {
  const byline = beginsWith(line, 'bylines')
  if (!byline || line.size > 16 || line.ends) return null
  const behind = line.text.slice(byline.words.length).trim()
  return /^\p{Lu}[\p{L}.’'-]+(?:\s\p{Lu}[\p{L}.’'-]+){1,3}/u.exec(behind)?.[0] ?? null
}

/** So few lines, with prose in them, may stand below a biography: the article’s foot. */
const NEAR_END = 8

/** Where an article’s foot is looked for what is told of its author; nobody speaks there. */
const isOfFoot = (page: Page, at: number) =>
  at >= page.lastProse - NEAR_END &&
  at >= page.lines.length / 3 &&
  !has(page.line(at), 'saying') &&
  !page.line(at).quotes

/** “Write to her at ruiz@daily.example.” */
const ADDRESS = /[\p{L}\p{N}._-]{1,64}@[\p{L}\p{N}-]{1,64}(?:\.[\p{L}\p{N}-]{1,64})+/u
const LONGEST_ADDRESS = 25

/** An address to write to, in a short line, or null. */
function addressOf(line: Line): string | null {
  return line.size <= LONGEST_ADDRESS ? (ADDRESS.exec(line.text)?.[0] ?? null) : null
}

function isBiography(page: Page, at: number, author: string | null): boolean {
  const line = page.line(at)
  const role = hitOf(line, 'authors')
  const named = author !== null && line.text.startsWith(author)
  if (role) return role.first > 0 && role.first <= 8 && (named || at >= page.lastProse - 3)
  if (!named || author === null) return false
  const behind = author.split(/\s/).length
  return line.hits.some((hit) => hit.feature === 'describes' && hit.first === behind)
}

/** Two lines about consent that stand together; of one alone an article may be speaking. */
function markConsent(page: Page) {
  const isOne = (line: Line | undefined) =>
    line !== undefined &&
    ((has(line, 'consents') &&
      !has(line, 'saying') &&
      (isAll(line, 'consents') || has(line, 'you') || has(line, 'we'))) ||
      isMadeOf(line, ['consents', 'parts']))
  for (let at = 0; at < page.lines.length; at++) {
    let behind = at
    while (page.isOpen(behind) && isOne(page.lines[behind])) behind++
    const lines = page.lines.slice(at, behind)
    // “Cookies” alone are also baked.
    const found = lines
      .flatMap(({ hits }) => hits)
      .find((hit) => hit.feature === 'consents' && hit.behind - hit.first > 1)
    if (lines.length >= 2 && found && !lines.every(isProse))
      page.mark(at, behind, 'other', words.boilerplate.consent(found.words))
    at = Math.max(at, behind - 1)
  }
}
