import fc from 'fast-check'
import { type Answer, type ClaimToOrder, inOrderSaid } from '../../src/claims/order-said'

const claim = (id: number, orderDay: string | null, place?: number): ClaimToOrder =>
  place === undefined ? { id, orderDay } : { id, orderDay, place }
const answer = (from: number, to: number): Answer => ({ from, to })
const ids = (claims: ClaimToOrder[], answers: Answer[] = []) => inOrderSaid(claims, answers).map(({ id }) => id)

const MONDAY = '2019-06-03'
const TUESDAY = '2019-06-04'

test.each<[string, ClaimToOrder[], Answer[], number[]]>([
  ['nothing', [], [], []],
  ['by day', [claim(1, TUESDAY), claim(2, MONDAY)], [], [2, 1]],
  ['an unknown day last', [claim(1, null), claim(2, TUESDAY), claim(3, MONDAY)], [], [3, 2, 1]],
  ['within a day by place', [claim(1, MONDAY, 90), claim(2, MONDAY, 10)], [], [2, 1]],
  ['without a place after those with one', [claim(1, MONDAY), claim(2, MONDAY, 10)], [], [2, 1]],
  ['else by id', [claim(3, MONDAY, 5), claim(2, MONDAY, 5), claim(5, null), claim(4, null)], [], [2, 3, 4, 5]],
  [
    'what is answered comes first, whatever its place',
    [claim(1, MONDAY, 1), claim(2, MONDAY, 2), claim(3, MONDAY, 3)],
    [answer(1, 3)],
    [3, 1, 2],
  ],
  [
    'an answer to an answer',
    [claim(1, MONDAY), claim(2, MONDAY), claim(3, MONDAY)],
    [answer(1, 2), answer(2, 3)],
    [3, 2, 1],
  ],
  ['an answer of an earlier day stays there', [claim(1, TUESDAY), claim(2, MONDAY)], [answer(2, 1)], [2, 1]],
  ['days unknown alike', [claim(1, null), claim(2, null)], [answer(1, 2)], [2, 1]],
  ['a circle', [claim(2, MONDAY), claim(1, MONDAY)], [answer(1, 2), answer(2, 1)], [1, 2]],
  [
    'a circle stands together, behind what it answers and before what answers it',
    [claim(1, MONDAY), claim(2, MONDAY), claim(3, MONDAY), claim(4, MONDAY), claim(5, MONDAY)],
    [answer(1, 2), answer(2, 4), answer(4, 2), answer(4, 5)],
    [5, 2, 4, 1, 3],
  ],
  ['an answer to itself', [claim(1, MONDAY), claim(2, MONDAY)], [answer(1, 1)], [1, 2]],
  ['answers of other chains', [claim(1, MONDAY), claim(2, MONDAY)], [answer(1, 9), answer(9, 2)], [1, 2]],
])('%s', (_, claims, answers, expected) => {
  expect(ids(claims, answers)).toEqual(expected)
})

test('gives back the claims as they came, and leaves the list as it was', () => {
  const claims = [
    { ...claim(2, TUESDAY), words: 'No.' },
    { ...claim(1, MONDAY), words: 'Yes.' },
  ]
  const inOrder = inOrderSaid(claims, [])
  expect(inOrder[0]).toBe(claims[1])
  expect(inOrder.map(({ words }) => words)).toEqual(['Yes.', 'No.'])
  expect(claims.map(({ id }) => id)).toEqual([2, 1])
})

test('an exchange longer than the call stack is deep is put in order', () => {
  const claims = Array.from({ length: 20_000 }, (_, id) => claim(id, MONDAY))
  const answers = claims.slice(1).map(({ id }) => answer(id - 1, id))
  expect(ids(claims, answers)).toEqual(claims.map(({ id }) => id).reverse())
  expect(ids(claims, [...answers, answer(19_999, 0)])).toEqual(claims.map(({ id }) => id))
})

const someClaims = fc.uniqueArray(
  fc.record(
    {
      id: fc.integer({ min: 1, max: 20 }),
      orderDay: fc.constantFrom(MONDAY, MONDAY, TUESDAY, null),
      place: fc.nat(3),
    },
    { requiredKeys: ['id', 'orderDay'] },
  ),
  { selector: ({ id }) => id, maxLength: 12 },
)
const someAnswers = fc.array(
  fc.record({ from: fc.integer({ min: 1, max: 20 }), to: fc.integer({ min: 1, max: 20 }) }),
  { maxLength: 25 },
)

test('the order does not depend on the order given', () => {
  const shuffled = fc.tuple(someClaims, someAnswers).chain(([claims, answers]) =>
    fc.record({
      claims: fc.constant(claims),
      answers: fc.constant(answers),
      sameClaims: fc.shuffledSubarray(claims, { minLength: claims.length }),
      sameAnswers: fc.shuffledSubarray(answers, { minLength: answers.length }),
    }),
  )
  fc.assert(
    fc.property(shuffled, ({ claims, answers, sameClaims, sameAnswers }) => {
      expect(ids(sameClaims, sameAnswers)).toEqual(ids(claims, answers))
    }),
  )
})

test('every claim is there once, days go up, and unless it is in a circle an answer follows what it answers', () => {
  fc.assert(
    fc.property(someClaims, someAnswers, (claims, answers) => {
      const inOrder = inOrderSaid(claims, answers)
      expect(inOrder.map(({ id }) => id).sort()).toEqual(claims.map(({ id }) => id).sort())
      const days = inOrder.map(({ orderDay }) => orderDay ?? '9999')
      expect(days).toEqual(days.toSorted())

      const rankOf = new Map(inOrder.map(({ id }, rank) => [id, rank]))
      const dayOf = new Map(claims.map(({ id, orderDay }) => [id, orderDay]))
      const ofOneDay = answers.filter(
        ({ from, to }) => dayOf.has(from) && dayOf.has(to) && dayOf.get(from) === dayOf.get(to),
      )
      for (const { from, to } of ofOneDay) {
        if (!leadsTo(ofOneDay, to, from)) expect(rankOf.get(to)).toBeLessThan(rankOf.get(from) ?? -1)
      }
    }),
  )
})

test('without answers it is the order by day, place and id', () => {
  fc.assert(
    fc.property(someClaims, (claims) => {
      const keys = inOrderSaid(claims, []).map(({ orderDay, place, id }) =>
        [orderDay ?? '9999', place ?? 9, String(id).padStart(2, '0')].join(' '),
      )
      expect(keys).toEqual(keys.toSorted())
    }),
  )
})

/** Whether answers lead from one claim to another, in however many steps. */
function leadsTo(answers: Answer[], start: number, goal: number): boolean {
  const reached = new Set([start])
  for (const id of reached) for (const { from, to } of answers) if (from === id) reached.add(to)
  return reached.has(goal)
}
