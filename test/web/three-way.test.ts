import fc from 'fast-check'
import { type FieldGroup, type FormValues, threeWay } from '../../src/web/three-way'

const GROUPS: FieldGroup[] = [
  { label: 'Words', names: ['words'], along: ['start'] },
  { label: 'Speaker', names: ['speaker', 'role'] },
  { label: 'Stance', names: ['stance'], vocabulary: { asks: 'asks a question' } },
]

const base: FormValues = {
  words: 'They left.',
  start: '4',
  speaker: ['Ann', 'Bob'],
  role: ['', 'envoy'],
  stance: 'asks',
}

test.each<[string, FormValues, FormValues, string, unknown]>([
  ['they alone', { ...base, words: 'They went.', start: '9' }, base, 'them', { words: 'They went.', start: '9' }],
  ['you alone', base, { ...base, words: 'They fled.', start: '7' }, 'you', { words: 'They fled.', start: '7' }],
  ['both', { ...base, words: 'They went.' }, { ...base, words: 'They fled.' }, 'both', { words: 'They fled.' }],
  ['both alike', { ...base, words: 'Gone.' }, { ...base, words: ' Gone.\r\n' }, 'both alike', { words: ' Gone.\r\n' }],
])('a field that %s changed', (_who, theirs, mine, changedBy, merged) => {
  const found = threeWay(GROUPS, { base, theirs, mine })
  expect(found.rows).toMatchObject([{ label: 'Words', base: 'They left.', changedBy }])
  expect(found.merged).toMatchObject(merged as object)
})

test('what belongs together is taken together: a name never with the other side’s role', () => {
  const theirs = { ...base, speaker: ['Ann', 'Cee'], role: ['', 'consul'] }
  expect(threeWay(GROUPS, { base, theirs, mine: base }).merged).toMatchObject({
    speaker: ['Ann', 'Cee'],
    role: ['', 'consul'],
  })
  const mine = { ...base, role: ['', 'clerk'] }
  expect(threeWay(GROUPS, { base, theirs, mine }).merged).toMatchObject({
    speaker: ['Ann', 'Bob'],
    role: ['', 'clerk'],
  })
})

test('a row of selects alone is no row', () => {
  const group = { label: 'Passed on by', names: ['who', 'how'], rowNeeds: 'who' }
  const empty = { who: ['', ''], how: ['unknown', 'unknown'] }
  expect(threeWay([group], { base: {}, theirs: {}, mine: empty }).rows).toEqual([])
  const filled = { who: ['', 'Ann'], how: ['unknown', 'unknown'] }
  expect(threeWay([group], { base: {}, theirs: {}, mine: filled }).rows).toMatchObject([{ mine: 'Ann · unknown' }])
})

test('without a base all that was typed stays, and where the two differ it is told', () => {
  const mine = { ...base, stance: 'asserts' }
  const { rows, merged } = threeWay(GROUPS, { base: null, theirs: base, mine })
  expect(rows).toEqual([
    { label: 'Stance', base: null, theirs: 'asks a question', mine: 'asserts', changedBy: 'unknown' },
  ])
  expect(merged).toEqual(mine)
})

const values = fc.record({
  words: fc.constantFrom('a', 'b', 'c'),
  start: fc.constantFrom('1', '2'),
  speaker: fc.array(fc.constantFrom('Ann', 'Bob'), { maxLength: 2 }),
  role: fc.array(fc.constantFrom('x', 'y'), { maxLength: 2 }),
  stance: fc.constantFrom('asks', 'denies'),
})

test('neither’s change is lost unless both changed one field, and then the row says so', () => {
  fc.assert(
    fc.property(values, values, values, (base, theirs, mine) => {
      const { rows, merged } = threeWay(GROUPS, { base, theirs, mine })
      for (const { label, names } of GROUPS) {
        const of = (from: FormValues) => JSON.stringify(names.map((name) => from[name]))
        const [was, now, typed, kept] = [base, theirs, mine, merged as FormValues].map(of)
        const row = rows.find((row) => row.label === label)
        if (typed === was && now !== was) expect(kept).toBe(now)
        else expect(kept).toBe(typed)
        if (now !== was && typed !== was && now !== typed) expect(row?.changedBy).toBe('both')
        if (was === now && now === typed) expect(row).toBeUndefined()
      }
    }),
  )
})
