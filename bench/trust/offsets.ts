import { say } from '../frame/say'
import { seedOfRun } from './chance'
import type { Figure, Harness } from './harness'
import { characters } from './offsets/hazard-texts'
import { type BrowserTrips, browserTrips } from './offsets/in-browser'
import { NAIVE, OURS, placeMany } from './offsets/placing'
import { type RoundTrips, roundTrips } from './offsets/round-trip'
import type { ToldSpan } from './offsets/ways-through'
import { withPostgres } from './with-postgres'

/** Spans that are only described and placed; texts that go through the product and back; texts in a real browser. */
const SIZES = {
  long: { all: 500_000, placed: 490_000, texts: 200, inBrowser: 40 },
  short: { all: 50_000, placed: 49_000, texts: 20, inBrowser: 4 },
}

/** So many are enough for a scheme that counts UTF-16 units to go wrong. */
const CONTROL = { placed: 5_000, texts: 4, parts: 6 }

export const offsets: Harness = {
  what: 'random spans of random texts with every hazard: described, placed, through form, API, export and import',
  async run({ short }) {
    const { all, placed, texts, inBrowser } = SIZES[short ? 'short' : 'long']
    const seed = seedOfRun()
    say(`  seed ${seed} (GAINSAY_SEED=${seed} makes the same run)`)
    const pure = placeMany(OURS, seed, placed)
    const naive = placeMany(NAIVE, seed, CONTROL.placed)
    const { trips, shifted, browser } = await withPostgres(async () => ({
      trips: await roundTrips(seed, texts),
      shifted: await roundTrips(seed, CONTROL.texts, CONTROL.parts, countedInUnits),
      browser: await browserTrips(seed, inBrowser),
    }))
    for (const line of [...pure.wrong, ...trips.wrong, ...browser.wrong].slice(0, 10)) say(`  ${line.slice(0, 1_000)}`)
    return figuresOf(
      all,
      pure.spans,
      pure.ambiguous,
      pure.wrong.length,
      trips,
      browser,
      naive.wrong.length,
      shifted.wrong.length,
    )
  },
}

function figuresOf(
  goal: number,
  placed: number,
  ambiguous: number,
  wrong: number,
  trips: RoundTrips,
  browser: BrowserTrips,
  naive: number,
  shifted: number,
): Figure[] {
  const through = trips.byForm + trips.byWords + trips.byPlace + trips.imported
  const inBrowser = browser.selected + browser.changed
  const all = placed + through + inBrowser
  const wrongs = wrong + trips.wrong.length + browser.wrong.length
  const told = (what: string, found: string): Figure => ({ what, found, goal: 'told only', isReached: true })
  const control = (what: string, found: number): Figure => ({
    what,
    found: `${found} wrong found`,
    goal: 'some',
    isReached: found > 0,
  })
  return [
    { what: 'spans', found: String(all), goal: String(goal), isReached: all >= goal },
    { what: 'wrong', found: String(wrongs), goal: '0', isReached: wrongs === 0 },
    told(
      'described, and placed by place and by words',
      `${placed}, of which ${ambiguous} stand elsewhere just so and are refused`,
    ),
    told(
      'through the product and back in an export',
      `${trips.byForm} by form, ${trips.byWords} by words and ${trips.byPlace} by place over the API; ${trips.refused} refused`,
    ),
    told('out of the export, placed in the text imported again', String(trips.imported)),
    told(
      'in Chromium',
      `${browser.selected} selected, ${browser.changed} sent again unchanged; ${browser.refused} refused`,
    ),
    control('control: offsets in UTF-16 units of the text as it came', naive),
    control('control: an export that counts in UTF-16 units', shifted),
  ]
}

/** What an export would say that counts as JavaScript does. */
export function countedInUnits(span: ToldSpan, text: string): ToldSpan {
  const units = (offset: number) => characters(text).slice(0, offset).join('').length
  return { ...span, start: units(span.start), end: units(span.end) }
}
