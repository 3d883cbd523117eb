import { attributionModel } from '../../src/attribution/attribution-model.queries'
import { type TokenizedText, tokenizedText } from '../../src/attribution/tokenized-text'
import { wordsOf } from '../../src/suggestions/passage'
import { otherReadings, quotationsIn, type Reading, readingOf, readingsFound } from '../../src/suggestions/readings'
import { subjectOfCue } from '../../src/suggestions/subject-of-cue'
import { marked, rangeOf } from './marked'

const model = attributionModel()
const whole = (text: TokenizedText) => ({ from: 0, to: text.tokens.length })
const contentOf = (text: TokenizedText, { content }: Pick<Reading, 'content'>) =>
  content.map((range) => wordsOf(text, range)).join(' + ')
const others = (text: string, content: string) => {
  const read = tokenizedText(text)
  const given = readingOf(read, [rangeOf(read, content)], model)
  return otherReadings(read, whole(read), given, model).map((one) => contentOf(read, one))
}

test('a content is offered longer and shorter by a clause', () => {
  const text = 'Petra Lindqvist said that the crane had failed, which nobody disputed, because it was old.'
  const offered = others(text, 'the crane had failed, which nobody disputed')
  expect(offered.slice(0, 3)).toEqual([
    'the crane had failed',
    'the crane had failed, which nobody disputed, because it was old',
    'which nobody disputed',
  ])
})

test('so are the quotations, together and one by one, and the sentence without its full stop', () => {
  const offered = others('“It is old,” said Petra Lindqvist. “It has to go.”', 'said')
  expect(offered).toEqual(expect.arrayContaining(['“It is old,” + “It has to go.”', '“It is old,”', '“It has to go.”']))
  expect(others('Petra Lindqvist said the crane had failed.', 'the crane')).toContain(
    'Petra Lindqvist said the crane had failed',
  )
})

test('each is offered once, the given one never, and not more than anybody steps through', () => {
  const clause = 'that the crane, the pump, the boat and the lock had failed and he said'
  const offered = others(`Dahl said ${`${clause} `.repeat(6)}.`, 'the pump')
  expect(new Set(offered).size).toBe(offered.length)
  expect(offered).not.toContain('the pump')
  expect(offered.length).toBeLessThanOrEqual(12)
})

test('of pages that were marked there are no others', () => {
  const text = tokenizedText('Petra Lindqvist said that the crane had failed. '.repeat(60))
  expect(otherReadings(text, whole(text), readingOf(text, [whole(text)], model), model)).toEqual([])
})

test('who says a content that an editor chose is told by the text around it', () => {
  const text = tokenizedText('“It is old,” said Petra Lindqvist. Nobody came.')
  expect(readingOf(text, [rangeOf(text, '“It is old,”')], model)).toMatchObject({
    cue: rangeOf(text, 'said').from,
    source: rangeOf(text, 'Petra Lindqvist'),
  })
})

test('what the model finds in some sentences is found in order, each content once', () => {
  const text = tokenizedText('Dahl said it was old. Lindqvist said that Dahl knew it. It rained.')
  const found = readingsFound(text, whole(text), model)
  expect(found.map((one) => contentOf(text, one))).toEqual(['it was old', 'Dahl knew it'])
  expect(found.map(({ source }) => source && wordsOf(text, source))).toEqual(['Dahl', 'Lindqvist'])
})

test('quotations are told with their marks, and cut where the range ends', () => {
  const text = tokenizedText('He said “it is old” and “it is new”.')
  const quoted = (to: number) => quotationsIn(text, { from: 0, to }).map((range) => wordsOf(text, range))
  expect(quoted(text.tokens.length)).toEqual(['“it is old”', '“it is new”'])
  expect(quoted(5)).toEqual(['“it is'])
})

test.each([
  ['Petra Lindqvist {noted} it', 'Petra Lindqvist'],
  ['In it he {notes} it', 'he'],
  ['As critics who {called} for it', 'critics'],
  ['Bo Dahl saw Ann Lee, who {noted} it', 'Ann Lee'],
  ['The old ministry has also {noted} it', 'The old ministry'],
  ['Petra Lindqvist on Monday {noted} it', 'Petra Lindqvist'],
  ['Dahl saw the pumps and {pledged} help', 'Dahl'],
  ['“He left” and {pledged} help', null],
  ['{Noted} it', null],
])('the subject of the cue in “%s” is %s', (text, subject) => {
  const { text: read, cue } = marked(text)
  const range = subjectOfCue(read, cue as number)
  expect(range && wordsOf(read, range)).toBe(subject)
})
