import fc from 'fast-check'
import { comparedWords, wordsOutsideQuotes } from '../../src/fingerprints/compared-words'
import { comparable, isCopy, likeness } from '../../src/fingerprints/likeness'
import { shingles } from '../../src/fingerprints/shingles'
import { WINDOW, winnowed } from '../../src/fingerprints/winnowing'
import { OWN_REPORT, PARAGRAPHS, REPRINT, WIRE } from '../copies/wire-story'

const alike = (one: string, other: string) => likeness(comparable(one), comparable(other))

test.each([
  ['itself', WIRE, true],
  ['a reprint with cuts, style, a local paragraph and its own foot', REPRINT, true],
  ['its first three paragraphs', PARAGRAPHS.slice(0, 3).join('\n'), true],
  ['its paragraphs in one', PARAGRAPHS.join(' '), true],
  ['another report of the same hearing', OWN_REPORT, false],
  [
    'another report that quotes all that it quotes',
    OWN_REPORT.replace('\n\nLate', `\n\n${PARAGRAPHS[1]}\n\nLate`),
    false,
  ],
  ['its headline', 'Outer islands to lose night ferry', false],
  ['nothing', '', false],
])('a wire story beside %s', (_what, other, expected) => {
  expect([isCopy(alike(WIRE, other)), isCopy(alike(other, WIRE))]).toEqual([expected, expected])
})

test.each([
  ['“Mr. Reyle’s” boats — 41,000 of them', 'reyles boats 41000 of them'],
  ['The LABOUR organisation recognises colours', 'the labor organization recognizes colors'],
  ['two per cent, 2 percent, 2%', 'two cent 2 cent 2 cent'],
  ['Café\u00a0naïve', 'cafe naive'],
  ['日本語の文', '日本 本語 語の の文'],
  ['', ''],
])('%p is compared as %p', (text, words) => {
  expect(comparedWords(text).join(' ')).toBe(words)
})

test('what is not the article’s own is not compared', () => {
  const text = 'Give now. The boats sail. Give more.'
  const zones = [
    { start: 26, end: 36 },
    { start: 0, end: 10 },
  ]
  expect(comparedWords(text, zones)).toEqual(['the', 'boats', 'sail'])
  expect(comparedWords('👷🏽 one two', [{ start: 0, end: 2 }])).toEqual(['one', 'two'])
})

test.each([
  ['He said: “We can go.” They went.', 'he said they went'],
  ['He said: "We can go," and "now." They went.', 'he said and they went'],
  ['"This goes on. "And ends here," he said. "Soon."', 'this goes on he said'],
  ['Er sagte: „Ja.“ Il a dit : « Non. » Fin', 'er sagte il a dit fin'],
  ['A 6" pipe and a 7" one', 'a 6 pipe and a 7 one'],
])('outside of quotation marks %p has %p', (text, left) => {
  expect(wordsOutsideQuotes(text).join(' ')).toBe(left)
})

test('scripts without spaces are compared by their characters', () => {
  const chinese =
    '外岛渡轮公司周二在港务局听证会上表示将于十月停止夜间航班原因是燃料价格上涨以及甲板船员短缺公司去年夜间运送了四万一千名乘客约占总客运量的十分之一'
  const other =
    '岛上议员拒绝了这一计划发言人指责公司违背了续签许可证时的承诺并宣布向交通部提出上诉交通部拒绝置评预计月底前作出决定知情人士要求匿名'
  expect(isCopy(alike(chinese, chinese.slice(0, 50)))).toBe(true)
  expect(isCopy(alike(chinese, other))).toBe(false)
})

const words = fc.array(
  fc.integer({ min: 0, max: 400 }).map((number) => `w${number}`),
  { minLength: WINDOW + 4, maxLength: 120 },
)

test('two texts with a long run of words in common always share something that is kept', () => {
  fc.assert(
    fc.property(words, words, words, words, words, (run, a, b, c, d) => {
      const kept = (before: string[], after: string[]) => winnowed(shingles([...before, ...run, ...after]))
      const one = new Set(kept(a, b))
      expect(kept(c, d).some((fingerprint) => one.has(fingerprint))).toBe(true)
    }),
  )
})

test('likeness has no order, is 1 of a text with itself, and shares lie between 0 and 1', () => {
  fc.assert(
    fc.property(words, words, (a, b) => {
      const [one, other] = [a.join(' '), b.join(' ')]
      expect(alike(one, other)).toEqual(alike(other, one))
      expect(alike(one, one)).toMatchObject({ containment: 1, ownContainment: 1, resemblance: 1 })
      const { containment, resemblance } = alike(one, other)
      expect(resemblance).toBeLessThanOrEqual(containment)
      expect(containment).toBeLessThanOrEqual(1)
    }),
  )
})

test('what is kept is in order, each once, and a tenth to a fifth of what there is', () => {
  const kept = winnowed(shingles(Array.from({ length: 2_000 }, (_, place) => `w${(place * place) % 1_999}`)))
  expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b))
  expect(kept.length).toBeGreaterThan(200)
  expect(kept.length).toBeLessThan(400)
  expect(winnowed(shingles(['too', 'short']))).toEqual([])
  expect(winnowed(shingles(['just', 'four', 'words', 'here']))).toHaveLength(1)
})

test('a text of five megabytes is compared by its beginning, in bounds', () => {
  expect(winnowed(shingles(comparedWords('a word and another '.repeat(260_000)))).length).toBeLessThan(50)
  expect(comparedWords('w '.repeat(2_500_000)).length).toBe(25_000)
})
