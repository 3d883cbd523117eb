import { nextPlace } from '../../src/workbench/next-place'

const sentences = [0, 20, 40, 60].map((start) => ({ start, end: start + 19 }))
const zone = [{ kind: 'caption' as const, start: 40, end: 59 }]

test.each([
  ['the first', 0, [], [], 0],
  ['the one behind', 19, [], [], 20],
  ['not the one that it is within', 25, [], [], 40],
  ['not one that is recorded', 19, [{ start: 25, end: 30 }], [], 40],
  ['not one that a statement reaches into', 19, [{ start: 30, end: 45 }], [], 60],
  ['not one that isn’t the article’s own', 25, [], zone, 60],
  ['none at the end', 79, [], [], null],
])('%s', (_what, after, contents, zones, start) => {
  expect(nextPlace(after, { sentences, contents, zones })?.start ?? null).toBe(start)
})
