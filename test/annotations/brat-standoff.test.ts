import fc from 'fast-check'
import { heldAgainstText, placesInCanonical } from '../../src/annotations/brat-text'
import { canonicalWords } from '../../src/quotes/canonical-text'
import { CodePoints } from '../../src/quotes/code-points'
import { read } from './foreign'

const ANN = [
  'T1\tClaim 10 20;21 27\tthe bridge is safe',
  'T2\tSource 0 3\tAnn',
  'R1\tSaidBy Arg1:T1 Arg2:T2',
  'A1\tStance T1 denies',
  'A2\tInZone T1',
  '#1\tSpeakers T1\tAnn Lee',
  '#2\tAnnotatorNotes T1\tlook again',
  'R2\tDenies Arg1:T1 Arg2:T3',
  'E1\tSay:T1',
  'A3\tOld R1',
  '*\tEquiv T1 T2',
  '#3\tReason R2\tbecause',
  '',
].join('\n')

test('brat’s standoff: marks with their attributes and notes, the words of speakers with the claim, the rest counted', () => {
  const { format, positions, annotations, leftOut, problems } = read(ANN)
  expect({ format, positions, problems }).toEqual({ format: 'brat', positions: 'text', problems: [] })
  expect(leftOut).toEqual({ joined: 1, relations: 2, events: 1, attributes: 1, notes: 1 })
  expect(annotations).toEqual([
    {
      line: 1,
      identity: '["Claim","the bridge is safe",["InZone","Stance: denies"]]',
      address: null,
      source: null,
      parts: [
        { exact: 'the bridge', prefix: '', suffix: '', position: { start: 10, end: 20 } },
        { exact: 'is saf', prefix: '', suffix: '', position: { start: 21, end: 27 } },
      ],
      told: [{ exact: 'Ann', prefix: '', suffix: '', position: { start: 0, end: 3 } }],
      note: 'SaidBy: “Ann”\nSpeakers: Ann Lee\nlook again',
      tags: ['Claim', 'Stance: denies', 'InZone'],
    },
  ])
})

test('lines that are none of brat’s are told by their number', () => {
  expect(read('T1\tClaim 0 3\tAnn\nT2 Claim 0 3 Ann\nT3\tClaim 3 0\tAnn\nhello\n').problems).toEqual([
    { line: 2, problem: expect.stringContaining('no line of brat') },
    { line: 3, problem: expect.stringContaining('text-bound') },
    { line: 4, problem: expect.stringContaining('no line of brat') },
  ])
})

test('an id that two marks have is told by its line: none of them is lost', () => {
  expect(read('T1\tClaim 0 3\tAnn\nT2\tClaim 4 7\tLee\nT1\tClaim 4 7\tLee\n').problems).toEqual([
    { line: 3, problem: 'Another line is T1 already.' },
  ])
})

test('a passage has at most twenty parts', () => {
  const mark = (parts: number) =>
    `T1\tClaim ${Array.from({ length: parts }, (_, at) => `${2 * at} ${2 * at + 1}`).join(';')}\t${'a '.repeat(parts)}`
  expect(read(mark(20)).problems).toEqual([])
  expect(read(mark(21)).problems).toEqual([{ line: 1, problem: 'It may have 20 parts.' }])
})

test('brat’s words are held against the text beside it, whose places become those of the canonical text', () => {
  const text = 'Ann said:\r\nthe bridge\r\nis safe. Cafe\u0301 open'
  const at = (words: string) => [...text.slice(0, text.indexOf(words))].length
  const line = (id: number, words: string, shown = words) =>
    `T${id}\tClaim ${at(words)} ${at(words) + [...words].length}\t${shown}\n`
  const good = heldAgainstText(read(line(1, 'is safe') + line(2, 'open')), text)
  expect(good.problems).toEqual([])
  const canonical = text.replaceAll('\r\n', '\n').normalize('NFC')
  expect(
    good.annotations.map(({ parts: [part] }) => canonical.slice(part?.position?.start, part?.position?.end)),
  ).toEqual(['is safe', 'open'])
  expect(heldAgainstText(read(line(1, 'is safe', 'is sure')), text).problems).toEqual([
    { line: 1, problem: expect.stringContaining('not at these offsets') },
  ])
})

test('places in the canonical text, told in one walk, are those that each would have by itself', () => {
  const letters = [
    'a',
    ' ',
    '\n',
    '\r\n',
    '\r',
    'e\u0301',
    '\u0301',
    '\u1112',
    '\u1161',
    '\u11ab',
    '👷🏽',
    'か\u3099',
    '\u{16d67}',
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...letters), { maxLength: 40 }), (parts) => {
      const points = new CodePoints(parts.join(''))
      const all = Array.from({ length: points.length + 1 }, (_, place) => place)
      const apart = all.map((place) => new CodePoints(canonicalWords(points.slice(0, place))).length)
      // A carriage return whose line feed is behind the place is a line’s end for both.
      expect(all.map((place) => placesInCanonical(points, all).get(place))).toEqual(apart)
    }),
  )
})

test('a text with other line ends is made canonical about once, however much is marked in it', () => {
  const text = 'The bridge is safe, said Ann Lee.\r\n'.repeat(2_000)
  const marks = Array.from(
    { length: 1_000 },
    (_, line) => `T${line + 1}\tClaim ${line * 35} ${line * 35 + 18}\tThe bridge is safe`,
  )
  const file = read(marks.join('\n'))
  const normalize = jest.spyOn(String.prototype, 'normalize')
  const held = heldAgainstText(file, text)
  const letters = normalize.mock.contexts.reduce((sum: number, one) => sum + String(one).length, 0)
  normalize.mockRestore()
  expect(held.problems).toEqual([])
  expect(held.annotations.at(-1)?.parts[0]?.position).toEqual({ start: 999 * 34, end: 999 * 34 + 18 })
  expect(letters).toBeLessThan(4 * text.length)
})

test('a file of which something can’t be taken is not held against a text; nor against one that is no article’s', () => {
  const damaged = read('T1\tClaim 0 3\tAnn\nhello\n')
  expect(heldAgainstText(damaged, 'Bob')).toBe(damaged)
  const good = read('T1\tClaim 0 3\tAnn\n')
  expect(heldAgainstText(good, 'Ann\0').problems).toEqual([
    { line: null, problem: expect.stringContaining('beside it can’t be an article’s. There is a NUL') },
  ])
  // A place of a text’s length for a word costs nothing, and is none.
  expect(heldAgainstText(read('T1\tClaim 0 5000\tAnn\n'), `Ann${' '.repeat(4_997)}`).problems).toHaveLength(1)
  expect(heldAgainstText(read('T1\tClaim 0 999999999999999999999\tAnn\n'), 'Ann').problems).toHaveLength(1)
})
