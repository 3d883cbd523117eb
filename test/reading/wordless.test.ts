import type { Stance, Wording } from '../../src/claims/claim'
import { answeredBy, isWordless, wordlessInWords } from '../../src/reading/wordless'

test.each<[boolean, Stance, Wording | null, string | null, string]>([
  [true, 'denies', 'indirect', 'denied', 'the allegations'],
  [true, 'denies', 'indirect', 'has denied', 'that the bridge is unsafe'],
  [true, 'denies', 'indirect', 'denials', 'the city had a hand in it'],
  [true, 'does_not_dispute', 'indirect', 'did not dispute', 'that account'],
  [true, 'declines', 'indirect', 'would not comment on', 'the allegations'],
  [true, 'declines', 'indirect', 'declined to', 'say who built it'],
  [true, 'denies', 'indirect', 'negó', 'que el puente sea inseguro'],
  [true, 'denies', 'indirect', 'ha desmentido; desmintió', 'las acusaciones'],
  // Rejecting: where the words name what another said.
  [true, 'denies', 'indirect', 'rejected', 'the accusation'],
  [true, 'denies', 'indirect', 'Rejecting', 'Western media reports that the bridge is unsafe'],
  [false, 'denies', 'indirect', 'dismissed', 'complete nonsense'],
  [false, 'denies', 'indirect', 'dismissed', 'the reports as nonsense'],
  [false, 'denies', 'indirect', 'dismissed', 'reports of a crack as nonsense'],
  [false, 'denies', 'indirect', 'refuted', 'the bridge was checked in spring'],
  [false, 'declines', 'indirect', 'refused', 'it is a matter for the court'],
  // Words of one's own: quoted, or behind another verb.
  [false, 'denies', 'mixed', 'dismissed', '“complete nonsense”'],
  [false, 'denies', 'mixed', 'denied', 'the allegations'],
  [false, 'denies', 'indirect', 'denied', 'the “lies” of the opposition'],
  [false, 'denies', 'indirect', 'denied', "'lies'"],
  [false, 'denies', 'indirect', 'denied it, saying', 'the bridge was checked in spring'],
  [false, 'denies', 'indirect', 'denied it and called the story', 'a tale'],
  [false, 'denies', 'indirect', 'denied', 'no crack was ever found'],
  [false, 'denies', 'indirect', 'said', 'the bridge is safe'],
  [false, 'denies', 'indirect', 'told', 'the bridge is safe'],
  [false, 'declines', 'indirect', 'remarked', 'it could not tell'],
  [false, 'denies', 'direct', 'denied', 'the allegations'],
  [false, 'denies', 'indirect', null, 'the allegations'],
  [false, 'denies', null, null, 'the allegations'],
  [false, 'asserts', 'indirect', 'denied', 'the allegations'],
  [false, 'asks', 'indirect', 'disputed', 'the allegations'],
  // Only whole words.
  [false, 'denies', 'indirect', 'in Dresden', 'the allegations'],
  [false, 'denies', 'indirect', 'told residents', 'the allegations'],
  [false, 'denies', 'indirect', 'negoció', 'the allegations'],
])('%s: stance %s, wording %s, cue %s, of %s', (expected, stance, wording, cue, words) => {
  expect(isWordless(stance, wording, cue, [words])).toBe(expected)
})

test('without a published report there are no words', () => {
  expect(isWordless('denies', 'indirect', 'denied', null)).toBe(false)
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
    { otherId: 1, names: 'Speaker 1', href: '/claims/1', words: 'the bridge is safe', language: 'en' },
    { otherId: 2, names: 'Speaker 2', href: '/claims/2', words: null, language: null },
  ])
  expect(answeredBy({ isWordless: false }, given, others)).toEqual([])
})
