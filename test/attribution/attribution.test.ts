import fc from 'fast-check'
import { attributionsIn, cuesIn, sayingOf } from '../../src/attribution/attribution'
import { attributionModel } from '../../src/attribution/attribution-model.queries'
import { cueWord } from '../../src/attribution/cue-word'
import { tidyContent, tidySource } from '../../src/attribution/tidy-ranges'
import { type TokenizedText, type TokenRange, tokenizedText } from '../../src/attribution/tokenized-text'

const model = attributionModel()
const whole = (text: TokenizedText) => ({ from: 0, to: text.tokens.length })
const wordsOf = ({ tokens }: TokenizedText, { from, to }: TokenRange) =>
  tokens
    .slice(from, to)
    .map(({ text }) => text)
    .join(' ')

test.each([
  [
    'Mayor Petra Lindqvist said on Monday that the new harbour would open in May.',
    ['said', 'the new harbour would open in May', 'Mayor Petra Lindqvist'],
  ],
  [
    '“The harbour is not safe,” said Tomas Brandt, a spokesman for the dockers’ union.',
    ['said', '“ The harbour is not safe , ”', 'Tomas Brandt'],
  ],
  [
    '“The harbour is not safe,” Tomas Brandt told reporters on Tuesday. “It never was.”',
    ['told', '“ The harbour is not safe , ” + “ It never was . ”', 'Tomas Brandt'],
  ],
  ['According to the ministry, 40 ships were waiting.', ['According', '40 ships were waiting', 'the ministry']],
  ['The port authority denied the allegations in a statement.', ['denied', 'the allegations', 'The port authority']],
  ['The bridge is 40 metres long.', null],
])('%s', (words, found) => {
  const text = tokenizedText(words)
  const [first] = attributionsIn(text, 0, model)
  const told = first && [
    text.tokens[first.cue]?.text,
    first.content.map((range) => wordsOf(text, range)).join(' + '),
    first.source && wordsOf(text, first.source),
  ]
  expect(told ?? null).toEqual(found)
})

test('who says a content, and by which word, is found from the content alone', () => {
  const text = tokenizedText('Tomas Brandt said the crane had failed. Lindqvist was away.')
  expect(sayingOf(text, [{ from: 3, to: 7 }], model)).toEqual({ cue: 2, source: { from: 0, to: 2 } })
  const alone = tokenizedText('It rained.')
  expect(sayingOf(alone, [{ from: 0, to: 2 }], model)).toEqual({ cue: null, source: null })
})

test('a text of nothing but cues has some of them a sentence, so that it is read in time', () => {
  const text = tokenizedText('said '.repeat(1000))
  expect(text.starts.length - 1).toBe(4)
  expect(cuesIn(text, whole(text), model).length).toBeLessThanOrEqual(4 * 8)
})

test('the word of a cue is not an auxiliary, an adverb or a sign', () => {
  const cueOf = (words: string) => {
    const text = tokenizedText(words)
    return text.tokens[cueWord(text, whole(text))]?.text
  }
  expect(cueOf('has also publicly said in a statement')).toBe('said')
  expect(cueOf('“ denied')).toBe('denied')
  expect(cueOf('was not')).toBe('was')
})

test('a content goes without what leads to it, a source without what it goes on to say', () => {
  const tidied = (words: string, tidy: typeof tidyContent) => {
    const text = tokenizedText(words)
    return tidy(text, [whole(text)]).map((range) => wordsOf(text, range))
  }
  expect(tidied(', that it was safe,', tidyContent)).toEqual(['it was safe'])
  expect(tidied('— , :', tidyContent)).toEqual([])
  expect(tidied('“It was safe.” Nobody had asked.', tidyContent)).toEqual(['“ It was safe . ”'])
  expect(tidied('“safe” and fast.', tidyContent)).toEqual(['“ safe ” and fast .'])
  expect(tidied('by Ann Lee, a longtime critic', tidySource)).toEqual(['Ann Lee'])
  expect(tidied('• 🙂 Ann Lee', tidySource)).toEqual(['Ann Lee'])
  expect(tidied('Ann Lee, Bo Dahl', tidySource)).toEqual(['Ann Lee , Bo Dahl'])
  expect(tidied('an official who asked not to be named', tidySource)).toEqual(['an official'])
})

test('whatever the text, what is found lies in it: contents in order and apart from the cue', () => {
  const piece = fc.oneof(
    fc.constantFrom('said', 'that', 'denied', '“', '”', '"', ',', '.', '\n', 'Ann Lee', 'he', 'it was', 'told', '🙂'),
    fc.string({ unit: 'binary', maxLength: 8 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = tokenizedText(pieces.join(' '))
      for (let sentence = 0; sentence < text.starts.length - 1; sentence += 1)
        for (const { cue, content, source } of attributionsIn(text, sentence, model)) {
          let last = 0
          for (const { from, to } of content) {
            expect(from >= last && from < to && to <= text.tokens.length).toBe(true)
            expect(cue < from || cue >= to).toBe(true)
            last = to
          }
          if (source) expect(source.from < source.to && source.to <= text.tokens.length).toBe(true)
        }
    }),
    { numRuns: 150 },
  )
})
