import { NO_STEPS, redone, type Steps, stepped, undone } from '../../src/browser/steps'

/** Does steps in turn, each named with how it stood before. */
const after = (...done: [what: string, before: string][]): Steps<string> =>
  done.reduce<Steps<string>>((steps, [what, before]) => stepped(steps, what, before), NO_STEPS)

test('steps go back in turn and on again', () => {
  const one = undone(after(['selected', 'a'], ['taken', 'b']), 'c')
  expect(one?.state).toBe('b')
  const two = undone(one?.steps as Steps<string>, 'b')
  expect(two?.state).toBe('a')
  expect(undone(two?.steps as Steps<string>, 'a')).toBeNull()
  const again = redone(two?.steps as Steps<string>, 'a')
  expect(again?.state).toBe('b')
  expect(redone(again?.steps as Steps<string>, 'b')?.state).toBe('c')
})

test('typing in one field is one step, until something else is done', () => {
  const steps = after(
    ['typed:speaker', 'a'],
    ['typed:speaker', 'b'],
    ['typed:summary', 'c'],
    ['taken', 'd'],
    ['typed:summary', 'e'],
  )
  expect(steps.past.map(({ state }) => state)).toEqual(['a', 'c', 'd', 'e'])
})

test('after a new step there is nothing to redo', () => {
  const back = undone(after(['selected', 'a']), 'b')?.steps as Steps<string>
  expect(redone(stepped(back, 'taken', 'a'), 'c')).toBeNull()
  expect(redone(NO_STEPS, 'c')).toBeNull()
})

test('typing after an undo is a step of its own', () => {
  const back = undone(after(['typed:summary', 'a'], ['taken', 'b']), 'c')?.steps as Steps<string>
  expect(stepped(back, 'typed:summary', 'b').past).toHaveLength(2)
})

test('only so many are kept', () => {
  const many = after(...Array.from({ length: 300 }, (_, place): [string, string] => ['taken', String(place)]))
  expect([many.past.length, many.past[0]?.state]).toEqual([200, '100'])
})
