import { setTimeout as sleep } from 'node:timers/promises'
import { backAfter, readEach, readWhile, slips, tally } from './readers'
import { type Answer, ask } from './served-app'
import {
  addSpeaker,
  addSpeakerByForm,
  OURS,
  patchClaim,
  type Site,
  stuckWrites,
  trySigningIn,
  versionOfClaim,
  waitFor,
} from './site'
import { late, processSlips, type Trial, WITHIN } from './trial'

/** More writes at once than their pool has connections, which are 20. */
const WRITES = 24

/** Writes that wait for a row that another session has locked, more of them than there are connections. */
export async function writesStuck(site: Site, holdMs: number): Promise<Trial> {
  const version = await versionOfClaim(site)
  const { stuck, letGo } = await stuckWrites(site, WRITES)
  const others: Answer[] = []
  const ready: Answer[] = []
  const reads = await readWhile(site, async () => {
    others.push(await trySigningIn(site))
    ready.push(await ask(`${site.app.url}/readyz`))
    await sleep(holdMs)
  })
  await letGo()
  const writes = await stuck
  const done = writes.filter(({ status }) => status === 200).length
  const changed = (await versionOfClaim(site)) - version
  const back = await backAfter(site)
  return {
    found: `pages ${tally(reads)}; writes ${tally(writes)}; back after ${Math.round(back)} ms`,
    wrong: [
      ...slips('pages', reads, [200], WITHIN.unhurt),
      ...slips('signing in', others, [303], WITHIN.unhurt),
      ...slips('/readyz', ready, [200], WITHIN.ready),
      ...slips('writes', writes, [200, 412, 503], WITHIN.write),
      ...(done === changed && done <= 1
        ? []
        : [`${done} writes from one version were answered with 200, ${changed} done`]),
      ...late(back),
      ...processSlips(site),
    ],
  }
}

/** Runs `work` while every row of `speakers` takes so long to be read by the product. */
async function whileSlow<Result>({ postgres }: Site, seconds: number, work: () => Promise<Result>): Promise<Result> {
  await postgres.sql(`
    CREATE POLICY slow ON speakers USING (pg_sleep(${seconds}) IS NOT NULL);
    ALTER TABLE speakers ENABLE ROW LEVEL SECURITY`)
  try {
    return await work()
  } finally {
    await postgres.sql('ALTER TABLE speakers DISABLE ROW LEVEL SECURITY; DROP POLICY slow ON speakers')
  }
}

/** Queries of pages that never end by themselves, more of them than the pages' pool has connections. */
export async function pagesSlow(site: Site): Promise<Trial> {
  const ready: Answer[] = []
  const reads = await whileSlow(site, 60, async () => {
    const reading = readEach(site)
    await sleep(1_000)
    ready.push(await ask(`${site.app.url}/readyz`))
    return reading
  })
  const back = await backAfter(site)
  return {
    found: `pages ${tally(reads)}; back after ${Math.round(back)} ms`,
    wrong: [
      ...slips('pages', reads, [200, 503], WITHIN.page),
      ...(reads.some(({ status }) => status === 503) ? [] : ['no query was slow']),
      ...slips('/readyz', ready, [200, 503], WITHIN.ready),
      ...late(back),
      ...processSlips(site),
    ],
  }
}

/** A table that another session has locked for itself, as a careless migration does. */
export async function tableLocked(site: Site): Promise<Trial> {
  const holder = await site.postgres.owner()
  await holder.query('BEGIN; LOCK TABLE claims IN ACCESS EXCLUSIVE MODE')
  const [reads, write] = await Promise.all([readEach(site), patchClaim(site, 1, 'Locked')])
  await holder.query('ROLLBACK')
  await holder.end()
  const back = await backAfter(site)
  return {
    found: `pages ${tally(reads)}; a write ${tally([write])}; back after ${Math.round(back)} ms`,
    wrong: [
      ...slips('pages', reads, [200, 503], WITHIN.page),
      ...slips('a write', [write], [503], WITHIN.write),
      ...late(back),
      ...processSlips(site),
    ],
  }
}

/** Makes adding a speaker take a minute, within the statement or only in COMMIT, while `work` runs. */
async function whileDawdling<Result>(
  { postgres }: Site,
  when: 'INSERT' | 'COMMIT',
  work: () => Promise<Result>,
): Promise<Result> {
  const trigger =
    when === 'COMMIT'
      ? 'CREATE CONSTRAINT TRIGGER dawdling AFTER INSERT ON speakers DEFERRABLE INITIALLY DEFERRED'
      : 'CREATE TRIGGER dawdling AFTER INSERT ON speakers'
  await postgres.sql(`
    CREATE OR REPLACE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(60); RETURN NULL; END';
    ${trigger} FOR EACH ROW EXECUTE FUNCTION dawdle()`)
  try {
    return await work()
  } finally {
    await postgres.sql('DROP TRIGGER dawdling ON speakers')
  }
}

/** A write whose statement takes longer than any may. */
export async function writeTooLong(site: Site): Promise<Trial> {
  const writes = await whileDawdling(site, 'INSERT', () =>
    Promise.all([addSpeaker(site, 'Too Long'), addSpeakerByForm(site, 'Form Too Long')]),
  )
  return {
    found: `writes ${tally(writes)}`,
    wrong: [
      ...slips('writes', writes, [503], WITHIN.write),
      ...((await speakersNamed(site, '%Too Long')) === 0 ? [] : ['it was saved']),
      ...processSlips(site),
    ],
  }
}

/** Connections cut in the middle of a query, of a look-up of who asks, of a write, and of COMMIT. */
export async function cut(site: Site): Promise<Trial> {
  const cutThose = async (condition: string) => {
    await waitFor(site, 1, condition)
    await site.postgres.sql(`SELECT pg_terminate_backend(pid) FROM ${OURS} AND ${condition}`)
  }
  const reads = await whileSlow(site, 60, async () => {
    const reading = readEach(site)
    await sleep(300)
    await cutThose(`wait_event = 'PgSleep'`)
    return reading
  })
  const [inInsert] = await whileDawdling(site, 'INSERT', () =>
    Promise.all([addSpeaker(site, 'Cut In Insert'), cutThose(`query LIKE 'INSERT%' AND state = 'active'`)]),
  )
  const [inCommit] = await whileDawdling(site, 'COMMIT', () =>
    Promise.all([addSpeaker(site, 'Cut In Commit'), cutThose(`query = 'COMMIT' AND state = 'active'`)]),
  )
  const back = await backAfter(site)
  return {
    found: `pages ${tally(reads)}; writes ${tally([inInsert, inCommit])}; back after ${Math.round(back)} ms`,
    wrong: [
      ...slips('pages', reads, [200, 503], WITHIN.page),
      ...slips('a write', [inInsert, inCommit], [503], WITHIN.write),
      ...(inInsert.body.includes('Nothing was lost') ? [] : ['what was lost before COMMIT is told otherwise']),
      ...(inCommit.body.includes('may be saved') ? [] : ['what was lost in COMMIT is told as known']),
      ...((await speakersNamed(site, 'Cut In %')) === 0 ? [] : ['it was saved']),
      ...late(back),
      ...processSlips(site),
    ],
  }
}

async function speakersNamed({ postgres }: Site, pattern: string): Promise<number> {
  const [row] = await postgres.sql<{ many: number }>(
    'SELECT count(*)::integer AS many FROM speakers WHERE name LIKE $1',
    [pattern],
  )
  return row?.many ?? 0
}
