import type { Zone } from '../../src/articles/zone'
import { attributionModel } from '../../src/attribution/attribution-model.queries'
import { CodePoints } from '../../src/quotes/code-points'
import type { TextPositionSelector } from '../../src/quotes/selector'
import { nextReading } from '../../src/suggestions/next-reading'
import { partAround, placeOfRange, readableText } from '../../src/suggestions/readable-text'

const CRANE = 'the crane had failed'
const PUMP = 'the pump was new'
const LOCK = 'the lock was shut'
const TEXT = `🙂 Dahl said that ${CRANE}. Lindqvist said that ${PUMP}.\nIt rained.\nMori said that ${LOCK}.`

/** Texts that are asked for more than once are read once, as they are in the product. */
function walk(text: string, hasTime = true) {
  const points = new CodePoints(text)
  const parts = new Map<number, ReturnType<typeof readableText>>()
  const partAt = async (place: number) => {
    const { start, end } = partAround(points, place)
    const read = parts.get(start) ?? readableText(points.slice(start, end), start, 'en', attributionModel())
    parts.set(start, read)
    return read
  }
  const place = (words: string): TextPositionSelector => {
    const start = points.offsetAt(text.indexOf(words))
    return { start, end: start + words.length }
  }
  const next = async (
    after: TextPositionSelector | null,
    recorded: TextPositionSelector[][] = [],
    zones: Zone[] = [],
  ): Promise<TextPositionSelector | null> => {
    const found = await nextReading({ partAt, length: points.length, after, recorded, zones, goesOn: () => hasTime })
    if (!found) return null
    const content = found.reading.content.map((range) => placeOfRange(found.read, range))
    return { start: content[0]?.start as number, end: content.at(-1)?.end as number }
  }
  return { place, next, parts }
}

test('passages come in the order of the text, and then no more', async () => {
  const { place, next } = walk(TEXT)
  expect(await next(null)).toEqual(place(CRANE))
  expect(await next(place(CRANE))).toEqual(place(PUMP))
  expect(await next(place(PUMP))).toEqual(place(LOCK))
  expect(await next(place(LOCK))).toBeNull()
  expect(await next({ start: 5000, end: 6000 })).toBeNull()
})

test('what is recorded is passed over, also where its bounds are a little other', async () => {
  const { place, next } = walk(TEXT)
  const { start, end } = place(CRANE)
  expect(await next(null, [[{ start, end: end + 1 }]])).toEqual(place(PUMP))
  expect(await next(null, [[{ start, end: start + 4 }, place(LOCK)]])).toEqual(place(CRANE))
  expect(await next(null, [[place(CRANE)], [place(PUMP)], [place(LOCK)]])).toBeNull()
})

test('so is what lies in a zone', async () => {
  const { place, next } = walk(TEXT)
  const zone = { kind: 'appeal', ...place('Lindqvist said') } as const
  expect(await next(place(CRANE), [], [zone])).toEqual(place(PUMP))
  expect(await next(place(CRANE), [], [{ kind: 'appeal', ...place(PUMP) }])).toEqual(place(LOCK))
})

test('it goes on in the next part of a long text, and gives up after some that have nothing', async () => {
  const nothing = 'It rained.\n'.repeat(3700)
  const far = walk(`${TEXT}\n${nothing}Brandt said that the boat had left.\n`)
  expect(await far.next(far.place(LOCK))).toEqual(far.place('the boat had left'))
  expect(far.parts.size).toBe(2)
  const further = walk(`${TEXT}\n${nothing.repeat(5)}Brandt said that the boat had left.\n`)
  expect(await further.next(further.place(LOCK))).toBeNull()
  expect(further.parts.size).toBe(4)
  const late = walk(`${TEXT}\n${nothing}Brandt said that the boat had left.\n`, false)
  expect(await late.next(null)).toEqual(late.place(CRANE))
  expect(await late.next(late.place(LOCK))).toBeNull()
  expect(late.parts.size).toBe(1)
})
