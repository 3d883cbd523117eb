import { nestedStatements } from '../../src/workbench/nested-statements'
import type { StatementCard } from '../../src/workbench/statement-cards.queries'

/** A statement of its own claim, by the speakers with these numbers, at these places of the text. */
const card = (id: number, speakerIds: number[], ...places: [number, number][]) =>
  ({
    id,
    claimId: id * 10,
    speakers: speakerIds.map((speaker) => ({ id: speaker, name: `Speaker ${speaker}` })),
    spans: places.map(([start, end], position) => ({ part: 'content', position, start, end, exact: '' })),
  }) as StatementCard

const pairs = (cards: StatementCard[], linked: string[] = []) =>
  nestedStatements(cards, new Set(linked)).map(({ outer, inner }) => `${outer.id} ${inner.id}`)

test('each with the closest around it', () => {
  expect(pairs([card(1, [1], [0, 90]), card(2, [2], [10, 60]), card(3, [3], [20, 60])])).toEqual(['1 2', '2 3'])
})

test.each<[string, StatementCard[], string[]]>([
  ['the same bounds tell nothing', [card(1, [1], [0, 9]), card(2, [2], [0, 9])], []],
  ['nobody relays themselves', [card(1, [1, 2], [0, 9]), card(2, [2, 1], [2, 5])], []],
  ['one of joint speakers may', [card(1, [1, 2], [0, 9]), card(2, [2], [2, 5])], ['1 2']],
  ['overlapping is not within', [card(1, [1], [0, 9]), card(2, [2], [5, 12])], []],
  [
    'a split quotation reaches from its first part to its last',
    [card(1, [1], [0, 3], [7, 9]), card(2, [2], [1, 2], [8, 9])],
    ['1 2'],
  ],
])('%s', (_what, cards, expected) => {
  expect(pairs(cards)).toEqual(expected)
})

test('what is linked is offered no more; of very many only the first', () => {
  expect(pairs([card(1, [1], [0, 9]), card(2, [2], [2, 5])], ['10 20'])).toEqual([])
  const many = Array.from({ length: 50 }, (_, n) => card(n + 2, [2], [n + 1, n + 2]))
  expect(pairs([card(1, [1], [0, 90]), ...many])).toHaveLength(20)
})
