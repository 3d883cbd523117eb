import { otherSources } from '../../src/suggestions/other-sources'
import { wordsOf } from '../../src/suggestions/passage'
import { wordsLikeCues } from '../../src/suggestions/words-like-cues'
import { marked } from './marked'

const offered = (text: string) => {
  const passage = marked(text)
  const whole = { from: 0, to: passage.text.tokens.length }
  return otherSources(passage, whole, []).map((range) => wordsOf(passage.text, range))
}

test.each([
  ['the subject of the cue first', 'Bo Dahl saw Ann Lee, who {said} [it was safe].', 'Ann Lee'],
  ['the phrase behind it', '[It was safe], {said} a person close to Ann Lee.', 'a person close'],
  ['a pronoun outside of the content', 'When he left, it {said} [they knew].', 'it'],
])('what else may name the speaker: %s', (_, text, first) => {
  expect(offered(text)[0]).toBe(first)
})

test('names within the content come last, and each is offered once', () => {
  const all = offered('Ann Lee met Bo Dahl and {said} [Cy Mori knew Ann Lee].')
  expect(all.at(-1)).toBe('Ann Lee')
  expect(all.indexOf('Bo Dahl')).toBeLessThan(all.indexOf('Cy Mori'))
})

test('words that say that something was said are told by their stems', () => {
  const { text } = marked('The spokesman noted a statement that he denied, and added to his notebook.')
  const found = wordsLikeCues(text, { from: 0, to: text.tokens.length }).map((at) => text.tokens[at]?.text)
  expect(found).toEqual(['noted', 'statement', 'denied', 'added'])
})
