import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Client } from 'pg'
import { addRevision } from '../../src/revising/revise.commands'
import type { World } from '../../test/support/world'
import { tellHistory } from '../corpus'
import type { Figure } from '../trust/harness'
import { articleOf, fill, line } from './long-article'

/** A day's live blog, some 400 kB, captured every half hour of the day. */
const LINES = 3_000
const TEXTS = 30

/** With all locks held, so whoever tags the same article waits for it; and while others are not answered at all. */
const GOAL = 10_000
const HELD_GOAL = 1_000

/** The next text of a live blog of which each text lost a statement that nobody has looked for: each is looked for from its own text. */
export async function liveBlog({ db, editor }: World, owner: Client): Promise<Figure> {
  const lines = Array.from({ length: LINES }, (_, n) => line(n))
  const articleId = await articleOf(db, `${lines.join('\n\n')}\n`)
  await fill(owner, articleId, lines, TEXTS)
  await tellHistory(owner)
  const every = LINES / TEXTS
  const capture = async (text: number) => {
    const left = lines.filter((_, n) => n % every !== 0 || n / every >= text)
    const news = Array.from({ length: text }, (_, n) => `Update ${text - n}: the bridge is still being looked at.`)
    const raw = Buffer.from(`${[...news, ...left].join('\n\n')}\n`)
    const outcome = await addRevision(db, editor, articleId, null, { raw })
    if (!('counts' in outcome)) throw new Error(JSON.stringify(outcome))
    return outcome
  }
  for (let text = 1; text < TEXTS; text += 1) await capture(text)
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  const start = performance.now()
  const { waiting } = await capture(TEXTS)
  const whole = performance.now() - start
  delay.disable()
  const held = delay.max / 1e6
  return {
    what: `text ${TEXTS + 1} of a live blog of 400 kB, ${waiting} statements waiting in as many texts`,
    found: `${whole.toFixed(0)} ms; others wait for ${held.toFixed(0)} ms at most`,
    goal: `${GOAL} ms and ${HELD_GOAL} ms at most`,
    isReached: whole <= GOAL && held <= HELD_GOAL && waiting === TEXTS,
  }
}
