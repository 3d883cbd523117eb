import fc from 'fast-check'
import { CodePoints } from '../../src/quotes/code-points'
import { type DifferencePiece, textDifference } from '../../src/quotes/text-difference'
import { canonical } from './texts'

/** Each piece by its kind's sign and its words: `=` same, `~` same words set otherwise, `-`, `+`, `<` and `>` moved. */
function told(before: string, after: string): string[] {
  const [was, is] = [new CodePoints(before), new CodePoints(after)]
  return textDifference(before, after).map((piece) => {
    if (piece.kind === 'same') return `${piece.typography ? '~' : '='}${is.slice(piece.after.start, piece.after.end)}`
    const sign = { removed: '-', added: '+', 'moved away': '<', 'moved here': '>' }[piece.kind]
    const words =
      'before' in piece ? was.slice(piece.before.start, piece.before.end) : is.slice(piece.after.start, piece.after.end)
    return `${sign}${words}`
  })
}

const LONG = 'Traders in Odessa reported that prices of wheat rose by a tenth in one week.'
const OTHER = 'Nobody at the ministry in the capital picked up the telephone late on Friday, or before.'

test.each<[string, string, string, string[]]>([
  ['nothing', 'He said so.', 'He said so.', ['=He said so.']],
  [
    'a word',
    'He had said so on that day.',
    'He had denied so on that day.',
    ['=He had', '- said', '+ denied', '= so on that day.'],
  ],
  ['words put in', 'He had said so then.', 'He had never said so then.', ['=He had', '+ never', '= said so then.']],
  ['words taken out', 'He had never said so then.', 'He had said so then.', ['=He had', '- never', '= said so then.']],
  ['quotation marks only', '“Yes, of course,” he said.', '"Yes, of course," he said.', ['~"Yes, of course," he said.']],
  ['lines only', 'He said so.\nShe left.', 'He said so.\n\nShe left.', ['~He said so.\n\nShe left.']],
  ['everything', 'He said so.', 'Кошка спала', ['-He said so.', '+Кошка спала']],
  [
    'emoji',
    'He sent a 😀 to all of us.',
    'He sent a 🇻🇪 to all of us.',
    ['=He sent a', '- 😀', '+ 🇻🇪', '= to all of us.'],
  ],
  ['a paragraph moved', `${LONG}\n\n${OTHER}`, `${OTHER}\n\n${LONG}`, [`<${LONG}`, `~${OTHER}`, `>\n\n${LONG}`]],
  ['to nothing', 'He said so.', '', ['-He said so.']],
  ['from nothing', '', 'He said so.', ['+He said so.']],
  ['nothing at all', '', '', []],
])('%s', (_, before, after, pieces) => {
  expect(told(before, after)).toEqual(pieces)
})

test('every character of either text is in one piece, in order', () => {
  const rangesOf = (pieces: DifferencePiece[], side: 'before' | 'after') =>
    pieces.flatMap((piece) => {
      if (side === 'before') return 'before' in piece ? [piece.before] : []
      return 'after' in piece ? [piece.after] : []
    })
  fc.assert(
    fc.property(canonical, canonical, canonical, (one, other, third) => {
      const [before, after] = [`${one}${other}`.normalize('NFC'), `${other}${third}`.normalize('NFC')]
      const pieces = textDifference(before, after)
      for (const [side, text] of [
        ['before', before],
        ['after', after],
      ] as const) {
        let end = 0
        for (const range of rangesOf(pieces, side)) {
          expect(range.start).toBe(end)
          end = range.end
        }
        expect(end).toBe(Array.from(text).length)
      }
    }),
  )
})
