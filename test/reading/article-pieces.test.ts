import type { Zone } from '../../src/articles/zone'
import { type ArticlePart, articleParts, excerptsOf, withoutHeadline } from '../../src/reading/article-pieces'

const TEXT = 'Bridge is safe, says Lee\n\nIt is safe 👷🏽, Lee said.\n\nNobody was hurt.\n\nRay denied it. Twice.\n'

/** A statement on these words, or on several parts of a split quotation. */
function statement(id: number, ...parts: string[]) {
  const offset = (index: number) => [...TEXT.slice(0, index)].length
  const places = parts.map((words) => {
    const index = TEXT.indexOf(words)
    return { start: offset(index), end: offset(index + words.length) }
  })
  return { id, number: id - 30, places }
}

/** Marked words in brackets, footnotes behind them as ^1; zones by name and length, + where they are open. */
function drawn(parts: ArticlePart[]): string[] {
  return parts.map((part) => {
    if (part.kind === 'gap') return '…'
    if (part.kind === 'left out') return `(${part.name}, ${part.words})`
    if (part.kind === 'zone')
      return `${part.isOpen ? '+' : '-'}${part.name}, ${part.words}: ${drawn(part.parts).join(' | ')}`
    return part.pieces
      .map(
        ({ words, marked, notes }) =>
          (marked ? `[${words}]` : words) + notes.map(({ number }) => `^${number}`).join(''),
      )
      .join('')
  })
}

test.each<[string, ReturnType<typeof statement>[], 'full' | 'excerpts', string[]]>([
  [
    'a whole text',
    [statement(31, 'It is safe 👷🏽'), statement(32, 'denied it')],
    'full',
    ['Bridge is safe, says Lee', '[It is safe 👷🏽]^1, Lee said.', 'Nobody was hurt.', 'Ray [denied it]^2. Twice.'],
  ],
  [
    'of excerpts, the paragraphs with statements and one gap for what is left out',
    [statement(31, 'It is safe 👷🏽'), statement(32, 'denied it')],
    'excerpts',
    ['…', '[It is safe 👷🏽]^1, Lee said.', '…', 'Ray [denied it]^2. Twice.'],
  ],
  ['excerpts of nothing', [], 'excerpts', ['…']],
  [
    'statements that overlap are cut into flat pieces, each with its footnote where it ends',
    [statement(31, 'It is safe'), statement(32, 'safe 👷🏽, Lee')],
    'excerpts',
    ['…', '[It is ][safe]^1[ 👷🏽, Lee]^2 said.', '…'],
  ],
  [
    'a split quotation ends once',
    [statement(31, 'It is safe', 'Twice.')],
    'excerpts',
    ['…', '[It is safe] 👷🏽, Lee said.', '…', 'Ray denied it. [Twice.]^1'],
  ],
  [
    'a statement over several paragraphs is marked in each, and ends in the last',
    [statement(31, 'Lee said.\n\nNobody was hurt.\n\nRay')],
    'excerpts',
    ['…', 'It is safe 👷🏽, [Lee said.]', '[Nobody was hurt.]', '[Ray]^1 denied it. Twice.'],
  ],
  [
    'one that ends with the newline behind its paragraph has its footnote there',
    [statement(31, 'Nobody was hurt.\n\n')],
    'excerpts',
    ['…', '[Nobody was hurt.]^1', '…'],
  ],
])('%s', (_, statements, rights, expected) => {
  const parts = articleParts(TEXT, statements)
  expect(drawn(rights === 'full' ? parts : excerptsOf(parts))).toEqual(expected)
})

/** A zone on these words. */
function zone(kind: Zone['kind'], words: string): Zone {
  const { start, end } = statement(0, words).places[0] as { start: number; end: number }
  return { kind, start, end }
}

test.each<[string, ReturnType<typeof statement>[], Zone[], 'full' | 'excerpts', string[]]>([
  [
    'a zone of whole paragraphs stands between the others, folded',
    [statement(31, 'denied it')],
    [zone('comments', 'It is safe 👷🏽, Lee said.\n\nNobody was hurt.')],
    'full',
    [
      'Bridge is safe, says Lee',
      '-Readers’ comments, 8: It is safe 👷🏽, Lee said. | Nobody was hurt.',
      'Ray [denied it]^1. Twice.',
    ],
  ],
  [
    'one within a paragraph cuts it, and is open where it holds a statement',
    [statement(31, 'safe 👷🏽')],
    [zone('caption', 'is safe 👷🏽, Lee')],
    'full',
    [
      'Bridge is safe, says Lee',
      'It ',
      '+Caption, 3: is [safe 👷🏽]^1, Lee',
      ' said.',
      'Nobody was hurt.',
      'Ray denied it. Twice.',
    ],
  ],
  [
    'a statement over the edge of a zone is marked on both sides, its footnote at its end',
    [statement(31, 'It is safe')],
    [zone('other', 'It is')],
    'full',
    [
      'Bridge is safe, says Lee',
      '+Other text, 2: [It is]',
      '[ safe]^1 👷🏽, Lee said.',
      'Nobody was hurt.',
      'Ray denied it. Twice.',
    ],
  ],
  [
    'two side by side are two, and spaces between them are nothing',
    [],
    [zone('appeal', 'Nobody'), zone('navigation', 'was hurt.\n')],
    'full',
    [
      'Bridge is safe, says Lee',
      'It is safe 👷🏽, Lee said.',
      '-Appeal or advertisement, 1: Nobody',
      '-Navigation, 2: was hurt.',
      'Ray denied it. Twice.',
    ],
  ],
  [
    'excerpts say that a zone is left out, and show of one that holds a statement its paragraph',
    [statement(31, 'denied it')],
    [zone('appeal', 'It is safe 👷🏽, Lee said.'), zone('comments', 'Nobody was hurt.\n\nRay denied it.')],
    'excerpts',
    ['…', '(Appeal or advertisement, 5)', '+Readers’ comments, 6: … | Ray [denied it]^1.', '…'],
  ],
])('%s', (_, statements, zones, rights, expected) => {
  const parts = articleParts(TEXT, statements, zones)
  expect(drawn(rights === 'full' ? parts : excerptsOf(parts))).toEqual(expected)
})

test('a headline below an appeal is found', () => {
  const parts = articleParts(`Support us!\n\n${TEXT}`, [], [{ kind: 'appeal', start: 0, end: 13 }])
  const { heading, body } = withoutHeadline(parts, 'Bridge is safe, says Lee')
  expect(heading).toHaveLength(1)
  expect(drawn(body).slice(0, 2)).toEqual(['-Appeal or advertisement, 2: Support us!', 'It is safe 👷🏽, Lee said.'])
})

test('a headline that the text repeats stands once, with its marks', () => {
  const parts = articleParts(TEXT, [statement(31, 'Bridge is safe')])
  const { heading, body } = withoutHeadline(parts, 'Bridge is safe, says Lee')
  expect(heading?.map(({ words, marked }) => [words, marked])).toEqual([
    ['Bridge is safe', true],
    [', says Lee', false],
  ])
  expect(drawn(body)[0]).toMatch(/^It is safe/)
  expect(withoutHeadline(parts, 'Another headline')).toEqual({ heading: null, body: parts })
})

test('an article of 2,000 paragraphs and 500 statements takes milliseconds', () => {
  const line = 'Somebody said that it was so, and nobody else was asked about it.\n\n'
  const places = Array.from({ length: 500 }, (_, n) => ({
    id: n + 1,
    number: n + 1,
    places: [{ start: n * 4 * line.length + 9, end: n * 4 * line.length + 29 }],
  }))
  const started = performance.now()
  const parts = articleParts(line.repeat(2_000), places)
  expect(performance.now() - started).toBeLessThan(250)
  expect(parts).toHaveLength(2_000)
})
