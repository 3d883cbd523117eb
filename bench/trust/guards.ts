import path from 'node:path'
import { withServer } from './authorisation/server'
import { findGuards, type Guard } from './guards/find-guards'
import { hunt, type Verdict } from './guards/hunt'
import type { Figure, Harness } from './harness'

/** The checkout, from the build. */
const ROOT = path.resolve(__dirname, '../../..')

/** With --short, every so many of the guards that the sweep has to find; the tests of files stay out. */
const EACH = 12

/**
 * All take hours: `GAINSAY_GUARDS=2/8` takes the second eighth of them, as they come in the sources, and other words, with
 * commas between, those whose `file:line` has one of them.
 */
const ASKED = process.env.GAINSAY_GUARDS ?? ''

function asked(all: readonly Guard[]): { chosen: Guard[]; part: string } {
  const [slice, slices] = /^(\d+)\/(\d+)$/.exec(ASKED)?.slice(1).map(Number) ?? []
  if (ASKED === '') return { chosen: [...all], part: 'all' }
  if (slice === undefined || slices === undefined)
    return {
      chosen: all.filter((guard) => ASKED.split(',').some((part) => placeOf(guard).includes(part))),
      part: ASKED,
    }
  return { chosen: all.filter((_, place) => place % slices === slice - 1), part: `part ${slice} of ${slices}` }
}

/**
 * Every guard taken out, one at a time: something has to turn red. The list is made by machine, and a line that looks
 * like a guard and is none has a reason.
 */
export const guards: Harness = {
  what: 'every guard taken out, one at a time',
  async run({ short }) {
    const { guards: all, unknown, stale, leftOut } = findGuards(ROOT)
    const seen = all.filter(({ group }) => group === 'what is seen')
    const { chosen, part } = short
      ? { chosen: seen.filter((_, place) => place % EACH === 0), part: 'a sample' }
      : asked(all)
    const verdicts = await withServer((databases) =>
      hunt([nothing(chosen), ...chosen], { root: ROOT, databases, withTests: !short, report: tell }),
    )
    const control = verdicts.find(({ guard }) => guard.operator === CONTROL)
    const hunted = verdicts.filter((verdict) => verdict !== control)
    const by = (who: Verdict['by']) => hunted.filter((verdict) => verdict.by === who)
    const left = [...leftOut].map(([why, count]) => `${count} ${why}`)
    return [
      figure('guards taken out', `${hunted.length} of ${all.length}`, part, hunted.length === chosen.length),
      figure(
        'found by the sweep, and by their own tests',
        `${by('the sweep').length} + ${by('its own tests').length}`,
        'all',
        true,
      ),
      figure('that nothing noticed', String(by('nothing').length), '0', by('nothing').length === 0),
      figure(
        'where all that was found is a failure',
        String(hunted.filter(({ isBroken }) => isBroken).length),
        '0',
        !hunted.some(({ isBroken }) => isBroken),
      ),
      figure('lines that look like a guard nobody knows', String(unknown.length), '0', unknown.length === 0),
      figure('reasons that leave nothing out any more', String(stale.length), '0', stale.length === 0),
      figure(
        'matches left out, each with a reason',
        String([...leftOut.values()].reduce((sum, count) => sum + count, 0)),
        left.length > 0 ? 'told above' : 'none',
        true,
      ),
      figure('control: nothing taken out', control?.by ?? 'not run', 'nothing', control?.by === 'nothing'),
    ]
  },
}

const placeOf = ({ file, line }: Guard) => `${file}:${line}`

const CONTROL = 'control'

/** A change that changes nothing, to a file that has a guard: nobody may notice. */
function nothing([first]: readonly Guard[]): Guard {
  if (!first) throw new Error('There is no guard at all.')
  return { ...first, at: 0, found: '', without: '\n', operator: CONTROL }
}

const figure = (what: string, found: string, goal: string, isReached: boolean): Figure => ({
  what,
  found,
  goal,
  isReached,
})

function tell({ guard, by, words, isBroken }: Verdict) {
  const { file, line, operator, found } = guard
  const what = found.replace(/\s+/g, ' ').slice(0, 100)
  const how = by === 'nothing' && operator !== CONTROL ? 'NOBODY NOTICED' : `${by}${isBroken ? ' (only failures)' : ''}`
  process.stderr.write(`  ${file}:${line} (${operator}: ${what}) ${how} ${words.replace(/\s+/g, ' ').slice(0, 160)}\n`)
}
