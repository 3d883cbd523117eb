import { countInWords } from '../../src/desk/desk-section'
import { likenessReason } from '../../src/desk/likeness-reason'
import { linkMoves, type MovableLink } from '../../src/links/moving-links'

const said = (days: string | null, ...speakers: number[]) => {
  const [earliest = null, latest = earliest] = days?.split('/') ?? []
  return { speakers: speakers.map((id) => ({ id })), earliest: earliest || null, latest: latest || null }
}

test.each([
  [said('2020-01-01', 1), said('2020-01-01', 1), 'same speaker, same day, the words 82 % alike'],
  [said('2020-01-31', 1, 2), said('2020-02-01', 2, 1), 'same speakers, one day apart, the words 82 % alike'],
  [said('2020-01-04', 1, 2), said('2020-01-01', 2), 'a speaker in common, 3 days apart, the words 82 % alike'],
  [said('2020-01-01/2020-01-05', 1), said('2020-01-03', 1), 'same speaker, days that overlap, the words 82 % alike'],
  [said('2020-01-01/2020-01-05', 1), said('2020-01-01/2020-01-05', 1), 'same speaker, same days, the words 82 % alike'],
  [said(null, 1), said('2020-01-03', 1), 'same speaker, day not stated for one of them, the words 82 % alike'],
  [said('/2020-01-03', 1), said('2020-01-03', 1), 'same speaker, same day, the words 82 % alike'],
  [said('2020-01-03', 1), said('2020-01-03', 2), 'no speaker in common, same day, the words 82 % alike'],
])('%j and %j: %s', (one, other, reason) => {
  expect(likenessReason(one, other, 0.824)).toBe(reason)
})

test.each([
  [0, '0'],
  [100, '100'],
  [101, 'more than 100'],
])('%i waiting: %s', (count, words) => {
  expect(countInWords(count)).toBe(words)
})

const link = (id: number, from: number, to: number, more: Partial<MovableLink> = {}): MovableLink => ({
  id,
  from,
  to,
  relation: 'contradicts',
  state: 'published',
  ...more,
})

describe('when claim 2 goes into claim 1', () => {
  test.each<[string, MovableLink, MovableLink[], object[]]>([
    ['a link to a third goes along', link(9, 2, 3), [], [{ does: 'moves', side: 'from' }]],
    ['a link from a third goes along', link(9, 3, 2), [], [{ does: 'moves', side: 'to' }]],
    ['a link between the two ends', link(9, 2, 1), [], [{ does: 'ends' }]],
    ['the same link doubles', link(9, 2, 3), [link(8, 1, 3)], [{ does: 'doubles', revives: null }]],
    ['so does a contradiction the other way', link(9, 2, 3), [link(8, 3, 1)], [{ does: 'doubles' }]],
    [
      'but a denial the other way is another',
      link(9, 2, 3, { relation: 'denies' }),
      [link(8, 3, 1, { relation: 'denies' })],
      [{ does: 'moves' }],
    ],
    [
      'a withdrawn double comes back',
      link(9, 2, 3),
      [link(8, 1, 3, { state: 'withdrawn' })],
      [{ revives: 'published' }],
    ],
    [
      'for a draft, as a draft',
      link(9, 2, 3, { state: 'draft' }),
      [link(8, 1, 3, { state: 'withdrawn' })],
      [{ does: 'doubles', revives: 'draft' }],
    ],
    [
      'but not where a draft stands already',
      link(9, 2, 3, { state: 'draft' }),
      [link(8, 1, 3, { state: 'draft' })],
      [{ does: 'doubles', revives: null }],
    ],
    ['a withdrawn link stays', link(9, 2, 3, { state: 'withdrawn' }), [], []],
  ])('%s', (_what, moving, twins, moves) => {
    expect(linkMoves(2, 1, [moving], twins)).toMatchObject(moves)
  })
})
