import fc from 'fast-check'
import { mentionsIn } from '../../src/discussion/mentions'

test.each([
  ['@ann look', ['ann']],
  ['look, @Ann.Lee!', ['ann.lee']],
  ['(@ann-lee_2) and @bob, @ann-lee_2', ['ann-lee_2', 'bob']],
  ['write to ann@desk.example', []],
  ['@ann@desk.example', ['ann']],
  ['“@ann”', ['ann']],
  ['@', []],
  ['@@ann', []],
  ['@-ann', []],
  ['näh@ann', []],
  ['@ann.', ['ann']],
])('%s mentions %j', (text, handles) => {
  expect(mentionsIn(text)).toEqual(handles)
})

test('whatever the text, handles are small, each once, and stand in it behind an @', () => {
  const piece = fc.constantFrom('@', 'ann', '.', '-', ' ', 'É', '👷', '\n', 'BOB', '2', '_')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('')
      const handles = mentionsIn(text)
      expect(new Set(handles).size).toBe(handles.length)
      for (const handle of handles) expect(text.toLowerCase()).toContain(`@${handle}`)
    }),
  )
})
