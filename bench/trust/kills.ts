import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from '../../src/database/database'
import { entities } from '../../src/entities'
import { quantile } from '../frame/result'
import { verified } from './databases'
import type { Figure, Harness } from './harness'
import { ServedApart, type Victim } from './served-apart'
import { tokenOfEditor } from './serving'
import { type Send, sender, type Write, Writer } from './writers'

export interface KillSizes {
  /** Writes that are acknowledged, in all. */
  writes: number
  /** How often something is killed meanwhile: the app, a backend, the postmaster, in turn. */
  kills: number
  writers: number
  /** A folder for the database's files, else the machine's temporary one: what a killed process wrote is in either. */
  within?: string
}

/** What controls are given: enough writes under way for a kill to hit some. */
const OF_CONTROL = { writes: 60, kills: 1, writers: 4 }

/** Then a write may be refused since what it builds on was lost. */
const DAMAGED = { mayLose: true }

/** What a patient script waits before it sends again; sending at once would only keep busy what comes back (ms). */
const AGAIN_AFTER_MS = 100

/** A killed Gainsay is to be back within so many ms; the issue of a newsroom's patience, and of a proxy's. */
const BACK_WITHIN_MS = 5_000

export const killsHarness: Harness = {
  what: 'kill -9 of the app, a backend, the postmaster while people write',
  run: ({ short }) =>
    tryKilling(short ? { writes: 2_000, kills: 8, writers: 4 } : { writes: 20_000, kills: 40, writers: 4 }),
}

/**
 * People write over the API while parts of a Gainsay are killed, and everything is started again; what got no answer is
 * sent again. Then every write that was acknowledged has to be there, once, and whole.
 *
 * The controls damage on purpose: PostgreSQL told to acknowledge before it has written, and a client that takes a write for
 * acknowledged once it has sent it.
 */
export async function tryKilling(sizes: KillSizes): Promise<Figure[]> {
  const gainsay = await ServedApart.start(sizes.within)
  try {
    const email = 'writer@harness.example'
    const database = await connect(await gainsay.address('app'), entities)
    const token = await tokenOfEditor(database, email).finally(() => database.close())
    const send = sender(() => gainsay.url, token)

    const { acknowledged, recoveries, resent } = await writeUnderKills(gainsay, 'w', sizes, VICTIMS, send)
    const found = await markersIn(gainsay)
    const halves = await halfWritten(gainsay, email)
    const lost = acknowledged.filter(({ marker }) => !found.has(marker))
    const twice = acknowledged.filter(({ marker }) => (found.get(marker) ?? 0) > 1)
    const slowest = Math.max(...recoveries)

    const early = await writeUnderKills(gainsay, 'early', OF_CONTROL, ['app'], impatient(send), DAMAGED)
    const afterEarly = await markersIn(gainsay)
    await gainsay.asOwner((owner) => owner.query(`ALTER SYSTEM SET synchronous_commit = off`))
    // The least often that it writes by itself what was committed so.
    await gainsay.asOwner((owner) => owner.query(`ALTER SYSTEM SET wal_writer_delay = '10s'`))
    await gainsay.asOwner((owner) => owner.query('SELECT pg_reload_conf()'))
    const unsynced = await writeUnderKills(gainsay, 'unsynced', OF_CONTROL, ['postmaster'], send, DAMAGED)
    const afterUnsynced = await markersIn(gainsay)

    return [
      {
        what: 'acknowledged writes lost',
        found: `${lost.length} of ${acknowledged.length.toLocaleString('en')}, ${recoveries.length} kills`,
        goal: '0',
        isReached: lost.length === 0 && acknowledged.length >= sizes.writes && recoveries.length === sizes.kills,
      },
      {
        what: 'written by half (`verify`, history)',
        found: [`${halves.wrong.length} of ${halves.looked.toLocaleString('en')}`, ...halves.wrong.slice(0, 3)].join(
          ' ',
        ),
        goal: '0',
        isReached: halves.wrong.length === 0 && halves.looked > sizes.writes,
      },
      {
        what: 'written twice',
        found: `${twice.length}, ${resent} sent again`,
        goal: '0',
        isReached: twice.length === 0 && resent > 0,
      },
      {
        what: 'back after a kill, the slowest',
        found: `${slowest.toFixed(0)} ms, median ${quantile(recoveries, 0.5).toFixed(0)} ms`,
        goal: `at most ${BACK_WITHIN_MS} ms`,
        isReached: slowest <= BACK_WITHIN_MS,
      },
      control('acknowledged before it was answered', early.acknowledged, afterEarly),
      control('synchronous_commit off', unsynced.acknowledged, afterUnsynced),
    ]
  } finally {
    await gainsay.end()
  }
}

const VICTIMS: Victim[] = ['app', 'backend', 'postmaster']

function control(what: string, acknowledged: Write[], found: Map<string, number>): Figure {
  const lost = acknowledged.filter(({ marker }) => !found.has(marker)).length
  return {
    what: `control: ${what}`,
    found: `${lost} of ${acknowledged.length} found lost`,
    goal: 'more than 0',
    isReached: lost > 0,
  }
}

interface Outcome {
  acknowledged: Write[]
  /** Of each kill, how long until every writer had a write acknowledged that was sent after it, in ms. */
  recoveries: number[]
  /** Writes without an answer, or with one that asks to come again. */
  resent: number
}

/**
 * Writes until enough are acknowledged; in between, evenly, the next victim is killed, and the app started again. Unless
 * it may lose what it acknowledged, no write is to be refused.
 */
async function writeUnderKills(
  gainsay: ServedApart,
  name: string,
  { writes, kills, writers }: KillSizes,
  victims: Victim[],
  send: Send,
  { mayLose = false } = {},
): Promise<Outcome> {
  const people = Array.from({ length: writers }, (_, place) => new Writer(`${name}${place}`))
  const progress = new Progress()
  const count = () => people.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0)
  let isOver = false
  const work = async (person: Writer) => {
    while (!isOver && (count() < writes || !progress.isBack)) await writeUntilKnown(person, send, progress, mayLose)
  }
  const kill = async () => {
    for (let number = 0; number < kills; number += 1) {
      while (!isOver && count() < ((number + 0.5) * writes) / kills) await sleep(1)
      if (isOver) return
      const victim = victims[number % victims.length] as Victim
      progress.began(people)
      await gainsay.kill(victim)
      if (victim === 'app') await gainsay.startApp()
      await progress.back()
    }
  }
  try {
    await Promise.all([kill(), ...people.map(work)])
  } finally {
    isOver = true // whoever failed, the others end too
  }
  return { acknowledged: people.flatMap(({ acknowledged }) => acknowledged), ...progress.told() }
}

/** Sends a write again and again until there is an answer that settles it. */
export async function writeUntilKnown(person: Writer, send: Send, progress: Progress, mayLose: boolean): Promise<void> {
  const write = person.next()
  for (let sent = 0; ; sent += 1) {
    const sentAt = performance.now()
    const answer = await send(write).catch(() => null)
    if (answer && answer.status < 300) {
      progress.acknowledged(person, sentAt)
      return person.settle(write, answer.body)
    }
    const comeAgain = answer && (answer.status === 503 || (answer.status === 409 && sent > 0)) // the same is under way
    if (answer && !comeAgain && mayLose) return person.startAfresh()
    if (answer && !comeAgain)
      throw new Error(`${write.method} ${write.path} was answered with ${answer.status}: ${answer.body.detail}`)
    progress.resent()
    await sleep(AGAIN_AFTER_MS)
  }
}

/** Knows when writes got through again after a kill: one of each writer, sent after it and acknowledged. */
export class Progress {
  private killedAt = 0
  private readonly waiting = new Set<Writer>()
  private readonly recoveries: number[] = []
  private again = 0

  began(people: Writer[]) {
    this.killedAt = performance.now()
    for (const person of people) this.waiting.add(person)
  }

  acknowledged(person: Writer, sentAt: number) {
    if (sentAt < this.killedAt || !this.waiting.delete(person) || this.waiting.size > 0) return
    this.recoveries.push(performance.now() - this.killedAt)
  }

  resent() {
    this.again += 1
  }

  get isBack() {
    return this.waiting.size === 0
  }

  async back() {
    for (const end = Date.now() + 120_000; !this.isBack; await sleep(1)) {
      if (Date.now() > end) throw new Error('writes did not get through within two minutes of a kill')
    }
  }

  told() {
    return { recoveries: this.recoveries, resent: this.again }
  }
}

/** Takes a claim for acknowledged as soon as it is sent; the next is sent when this one is through, or lost. */
export function impatient(send: Send): Send {
  const underway = new Map<string, Promise<unknown>>()
  return async (write) => {
    const writer = write.marker.split('-')[0] ?? ''
    await underway.get(writer)
    if (write.kind !== 'claim') return send(write)
    underway.set(
      writer,
      send(write).catch(() => {}),
    )
    return { status: 201, body: {} }
  }
}

/** How often each marker stands in the database. */
export function markersIn(gainsay: Pick<ServedApart, 'asOwner'>): Promise<Map<string, number>> {
  return gainsay.asOwner(async (owner) => {
    const { rows } = await owner.query<{ words: string | null }>(`
      SELECT headline AS words FROM articles UNION ALL SELECT summary FROM claims
      UNION ALL SELECT reason FROM links UNION ALL SELECT withdrawn_reason FROM links`)
    const found = new Map<string, number>()
    for (const { words } of rows)
      for (const [marker] of (words ?? '').matchAll(/\b[a-z]+\d+-\d+\b/g))
        found.set(marker, (found.get(marker) ?? 0) + 1)
    return found
  })
}

/** What `verify` finds wrong, and rows that history does not tell each version of. */
export async function halfWritten(
  gainsay: Pick<ServedApart, 'asOwner' | 'address'>,
  email: string,
): Promise<{ looked: number; wrong: string[] }> {
  const { looked, wrong } = await verified({ appUrl: await gainsay.address('app') })
  const untold = await gainsay.asOwner(async (owner) => {
    const { rows } = await owner.query<{ name: string; isTold: boolean }>(
      `SELECT format('%s %s', kind, id) AS name,
         version = (SELECT count(*) FROM history WHERE subject_kind = kind AND subject_id = written.id) AS "isTold"
       FROM (
         SELECT 'claim' AS kind, id, version, created_by_id FROM claims
         UNION ALL SELECT 'statement', id, version, created_by_id FROM statements
         UNION ALL SELECT 'link', id, version, created_by_id FROM links
       ) written
       WHERE created_by_id = (SELECT id FROM accounts WHERE email = $1)`,
      [email],
    )
    return rows
  })
  return {
    looked: looked + untold.length,
    wrong: [...wrong, ...untold.filter(({ isTold }) => !isTold).map(({ name }) => `${name} is not told by history`)],
  }
}
