import { type ClaimAround, type ClaimCompared, opponentsOf } from '../../src/suggestions/opponents'
import { stemOf } from '../../src/suggestions/stems'

const claim = (given: Partial<ClaimCompared>): ClaimCompared => ({
  words: 'The crane failed',
  speakers: ['Ann Lee'],
  stance: 'asserts',
  medium: 'unknown',
  latest: null,
  place: null,
  ...given,
})
const around = (claimId: number, given: Partial<ClaimAround>): ClaimAround => ({
  ...claim({ speakers: ['Bo Dahl'] }),
  isDisputed: false,
  claimId,
  ...given,
})
const idsOf = (ours: Partial<ClaimCompared>, others: ClaimAround[]) =>
  opponentsOf(claim(ours), others).map(({ claimId }) => claimId)

test('likeliest are those who name one another and share rare words, then what is told in the same article, close by first', () => {
  const others = [
    around(1, { words: 'Fish is cheap this summer', place: 9000 }),
    around(2, { words: 'Dredging begins soon', place: 100 }),
    around(3, { words: 'The crane never failed, and Lee knows it', place: 400 }),
    around(4, { words: 'The crane was new', place: 400 }),
  ]
  expect(idsOf({ place: 0 }, others)).toEqual([3, 4, 2, 1])
})

test('nobody contradicts themselves, alone or with others', () => {
  expect(idsOf({ speakers: ['Ann Lee', 'Cy Mori'] }, [around(1, { speakers: ['Cy Mori', 'Bo Dahl'] })])).toEqual([])
})

test('where nothing speaks for it nobody is proposed', () => {
  expect(idsOf({}, [around(1, { words: 'Fish is cheap' })])).toEqual([])
  expect(idsOf({}, [])).toEqual([])
  expect(idsOf({ words: '' }, [around(1, { words: '🙂' })])).toEqual([])
})

test('each has its reasons', () => {
  const [first] = opponentsOf(claim({ words: 'Dahl is wrong: the crane failed', stance: 'denies' }), [
    around(1, { words: 'Cranes work, says Lee', isDisputed: true }),
  ])
  expect(first?.reason).toBe(
    'names Dahl · is said of Lee · both: “crane” · one of the two denies · contradicted already',
  )
  expect(opponentsOf(claim({ place: 0 }), [around(1, { words: 'Fish is cheap', place: 10 })])[0]?.reason).toBe(
    'told close by',
  )
})

test.each<[string, Partial<ClaimCompared>, Partial<ClaimAround>, string, string]>([
  ['whoever denies answers', { stance: 'denies' }, {}, 'answers', 'denies'],
  [
    'also when it was said earlier',
    { stance: 'denies', latest: '2019-01-01' },
    { latest: '2019-06-01' },
    'answers',
    'denies',
  ],
  ['who is denied is answered', {}, { stance: 'denies' }, 'answered', 'denies'],
  ['the later one answers', { latest: '2019-06-02' }, { latest: '2019-06-01' }, 'answers', 'contradicts'],
  ['the earlier one is answered', { latest: '2019-06-01' }, { latest: '2019-06-02' }, 'answered', 'contradicts'],
  ['of one day, what is told later answers', { place: 9 }, { place: 3 }, 'answers', 'contradicts'],
  ['of one day, what is told earlier is answered', { place: 3 }, { place: 9 }, 'answered', 'contradicts'],
  ['of two who deny, the new one answers', { stance: 'denies' }, { stance: 'denies' }, 'answers', 'denies'],
])('%s', (_, ours, theirs, direction, relation) => {
  expect(opponentsOf(claim(ours), [around(1, theirs)])[0]).toMatchObject({ direction, relation })
})

test.each([
  ['denied', 'denies'],
  ['Russian', 'Russia'],
  ['Russians', 'Russian'],
  ['crane', 'cranes'],
  ['failing', 'fails'],
])('%s and %s are one word', (one, other) => {
  expect(stemOf(one)).toBe(stemOf(other))
})

test('whoever passes on what is contradicted is contradicted with it', () => {
  const others = [
    around(1, { words: 'The mayor told the crew that all was well', speakers: ['Cy Mori'], place: 9000 }),
    around(2, { words: 'The crane is safe, Lee knows', place: 200 }),
    around(3, { words: 'Dredging begins', speakers: ['Di Ng'], place: 300 }),
  ]
  const ours = claim({ words: 'The crane was never safe', place: 100 })
  expect(opponentsOf(ours, others).map(({ claimId }) => claimId)).toEqual([2, 3, 1])
  expect(opponentsOf(ours, others, [{ by: 1, claimId: 2 }]).map(({ claimId }) => claimId)).toEqual([2, 1, 3])
})

test.each([
  [
    'a word and its opposite',
    'His is the legitimate government',
    { words: 'It is an illegitimate regime' },
    '“legitimate” against “illegitimate”',
  ],
  [
    'what was said in a medium',
    'The newspaper made it up',
    { words: 'Staff was cut', medium: 'news_report' as const },
    'speaks of “newspaper”',
  ],
])('%s is told as a reason', (_, words, other, reason) => {
  expect(opponentsOf(claim({ words }), [around(1, { place: 0, ...other })])[0]?.reason).toContain(reason)
})

test('a denial without words of its own is of what was told right before it', () => {
  const near = around(1, { words: 'The bridge was sold', place: 900 })
  const far = around(2, { words: 'The mole is an outrage, says Lee', place: 0 })
  expect(idsOf({ words: 'the claims', stance: 'denies', place: 1000 }, [far, near])[0]).toBe(1)
})
