import {
  atOffset,
  atSentence,
  type Cursor,
  extend,
  type Ground,
  selecting,
  step,
  trim,
  whole,
} from '../../src/browser/cursor'
import { snap, split } from '../../src/browser/quoted-words'
import { wordStops } from '../../src/browser/word-stops'
import { quotations } from '../../src/quotes/quotations'
import { sentences } from '../../src/quotes/sentences'

const TEXT = `Headline 👷🏽

“It is safe,” she said, “and well-tested.” He said: “No.” Then they left.

“It isn’t,” the man’s aide told Venezuela’s “The Daily,” “(really).”

It is safe, she said, and in use. It was “tested.”
`

function groundOf(text: string): Ground {
  return { text: [...text], sentences: sentences(text), quotations: quotations(text) }
}
const ground = groundOf(TEXT)

const selected = ({ spans }: Cursor) => spans.map(({ start, end }) => ground.text.slice(start, end).join(''))

/** What keys of the page do, one after the other. */
const KEYS: Record<string, (cursor: Cursor) => Cursor> = {
  j: (cursor) => step(ground, cursor, 1),
  k: (cursor) => step(ground, cursor, -1),
  J: (cursor) => extend(ground, cursor, 1),
  K: (cursor) => extend(ground, cursor, -1),
  '[': (cursor) => trim(ground, cursor, 'end', -1),
  ']': (cursor) => trim(ground, cursor, 'end', 1),
  '{': (cursor) => trim(ground, cursor, 'start', -1),
  '}': (cursor) => trim(ground, cursor, 'start', 1),
  '"': (cursor) => snap(ground, cursor),
  x: (cursor) => split(ground, cursor),
  w: (cursor) => whole(ground, cursor),
}

test.each([
  ['the first sentence, and none before it', 'k', ['Headline 👷🏽']],
  ['the next', 'j', ['“It is safe,” she said, “and well-tested.”']],
  ['none behind the last', 'jjjjjjjj', ['It was “tested.”']],
  ['two, and one again', 'jJK', ['“It is safe,” she said, “and well-tested.”']],
  ['back over where it was begun', 'jjK', ['“It is safe,” she said, “and well-tested.” He said: “No.”']],
  ['on from behind what was extended', 'jJj', ['Then they left.']],
  ['the marks at the end first', 'j[', ['“It is safe,” she said, “and well-tested']],
  ['a hyphen’s words one by one', 'j[[', ['“It is safe,” she said, “and well']],
  ['the mark at the beginning first', 'j}', ['It is safe,” she said, “and well-tested.”']],
  ['and back to it', 'j}{', ['“It is safe,” she said, “and well-tested.”']],
  ['the end over the sentence, within its paragraph', 'jj[[]]]', ['He said: “No.” Then']],
  ['never less than a word', 'jjj[[[[[[[', ['Then']],
  ['never over the end of a paragraph', 'jjj]]]', ['Then they left.']],
  ['the first quotation', 'j"', ['“It is safe,”']],
  ['the second', 'j""', ['“and well-tested.”']],
  ['round again to the first', 'j"""', ['“It is safe,”']],
  ['nothing to snap to', 'jjj"', ['Then they left.']],
  ['a sentence with two quotations, split', 'jx', ['“It is safe,”', '“and well-tested.”']],
  ['a quotation kept, and the next one', 'j"x', ['“It is safe,”', '“and well-tested.”']],
  ['and the one in the next sentence', 'j"xx', ['“It is safe,”', '“and well-tested.”', '“No.”']],
  ['without a quotation the next sentence', 'jj"x', ['“No.”', 'Then they left.']],
  ['or the quotation that this begins', 'jjjx', ['Then they left.', '“It isn’t,”']],
  ['without a quotation what goes on behind who says it', 'jjjjj[[[[[[[[x', ['It is safe', 'and in use']],
  ['or, of a whole sentence, the next quotation', 'jjjjjx', ['It is safe, she said, and in use.', '“tested.”']],
  ['what trims acts on the newest', 'j"x[}', ['“It is safe,”', 'and well-tested']],
  ['the newest not into the one before it', 'j"x{{{{{{', ['“It is safe,”', 'she said, “and well-tested.”']],
  ['whole sentences again', 'j"x[w', ['“It is safe,” she said, “and well-tested.”']],
  ['the third quotation of a sentence', 'jjjj"""', ['“(really).”']],
])('%s: %s', (_what, keys, words) => {
  const end = [...keys].reduce(
    (cursor, key) => (KEYS[key] as (cursor: Cursor) => Cursor)(cursor),
    atSentence(ground, 0),
  )
  expect(selected(end)).toEqual(words)
})

test('an offset is in its sentence or before the next one', () => {
  expect(selected(atOffset(ground, 0))).toEqual(['Headline 👷🏽'])
  expect(selected(atOffset(ground, 11))).toEqual(['“It is safe,” she said, “and well-tested.”'])
  expect(selected(atOffset(ground, 10_000))[0]).toBe('It was “tested.”')
})

test('what the mouse selected stands in its sentences', () => {
  const start = [...TEXT.slice(0, TEXT.indexOf('and well'))].length
  const cursor = selecting(ground, [{ start, end: start + 30 }])
  expect(cursor).toMatchObject({ anchor: 1, head: 2 })
})

test.each([
  ['don’t stop', [0, 6], [5, 10]],
  ['to “(x),” y', [0, 3, 5, 10], [2, 6, 9, 11]],
  ['a—b', [0, 2], [1, 3]],
  ['3,998 men', [0, 6], [5, 9]],
  ['“so,”she', [0, 1, 4, 5], [3, 5, 8]],
  ['“He said ‘go.’”', [0, 1, 4, 9, 10], [3, 8, 12, 14, 15]],
  ['これは橋', [0, 2, 3], [2, 3, 4]],
])('where words begin and end: %s', (line, starts, ends) => {
  const text = [...line]
  expect(wordStops(text, { start: 0, end: text.length })).toEqual({ start: starts, end: ends })
})

test('an empty text has no place for a cursor', () => {
  const empty = groundOf('')
  expect(atSentence(empty, 3).spans).toEqual([])
})
