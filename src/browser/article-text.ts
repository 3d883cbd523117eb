import { quotations } from '../quotes/quotations'
import type { TextPositionSelector } from '../quotes/selector'
import type { Ground } from './cursor'

/** What the page shows among the words that is not part of the text. */
const NOT_TEXT = 'a.note, a.tag, .zone-name'

/** The article as the page shows it: its words with their offsets, and where in the page these stand. */
export interface ArticleText {
  section: HTMLElement
  sentences: HTMLElement[]
  ground: Ground
}

/**
 * Reads the text from its sentences. Between them the page has no words: a space stands for what is there, between
 * paragraphs a line end, so that places are the server's. Which space it is, is for the server to know.
 */
export function articleText(section: HTMLElement): ArticleText {
  const sentences = [...section.querySelectorAll<HTMLElement>('.sentence')]
  // Of a long text a part is shown: what is before it counts, but is not there.
  const text = new Array<string>(Number(sentences[0]?.dataset.start ?? 0)).fill('\n')
  const places = sentences.map((sentence, number) => {
    const { start, end } = sentence.dataset
    const isInLine = sentence.parentElement === sentences[number - 1]?.parentElement
    while (text.length < Number(start)) text.push(isInLine ? ' ' : '\n')
    for (const point of pointsOf(sentence)) text.push(point)
    return { start: Number(start), end: Number(end) }
  })
  const ground = { text, sentences: places, quotations: quotations(text) }
  return { section, sentences, ground }
}

function textNodes(within: Node): Text[] {
  const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT)
  const found: Text[] = []
  while (walker.nextNode()) {
    const node = walker.currentNode as Text
    if (!node.parentElement?.closest(NOT_TEXT)) found.push(node)
  }
  return found
}

const pointsOf = (sentence: HTMLElement) => textNodes(sentence).flatMap(({ data }) => [...data])

/** Where a place of the text stands in the page: a range for each sentence that it touches. */
export function rangesOf({ sentences, ground }: ArticleText, span: TextPositionSelector): Range[] {
  return ground.sentences.flatMap(({ start, end }, number) => {
    const sentence = sentences[number]
    if (!sentence || start >= span.end || end <= span.start) return []
    const range = document.createRange()
    range.setStart(...pointAt(sentence, Math.max(start, span.start) - start))
    range.setEnd(...pointAt(sentence, Math.min(end, span.end) - start))
    return [range]
  })
}

/** Where in the page a code point of a sentence stands; ranges count in UTF-16 units. */
function pointAt(sentence: HTMLElement, offset: number): [Node, number] {
  let before = 0
  for (const node of textNodes(sentence)) {
    const points = [...node.data]
    if (offset <= before + points.length) return [node, points.slice(0, offset - before).join('').length]
    before += points.length
  }
  return [sentence, 0]
}

/** Which words of the text a range of the page holds, without spaces at their ends; null where it holds none. */
export function placeOf(text: ArticleText, range: Range): TextPositionSelector | null {
  const touched = text.sentences.flatMap((sentence, number) => (range.intersectsNode(sentence) ? [number] : []))
  const [first, last] = [touched[0], touched.at(-1)]
  if (first === undefined || last === undefined) return null
  let start = offsetOf(text, first, range.startContainer, range.startOffset, 'start')
  let end = offsetOf(text, last, range.endContainer, range.endOffset, 'end')
  const isSpace = (at: number) => text.ground.text[at]?.trim() === ''
  while (start < end && isSpace(start)) start += 1
  while (start < end && isSpace(end - 1)) end -= 1
  return start < end ? { start, end } : null
}

/** A range's end as an offset: one that stands outside of the sentence counts for the sentence's own. */
function offsetOf(text: ArticleText, number: number, node: Node, offset: number, side: 'start' | 'end'): number {
  const sentence = text.sentences[number] as HTMLElement
  const place = text.ground.sentences[number] as TextPositionSelector
  if (!sentence.contains(node)) return place[side]
  const until = document.createRange()
  until.setStart(sentence, 0)
  until.setEnd(node, offset)
  return textNodes(sentence).reduce((length, text) => {
    if (until.comparePoint(text, 0) > 0) return length
    return length + [...text.data.slice(0, text === node ? offset : undefined)].length
  }, place.start)
}
