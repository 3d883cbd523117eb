import fc from 'fast-check'
import { fitted, widthOf } from '../../../src/reading/overview/fitted-text'

const SIZE = 13

describe('text fitted into a picture', () => {
  test.each([
    ['one short line', 'a few dozen', 200, 3, ['a few dozen']],
    [
      'lines broken between words',
      'there was no official message about this',
      120,
      3,
      ['there was no', 'official message', 'about this'],
    ],
    [
      'what is too long ends in an ellipsis',
      'there was no official message about this from the side',
      120,
      2,
      ['there was no', 'official message…'],
    ],
    ['a word wider than a line breaks inside', 'Donaudampfschifffahrt', 60, 2, ['Donauda', 'mpfsch…']],
    ['Chinese breaks anywhere', '俄罗斯没有撤出专家', 66, 2, ['俄罗斯没有', '撤出专家']],
    ['nothing', ' ', 60, 2, []],
  ])('%s', (_, text, width, lines, expected) => {
    expect(fitted(text, { width, size: SIZE, lines })).toEqual(expected)
  })

  it('never has more lines, nor a wider one, than there is room for, and says all or ends in an ellipsis', () => {
    const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 120 }),
        fc.integer({ min: 40, max: 300 }),
        fc.integer({ min: 1, max: 4 }),
        (text, width, lines) => {
          const made = fitted(text, { width, size: SIZE, lines })
          const bare = (words: string) => words.replace(/\s/gu, '')
          const isCut = made.at(-1)?.endsWith('…') === true && !bare(text).endsWith('…')
          expect(made.length).toBeLessThanOrEqual(lines)
          for (const line of made) {
            // A single grapheme may be wider than any line: a family of seven is one.
            expect(widthOf(line, SIZE) <= width || [...graphemes.segment(line.replace('…', ''))].length <= 1).toBe(true)
          }
          expect(bare(text).startsWith(bare(isCut ? made.join('').slice(0, -1) : made.join('')))).toBe(true)
          if (!isCut) expect(bare(made.join(''))).toBe(bare(text))
        },
      ),
    )
  })
})
