import { namesTag } from '../../src/web/entity-tags'

test.each<[string | undefined, boolean]>([
  [undefined, false],
  ['', false],
  ['"a"', true],
  ['W/"a"', true],
  ['*', true],
  ['"b" , \t"a"', true],
  ['"b","c"', false],
  ['"b, a"', false],
  ['"A"', false],
  ['a', false],
])('%s names it: %s', (header, expected) => {
  expect(namesTag(header, '"a"')).toBe(expected)
})

test('a header as long as may be sent is read once, whatever is in it', () => {
  // Where a pattern is looked for, it is tried here for each place that it may begin at, and each try may go to the end.
  const tries = jest.spyOn(RegExp.prototype, 'exec')
  try {
    for (const between of [' ', '\t', ',', ' ,', '"'])
      expect(namesTag(`"b"${between.repeat(15_500 / between.length)}"c"`, '"a"')).toBe(false)
    expect(tries.mock.calls.length).toBe(0)
  } finally {
    tries.mockRestore()
  }
})
