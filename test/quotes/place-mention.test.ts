import fc from 'fast-check'
import { placeMention } from '../../src/quotes/place-quote'
import { describeSpan } from '../../src/quotes/selector'
import { textWithPlace } from './texts'

/** Where the mention marked [so] is in a text, its content or contents marked <so>. */
function marked(withMarks: string) {
  const text = withMarks.replace(/[<>[\]]/g, '')
  const places = (open: string, close: string) => {
    const found: { start: number; end: number }[] = []
    let offset = 0
    let start = 0
    for (const character of Array.from(withMarks)) {
      if (character === open) start = offset
      else if (character === close) found.push({ start, end: offset })
      else if (!'<>[]'.includes(character)) offset++
    }
    return found
  }
  return { text, content: places('<', '>'), mention: places('[', ']')[0] }
}

test.each([
  ['before the content', 'said', 'Ruiz [said] that <he left> and nobody said more.'],
  ['behind the content', 'said', 'Lopez said no. <“I left,”> Ruiz [said].'],
  ['in its sentence, though one in the next is nearer', 'he', 'So [he] told the press in Lima: <no>. And he left.'],
  ['in its paragraph, though one in the next is nearer', 'Ruiz', '[Ruiz] spoke. So it was. <“I left.”>\nRuiz left.'],
  ['inside the content, if nowhere beside it', 'Russia', 'Ruiz said <[Russia] left>.\n\nRussia denied it.'],
  ['elsewhere, if only there', 'Ruiz', 'Ruiz came.\n\n[Ruiz] spoke.\n\n<“I left.”>\n\n\nIt was Ruiz.'],
  [
    'a whole word before a part of one',
    'he',
    'Then the press asked <why>. [He], he said.'.replace('[He], he', 'Yes, [he]'),
  ],
  ['between the parts of a split quotation', 'he', 'If he did: <“No,”> [he] said, <“never.”> Then he left.'],
  ['in the lines of a quotation over two', 'Ruiz', 'Ruiz.\n\n<“No.\n\nNever,”> [Ruiz] said.'],
  ['after an abbreviation', 'told', 'It told us. The U.S. Senate [told] Gen. Ruiz <no>.'],
  ['counted in code points', 'Ruiz', '😀😀 [Ruiz] 😀 said <😀 no>. Ruiz.'],
  ['in a script without spaces', '部长', '部长。他说，[部长]否认了<报道>。'],
  ['as the text writes it', "Ruiz's", 'Lopez spoke. [Ruiz’s] aide said <no>.'],
  ['the first of two equally near', 'he', '[he] <no> he'],
])('%s', (_, words, withMarks) => {
  const { text, content, mention } = marked(withMarks)
  const placed = placeMention(text, words, content)
  expect('span' in placed ? { start: placed.span.start, end: placed.span.end } : placed).toEqual(mention)
})

test('says when words are folded', () => {
  expect(placeMention('Ruiz’s aide: no', "Ruiz's", [{ start: 13, end: 15 }])).toMatchObject({ folded: true })
})

test.each([['Lopez'], [' '], ['']])('%j is not placed', (words) => {
  expect(placeMention('Ruiz said no.', words, [{ start: 10, end: 12 }])).toMatchObject({ kind: 'not-found' })
})

test('without content only words that are there once are placed', () => {
  expect(placeMention('Ruiz denied it. Ruiz left.', 'denied', [])).toMatchObject({ span: { start: 5, end: 11 } })
  expect(placeMention('Ruiz denied it. Ruiz left.', 'Ruiz', [])).toMatchObject({ kind: 'ambiguous' })
})

test('words of the text are always placed, on those words', () => {
  fc.assert(
    fc.property(textWithPlace, fc.nat(60), ({ text, start, end }, other) => {
      const { exact } = describeSpan(text, start, end)
      fc.pre(exact.trim() !== '')
      const at = Math.min(other, Array.from(text).length - 1)
      const placed = placeMention(text, exact, [{ start: at, end: at + 1 }])
      expect(placed).toMatchObject({ span: { exact }, folded: false })
      if ('span' in placed) expect(describeSpan(text, placed.span.start, placed.span.end)).toEqual(placed.span)
    }),
  )
})
