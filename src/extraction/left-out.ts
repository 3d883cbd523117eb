import { Readability } from '@mozilla/readability'
import { words } from '../words/words'
import type { DoubtfulBox, WalkedLine } from './page-boxes'
import type { Doubt, PageLine } from './page-lines'

const { reasons } = words.extraction
const LINKS: Doubt = { kind: 'navigation', reason: reasons.links }
const OUTSIDE: Doubt = { kind: 'other', reason: reasons.outside }

/** The name under which the elements that hold one piece of text each are known to readability's result. */
export const RUN = 'data-run'

/**
 * The pieces of text that readability takes for the article; null where it finds none. The document is spent afterwards.
 */
export function keptRuns(document: Document): Set<number> | null {
  try {
    const article = new Readability<Element>(document, {
      serializer: (node) => node as Element,
      disableJSONLD: true,
    }).parse()
    const marked = article?.content?.querySelectorAll(`[${RUN}]`) ?? []
    const runs = new Set(Array.from(marked, (element) => Number(element.getAttribute(RUN))))
    return runs.size > 0 ? runs : null
  } catch {
    // It was made for pages of browsers; where it stumbles over one, the rules by name still hold.
    return null
  }
}

/** More than half in links: a list of other articles. Paragraphs full of links, as blogs have them, stay below. */
const MOSTLY_LINKS = 0.6

/** A box with more of the article in it than this is a page's frame, whatever its name says (`div.with-sidebar`). */
const MOST_OF_ARTICLE = 0.3

/** So many of the article's lines have to be alike before a line that readability lost counts as one of them. */
const ALIKE = 3

/** A line of so many characters, mostly not links, is prose. */
const PROSE = 80

/** What readability keeps has to be so much of a page's prose; less, and it took something else for the article. */
const LEAST_KEPT = 0.25

/** So many lines of nothing but links after each other are a list of other pages, even if readability keeps it. */
const LIST_OF_LINKS = 3

/** The lines of a page with what is doubted of each, by the names of what they lie in, and by what readability leaves out. */
export function doubtedLines(lines: readonly WalkedLine[], found: ReadonlySet<number> | null): PageLine[] {
  const kept = found && isMuch(lines, found) ? found : null
  const isKept = lines.map((line) => keptOf(line, kept))
  for (const [at, line] of lines.entries()) {
    for (const box of line.boxes) if (isKept[at]) box.kept += line.text.length
  }
  const all = sum(lines.map(({ text }) => text.length))
  const article = kept ? sum(lines.map(({ text }, at) => (isKept[at] ? text.length : 0))) : all
  const isFrame = (box: DoubtfulBox) =>
    box.hasHeadline || (kept ? box.kept : box.characters) > article * MOST_OF_ARTICLE
  const byName = lines.map((line) => doubtOf(line.boxes.filter((box) => !isFrame(box))))
  const byPlace = kept ? leftOut(lines, isKept, byName) : lines.map(() => null)
  const byLinks = listsOfLinks(lines, article)
  return lines.map(({ text, gap }, at) => ({ text, gap, doubt: byName[at] ?? byPlace[at] ?? byLinks[at] ?? null }))
}

function isMuch(lines: readonly WalkedLine[], kept: ReadonlySet<number>): boolean {
  const prose = lines.filter(({ text, linked }) => text.length >= PROSE && linked < text.length / 2)
  const staying = prose.filter((line) => keptOf(line, kept))
  const lengthOf = (some: readonly WalkedLine[]) => sum(some.map(({ text }) => text.length))
  return lengthOf(staying) >= lengthOf(prose) * LEAST_KEPT
}

/** Lists of links, unless they are what the article is: a digest of a day. */
function listsOfLinks(lines: readonly WalkedLine[], article: number): (Doubt | null)[] {
  const doubts: (Doubt | null)[] = lines.map(() => null)
  let from = 0
  for (let at = 0; at <= lines.length; at++) {
    const line = lines[at]
    const isLink = line && !line.isHeadline && line.text.length < PROSE && line.linked >= line.text.length * 0.9
    if (isLink) continue
    const list = lines.slice(from, at)
    if (list.length >= LIST_OF_LINKS && sum(list.map(({ text }) => text.length)) < article * MOST_OF_ARTICLE) {
      doubts.fill(LINKS, from, at)
    }
    from = at + 1
  }
  return doubts
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

/** Whether most of a line stays; a line that is nothing but a mark that we wrote goes with nobody. */
function keptOf(line: WalkedLine, kept: ReadonlySet<number> | null): boolean {
  if (!kept) return false
  const staying = sum(line.runs.map(({ run, characters }) => (kept.has(run) ? characters : 0)))
  return staying * 2 > sum(line.runs.map(({ characters }) => characters))
}

/** What the outermost box says; one that only stands apart gives way to one within that says what it is. */
function doubtOf(boxes: readonly DoubtfulBox[]): Doubt | null {
  const box = boxes.find(({ kind }) => kind !== 'other') ?? boxes[0]
  return box ? { kind: box.kind, reason: box.reason } : null
}

/**
 * Doubts in lines that readability leaves out. It leaves out too much as easily as too little: a list of facts, a subheading,
 * the last short paragraph. So within the article (from its headline to the last line that it keeps, and among lines that
 * look like those) only what is nothing but links is doubted.
 */
function leftOut(lines: readonly WalkedLine[], isKept: readonly boolean[], byName: readonly (Doubt | null)[]) {
  const own = lines.map((_, at) => isKept[at] && byName[at] === null)
  const first = own.indexOf(true)
  const last = own.lastIndexOf(true)
  if (first < 0) return lines.map(() => null)
  const headline = lines.findIndex(({ isHeadline }) => isHeadline)
  const begin = headline >= 0 && headline < first ? headline : first
  const counts = new Map<unknown, number>()
  for (const [at, line] of lines.entries()) {
    if (!own[at]) continue
    for (const key of [line.kind, line.holder]) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const isAlike = ({ kind, holder }: WalkedLine) =>
    (counts.get(holder) ?? 0) >= ALIKE || (/\.\S/.test(kind) && (counts.get(kind) ?? 0) >= ALIKE)

  return lines.map((line, at): Doubt | null => {
    if (isKept[at] || line.isHeadline) return null
    const isLinks = line.linked > line.text.length * MOSTLY_LINKS
    if (at >= begin && at < first && line.isByline) return null
    if (isLinks) return LINKS
    const isWithin = (at >= begin && at <= last) || line.isInBody || isAlike(line)
    return isWithin ? null : OUTSIDE
  })
}
