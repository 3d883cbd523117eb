import { CodePoints } from '../quotes/code-points'
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

const placeIn = (sentence: HTMLElement): TextPositionSelector => ({
  start: Number(sentence.dataset.start),
  end: Number(sentence.dataset.end),
})

/**
 * Reads the text from its sentences. Between them the page has no words: a space stands for what is there, between
 * paragraphs a line end, so that places are the server's. Which space it is, is for the server to know.
 */
export function articleText(section: HTMLElement): ArticleText {
  const sentences = [...section.querySelectorAll<HTMLElement>('.sentence')]
  let text = ''
  let length = 0
  let paragraph: Element | null = null
  for (const sentence of sentences) {
    const { start, end } = placeIn(sentence)
    text += (sentence.parentElement === paragraph ? ' ' : '\n').repeat(start - length) + wordsOf(sentence)
    paragraph = sentence.parentElement
    length = end
  }
  const points = new CodePoints(text)
  const ground = {
    text: points,
    sentences: sentences.map(placeIn),
    quotations: quotations(points),
    language: section.lang,
  }
  return { section, sentences, ground }
}

function textNodes(within: Node): Text[] {
  const walker = document.createTreeWalker(within, NodeFilter.SHOW_ALL, {
    acceptNode: (node) =>
      node instanceof Element && node.matches(NOT_TEXT) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  })
  const found: Text[] = []
  while (walker.nextNode()) if (walker.currentNode instanceof Text) found.push(walker.currentNode)
  return found
}

const wordsOf = (sentence: HTMLElement) => textNodes(sentence).reduce((words, { data }) => words + data, '')

/** Where a place of the text stands in the page: a range for each sentence that it touches. */
export function rangesOf({ sentences, ground }: ArticleText, span: TextPositionSelector): Range[] {
  return ground.sentences.flatMap(({ start, end }, number) => {
    const sentence = sentences[number]
    if (!sentence || start >= span.end || end <= span.start) return []
    const first = ground.text.indexAt(start)
    const range = document.createRange()
    range.setStart(...pointAt(sentence, ground.text.indexAt(Math.max(start, span.start)) - first))
    range.setEnd(...pointAt(sentence, ground.text.indexAt(Math.min(end, span.end)) - first))
    return [range]
  })
}

function pointAt(sentence: HTMLElement, index: number): [Node, number] {
  let before = 0
  for (const node of textNodes(sentence)) {
    if (index <= before + node.length) return [node, index - before]
    before += node.length
  }
  return [sentence, sentence.childNodes.length]
}

/** Which words of the text a range of the page holds, without spaces at their ends; null where it holds none. */
export function placeOf({ sentences, ground }: ArticleText, range: Range): TextPositionSelector | null {
  const touched = sentences.flatMap((sentence, number) => (range.intersectsNode(sentence) ? [number] : []))
  const [first, last] = [touched[0], touched.at(-1)]
  if (first === undefined || last === undefined) return null
  const start = indexOf(ground, sentences, first, range, 'start')
  const end = indexOf(ground, sentences, last, range, 'end')
  const words = ground.text.text.slice(start, end)
  const exact = words.trim()
  if (exact === '') return null
  const from = start + words.indexOf(exact)
  return { start: ground.text.offsetAt(from), end: ground.text.offsetAt(from + exact.length) }
}

/** A range's end as an index of the text: one that stands outside of the sentence counts for the sentence's own. */
function indexOf(ground: Ground, sentences: HTMLElement[], number: number, range: Range, side: 'start' | 'end') {
  const sentence = sentences[number] as HTMLElement
  const place = ground.sentences[number] as TextPositionSelector
  const [node, offset] =
    side === 'start' ? [range.startContainer, range.startOffset] : [range.endContainer, range.endOffset]
  if (!sentence.contains(node)) return ground.text.indexAt(place[side])
  const until = document.createRange()
  until.setStart(sentence, 0)
  until.setEnd(node, offset)
  const words = textNodes(sentence).reduce((length, text) => {
    if (text === until.endContainer) return length + until.endOffset
    return until.comparePoint(text, text.length) <= 0 ? length + text.length : length
  }, 0)
  return ground.text.indexAt(place.start) + words
}
