import fc from 'fast-check'
import { bratConfiguration } from '../../src/exports/brat-configuration'
import { fragmentsOf, type StandoffStatement, standoffLines } from '../../src/exports/brat-standoff'
import { configurationOf, readStandoff } from '../support/standoff'

const TYPES = configurationOf(bratConfiguration())

function made(text: string, spans: [part: StandoffStatement['spans'][number]['part'], from: number, to: number][]) {
  const points = [...text]
  return {
    id: 31,
    claimId: 17,
    wording: 'direct',
    inZone: false,
    stance: 'denies',
    medium: 'tweet',
    saidOn: '2019-06-03',
    saidOnBasis: 'counted',
    summary: 'None\nleft.',
    speakers: 'Ann; Bea',
    spans: spans.map(([part, start, end], position) => ({
      part,
      position,
      start,
      end,
      exact: points.slice(start, end).join(''),
    })),
  } satisfies StandoffStatement
}
const read = (text: string, lines: string[]) => readStandoff(lines.join(''), text, TYPES)

test.each([
  ['one line', [[5, 13, 'one line']]],
  [
    'two\nlines',
    [
      [5, 8, 'two'],
      [9, 14, 'lines'],
    ],
  ],
  [
    'an indented \n\t  line',
    [
      [5, 16, 'an indented'],
      [21, 25, 'line'],
    ],
  ],
  [
    '🚢🚢\u2028no\u0085w',
    [
      [5, 7, '🚢🚢'],
      [8, 10, 'no'],
      [11, 12, 'w'],
    ],
  ],
  ['no\u00a0break  at all', [[5, 21, 'no\u00a0break  at all']]],
  ['\n\nfirst and last\n', [[7, 21, 'first and last']]],
])('%j is, from 5 on, in these fragments', (exact, fragments) => {
  expect(fragmentsOf({ start: 5, exact }).map(({ start, end, words }) => [start, end, words])).toEqual(fragments)
})

test('whatever a text has, what is marked in it are its own words at their places', () => {
  const signs = fc.constantFrom(...'ab.🚢é \u00a0\n\t\r\u000b\u001c\u0085\u2028\u2029')
  const anything = fc.array(signs, { maxLength: 12 }).map((all) => all.join(''))
  const withWords = fc.tuple(anything, fc.constantFrom('a', '🚢'), anything).map((all) => all.join(''))
  const length = (text: string) => [...text].length
  const bare = (text: string) => text.replace(/[\s\p{Cc}]/gu, '')
  fc.assert(
    fc.property(anything, withWords, anything, withWords, anything, (before, one, between, two, after) => {
      const text = before + one + between + two + after
      const first = [length(before), length(before + one)] as const
      const second = [length(before + one + between), length(before + one + between + two)] as const
      const statement = made(text, [
        ['content', ...first],
        ['content', ...second],
        ['source', ...first],
      ])
      const { marks } = read(text, standoffLines([statement], [], ''))
      expect([...marks.values()].map(({ words }) => bare(words))).toEqual([bare(one + two), bare(one)])
    }),
    { numRuns: 300 },
  )
})

const TEXT = 'Ann said “no\nships”, Bea “🚢 two”. Ann again: none. Via Tass.'
const at = (words: string) => {
  const start = [...TEXT.slice(0, TEXT.indexOf(words))].length
  return [start, start + [...words].length] as const
}

function lines() {
  const one = made(TEXT, [
    ['content', ...at('no\nships')],
    ['source', ...at('Ann')],
    ['cue', ...at('said')],
  ])
  const two = {
    ...made(TEXT, [
      ['content', ...at('🚢 two')],
      ['source', ...at('Bea')],
    ]),
    id: 32,
    claimId: 18,
    saidOn: null,
  }
  const again = {
    ...made(TEXT, [
      ['content', ...at('none')],
      ['source', ...at('Ann')],
      ['hop_source', ...at('Tass')],
      ['hop_cue', ...at('Via')],
    ]),
    id: 33,
    inZone: true,
  }
  return standoffLines(
    [one, two, again],
    [
      { id: 9, relation: 'denies', from: 18, to: 17, reason: 'She\tsays so.' },
      { id: 10, relation: 'walks_back', from: 17, to: 99, reason: null },
      { id: 11, relation: 'contradicts', from: 98, to: 18, reason: 'Elsewhere.' },
    ],
    'https://a.example',
  )
}

test('statements, links and what has no place in a text are told', () => {
  const { marks, relations, attributes, notes, same } = read(TEXT, lines())
  expect([...marks].map(([id, { type, words }]) => [id, type, words])).toEqual([
    ['T1', 'Claim', 'no ships'],
    ['T2', 'Source', 'Ann'],
    ['T3', 'Cue', 'said'],
    ['T4', 'Claim', '🚢 two'],
    ['T5', 'Source', 'Bea'],
    ['T6', 'Claim', 'none'],
    ['T7', 'HopSource', 'Tass'],
    ['T8', 'HopCue', 'Via'],
  ])
  expect([...relations.values()].map(({ type, from, to }) => [type, from, to])).toEqual([
    ['SaidBy', 'T1', 'T2'],
    ['ReportedWith', 'T1', 'T3'],
    ['SaidBy', 'T4', 'T5'],
    ['SaidBy', 'T6', 'T2'],
    ['PassedOnBy', 'T6', 'T7'],
    ['PassedOnWith', 'T6', 'T8'],
    ['Denies', 'T4', 'T1'],
  ])
  expect(same).toEqual([['T1', 'T6']])
  expect(attributes.filter(({ of }) => of === 'T6')).toEqual([
    { type: 'Stance', of: 'T6', value: 'denies' },
    { type: 'Medium', of: 'T6', value: 'tweet' },
    { type: 'Wording', of: 'T6', value: 'direct' },
    { type: 'InZone', of: 'T6', value: true },
  ])
  const notesOf = (id: string) => notes.filter(({ of }) => of === id).map(({ type, text }) => [type, text])
  expect(notesOf('T4')).toEqual([
    ['Claim', 'https://a.example/claims/18'],
    ['Statement', 'https://a.example/statements/32'],
    ['Speakers', 'Ann; Bea'],
    ['SaidOnBasis', 'counted'],
    ['Summary', 'None left.'],
    ['Elsewhere', 'Arg2 of Contradicts by https://a.example/claims/98, by the link https://a.example/links/11'],
  ])
  expect(notesOf('T1').slice(-2)).toEqual([
    ['Summary', 'None left.'],
    ['Elsewhere', 'WalksBack https://a.example/claims/99, by the link https://a.example/links/10'],
  ])
  expect(notesOf('R7')).toEqual([
    ['Link', 'https://a.example/links/9'],
    ['Reason', 'She says so.'],
  ])
})

test.each<[what: string, from: string | RegExp, to: string]>([
  ['an offset beside its words', 'Cue 4 8', 'Cue 5 9'],
  ['an offset behind the text', 'Cue 4 8', 'Cue 4 800'],
  ['fragments that overlap', 'Claim 10 12;13 18', 'Claim 10 13;12 18'],
  ['a newline within words', 'no ships', 'no\nships'],
  ['a tab within words', '\tno ships', '\tno\tships'],
  ['another’s words', '\tBea', '\tAnn'],
  ['UTF-16 units', 'Claim 26 31', 'Claim 26 32'],
  ['an id twice', 'T3\t', 'T2\t'],
  ['a type that is not configured', 'Cue 4 8', 'Verb 4 8'],
  ['a relation between other types', 'SaidBy Arg1:T1 Arg2:T2', 'SaidBy Arg1:T2 Arg2:T1'],
  ['a relation to nothing', 'Denies Arg1:T4 Arg2:T1', 'Denies Arg1:T4 Arg2:T77'],
  ['a value that is not configured', 'Stance T1 denies', 'Stance T1 lies'],
  ['a note of nothing', 'Statement T1', 'Statement T77'],
  ['a column too many', 'Stance T1 denies', 'Stance T1 denies\t\t'],
])('%s is found', (_, from, to) => {
  const whole = lines()
  expect(() => read(TEXT, whole)).not.toThrow()
  const spoilt = whole.join('').replace(from, to)
  expect(spoilt).not.toBe(whole.join(''))
  expect(() => read(TEXT, [spoilt])).toThrow()
})

test('the configuration has every type, and says which relations go both ways', () => {
  expect(Object.keys(TYPES)).toEqual(['entities', 'relations', 'events', 'attributes'])
  expect(TYPES.relations?.get('Contradicts')).toBe('Arg1:Claim, Arg2:Claim, <REL-TYPE>:symmetric')
  expect(TYPES.relations?.get('WalksBack')).toBe('Arg1:Claim, Arg2:Claim')
  expect(TYPES.attributes?.get('Stance')).toBe('Arg:Claim, Value:asserts|denies|declines|does_not_dispute|asks')
})
