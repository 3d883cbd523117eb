import { Parser } from 'htmlparser2'
import { words } from '../words/words'
import { DEEPEST, MOST_ATTRIBUTES, MOST_ELEMENTS, MOST_TEXT_PIECES } from './limits'
import { Unreadable } from './reading'

/** What a page declares of itself, in its order; nothing is judged yet. */
export interface PageHead {
  /** `<html lang>`. */
  language: string | null
  title: string | null
  /** `name`, `property`, `itemprop` or `http-equiv`, lower case, and what it says. */
  metas: { name: string; content: string }[]
  canonical: string | null
  linkedData: string[]
  /** Microdata of an article, by property: from `content`, `datetime`, else the element's words. */
  microdata: { name: string; content: string }[]
  /** The first heading, and what stands near it. */
  heading: string | null
  byline: string | null
  time: string | null
}

/** Of what is collected from an element's words: longer is no headline and no name. */
const LONGEST_WORDS = 1_000

/** Elements after the headline in which its time is looked for: a byline has some ten, with pictures and buttons. */
const BESIDE_HEADLINE = 40

const ARTICLE_TYPE = /schema\.org\/(?:\w*Article|\w*Posting|Report)\b/i
const MICRODATA = new Set(['headline', 'datepublished', 'datemodified', 'author', 'publisher', 'inlanguage', 'name'])
const BYLINE = /(?:^|[\s_-])(?:byline|author|by-author|article-author|c-byline|entry-author)(?:$|[\s_-])/i

/** Words of one element that is open, until it closes. */
interface Collecting {
  depth: number
  text: string
  take(words: string): void
}

/**
 * Goes through a page's tags once, without making anything of them, so that a page that is no page is refused before
 * anything is built: throws {@link Unreadable} above the limits.
 */
export function pageHead(html: string): PageHead {
  const scan = new HeadScan()
  const parser = new Parser(
    {
      onopentag: (name, attributes) => scan.open(name, attributes),
      onclosetag: () => scan.close(),
      ontext: (text) => scan.words(text),
      onattribute: () => scan.attribute(),
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  )
  // In slices, so that a document of one endless tag is seen to be one before it is a string of 25 MiB.
  for (let at = 0; at < html.length; at += 65_536) parser.write(html.slice(at, at + 65_536))
  parser.end()
  return scan.head
}

class HeadScan {
  readonly head: PageHead = {
    language: null,
    title: null,
    metas: [],
    canonical: null,
    linkedData: [],
    microdata: [],
    heading: null,
    byline: null,
    time: null,
  }
  private depth = 0
  private elements = 0
  private pieces = 0
  private attributes = 0
  private headlineAt = Number.POSITIVE_INFINITY
  private asideDepth = 0
  private articleDepth = 0
  private readonly collecting: Collecting[] = []

  attribute() {
    if (++this.attributes > MOST_ATTRIBUTES) throw new Unreadable(words.extraction.tooManyAttributes)
  }

  words(text: string) {
    if (++this.pieces > MOST_TEXT_PIECES) throw new Unreadable(words.extraction.tooManyElements)
    for (const one of this.collecting) if (one.text.length <= LONGEST_LINKED_DATA) one.text += text
  }

  open(name: string, attributes: Record<string, string>) {
    this.attributes = 0
    this.depth += 1
    if (++this.elements > MOST_ELEMENTS) throw new Unreadable(words.extraction.tooManyElements)
    if (this.depth > DEEPEST) throw new Unreadable(words.extraction.tooDeep)
    if (this.asideDepth === 0 && ['nav', 'aside', 'footer'].includes(name)) this.asideDepth = this.depth
    if (this.articleDepth === 0 && ARTICLE_TYPE.test(attributes.itemtype ?? '')) this.articleDepth = this.depth
    this.declared(name, attributes)
    this.written(name, attributes)
    if (attributes.itemprop !== undefined && this.articleDepth > 0) this.property(attributes.itemprop, attributes)
  }

  close() {
    while (this.collecting.at(-1)?.depth === this.depth) {
      const done = this.collecting.pop()
      done?.take(done.text)
    }
    if (this.asideDepth === this.depth) this.asideDepth = 0
    if (this.articleDepth === this.depth) this.articleDepth = 0
    this.depth -= 1
  }

  private declared(name: string, attributes: Record<string, string>) {
    const { head } = this
    if (name === 'html') head.language ??= attributes.lang || attributes['xml:lang'] || null
    else if (name === 'meta') {
      const named = attributes.property ?? attributes.name ?? attributes['http-equiv']
      if (named && attributes.content)
        head.metas.push({ name: named.trim().toLowerCase(), content: attributes.content })
    } else if (name === 'link' && /(?:^|\s)canonical(?:\s|$)/i.test(attributes.rel ?? '')) {
      head.canonical ??= attributes.href ?? null
    } else if (name === 'title' && head.title === null) {
      this.collect((text) => {
        head.title ??= oneLine(text)
      })
    } else if (name === 'script' && /^application\/ld\+json/i.test(attributes.type?.trim() ?? '')) {
      this.collect((text) => head.linkedData.push(text))
    }
  }

  /** What readers see of it. */
  private written(name: string, attributes: Record<string, string>) {
    const { head } = this
    if (name === 'h1' && head.heading === null) {
      this.headlineAt = this.elements
      this.collect((text) => {
        head.heading ??= oneLine(text)
      })
    }
    if (this.asideDepth > 0) return
    if (name === 'time' && this.elements - this.headlineAt < BESIDE_HEADLINE && this.elements > this.headlineAt) {
      if (!/updat|modif/i.test(`${attributes.class} ${attributes.itemprop}`)) head.time ??= attributes.datetime ?? null
    }
    const isByline = /(?:^|\s)author(?:\s|$)/i.test(attributes.rel ?? '') || BYLINE.test(attributes.class ?? '')
    if (isByline && head.byline === null && this.elements - this.headlineAt < BESIDE_HEADLINE) {
      this.collect((text) => {
        head.byline ??= oneLine(text)
      })
    }
  }

  private property(itemprop: string, attributes: Record<string, string>) {
    for (const name of itemprop.toLowerCase().split(/\s+/)) {
      if (!MICRODATA.has(name)) continue
      const said = attributes.content ?? attributes.datetime
      if (said !== undefined) this.head.microdata.push({ name, content: said })
      else this.collect((text) => this.head.microdata.push({ name, content: oneLine(text) ?? '' }))
    }
  }

  private collect(take: (text: string) => void) {
    this.collecting.push({ depth: this.depth, text: '', take })
    // An article of properties within properties would have every word collected many times over.
    if (this.collecting.length > 20) this.collecting.shift()
  }
}

/** Linked data with all of an article's text in it, and its comments. */
const LONGEST_LINKED_DATA = 2 * 1024 * 1024

/** Words as they are read, null when there are none or when they are too many to be a name or a headline. */
function oneLine(text: string): string | null {
  const line = text
    .slice(0, LONGEST_WORDS + 1)
    .replace(/\s+/g, ' ')
    .trim()
  return line === '' || line.length > LONGEST_WORDS ? null : line
}
