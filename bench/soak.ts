import type { BenchOptions, Part } from './frame/part'
import type { Report } from './frame/report'
import { type Soaked, type Spells, soak } from './soak/soak'
import { readersAddresses } from './writing/addresses'
import { type Desk, withDesk } from './writing/desk'

const CLAIMS = { short: 5_000, long: 100_000 }
const EDITORS = 10

const HALF_AN_HOUR: Spells = { most: 20, warming: 300, soaking: 1_500, look: 10 }
const SHORT: Spells = { most: 5, warming: 30, soaking: 90, look: 3 }
/** The controls are so bad that it shows at once. */
const CONTROL: Record<'short' | 'long', Spells> = {
  short: { most: 3, warming: 10, soaking: 30, look: 2 },
  long: { most: 5, warming: 30, soaking: 120, look: 5 },
}

/** Bytes a minute. */
const MOST_GROWN = 1_000_000
/** Ms. */
const MOST_DELAY = 50
const DELAY = 'turns of the event loop, 99th percentile of the time'
/** Of the pages that the rate asks for: a server that becomes so slow that readers stay away was not soaked at 60 %. */
const LEAST_ASKED = 0.95

export const soakPart: Part = {
  what: 'Half an hour of readers, editors and exports: memory, event loop, errors',
  takes: ['claims', 'hours'],
  run: runSoak,
}

/**
 * Half an hour of a desk at work: readers at 60 % of the most that this run itself was answered, ten editors, two exports at any
 * time. Memory is looked at after garbage is collected, once it is warm. Two controls, one that leaves something of each request and
 * one that stands still for 300 ms of each second, have to be found.
 */
async function runSoak(report: Report, { short, claims, hours }: BenchOptions): Promise<void> {
  const length = short ? 'short' : 'long'
  const spells = spellsOf({ short, hours })
  await withDesk({ claims: claims ?? CLAIMS[length], editors: EDITORS }, async (desk) => {
    const addresses = await readersAddresses(desk.owner)
    reportSoaked(report, desk, await soak('ours', desk, addresses, spells))
    reportLeak(report, desk, await soak('leaking', desk, addresses, CONTROL[length]))
    reportBlocked(report, desk, await soak('blocking', desk, addresses, CONTROL[length]))
  })
}

/** How long what lasts; of so many hours in all, where they are given, the warming is a part. */
export function spellsOf({ short, hours }: Pick<BenchOptions, 'short' | 'hours'>): Spells {
  const spells = short ? SHORT : HALF_AN_HOUR
  return hours === undefined ? spells : { ...spells, soaking: hours * 3_600 - spells.warming }
}

const megabytes = (bytes: number) => bytes / 1_000_000

export function reportSoaked(report: Report, { claims }: Desk, soaked: Soaked): void {
  const { slopes, delay, longest, errors, failed, reads, due, writes, exports, most, looks, last } = soaked
  report.told({
    what: 'soak',
    claims,
    found:
      `${reads.toLocaleString('en')} pages (at most ${most.toFixed(0)} a second alone), ${writes} writes, ${exports} exports; ` +
      `the longest turn of the event loop ${longest.toFixed(0)} ms; ${looks} looks, at the end ${megabytes(last.rss).toFixed(0)} MB of which the heap has ${megabytes(last.heap).toFixed(0)}`,
  })
  const goal = megabytes(MOST_GROWN)
  report.figure({ what: 'memory of the process', claims, unit: 'MB a minute', most: goal }, megabytes(slopes.rss))
  report.figure({ what: 'memory of its own objects', claims, unit: 'MB a minute', most: goal }, megabytes(slopes.heap))
  report.figure({ what: DELAY, claims, unit: 'ms', most: MOST_DELAY }, delay)
  report.figure({ what: 'pages asked for of those that were due', claims, unit: '', least: LEAST_ASKED }, reads / due)
  const isAtWork = reads > 0 && writes > 0 && exports > 0
  report.found({
    what: 'errors',
    claims,
    found: [failed.toLocaleString('en'), ...errors.slice(0, 3)].join('; '),
    goal: '0',
    isReached: failed === 0 && isAtWork,
  })
}

export function reportLeak(report: Report, { claims }: Desk, { slopes, reads }: Soaked): boolean {
  return report.found({
    what: 'control: something of each request is kept',
    claims,
    found: `${megabytes(slopes.heap).toFixed(1)} MB a minute, of ${reads} pages`,
    goal: `above ${megabytes(MOST_GROWN)}`,
    isReached: slopes.heap > MOST_GROWN,
  })
}

export function reportBlocked(report: Report, { claims }: Desk, { delay, longest }: Soaked): boolean {
  return report.found({
    what: 'control: 300 ms of each second nothing is done',
    claims,
    found: `turns of ${delay.toFixed(0)} ms, the longest ${longest.toFixed(0)} ms`,
    goal: `above ${MOST_DELAY} ms`,
    isReached: delay > MOST_DELAY,
  })
}
