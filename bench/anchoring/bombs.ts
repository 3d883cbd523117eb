import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { membersOf } from '../../src/extraction/article-archive.client'
import { Extraction, type ReadingLimits } from '../../src/extraction/extract.client'
import { MOST_SECONDS } from '../../src/extraction/limits'
import type { BenchOptions } from '../frame/part'
import { say } from '../frame/say'
import { archiveBombs, type Bomb, bombFiles } from './bomb-files'

const MIB = 1024 * 1024

/** That a process may grow by for any of them. The most so far are 240 MiB, for JSON; a thread's heap may have 512. */
const FLAT = 400 * MIB

/** Without limits but for what a machine of a few GB survives, and a minute, so that the control ends. */
const NONE: Partial<ReadingLimits> = { isLimited: false, seconds: 60, heapMib: 3_000, growth: 2_000 * MIB }

/** One of each kind, which the control reads without limits: a minute each. */
const CONTROLS = /million elements$|text packed to a thousandth|\.docx of one long word/

/** Seconds that starting and ending a thread may take on a machine that is busy. */
const SLACK = 3

interface Reading {
  problem: string | null
  seconds: number
  growth: number
}

/** Reads what cannot be read: HTML, PDF, .docx and archives that grow beyond measure, within limits and, as a control, without. */
export async function benchBombs({ short }: Pick<BenchOptions, 'short'>): Promise<boolean> {
  const bombs = await bombFiles(short)
  say('With limits')
  const held = await readAll(bombs, {})
  say('Archives')
  const archives = [await readArchives(await archiveBombs(short))]
  say('Control: some of them without limits')
  const control = await readAll(
    bombs.filter(({ name }) => CONTROLS.test(name)),
    NONE,
  )
  const isHeld = held && archives.every(Boolean)
  say(
    `${isHeld ? 'Held' : 'NOT HELD'}: refused or read within ${MOST_SECONDS} s, the process grew by less than ${FLAT / MIB} MiB`,
  )
  say(control ? 'THE CONTROL HELD AS WELL: these bombs show nothing' : 'The control did not hold, as it must not')
  return isHeld && !control
}

async function readAll(bombs: readonly Bomb[], limits: Partial<ReadingLimits>): Promise<boolean> {
  let all = true
  for (const bomb of bombs) {
    const extraction = new Extraction(limits)
    const sent = { bytes: bomb.bytes, mediaType: bomb.mediaType, fileName: null, url: null }
    const reading = await measured(async () => {
      const read = await extraction.extract(sent)
      return 'problem' in read ? read.problem : null
    })
    await extraction.close()
    all = judged(bomb, reading) && all
  }
  return all
}

/** All members, one by one, as an import takes them; each is let go before the next. */
async function readArchives(bombs: readonly Bomb[]): Promise<boolean> {
  let all = true
  for (const bomb of bombs) {
    const reading = await measured(async () => {
      for await (const member of membersOf(bomb.bytes)) if ('problem' in member) return member.problem
      return null
    })
    all = judged(bomb, reading) && all
  }
  return all
}

function judged({ name, bytes }: Bomb, { problem, seconds, growth }: Reading): boolean {
  const isHeld = seconds < MOST_SECONDS + SLACK && growth < FLAT
  const size = `${(bytes.length / MIB).toFixed(1)} MiB`
  say(
    `  ${isHeld ? 'held' : 'OVER'} ${seconds.toFixed(1)} s, +${Math.round(growth / MIB)} MiB: ${name} (${size}): ${problem ?? 'read'}`,
  )
  return isHeld
}

async function measured(read: () => Promise<string | null>): Promise<Reading> {
  collectGarbage()
  const before = process.memoryUsage.rss()
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, 10)
  const begun = performance.now()
  const problem = await read()
  const seconds = (performance.now() - begun) / 1_000
  clearInterval(watch)
  most = Math.max(most, process.memoryUsage.rss())
  return { problem, seconds, growth: most - before }
}

/** What made the bombs is let go first: memory that is given back meanwhile would hide some that is taken. */
function collectGarbage() {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}
