import { answeredBy, isWordless, wordlessInWords } from '../../src/reading/wordless'

test.each<[boolean, ...Parameters<typeof isWordless>]>([
  [true, 'denies', 'indirect', 'denied'],
  [true, 'denies', 'indirect', 'has denied'],
  [true, 'denies', 'mixed', 'denials'],
  [true, 'denies', 'indirect', 'Rejecting'],
  [true, 'does_not_dispute', 'indirect', 'did not dispute'],
  [true, 'declines', 'indirect', 'would not comment on'],
  // Words of one's own follow.
  [false, 'denies', 'indirect', 'said'],
  [false, 'denies', 'indirect', 'told'],
  [false, 'declines', 'indirect', 'remarked'],
  [false, 'denies', 'direct', 'denied'],
  [false, 'denies', 'indirect', null],
  [false, 'denies', null, null],
  [false, 'asserts', 'indirect', 'denied'],
  [false, 'asks', 'indirect', 'disputed'],
  // Only whole words.
  [false, 'denies', 'indirect', 'in Dresden'],
  [false, 'denies', 'indirect', 'told residents'],
])('%s: stance %s, wording %s, cue %s', (expected, stance, wording, cue) => {
  expect(isWordless(stance, wording, cue)).toBe(expected)
})

test('its words say what it does', () => {
  expect(wordlessInWords('does_not_dispute', 'that account')).toBe('does not dispute “that account”')
})

const line = (otherId: number, relation: 'denies' | 'contradicts' | 'relays') => ({
  id: otherId,
  relation,
  verb: relation,
  side: relation === 'relays' ? ('supporting' as const) : ('opposing' as const),
  answers: true,
  number: null,
  otherId,
  names: `Speaker ${otherId}`,
  href: `/claims/${otherId}`,
  direction: null,
  reason: null,
  version: 1,
})

test('what it answers is told in the other’s words where the page has them; other claims tell nothing', () => {
  const others = new Map([[1, { quote: { words: 'the bridge is safe', language: 'en' } }]])
  const given = [line(1, 'denies'), line(2, 'denies'), line(3, 'contradicts'), line(4, 'relays')]
  expect(answeredBy({ isWordless: true }, given, others)).toEqual([
    { names: 'Speaker 1', href: '/claims/1', words: 'the bridge is safe', language: 'en' },
    { names: 'Speaker 2', href: '/claims/2', words: null, language: null },
  ])
  expect(answeredBy({ isWordless: false }, given, others)).toEqual([])
})
