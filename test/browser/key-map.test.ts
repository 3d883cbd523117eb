import { keyProblem, withKey } from '../../src/browser/key-changes'
import { chosenKey, mapKept, meaningOf, NO_CHANGES } from '../../src/browser/key-map'

const NAMES = { j: 'next sentence', k: 'sentence before', '?': 'these keys' }
const KEYS = [...Object.keys(NAMES), 'Enter', 'Escape']
const changed = withKey(NO_CHANGES, 'j', 'ö')

test.each([
  ['a key as it came', NO_CHANGES, 'j', 'j'],
  ['a key that was changed', changed, 'ö', 'j'],
  ['its old letter', changed, 'j', null],
  ['another', changed, 'k', 'k'],
  ['a key nobody knows', changed, 'z', null],
  ['letters switched off', { ...changed, isOff: true }, 'ö', null],
  ['signs switched off', { ...NO_CHANGES, isOff: true }, '?', null],
  ['what is no letter, letters switched off', { ...NO_CHANGES, isOff: true }, 'Enter', 'Enter'],
])('%s', (_what, map, pressed, meaning) => {
  expect(meaningOf(map, KEYS, pressed)).toBe(meaning)
})

test.each([
  ['a free letter', 'ö', null],
  ['its own', 'j', null],
  ['one that is taken', 'k', '“k” is taken: sentence before. Change that one first.'],
  ['two letters', 'jj', 'Choose one letter, figure or sign.'],
  ['nothing', '', 'Choose one letter, figure or sign.'],
  ['a space', ' ', 'Choose one letter, figure or sign.'],
  ['a letter of two code units', '𝒿', null],
])('%s in place of another', (_what, wanted, problem) => {
  expect(keyProblem(NO_CHANGES, NAMES, 'j', wanted)).toBe(problem)
})

test('a letter that was given up may be taken, and one that was taken not', () => {
  expect(keyProblem(changed, NAMES, 'k', 'j')).toBeNull()
  expect(keyProblem(changed, NAMES, 'k', 'ö')).toContain('next sentence')
})

test('a key that is again as it came is no change', () => {
  expect(withKey(changed, 'j', 'j')).toEqual(NO_CHANGES)
  expect(chosenKey(withKey(changed, 'j', 'j'), 'j')).toBe('j')
})

test.each([
  ['nothing kept', null, NO_CHANGES],
  ['what was kept', JSON.stringify(changed), changed],
  ['no JSON', '{', NO_CHANGES],
  ['another thing', '[]', NO_CHANGES],
  ['keys that are none', '{"isOff":1,"chosen":{"j":"jj","k":7,"n":"m"}}', { isOff: false, chosen: { n: 'm' } }],
])('%s', (_what, kept, map) => {
  expect(mapKept(kept)).toEqual(map)
})
