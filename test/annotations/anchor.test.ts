import { anchor } from '../../src/annotations/anchor'
import { CodePoints } from '../../src/quotes/code-points'

const TEXT = `The bridge is safe, Ann Lee said.

Bob Orr denied it. “The bridge is safe,” he said, “is no answer.” 👷🏽

The bridge is safe to cross, the Café\u00a0owner said. It is. It is.`

const points = new CodePoints(TEXT)
const part = (exact: string, more: object = {}) => ({ exact, prefix: '', suffix: '', position: null, ...more })
const found = (parts: ReturnType<typeof part>[], positions: 'page' | 'text' = 'page') => {
  const outcome = anchor(points, { parts }, positions)
  return 'problem' in outcome
    ? outcome.problem
    : [
        outcome.byPosition ? '?' : '',
        ...outcome.spans.map(({ start, end }) => `${start}:${points.slice(start, end)}`),
      ].join('|')
}

test.each([
  ['words that are there once', part('Bob Orr denied it'), '|35:Bob Orr denied it'],
  [
    'other spaces, marks and dashes',
    part('"The  bridge\nis safe," he said', { prefix: 'elsewhere' }),
    '|54:“The bridge is safe,” he said',
  ],
  ['spaces at their ends', part('\n  Bob Orr denied '), '|35:Bob Orr denied'],
  ['behind a character of two units', part('Cafe\u0301 owner'), '|138:Café\u00a0owner'],
  ['the first of three, by what stands behind', part('bridge is safe', { suffix: ', Ann Lee' }), '|4:bridge is safe'],
  ['the second, by what stands before', part('bridge is safe', { prefix: 'denied it. "The ' }), '|59:bridge is safe'],
  [
    'the third, though a page has no space between paragraphs',
    part('The bridge is safe', { prefix: 'no answer.” 👷🏽', suffix: ' to cross' }),
    '|105:The bridge is safe',
  ],
  [
    'the first, though before it is a menu that the article has not',
    part('The bridge is safe', { prefix: 'Home Sport', suffix: ', Ann Lee said.Bob' }),
    '|0:The bridge is safe',
  ],
])('%s', (_, one, place) => {
  expect(found([one])).toBe(place)
})

test('where what stands beside is the same, the position tells, and that is told', () => {
  const again = (start: number) => part('It is.', { position: { start, end: start + 6 } })
  const at = TEXT.lastIndexOf('It is.')
  expect(found([again(at + 400)])).toMatch(/^\?\|\d+:It is\.$/)
  expect(found([part('It is.')])).toContain('2 times, and nothing beside it tells which')
  expect(found([part('bridge is safe', { prefix: 'from another page', suffix: 'altogether' })])).toContain('3 times')
})

test('of words that stand a thousand times each place is looked at no further than the context goes', () => {
  const text = `${'No. Yes. '.repeat(500)}No. Maybe. ${'No. Yes. '.repeat(499)}`
  const many = new CodePoints(text)
  const looked = jest.spyOn(CodePoints.prototype, 'slice')
  const outcome = anchor(many, { parts: [part('No.', { suffix: ` Maybe. ${'No. Yes. '.repeat(400)}` })] }, 'page')
  const letters = looked.mock.calls.reduce((sum, [start, end]) => sum + end - start, 0)
  looked.mockRestore()
  expect(outcome).toEqual({ spans: [{ start: 4_500, end: 4_503 }], byPosition: false })
  expect(letters).toBeLessThan(text.length)
})

test('words that stand more often than is compared: only all of the context tells the place, and none is chosen without', () => {
  const often = new CodePoints(`${'No. Yes. '.repeat(1_200)}No. Maybe. ${'No. Yes. '.repeat(9)}`)
  const place = (more: object) => anchor(often, { parts: [part('No.', more)] }, 'page')
  expect(place({ prefix: 'Yes. ', suffix: ' Maybe.' })).toEqual({
    spans: [{ start: 10_800, end: 10_803 }],
    byPosition: false,
  })
  for (const more of [{}, { suffix: ' Yes.' }, { suffix: ' Maybe not' }, { position: { start: 9, end: 12 } }])
    expect(place(more)).toEqual({ problem: expect.stringContaining('more than 1000 times') })
  // One less is compared.
  const fewer = new CodePoints(`${'No. Yes. '.repeat(999)}No. Maybe.`)
  expect(anchor(fewer, { parts: [part('No.', { suffix: ' Maybe not' })] }, 'page')).toMatchObject({ byPosition: false })
})

test.each(['The bridge is not safe', 'Bob Orr denied that', 'the bridge is safe', 'a'.repeat(100)])(
  'broken twin: “%s” is not there, however near',
  (exact) => expect(found([part(exact)])).toContain('is not in the article’s text'),
)

test('places of the text itself count, as long as the words are there; else the words are looked for', () => {
  const at = points.offsetAt(TEXT.lastIndexOf('It is.'))
  expect(found([part('It is.', { position: { start: at, end: at + 6 } })], 'text')).toBe(`|${at}:It is.`)
  expect(found([part('Bob Orr', { position: { start: 3, end: 10 } })], 'text')).toBe('|35:Bob Orr')
})

test('parts between which nothing stands are one, others are a split passage; one that is missing is enough to refuse all', () => {
  expect(found([part('Ann Lee said.'), part('Bob Orr denied')])).toBe('|20:Ann Lee said.\n\nBob Orr denied')
  expect(found([part('is no answer'), part('Bob Orr denied')])).toBe('|35:Bob Orr denied|86:is no answer')
  expect(found([part('Bob Orr denied'), part('is an answer')])).toContain('“is an answer” is not')
})
