import { doubtByName, isBody, isByline } from './doubtful-names'
import type { Doubt } from './page-lines'

/** An element that seems not to be the article's own, and how much of the page is in it. */
export interface DoubtfulBox extends Doubt {
  characters: number
  /** Of them, those that readability keeps. */
  kept: number
  hasHeadline: boolean
}

/** A line as the page has it, before anything is decided of it. */
export interface WalkedLine {
  text: string
  gap: 1 | 2
  /** Its pieces of text, by the number that readability's copy knows them by. */
  runs: { run: number; characters: number }[]
  /** Characters in links. */
  linked: number
  /** Outermost first: those that all of the line is in. */
  boxes: DoubtfulBox[]
  isHeadline: boolean
  isByline: boolean
  /** In a box that holds an article's paragraphs by its name. */
  isInBody: boolean
  /** The element that it is a line of, and that one's parent, with their classes: the article's paragraphs are alike. */
  kind: string
  holder: Element | null
}

/** What is known of the elements around a piece of text. */
export interface Surroundings {
  boxes: DoubtfulBox[]
  isHeadline: boolean
  isByline: boolean
  isInBody: boolean
  isInLink: boolean
  block: Element | null
}

export const NOTHING_AROUND: Surroundings = {
  boxes: [],
  isHeadline: false,
  isByline: false,
  isInBody: false,
  isInLink: false,
  block: null,
}

/** What is around the text of an element that lies in these surroundings. */
export function surroundingsIn(
  element: Element,
  around: Surroundings,
  headline: Element | null,
  isBlock: boolean,
): Surroundings {
  const tag = element.localName
  const names = `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`
  const itemprop = element.getAttribute('itemprop') ?? ''
  const doubt = tag === 'main' || tag === 'article' ? null : doubtByName(tag, element.getAttribute('role') ?? '', names)
  return {
    boxes: doubt ? [...around.boxes, { ...doubt, characters: 0, kept: 0, hasHeadline: false }] : around.boxes,
    isHeadline: around.isHeadline || element === headline,
    isByline: around.isByline || tag === 'time' || isByline(names, element.getAttribute('rel') ?? '', itemprop),
    isInBody: around.isInBody || isBody(names, itemprop),
    isInLink: around.isInLink || tag === 'a',
    block: isBlock ? element : around.block,
  }
}

/** “p.lead in div.story”: what an article's paragraphs have in common. */
export function kindOf(block: Element | null): string {
  if (!block) return ''
  const named = (element: Element) => `${element.localName}.${element.getAttribute('class') ?? ''}`
  return block.parentElement ? `${named(block)} in ${named(block.parentElement)}` : named(block)
}
