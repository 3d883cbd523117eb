import type { BenchOptions } from '../frame/part'
import type { Figure, Harness } from '../trust/harness'
import { benchBombs } from './bombs'
import { benchCopies } from './copies'
import { benchKeptCopies } from './copies-kept'
import { benchFetching } from './fetching'
import { largePages } from './large-pages'
import { matcher } from './matcher'
import { revisions } from './revisions'
import { speed } from './speed'
import { traps } from './traps'
import { benchZones } from './zones'

/** A part that prints its own figures as it goes, and says whether all were reached. */
function printed(what: string, bench: (options: BenchOptions) => Promise<boolean>): Harness {
  return {
    what,
    async run({ short }): Promise<Figure[]> {
      const isReached = await bench({ short, only: [] })
      return [{ what: 'all of these', found: isReached ? 'reached' : 'missed', goal: 'reached', isReached }]
    },
  }
}

/** Articles of a national archive; the short run is of a desk's. */
const KEPT = { short: 2_000, long: 50_000 }

/** What is measured of articles that change, by the name that is given behind `npm run bench -- anchoring`. */
export const PARTS: Record<string, Harness> = {
  matcher,
  traps,
  speed,
  revisions,
  pages: largePages,
  zones: printed('what in plain texts is not the article', benchZones),
  copies: printed('the same story under other outlets', benchCopies),
  'kept-copies': printed('finding the likely copies of a new article', ({ short }) =>
    benchKeptCopies(KEPT[short ? 'short' : 'long']),
  ),
  fetching: printed('addresses that the server fetches, and whom it reaches', benchFetching),
  bombs: printed('files that blow up when they are read', benchBombs),
}
