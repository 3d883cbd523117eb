import fc from 'fast-check'
import { CodePoints } from '../../src/quotes/code-points'
import { wordingByMarks } from '../../src/quotes/wording-by-marks'

/** Passages stand between square brackets. */
function marked(text: string) {
  const passages: { start: number; end: number }[] = []
  let plain = ''
  for (const character of text) {
    if (character === '[') passages.push({ start: [...plain].length, end: 0 })
    else if (character === ']') (passages.at(-1) as { end: number }).end = [...plain].length
    else plain += character
  }
  return wordingByMarks(new CodePoints(plain), passages)
}

test.each([
  ['He said [the bridge is safe].', 'indirect'],
  ['[“There was no message,”] he said. [“And there couldn’t be one.”]', 'direct'],
  ['“[There was no message],” he said.', 'direct'],
  ['“There was, as he put it, [no message at all], and none came,” he said.', 'direct'],
  ['He said they had removed [“most of their people”].', 'direct'],
  ['He said [they had removed “most of their people”].', 'mixed'],
  ['[“There was no message,”] he said; [there never is].', 'mixed'],
  ['“It is safe,” she said, and [it was].', 'indirect'],
  ['"It is safe," she said. "[It was]."', 'direct'],
  ['« [C’est faux] », dit-il.', 'direct'],
  ['Er sagte: „[Das stimmt nicht]“, und [ging].', 'mixed'],
  ['“It was never closed.\n\n[A new paragraph is free].', 'indirect'],
  ['🙂🙂 “[🙂 so it is]” 🙂', 'direct'],
  ['[…]', 'indirect'],
])('%s is %s', (text, wording) => {
  expect(marked(text)).toBe(wording)
})

test('without a double quotation mark all is the article’s own', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const plain = new CodePoints(text.replace(/["＂“”„«»]/g, ''))
      expect(wordingByMarks(plain, [{ start: 0, end: plain.length }])).toBe('indirect')
    }),
  )
})
