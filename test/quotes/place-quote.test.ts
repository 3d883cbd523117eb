import fc from 'fast-check'
import { CodePoints } from '../../src/quotes/code-points'
import { placeQuote, type QuoteToPlace } from '../../src/quotes/place-quote'
import { describeSpan } from '../../src/quotes/selector'
import { canonical, rawText, textWithPlace } from './texts'

const TEXT = [
  'Minister denies report 😀',
  '“We sold nothing,” Ruiz\u00a0said on Monday — “nothing at all.”',
  'Ruiz said he had “sold  nothing”.\nHe left.',
].join('\n\n')

/** The words found, or the kind of problem. */
function placed(text: string, quote: QuoteToPlace) {
  const outcome = placeQuote(text, quote)
  return 'span' in outcome ? outcome.span.exact : outcome.kind
}

describe('by place', () => {
  test.each<[string, QuoteToPlace, string]>([
    ['a place alone', { start: 0, end: 8 }, 'Minister'],
    ['counted in code points', { start: 23, end: 24 }, '😀'],
    ['with its words', { start: 0, end: 8, exact: 'Minister' }, 'Minister'],
    ['with other words', { start: 0, end: 8, exact: 'minister' }, 'mismatch'],
    ['with words that stand elsewhere', { start: 0, end: 8, exact: 'denies' }, 'mismatch'],
    ['with words and context', { start: 9, end: 15, exact: 'denies', prefix: 'Minister ', suffix: ' re' }, 'denies'],
    ['with another context before', { start: 9, end: 15, exact: 'denies', prefix: 'President ' }, 'mismatch'],
    ['with another context behind', { start: 9, end: 15, suffix: ' the' }, 'mismatch'],
    ['with words that fold alike', { start: 26, end: 43, exact: '"We sold nothing,"' }, 'mismatch'],
    [
      'with words that fold alike, at their place',
      { start: 26, end: 44, exact: '"We sold nothing,"' },
      '“We sold nothing,”',
    ],
    ['up to the end of the text', { start: 0, end: Array.from(TEXT).length }, TEXT],
    ['beyond the end', { start: 0, end: Array.from(TEXT).length + 1 }, 'out-of-range'],
    ['before the beginning', { start: -1, end: 3 }, 'out-of-range'],
    ['without words', { start: 3, end: 3 }, 'out-of-range'],
    ['half a place', { start: 3 }, 'out-of-range'],
    ['no whole numbers', { start: 0.5, end: 3 }, 'out-of-range'],
  ])('%s', (_, quote, outcome) => {
    expect(placed(TEXT, quote)).toBe(outcome)
  })

  test('a mismatch tells where the words are', () => {
    const outcome = placeQuote(TEXT, { start: 0, end: 8, exact: 'denies' })
    expect(outcome).toMatchObject({ candidates: [{ start: 9, end: 15, exact: 'denies' }] })
  })
})

describe('by words', () => {
  test.each<[string, QuoteToPlace, string]>([
    ['words that are there once', { exact: 'He left' }, 'He left'],
    ['words that are not there', { exact: 'He came' }, 'not-found'],
    ['words that nearly are there', { exact: 'Minister denied report' }, 'not-found'],
    ['words in another case', { exact: 'he Left' }, 'not-found'],
    ['words that are there twice', { exact: 'Ruiz' }, 'ambiguous'],
    ['with a short prefix', { exact: 'Ruiz', prefix: '” ' }, 'Ruiz'],
    ['with a suffix', { exact: 'Ruiz', suffix: ' said he' }, 'Ruiz'],
    ['with a context longer than is kept', { exact: 'He left', prefix: TEXT.slice(5, -8), suffix: '.' }, 'He left'],
    ['with a context that tells nothing apart', { exact: 'Ruiz', suffix: '' }, 'ambiguous'],
    ['with another context', { exact: 'He left', prefix: 'Then ' }, 'mismatch'],
    ['with a context that goes on where the text ends', { exact: 'left.', suffix: ' Then' }, 'mismatch'],
    ['no words', {}, 'not-found'],
    ['only spaces', { exact: ' \r\n', suffix: 'He' }, 'not-found'],
    ['half a character', { exact: '\ude00' }, 'not-found'],
  ])('%s', (_, quote, outcome) => {
    expect(placed(TEXT, quote)).toBe(outcome)
  })

  test('found letter for letter, it is not folded', () => {
    expect(placeQuote(TEXT, { exact: 'He left' })).toEqual({ span: describeSpan(TEXT, 120, 127), folded: false })
  })

  test('at most five candidates, and how many there are', () => {
    const outcome = placeQuote('ha '.repeat(9), { exact: 'ha' })
    expect(outcome).toMatchObject({ kind: 'ambiguous', problem: expect.stringContaining('9 places') })
    expect('candidates' in outcome && outcome.candidates.map(({ start }) => start)).toEqual([0, 3, 6, 9, 12])
  })
})

describe('by words that were typed anew', () => {
  test.each<[string, QuoteToPlace, string]>([
    ['quotes', { exact: '"We sold nothing,"' }, '“We sold nothing,”'],
    ['no-break space', { exact: 'Ruiz said on' }, 'Ruiz\u00a0said on'],
    ['dash', { exact: 'Monday -- "nothing' }, 'Monday — “nothing'],
    ['a run of spaces', { exact: 'sold nothing”.' }, 'sold  nothing”.'],
    ['line ends of a form', { exact: '\r\nsold  nothing”.\r\nHe left.\r\n' }, 'sold  nothing”.\nHe left.'],
    ['paragraphs that became spaces', { exact: 'at all.” Ruiz said' }, 'at all.”\n\nRuiz said'],
    ['letters taken apart', { exact: 'cafe\u0301' }, 'café'],
    ['a context trimmed by a form', { exact: 'Ruiz', prefix: 'nothing,"' }, 'Ruiz'],
    ['spaces that belong to the context', { exact: ' Ruiz said ', prefix: '"', suffix: 'on' }, 'Ruiz\u00a0said'],
    ['folded words that are there twice', { exact: 'Ruiz  said' }, 'ambiguous'],
    ['folded words in another context', { exact: 'Ruiz said on', prefix: 'President ' }, 'mismatch'],
  ])('%s', (_, quote, words) => {
    expect(placed(`${TEXT} 1 café`, quote)).toBe(words)
  })

  test('says so, and gives the words of the text', () => {
    const outcome = placeQuote(TEXT, { exact: '"We sold nothing,"' })
    expect(outcome).toEqual({ span: describeSpan(TEXT, 26, 44), folded: true })
  })

  test('words as they are written come before words that are only alike', () => {
    expect(placeQuote('“so” "so"', { exact: '"so"' })).toMatchObject({ span: { start: 5 }, folded: false })
  })
})

describe('near where they were seen', () => {
  const text = 'ha, ha, ha'
  test.each<[string, { start: number; end: number }, number | string]>([
    ['in the window', { start: 3, end: 7 }, 4],
    ['at the window', { start: 4, end: 6 }, 4],
    ['nearest to the window', { start: 9, end: 12 }, 8],
    ['far behind them all', { start: 90, end: 92 }, 8],
    ['two in the window', { start: 3, end: 10 }, 'ambiguous'],
    ['as near to one as to the other', { start: 2, end: 4 }, 'ambiguous'],
  ])('%s', (_, near, outcome) => {
    const found = placeQuote(text, { exact: 'ha', near })
    expect('span' in found ? found.span.start : found.kind).toBe(outcome)
  })

  test('does not help words in another context', () => {
    expect(placed(text, { exact: 'ha', prefix: 'Ha, ', near: { start: 4, end: 6 } })).toBe('mismatch')
  })

  test('the candidates are those that are as near', () => {
    const outcome = placeQuote(text, { exact: 'ha', near: { start: 3, end: 10 } })
    expect('candidates' in outcome && outcome.candidates.map(({ start }) => start)).toEqual([4, 8])
  })
})

describe('whatever the text', () => {
  test('a span is found again where it was described', () => {
    fc.assert(
      fc.property(textWithPlace, ({ text, start, end }) => {
        const span = describeSpan(text, start, end)
        expect(placeQuote(text, span)).toEqual({ span, folded: false })
        expect(placeQuote(text, { start, end })).toEqual({ span, folded: false })
      }),
    )
  })

  test('by its words and context it is found there, or said to be ambiguous; a window tells it apart', () => {
    fc.assert(
      fc.property(textWithPlace, ({ text, start, end }) => {
        const span = describeSpan(text, start, end)
        fc.pre(span.exact.trim() !== '')
        const { exact, prefix, suffix } = span
        const outcome = placeQuote(text, { exact, prefix, suffix })
        if ('span' in outcome) expect(outcome).toEqual({ span, folded: false })
        else expect(outcome.kind).toBe('ambiguous')
        expect(placeQuote(text, { exact, near: { start, end } })).toEqual({ span, folded: false })
      }),
    )
  })

  test('as a form sends it, with CRLF and spaces around, it is found with its own words', () => {
    fc.assert(
      fc.property(textWithPlace, ({ text, start, end }) => {
        const { exact } = describeSpan(text, start, end)
        fc.pre(exact.trim() === exact && /\p{L}/u.test(exact))
        const outcome = placeQuote(text, { exact: `\r\n${exact.replaceAll('\n', '\r\n')} \r\n`, near: { start, end } })
        if (!('span' in outcome)) return expect(outcome.kind).toBe('ambiguous')
        expect(outcome.span).toEqual(describeSpan(text, outcome.span.start, outcome.span.end))
      }),
    )
  })

  test('a passage that was cut out is placed nowhere', () => {
    const passage = 'Zq kept «nothing» – he said.'
    fc.assert(
      fc.property(canonical, rawText, fc.nat(100), (before, after, near) => {
        const text = `${before}${passage}${after}`.replace(/\r\n?/g, '\n').normalize('NFC')
        const start = Array.from(before).length
        const span = describeSpan(text, start, start + Array.from(passage).length)
        const without = text.replace(passage, '')
        const { exact, prefix, suffix } = span
        const quotes = [span, { exact }, { exact, prefix, suffix }, { exact, near: { start: near, end: near + 9 } }]
        for (const quote of quotes) expect(placeQuote(without, quote)).not.toHaveProperty('span')
      }),
    )
  })

  test('words that also stand elsewhere are not placed there when their context is gone', () => {
    const text = 'The minister said no. Later the minister said no again.'
    const { exact, prefix, suffix } = describeSpan(text, 4, 20)
    expect(placed(text.slice(22), { exact, prefix, suffix })).toBe('mismatch')
  })

  test('a text that was counted gives the same', () => {
    expect(placeQuote(new CodePoints(TEXT), { exact: 'He left' })).toEqual(placeQuote(TEXT, { exact: 'He left' }))
  })
})

describe('400,000 times one letter take a second or two, where the product of the lengths takes hours', () => {
  const long = 'a'.repeat(400_000)
  const half = long.slice(0, 200_000)
  test.each<[string, QuoteToPlace, string]>([
    ['one letter', { exact: 'a' }, 'ambiguous'],
    ['one letter with its place', { exact: 'a', near: { start: 300_000, end: 300_001 } }, 'a'],
    ['half of the text', { exact: half }, 'ambiguous'],
    ['half of the text and a letter before', { exact: `b${half}` }, 'not-found'],
    ['half of the text and a letter behind', { exact: `${half}b` }, 'not-found'],
    ['a long context', { exact: 'a', prefix: `b${half}`, suffix: half }, 'mismatch'],
  ])('%s', (_, quote, outcome) => {
    const started = performance.now()
    expect(placed(long, quote)).toBe(outcome)
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})
