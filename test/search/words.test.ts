import fc from 'fast-check'
import { excerpt } from '../../src/search/excerpt'
import { folded, placedWords } from '../../src/search/folding'
import { marked } from '../../src/search/highlight'
import { readQuery } from '../../src/search/search-query'
import { distanceBetween, likeliest, respelt, swapped } from '../../src/search/spelling'
import { newWorld, type World } from '../support/world'

let world: World

beforeAll(async () => {
  world = await newWorld()
})

afterAll(() => world.close())

const inDatabase = async (texts: string[]): Promise<string[]> =>
  (
    await world.db.query(
      'SELECT search_folded(text) AS folded FROM unnest($1::text[]) WITH ORDINALITY AS t (text, place) ORDER BY place',
      [texts],
    )
  ).map((row: { folded: string }) => row.folded)

describe('a text as words', () => {
  test.each([
    ['“U.S.-led” and/or Trump’s', 'US led and or Trump'],
    ['the U.S.A. did', 'the USA did'],
    ['1,500.5 – 20%', '1 500 5 20'],
    ['l’Iran, O’Brien, James’ and its', 'l Iran O Brien James and its'],
    ['Nicolás заявил: «это»', 'Nicolás заявил это'],
    ['中国x，说', '中 国 x 说'],
    ['قال، نعم؟', 'قال نعم'],
    ['👷🏽 --- … \u00a0', ''],
  ])('%s', async (text, words) => {
    expect(folded(text)).toBe(words)
    expect(await inDatabase([text])).toEqual([words])
  })

  // Letters, digits, punctuation and spaces of many scripts, close together.
  const sign = fc.oneof(
    fc.constantFrom(...'aZ sS.\'’ʼ-"“é1٣«»中カ한ыאُ،。·_@/'),
    fc.integer({ min: 0xa0, max: 0xd7ff }).map((code) => String.fromCodePoint(code)),
    fc.integer({ min: 0xe000, max: 0x2ffff }).map((code) => String.fromCodePoint(code)),
  )

  test('is the same here and in the database', async () => {
    const texts = fc.sample(fc.string({ unit: sign, maxLength: 30 }), { numRuns: 3_000, seed: 14 })
    const there = await inDatabase(texts)
    expect(texts.map((text) => folded(text))).toEqual(there)
    // The control: another folding would be seen.
    expect(texts.map((text) => text.replace(/\W+/g, ' ').trim())).not.toEqual(there)
  })

  test('and where each word stands', () => {
    expect(placedWords('The U.S. and 中国')).toEqual([
      { start: 0, end: 3, word: 'The' },
      { start: 4, end: 8, word: 'US' },
      { start: 9, end: 12, word: 'and' },
      { start: 13, end: 14, word: '中' },
      { start: 14, end: 15, word: '国' },
    ])
  })
})

describe('a query', () => {
  test.each([
    ['venezuela people', '"venezuela" "people"', ['venezuela', 'people']],
    ['“most of their people” -oil', '"most of their people" -"oil"', ['most', 'of', 'their', 'people']],
    ['Russia or Putin', '"Russia" or "Putin"', ['Russia', 'Putin']],
    ['or Russia OR -oil', '"Russia" -"oil"', ['Russia']],
    ['"or" Russia', '"or" "Russia"', ['or', 'Russia']],
    ['U.S.-led', '"US led"', ['US', 'led']],
    ['"never closed', '"never closed"', ['never', 'closed']],
    [`a' & (b | !c):* <-> d`, '"a" "b" "c" "d"', ['a', 'b', 'c', 'd']],
  ])('%s', (typed, websearch, words) => {
    expect(readQuery(typed)).toEqual({ websearch, words })
  })

  test.each([
    ['---', 'There is no word in this to look for.'],
    ['or OR', 'There is no word in this to look for.'],
    ['-oil -gas', 'Write at least one word to look for, beside those to leave out.'],
    ['a b c d e f g h i j k l m n o p q r s t u', 'Use at most 20 words.'],
  ])('%s is refused', (typed, problem) => {
    expect(readQuery(typed)).toEqual({ problem })
  })
})

describe('another spelling', () => {
  test.each([
    ['Venezeula', ['venezuelan', 'venezuela', 'valenzuela'], 'venezuela'],
    ['Nicolás', ['nicolas'], null],
    ['Niclás', ['nicolas'], 'nicolas'],
    ['oli', ['oil', 'foil'], 'oil'],
    ['cat', ['dogs'], null],
    ['peskvo', ['peskov'], 'peskov'],
  ])('%s', (typed, occurring, likely) => {
    expect(likeliest(typed, occurring)).toBe(likely)
  })

  test('neighbours swapped are one slip, in every place', () => {
    expect(swapped('oil')).toEqual(['iol', 'oli'])
    for (const swap of swapped('pertov')) expect(distanceBetween('pertov', swap)).toBe(1)
    expect(swapped('pertov')).toContain('petrov')
  })

  test('keeps what else was typed, and a capital', () => {
    expect(respelt('"Peskvo said" -oil', new Map([['Peskvo', 'peskov']]))).toBe('"Peskov said" -oil')
  })

  test('takes whole words, and an abbreviation for one', () => {
    const spellings = new Map([
      ['oli', 'oil'],
      ['RUSSIE', 'russia'],
    ])
    expect(respelt('oligarch oli, oli R.U.S.S.I.E.!', spellings)).toBe('oligarch oil, oil Russia!')
  })

  test('a distance is none to oneself, and the same both ways', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(distanceBetween(a, a)).toBe(0)
        expect(distanceBetween(a, b)).toBe(distanceBetween(b, a))
      }),
    )
  })
})

describe('marked hits', () => {
  test('leave the text as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const hits = new Set(
          placedWords(text)
            .map(({ word }) => word)
            .filter((_, place) => place % 2 === 0),
        )
        const pieces = marked(text, hits)
        expect(pieces.map((piece) => piece.words).join('')).toBe(text)
        expect(pieces.some((piece) => piece.hit)).toBe(hits.size > 0)
      }),
    )
  })

  test('a long quotation is cut to the sentences that have one', () => {
    const filler = Array.from({ length: 20 }, (_, n) => `Nothing of it is in sentence ${n}.`)
    const text = [...filler, 'Here it is, the zebra.', ...filler].join(' ')
    expect(excerpt(text, 'en', new Set(['zebra']))).toBe('[…] Here it is, the zebra. […]')
    expect(excerpt('Short, and whole.', 'en', new Set())).toBe('Short, and whole.')
  })
})
