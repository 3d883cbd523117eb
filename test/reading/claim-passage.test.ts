import { passageInParagraph } from '../../src/reading/claim-passage'

/** The window that the database would give: `around` code points on either side. */
function windowOf(text: string, parts: string[], around: number) {
  const points = [...text]
  const offset = (index: number) => [...text.slice(0, index)].length
  const places = parts.map((exact) => {
    const index = text.indexOf(exact)
    return { start: offset(index), end: offset(index + exact.length), exact }
  })
  const windowStart = Math.max(0, Math.min(...places.map(({ start }) => start)) - around)
  const windowEnd = Math.max(...places.map(({ end }) => end)) + around
  return {
    windowStart,
    window: points.slice(windowStart, windowEnd).join(''),
    windowEnds: windowEnd >= points.length,
    places,
  }
}

const drawn = (text: string, parts: string[], around: number) =>
  passageInParagraph(windowOf(text, parts, around))
    .pieces.map(({ words, marked }) => (marked ? `[${words}]` : words))
    .join('')

const LONG = `Nobody knew. ${'On it went. '.repeat(20)}She said it was so. ${'On it went. '.repeat(20)}`

test.each<[string, string, string[], number, string]>([
  [
    'the paragraph, no more',
    'Before.\n👷🏽 She said so, twice.\nAfter.',
    ['said so'],
    100,
    '👷🏽 She [said so], twice.',
  ],
  ['the whole text', 'She said so', ['She said so'], 100, '[She said so]'],
  ['a split quotation', '“No,” she said, “never.” So.', ['“No,”', '“never.”'], 100, '[“No,”] she said, [“never.”] So.'],
  ['parts given out of order', 'One, two, three.', ['three', 'One'], 100, '[One], two, [three].'],
  [
    'a paragraph that goes on is cut between words',
    LONG,
    ['it was so'],
    20,
    '…it went. She said [it was so]. On it went. On it…',
  ],
  [
    'parts far from each other stand alone',
    `First it was so. ${'x'.repeat(4_000)} Last it was not.`,
    ['it was so', 'it was not'],
    100,
    '[it was so] […] [it was not]',
  ],
  ['nothing', 'Nothing', [], 100, ''],
])('%s', (_, text, parts, around, expected) => {
  expect(parts.length === 0 ? '' : drawn(text, parts, around)).toBe(expected)
})

test('without a place there is nothing to show', () => {
  expect(passageInParagraph({ windowStart: 0, window: '', windowEnds: true, places: [] })).toEqual({ pieces: [] })
})
