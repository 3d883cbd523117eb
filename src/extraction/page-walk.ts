import { BLOCK_ELEMENTS } from './block-elements'
import { kindOf, NOTHING_AROUND, type Surroundings, surroundingsIn, type WalkedLine } from './page-boxes'

/** These follow each other without an empty line between. */
const CLOSE = new Set(['li', 'tr', 'dt', 'dd'])

const TEXT_NODE = 3
const ELEMENT_NODE = 1

/** What HTML takes for spaces; a no-break space is none of them. */
const SPACES = /[ \t\n\r\f]+/g

/** The quotation marks of `<q>`, outer and inner, as browsers put them for a language. */
const MARKS: Record<string, [string, string, string, string]> = {
  de: ['„', '“', '‚', '‘'],
  fr: ['« ', ' »', '“', '”'],
  ru: ['«', '»', '„', '“'],
  uk: ['«', '»', '„', '“'],
  es: ['«', '»', '“', '”'],
  it: ['«', '»', '“', '”'],
}
const ENGLISH_MARKS: [string, string, string, string] = ['“', '”', '‘', '’']

/**
 * The text of an element as a reader sees it, in lines. Spaces are collapsed as HTML does, `<br>` ends a line, table rows
 * have tabs between their cells unless the table only arranges a page.
 *
 * @param runOf the number of a piece of text
 */
export function walkedLines(
  root: Element,
  headline: Element | null,
  language: string | null,
  runOf: (text: Node) => number,
): WalkedLine[] {
  const walk = new Walk(headline, MARKS[language?.slice(0, 2).toLowerCase() ?? ''] ?? ENGLISH_MARKS, runOf)
  walk.children(root, NOTHING_AROUND)
  walk.endLine(2)
  return walk.lines
}

class Walk {
  readonly lines: WalkedLine[] = []
  private open: WalkedLine | null = null
  private gap: 1 | 2 = 2
  private hasSpace = false
  private quoted = 0
  private isPreformatted = false
  private lastWasBreak = false
  /** What the next line begins with: its number in a list. */
  private prefix = ''
  /** Items of each numbered list so far. */
  private readonly items = new WeakMap<Element, number>()

  constructor(
    private readonly headline: Element | null,
    private readonly marks: [string, string, string, string],
    private readonly runOf: (text: Node) => number,
  ) {}

  children(element: Element, around: Surroundings) {
    for (let node = element.firstChild; node; node = node.nextSibling) {
      if (node.nodeType === TEXT_NODE) this.text(node, around)
      else if (node.nodeType === ELEMENT_NODE) this.element(node as Element, around)
    }
  }

  endLine(gap: 1 | 2) {
    if (this.open) {
      this.open.text = withoutSpacesBehind(this.open.text)
      if (this.open.text !== '') this.lines.push(this.open)
      this.open = null
      this.gap = gap
    } else if (this.gap < gap || (gap === 1 && this.lastWasBreak)) {
      this.gap = 2
    }
    this.hasSpace = false
    this.lastWasBreak = false
  }

  private element(element: Element, around: Surroundings) {
    const tag = element.localName
    if (tag === 'br') {
      this.endLine(1)
      this.lastWasBreak = true
      return
    }
    const isBlock = BLOCK_ELEMENTS.has(tag)
    const within = surroundingsIn(element, around, this.headline, isBlock)
    if (tag === 'table' && isData(element)) return this.dataTable(element, within)
    if (!isBlock) return this.inline(element, tag, within)

    const gap = CLOSE.has(tag) ? 1 : 2
    this.endLine(gap)
    if (tag === 'li') this.numbered(element)
    const wasPreformatted = this.isPreformatted
    this.isPreformatted ||= tag === 'pre'
    this.children(element, within)
    this.isPreformatted = wasPreformatted
    this.endLine(gap)
  }

  private inline(element: Element, tag: string, within: Surroundings) {
    if (tag !== 'q') return this.children(element, within)
    const inner = this.quoted % 2 === 1 ? 2 : 0
    this.quoted += 1
    this.write(this.marks[inner] as string, within)
    this.children(element, within)
    this.quoted -= 1
    this.hasSpace = false
    this.write(this.marks[inner + 1] as string, within)
  }

  /** Readers see the number, and a text may speak of it; a bullet is only a mark. */
  private numbered(item: Element) {
    const list = item.parentElement
    if (list?.localName !== 'ol') return
    const place = this.items.get(list) ?? 0
    this.items.set(list, place + 1)
    const first = Number.parseInt(list.getAttribute('start') ?? '1', 10)
    this.prefix = `${(Number.isInteger(first) ? first : 1) + place}. `
  }

  private dataTable(table: Element, around: Surroundings) {
    this.endLine(2)
    for (const row of Array.from(table.querySelectorAll('caption, tr'))) {
      this.endLine(1)
      if (row.localName === 'caption') this.children(row, around)
      let isFirst = true
      for (const cell of Array.from(row.children)) {
        if (row.localName === 'caption') break
        if (!isFirst && this.open) this.open.text = `${this.open.text.trimEnd()}\t`
        this.hasSpace = false
        this.children(cell, surroundingsIn(cell, around, this.headline, true))
        isFirst = false
      }
      this.endLine(1)
    }
    this.endLine(2)
  }

  private text(node: Node, around: Surroundings) {
    const text = node.nodeValue ?? ''
    if (this.isPreformatted) {
      const lines = text.split(/\r\n?|\n/)
      for (const [at, line] of lines.entries()) {
        if (at > 0) this.endLine(1)
        if (line.trim() !== '') this.write(line, around, this.runOf(node))
      }
      return
    }
    const collapsed = text.replace(SPACES, ' ')
    const words = collapsed.trim() === '' && !/[^ ]/.test(collapsed) ? '' : collapsed.replace(/^ | $/g, '')
    if (collapsed.startsWith(' ')) this.hasSpace = true
    if (words === '') return
    this.write(words, around, this.runOf(node))
    this.hasSpace = collapsed.endsWith(' ')
  }

  private write(words: string, around: Surroundings, run?: number) {
    if (!this.open) {
      this.open = {
        text: this.prefix,
        gap: this.gap,
        runs: [],
        linked: 0,
        boxes: around.boxes,
        isHeadline: around.isHeadline,
        isByline: around.isByline,
        isInBody: around.isInBody,
        kind: kindOf(around.block),
        holder: around.block?.parentElement ?? null,
      }
      this.prefix = ''
    } else if (this.hasSpace && !this.open.text.endsWith('\t')) {
      this.open.text += ' '
    }
    this.hasSpace = false
    this.lastWasBreak = false
    const line = this.open
    line.text += words
    line.boxes = line.boxes.filter((box, at) => around.boxes[at] === box)
    line.isByline ||= around.isByline
    if (around.isInLink) line.linked += words.length
    if (run !== undefined) line.runs.push({ run, characters: words.length })
    for (const box of around.boxes) {
      box.characters += words.length
      box.hasHeadline ||= around.isHeadline
    }
  }
}

/** A line's last spaces and tabs; a no-break space stays. */
function withoutSpacesBehind(line: string): string {
  let end = line.length
  while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end--
  return line.slice(0, end)
}

/** Whether a table tells figures: several cells in its rows, and nothing in them that would stand in lines of its own. */
function isData(table: Element): boolean {
  if (['presentation', 'none'].includes(table.getAttribute('role') ?? '')) return false
  if (table.querySelector('table, p, div, ul, ol, blockquote, h1, h2, h3, h4, article, section, figure, br'))
    return false
  return Array.from(table.querySelectorAll('tr')).some((row) => row.children.length > 1)
}
