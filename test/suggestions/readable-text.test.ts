import fc from 'fast-check'
import { attributionModel } from '../../src/attribution/attribution-model.queries'
import { CodePoints } from '../../src/quotes/code-points'
import { inSlices } from '../../src/suggestions/in-slices'
import { MOST_AT_ONCE, partAround, placeOfRange, rangeOfPlace, readableText } from '../../src/suggestions/readable-text'
import { readableTextAt, readTextAt } from '../../src/suggestions/readable-texts.queries'

/** Texts of some parts, with lines, without, and with what is two units long. */
const longText = fc
  .array(fc.tuple(fc.constantFrom('x', '🙂', 'word ', '🙂🙂\n', 'line\n', '\n'), fc.integer({ min: 1, max: 30_000 })), {
    minLength: 1,
    maxLength: 5,
  })
  .map((pieces) => pieces.map(([piece, times]) => piece.repeat(times)).join(''))

test('a text of which words were erased, by a command or another process, is read anew', () => {
  const of = (text: string) => readableTextAt({ revisionId: 4711, text: new CodePoints(text), language: 'en' }, 0)
  const before = of('“It rained,” said Ann Example.')
  expect(of('“It rained,” said Ann Example.')).toBe(before)
  expect(of('“It rained,” said ███ ███████.')).not.toBe(before)
})

test('parts cover a text without gap or overlap, and each place has one', () => {
  fc.assert(
    fc.property(longText, fc.infiniteStream(fc.nat()), (text, chance) => {
      const points = new CodePoints(text)
      let at = 0
      while (at < points.length) {
        const { start, end } = partAround(points, at)
        expect(start).toBe(at)
        expect(end > start && end - start <= MOST_AT_ONCE).toBe(true)
        const within = start + ((chance.next().value as number) % (end - start))
        expect(partAround(points, within)).toEqual({ start, end })
        expect(partAround(points, end - 1)).toEqual({ start, end })
        at = end
      }
      expect(at).toBe(points.length)
    }),
    { numRuns: 40 },
  )
})

test('a text that is read at once is one part; a longer one ends its parts with lines, where it has some', () => {
  expect(partAround(new CodePoints(''), 0)).toEqual({ start: 0, end: 0 })
  const lines = new CodePoints(`${'x'.repeat(999)}\n`.repeat(50))
  expect(partAround(lines, 0)).toEqual({ start: 0, end: 40_000 })
  expect(partAround(new CodePoints(`${'x'.repeat(1000)}\n`.repeat(50)), 0)).toEqual({ start: 0, end: 39 * 1001 })
  expect(partAround(lines, 50_000)).toEqual({ start: 40_000, end: 50_000 })
})

test('ranges and places lead back to one another, wherever the part begins', () => {
  const piece = fc.oneof(
    fc.constantFrom('🙂', 'word', '𝒳y', ' ', '\n', '“', '.'),
    fc.string({ unit: 'binary', maxLength: 4 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), fc.nat(1000), fc.nat(), fc.nat(), (pieces, offset, one, other) => {
      const read = readableText(pieces.join(''), offset, 'en', null)
      const many = read.text.tokens.length
      if (many === 0) return
      const from = one % many
      const range = { from, to: from + 1 + (other % (many - from)) }
      const place = placeOfRange(read, range)
      expect(rangeOfPlace(read, place)).toEqual(range)
      expect(place.start >= offset && place.end <= offset + read.text.points.length).toBe(true)
    }),
  )
})

test('a place that touches a token has it; one elsewhere, or on no token, has none', () => {
  const read = readableText('🙂 It was  safe.', 10, 'en', null)
  const at = (start: number, end: number) => rangeOfPlace(read, { start, end })
  expect(at(13, 17)).toEqual({ from: 1, to: 3 })
  expect(at(10, 25)).toEqual({ from: 0, to: 5 })
  expect(at(18, 19)).toBeNull()
  expect(at(12, 12)).toBeNull()
  expect(at(9, 13)).toBeNull()
  expect(at(20, 26)).toBeNull()
  expect(at(400, 500)).toBeNull()
})

test('a part is read once, and in languages other than English nothing is found', () => {
  const text = new CodePoints('Petra Lindqvist said that the crane had failed.')
  const read = readableTextAt({ revisionId: 1, text, language: 'en-GB' }, 3)
  expect(read.found()).toHaveLength(1)
  expect(read.found()).toBe(read.found())
  expect(read.names()).toBe(read.names())
  expect(readableTextAt({ revisionId: 1, text, language: 'en-GB' }, 9)).toBe(read)
  expect(readableTextAt({ revisionId: 2, text, language: 'en-GB' }, 9)).not.toBe(read)
  expect(readableTextAt({ revisionId: 1, text, language: 'es' }, 3).found()).toEqual([])
  expect(readableText('', 0, 'en', attributionModel()).found()).toEqual([])
})

test('while a long text is read others have their turn, whoever asks for it waits for the same, and it is read once', async () => {
  const text = new CodePoints('The report which was denied, and Ann Lee said that it was denied. '.repeat(150))
  const revision = { revisionId: 3, text, language: 'en' }
  let [turns, isRead] = [0, false]
  const takeTurns = () => {
    turns += 1
    if (!isRead) setImmediate(takeTurns)
  }
  setImmediate(takeTurns)
  const [one, other] = await Promise.all([readTextAt(revision, 0), readTextAt(revision, 9)])
  isRead = true
  expect(turns).toBeGreaterThan(1)
  expect(other).toBe(one)
  expect(one.finding()).toBeNull()
  expect(one.found()).toEqual(readableText(text.text, 0, 'en', attributionModel()).found())
})

test('others are let in once so much was done, not at each step', async () => {
  let [clock, lets] = [0, 0]
  function* steps() {
    for (let step = 0; step < 100; step += 1) {
      clock += 1
      yield
    }
    return 'done'
  }
  const others = async () => {
    lets += 1
  }
  expect(await inSlices(steps(), others, () => clock)).toBe('done')
  expect(lets).toBe(10)
})
