import type { StatementCard } from '../../src/workbench/statement-cards.queries'
import { MOST_SHOWN, statementList } from '../../src/workbench/statement-list'

/** Statements one behind the other, each in a sentence of its own; every third is not linked. */
const cards = Array.from({ length: 250 }, (_, place) => ({
  id: place + 1,
  links: place % 3 === 0 ? 0 : 1,
  saidOn: '2020-02-03',
  described: false,
  inZone: false,
  spans: [{ part: 'content', position: 0, start: place * 10 + 2, end: place * 10 + 9, exact: 'is safe' }],
})) as unknown as StatementCard[]
const sentences = cards.map((_, place) => ({ start: place * 10, end: place * 10 + 10 }))

test.each([
  ['the first part', 'all', 1, [1, 50], null, 51],
  ['the part of a statement', 'all', 150, [101, 150], 51, 151],
  ['the last part', 'all', 250, [201, 250], 151, null],
  ['behind the end', 'all', 999, [201, 250], 151, null],
  ['before the beginning', 'all', 0, [1, 50], null, 51],
  ['what a filter leaves, in parts of its own', 'unlinked', 200, [151, 250], 1, null],
  ['what a filter leaves none of', 'undated', 1, [undefined, undefined], null, null],
] as const)('%s', (_what, filter, from, [first, last], before, behind) => {
  const list = statementList(cards, filter, sentences, from)
  expect([list.shown.at(0)?.number, list.shown.at(-1)?.number]).toEqual([first, last])
  expect([list.before, list.behind]).toEqual([before, behind])
  expect(list.shown.length).toBeLessThanOrEqual(MOST_SHOWN)
})

test('each knows the sentence that it begins in', () => {
  expect(statementList(cards, 'all', sentences, 1).shown[1]).toMatchObject({ start: 12, place: 10, quote: 'is safe' })
})
