import { CodePoints } from '../../src/quotes/code-points'
import { quotedSpeech } from '../../src/workbench/quoted-speech'

const TEXT = '👷🏽 “It is safe,” she said, “and it was.”\n“No,” he said.\nA reader: “Well!”'
const points = new CodePoints(TEXT)
const place = (words: string) => {
  const start = points.offsetAt(TEXT.indexOf(words))
  return { start, end: start + [...words].length }
}
const comment = [{ kind: 'comments' as const, ...place('A reader: “Well!”') }]

test.each([
  ['nothing tagged', [], [], { tagged: 0, all: 4 }],
  ['one', ['“It is safe,”'], [], { tagged: 1, all: 4 }],
  ['without its marks', ['It is safe'], [], { tagged: 1, all: 4 }],
  ['less than half of it', ['It is'], [], { tagged: 0, all: 4 }],
  ['two halves by two statements', ['It is', 'safe'], [], { tagged: 1, all: 4 }],
  ['the same words twice are no more', ['It is', 'It is'], [], { tagged: 0, all: 4 }],
  ['a whole sentence', ['“It is safe,” she said, “and it was.”'], [], { tagged: 2, all: 4 }],
  ['what is not the article’s own is not asked for', ['“Well!”'], comment, { tagged: 0, all: 3 }],
])('%s', (_what, words, zones, told) => {
  expect(quotedSpeech(TEXT, words.map(place), zones)).toEqual(told)
})

test('a text without quotation marks has none', () => {
  expect(quotedSpeech('Nobody said so.', [], [])).toEqual({ tagged: 0, all: 0 })
})
