import { countedInUnits } from '../../bench/trust/offsets'
import { NAIVE, OURS, placeMany } from '../../bench/trust/offsets/placing'
import { roundTrips } from '../../bench/trust/offsets/round-trip'

const SEED = 20_261_128

test('random spans of random texts are found where they are, by place and by words', () => {
  const placed = placeMany(OURS, SEED, 10_000)
  expect(placed.wrong).toEqual([])
  expect(placed.spans).toBe(10_000)
  expect(placed.ambiguous).toBeLessThan(2_000)
})

test('a scheme that counts UTF-16 units of the text as it came is found to be wrong', () => {
  expect(placeMany(NAIVE, SEED, 500).wrong.length).toBeGreaterThan(50)
})

test('through form, API, export and import they come back as they went, and an export that counts otherwise is found', async () => {
  const trips = await roundTrips(SEED, 2, 6)
  expect(trips.wrong).toEqual([])
  for (const way of ['byForm', 'byWords', 'byPlace', 'imported'] as const) expect(trips[way]).toBeGreaterThan(3)
  expect((await roundTrips(SEED, 1, 4, countedInUnits)).wrong).not.toEqual([])
}, 60_000)
