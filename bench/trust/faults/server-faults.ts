import { setTimeout as sleep } from 'node:timers/promises'
import { backAfter, readEach, readWhile, slips, tally } from './readers'
import { type Answer, ask } from './served-app'
import { addSpeaker, addSpeakerByForm, type Site, stuckWrites, versionOfClaim } from './site'
import { late, leftWithin, processSlips, type Trial, WITHIN } from './trial'

/** The database stopped, for so long; then started. */
export async function gone(site: Site, forMs: number): Promise<Trial> {
  // Connections that nobody uses when they are cut.
  await readEach(site)
  await site.postgres.stop()
  const { reads, writes, ready, alive } = await askAll(site)
  await sleep(forMs)
  reads.push(...(await readEach(site)))
  await site.postgres.start()
  const back = await backAfter(site)
  return {
    found: `pages ${tally(reads)}; writes ${tally(writes)}; back after ${Math.round(back)} ms`,
    wrong: [
      ...slips('pages', reads, [503], WITHIN.page),
      ...slips('writes', writes, [503], WITHIN.write),
      ...kept(writes),
      ...slips('/readyz', ready, [503], WITHIN.ready),
      ...slips('/healthz', alive, [200], WITHIN.ready),
      ...late(back),
      ...processSlips(site),
    ],
  }
}

/** Every process of the database stopped in its tracks, connections open, for so long. */
export async function frozen(site: Site, forMs: number): Promise<Trial> {
  // Writes in the middle of a transaction, and connections that nobody uses.
  const version = await versionOfClaim(site)
  const { stuck, letGo } = await stuckWrites(site, 3)
  await readEach(site)
  site.postgres.freeze()
  const thawing = sleep(forMs).then(() => site.postgres.thaw())
  const { reads, writes, ready, alive } = await askAll(site)
  await thawing
  await letGo()
  const changes = await stuck
  const back = await backAfter(site)
  const left = await leftWithin(site)
  const done = changes.filter(({ status }) => status === 200).length
  const changed = (await versionOfClaim(site)) - version
  const after = await Promise.all(
    Array.from({ length: 25 }, (_, number) => addSpeaker(site, `After ${number} ${forMs}`)),
  )
  const isShort = forMs < WITHIN.ready
  return {
    found: `pages ${tally(reads)}; writes ${tally([...writes, ...changes])}; back after ${Math.round(back)} ms`,
    wrong: [
      ...slips('changes under way', changes, [200, 412, 503], WITHIN.write),
      ...(done === changed ? [] : [`${done} changes were answered with 200, ${changed} done`]),
      ...slips('pages', reads, isShort ? [200] : [200, 503], WITHIN.page),
      ...slips('writes', writes, isShort ? [201, 303] : [201, 303, 503], WITHIN.write),
      ...kept(writes),
      ...slips('/readyz', ready, isShort ? [200, 503] : [503], WITHIN.ready),
      ...slips('/healthz', alive, [200], WITHIN.ready),
      ...left,
      ...slips('writes afterwards', after, [201], WITHIN.write),
      ...late(back),
      ...processSlips(site),
    ],
  }
}

/** A restart of the database, every connection cut, while people read, search and write. */
export async function restarted(site: Site, times: number): Promise<Trial> {
  const acknowledged: string[] = []
  const writes: Answer[] = []
  const backs: number[] = []
  const mark = `Restart ${performance.now()}`
  let number = 0
  const reads = await readWhile(site, async () => {
    for (let restart = 0; restart < times; restart += 1) {
      let isOver = false
      const writing = [1, 2, 3, 4].map(async () => {
        while (!isOver) {
          number += 1
          const name = `${mark} ${number}`
          const answering = addSpeaker(site, name)
          writes.push(await answering)
          if ((await answering).status === 201) acknowledged.push(name)
          // A process that is gone refuses thousands of connections a second.
          else await sleep(5)
        }
      })
      await sleep(200)
      await site.postgres.restart()
      backs.push(await backAfter(site))
      isOver = true
      await Promise.all(writing)
    }
  })
  return {
    found: `pages ${tally(reads)}; writes ${tally(writes)}; back after ${Math.round(Math.max(...backs))} ms`,
    wrong: [
      ...slips('pages', reads, [200, 503], WITHIN.page),
      ...slips('writes', writes, [201, 503], WITHIN.write),
      ...backs.flatMap(late),
      ...(site.app.ended() === null ? await lostOrHalf(site, mark, acknowledged) : []),
      ...processSlips(site),
    ],
  }
}

/** Every acknowledged speaker is there, once, and every speaker has its row of history. */
async function lostOrHalf({ postgres }: Site, mark: string, acknowledged: string[]): Promise<string[]> {
  const rows = await postgres.sql<{ name: string; told: number }>(
    `SELECT name, (SELECT count(*)::integer FROM history WHERE subject_kind = 'speaker' AND subject_id = speakers.id) AS told
     FROM speakers WHERE name LIKE $1`,
    [`${mark} %`],
  )
  const there = new Set(rows.map(({ name }) => name))
  const lost = acknowledged.filter((name) => !there.has(name))
  const half = rows.filter(({ told }) => told === 0)
  return [
    ...(lost.length > 0 ? [`${lost.length} of ${acknowledged.length} acknowledged writes lost`] : []),
    ...(half.length > 0 ? [`${half.length} speakers without history`] : []),
    ...(there.size < rows.length ? ['speakers twice'] : []),
  ]
}

interface Asked {
  reads: Answer[]
  writes: Answer[]
  ready: Answer[]
  alive: Answer[]
}

/** Pages, writes by script and by form, and what watchers ask, all at once. */
async function askAll(site: Site): Promise<Asked> {
  const mark = Math.round(performance.now())
  const [reads, script, form, ready, alive] = await Promise.all([
    readEach(site),
    addSpeaker(site, `Script ${mark}`),
    addSpeakerByForm(site, `Form ${mark}`),
    ask(`${site.app.url}/readyz`),
    ask(`${site.app.url}/healthz`),
  ])
  return { reads, writes: [script, form], ready: [ready], alive: [alive] }
}

/** The form's page, if it was refused, has what was typed. */
const kept = ([, form]: Answer[]): string[] =>
  form?.status === 503 && !form.body.includes('value="Form ') ? ['the form lost what was typed'] : []
