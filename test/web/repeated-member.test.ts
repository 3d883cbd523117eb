import fc from 'fast-check'
import { repeatedMember } from '../../src/web/repeated-member'

test.each([
  ['{"a": 1, "a": 2}', 'a'],
  ['{"a": 1, "\\u0061": 2}', 'a'],
  ['{"b": [{"a": {}, "c": "a", "a" : []}]}', 'a'],
  ['{"": 1, "": 2}', ''],
  ['{"__proto__": 1, "__proto__": 2}', '__proto__'],
  ['{"a\\\\": 1, "a\\\\": 2}', 'a\\'],
  ['{"a": "a", "b": ["a", "a"], "c": {"a": 1}}', null],
  ['[{"a": 1}, {"a": 1}]', null],
  ['{"a\\"": ":", "a": "{\\"a\\": 1, \\"a\\": 2}"}', null],
  ['', null],
  ['{"a": "', null],
  ['}]{"\\x": 1', null],
])('%s gives %j twice', (json, name) => {
  expect(repeatedMember(json)).toBe(name)
})

test('nothing that JSON.stringify writes gives a member twice, and a name put in again is found', () => {
  fc.assert(
    fc.property(fc.json(), fc.string(), (json, name) => {
      expect(repeatedMember(json)).toBeNull()
      const member = JSON.stringify(name)
      expect(repeatedMember(`{${member}: ${json}, "other": 1, ${member} : ${json}}`)).toBe(
        name === 'other' ? 'other' : name,
      )
    }),
  )
})
