import type { Relation } from '../../src/links/relation'
import { type LinkRow, linkLines, MOST_LINKS, relationsUsed } from '../../src/reading/link-lines'

const row = (
  id: number,
  claimId: number,
  otherId: number,
  answers: boolean,
  relation: Relation = 'denies',
): LinkRow => ({
  id,
  claimId,
  otherId,
  answers,
  relation,
  reason: answers ? `reason ${id}` : null,
  version: 1,
  otherNames: [`Speaker ${otherId}`],
  otherToldBy: null,
})

const NUMBERS = new Map([
  [11, 1],
  [12, 2],
  [13, 3],
])

test('a link is read from both its ends, by the number of the other claim', () => {
  const lines = linkLines([row(5, 12, 11, true), row(5, 11, 12, false)], NUMBERS)
  expect(lines.get(12)?.given).toMatchObject([
    {
      verb: 'denies',
      number: 1,
      names: 'Speaker 11',
      href: '#claim-11',
      direction: 'up',
      side: 'opposing',
      reason: 'reason 5',
    },
  ])
  expect(lines.get(11)?.received).toMatchObject([
    { verb: 'denied by', direction: 'down', lines: [{ number: 2, names: 'Speaker 12', href: '#claim-12' }] },
  ])
})

test('a claim that is not on the page is linked to its own', () => {
  const [line] = linkLines([row(5, 12, 99, true)], NUMBERS).get(12)?.given ?? []
  expect(line).toMatchObject({ number: null, href: '/claims/99', direction: null })
})

test('what is against comes before what is with; what reads alike is grouped', () => {
  const links = linkLines(
    [
      row(1, 11, 13, false, 'repeats'),
      row(2, 11, 13, false),
      row(3, 11, 12, false),
      row(4, 11, 12, false, 'contradicts'),
    ],
    NUMBERS,
  ).get(11)
  expect(links?.received.map(({ verb, lines }) => [verb, lines.map(({ id }) => id)])).toEqual([
    ['denied by', [3, 2]],
    ['contradicted by', [4]],
    ['repeated by', [1]],
  ])
})

test('a group whose claims stand on both sides has no arrow', () => {
  const [group] = linkLines([row(1, 12, 11, false), row(2, 12, 13, false)], NUMBERS).get(12)?.received ?? []
  expect(group?.direction).toBeNull()
})

test('a card lists so many links a direction, and says that there are more', () => {
  const rows = Array.from({ length: MOST_LINKS + 1 }, (_, n) => row(n + 1, 11, n + 100, false))
  const links = linkLines(rows).get(11)
  expect(links?.received[0]?.lines).toHaveLength(MOST_LINKS)
  expect(links?.more).toBe(true)
  expect(linkLines(rows.slice(1)).get(11)?.more).toBe(false)
})

test('a legend has the relations of the page, in the order of the vocabulary', () => {
  const links = linkLines([
    row(1, 11, 12, true, 'repeats'),
    row(2, 12, 11, false, 'contradicts'),
    row(3, 13, 11, true, 'repeats'),
  ])
  expect(relationsUsed(links.values())).toEqual(['contradicts', 'repeats'])
})
