import fc from 'fast-check'
import { parseSaidOn } from '../../src/claims/said-on'
import { sameOccasion, whyNoOccasion } from '../../src/suggestions/occasion'
import { saidOnTold } from '../../src/suggestions/said-on-told'
import { marked, recordedIn } from './marked'

/** A Wednesday. */
const PUBLISHED = '2019-06-12'

const asked = (text: string, speakers = ['Ann Lee'], published: string | null = PUBLISHED) => ({
  ...marked(text),
  before: [],
  speakers,
  published,
})
const told = (text: string, published: string | null = PUBLISHED) =>
  saidOnTold(asked(text, [], published)).map(({ value }) => value.saidOn)

test.each([
  ['beside the cue', 'Ann <Lee> {said} on Monday [it was safe].', '2019-06-10'],
  ['not within what was said', '<Lee> {said} [it will open on Monday].', null],
  ['the nearest to the cue', 'On May 3, as it rained, <Lee> {said} on Monday [it was safe].', '2019-06-10'],
  ['a day within a vaguer one', 'Over the weekend <Lee> {said} in her June 9 speech [it was safe].', '2019-06-09'],
  ['the report goes on to tell', '<Lee> {said} [it was safe].\nShe spoke on Tuesday.', '2019-06-11'],
  [
    'more closely further on',
    '<Lee> {said} over the weekend [it was safe].\nHer June 8 speech was long.',
    '2019-06-08',
  ],
  ['no single time', '<Lee> has {said} on Monday [it was safe].', null],
  ['in general', '<Lee> {says} on Mondays, as on Monday, [it was safe].', null],
  ['a day yet to come', '<Lee> {said} [it was safe], before she leaves next Friday.', null],
  ['none', '<Lee> {said} [it was safe].', null],
])('the day of what was said is %s', (_, text, day) => {
  expect(told(text)[0] ?? null).toBe(day)
})

test('what is proposed tells its words and basis; “not stated” always is', () => {
  expect(saidOnTold(asked('<Lee> {said} on Monday [no], and on June 3, 2019 too.'))).toEqual([
    {
      value: { saidOn: '2019-06-10', basis: 'counted', words: 'on Monday' },
      reason: '“on Monday”, counted from publication',
    },
    { value: { saidOn: '2019-06-03', basis: 'stated', words: 'June 3, 2019' }, reason: '“June 3, 2019”' },
    { value: { saidOn: null, basis: 'not_stated', words: null }, reason: 'no day beside the cue' },
  ])
  expect(told('<Lee> {said} on Monday [no], and on June 3, 2019 too.', null)).toEqual(['2019-06-03', null])
})

test('a speaker goes on on the day on which they spoke shortly before, and a reply is of the day of what it replies to', () => {
  const text =
    'Ann Lee said no on Monday.\nIt rained.\nBo Dahl said yes on Tuesday. <Lee> {replied} that [it was late].'
  const passage = asked(text)
  const before = recordedIn(
    passage,
    { words: 'no', speakers: ['Ann Lee'], saidOn: '2019-06-10', basis: 'counted', saidOnWords: 'on Monday' },
    { words: 'yes', speakers: ['Bo Dahl'], saidOn: '2019-06-11', basis: 'counted', saidOnWords: 'on Tuesday' },
  )
  expect(sameOccasion({ ...passage, before }).map(({ speakers }) => speakers[0])).toEqual(['Bo Dahl', 'Ann Lee'])
  expect(saidOnTold({ ...passage, before })[0]).toEqual({
    value: { saidOn: '2019-06-11', basis: 'counted', words: 'on Tuesday' },
    reason: 'as Bo Dahl shortly before',
  })
  const added = { ...asked(text.replace('{replied}', '{thought}')), before }
  expect(saidOnTold(added)[0]?.value.saidOn).toBe('2019-06-10')
})

test('what is told within another’s words has no day beside it', () => {
  const passage = asked('Bo Dahl said on Monday that <Lee> {said} [it was safe].')
  const before = recordedIn(passage, { words: 'Lee said it was safe', speakers: ['Bo Dahl'] })
  expect(saidOnTold({ ...passage, before })[0]?.value.saidOn).toBeNull()
})

test.each([
  ['<Lee> has {denied} [it].', '“has denied”: at some time'],
  ['<Lee> {says} [it].', '“says”: in general'],
  ['<Her> {denials} of [it].', '“denials” names no single time'],
  ['<Lee> {said} [it].', null],
  ['<Lee> declined to {say} [it].', null],
  ['<The suit> {claims} [it].', null],
  ['<The letter from Lee> {says} [it].', null],
])('%s: %s', (text, why) => {
  expect(whyNoOccasion({ ...marked(text), before: [], speakers: [] })).toBe(why)
})

test('who wrote it goes on in the present', () => {
  const passage = asked('Ann Lee wrote on Monday that it was safe. <Lee> {argues} [it was new].')
  const wrote = (medium: string) =>
    recordedIn(passage, { words: 'it was safe', speakers: ['Ann Lee'], saidOn: '2019-06-10', medium })
  const first = (medium: string) =>
    saidOnTold({ ...passage, before: wrote(medium), speakers: ['Ann Lee'] })[0]?.value.saidOn
  for (const medium of ['letter', 'court_filing', 'joint_statement', 'written_statement', 'news_report', 'report'])
    expect(first(medium)).toBe('2019-06-10')
  expect(first('interview')).toBeNull()
})

test('a day that the source names comes before one that is nearer to the cue', () => {
  const text = '<The June 3 lawsuit>, which came up on Tuesday, {alleges} [it was unsafe].'
  expect(saidOnTold(asked(text))[0]?.value.saidOn).toBe('2019-06-03')
})

const piece = fc.constantFrom(
  ...'on|last|this|next|later|over the weekend|week|month|year|spring|summer|autumn|winter|Monday|Sunday|tomorrow|today|in|December|July 1|2019|2999|ago|two days|said|will|,|.|\n'.split(
    '|',
  ),
)

test('no day after publication is ever proposed, and none that a claim can’t bear', () => {
  const day = fc
    .date({ min: new Date('1990-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.array(piece, { maxLength: 8 }), day, (left, right, published) => {
      const text = `${left.join(' ')} <Lee> {said} [it was safe] ${right.join(' ')}`
      for (const { value } of saidOnTold(asked(text, [], published))) {
        const read = parseSaidOn(value)
        if ('problem' in read) throw new Error(`${value.saidOn}: ${read.problem}`)
        // A month or year that is under way may end later than the article; no end may begin later.
        for (const end of value.saidOn?.split('/') ?? [])
          expect(end.slice(0, 10) <= published.slice(0, end.length)).toBe(true)
      }
    }),
    { numRuns: 500 },
  )
})
