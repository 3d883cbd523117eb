import { Client } from 'pg'
import { mergeSpeakers, unmergeSpeaker } from '../../src/links/merge-speakers.commands'
import { verify } from '../../src/proof/verify.queries'
import { TRIALS } from '../support/trials'
import { changesBySql, newWorld, type World } from '../support/world'

/** So many speakers, as many mergings and un-mergings of them, and three claims to each two of them. */
const SPEAKERS = TRIALS === 1 ? 200 : 1_000
const OPERATIONS = SPEAKERS * TRIALS
const CLAIMS = SPEAKERS * 1.5

jest.setTimeout(60_000 * TRIALS)

let world: World
let model: Model

beforeAll(async () => {
  world = await newWorld()
  changesBySql(world)
  model = await inBulk()
})
afterAll(() => world.close())

/** What has to be true, kept apart from the product: a tree of numbers, and who was named in each claim. */
class Model {
  readonly into = new Map<number, number>()
  readonly versions = new Map<number, number>()
  done = 0
  private readonly joint: number[]

  constructor(
    readonly speakers: number[],
    readonly claims: Map<number, number[]>,
    readonly links: { from: number; to: number; relation: 'denies' | 'repeats' }[],
  ) {
    this.joint = [...claims].flatMap(([claim, named]) => (named.length > 1 ? [claim] : []))
  }

  root(id: number): number {
    const into = this.into.get(id)
    return into === undefined ? id : this.root(into)
  }

  speak(claim: number): number[] {
    return (this.claims.get(claim) ?? []).map((id) => this.root(id))
  }

  /** Whether no claim names one twice, and every link holds. */
  isRight(): boolean {
    for (const claim of this.joint) if (new Set(this.speak(claim)).size < 2) return false
    return this.links.every(({ from, to, relation }) => {
      const [one, other] = [this.speak(from), this.speak(to)]
      const shared = one.filter((id) => other.includes(id)).length
      return relation === 'repeats' ? shared > 0 : shared < one.length || shared < other.length
    })
  }
}

/** The same numbers at every run, so that a failure can be looked into. */
function numbers(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

async function inBulk(): Promise<Model> {
  const random = numbers(7)
  const ids = async (sql: string, values: unknown[]): Promise<number[]> =>
    (await world.db.query(sql, values)).map((row: { id: number }) => row.id)
  const speakers = await ids(
    `INSERT INTO speakers (kind, name) SELECT 'person', 'Person ' || n FROM generate_series(1, $1::integer) n RETURNING id`,
    [SPEAKERS],
  )
  const claims = new Map<number, number[]>()
  await world.db.transaction(async (db) => {
    const rows: { id: number }[] = await db.query(
      `INSERT INTO claims (said_on_basis, medium, stance) SELECT 'not_stated', 'tweet', 'asserts' FROM generate_series(1, $1::integer) RETURNING id`,
      [CLAIMS],
    )
    for (const { id } of rows) {
      const named = [speakers[random(SPEAKERS)] as number]
      const other = speakers[random(SPEAKERS)] as number
      if (random(4) === 0 && other !== named[0]) named.push(other)
      claims.set(id, named)
    }
    const spoken = [...claims].flatMap(([claim, named]) => named.map((id, position) => ({ claim, position, id })))
    await db.query(
      'INSERT INTO claim_speakers (claim_id, position, speaker_id) SELECT * FROM unnest($1::integer[], $2::smallint[], $3::integer[])',
      [spoken.map(({ claim }) => claim), spoken.map(({ position }) => position), spoken.map(({ id }) => id)],
    )
  })
  const all = [...claims.keys()]
  const links: Model['links'] = []
  for (let place = 1; place < all.length; place += 5) {
    const [from, to] = [all[place] as number, all[random(place)] as number]
    if (claims.get(from)?.join() !== claims.get(to)?.join()) links.push({ from, to, relation: 'denies' })
  }
  return new Model(speakers, claims, links)
}

async function writeLinks(links: Model['links']) {
  await world.db.query(
    'INSERT INTO links (from_claim_id, to_claim_id, relation) SELECT * FROM unnest($1::integer[], $2::integer[], $3::text[])',
    [links.map(({ from }) => from), links.map(({ to }) => to), links.map(({ relation }) => relation)],
  )
}

/** Without statistics each merging would be planned for empty tables. */
async function analyzed() {
  const owner = new Client({ connectionString: world.ownerUrl })
  await owner.connect()
  await owner.query('ANALYZE').finally(() => owner.end())
}

test('hundreds of speakers merged and un-merged at random are who the model says, and history has every step', async () => {
  const { db } = world
  await writeLinks(model.links)
  await analyzed()
  const random = numbers(11)
  let refused = 0
  for (let step = 0; step < OPERATIONS; step += 1) {
    const merged = [...model.into.keys()]
    // Claims that repeat what another said who is merged into their speaker: un-merging would part them.
    if (step === OPERATIONS / 2) await repeatAcrossMerged()
    if (merged.length > 0 && random(3) === 0) refused += await unmerge(merged[random(merged.length)] as number)
    else refused += await merge(model.speakers[random(SPEAKERS)] as number, model.speakers[random(SPEAKERS)] as number)
  }
  expect(model.done).toBeGreaterThan(OPERATIONS / 2)
  expect(refused).toBeGreaterThan(OPERATIONS / 50)

  const rows: { claim: number; speaker: number; named: number }[] = await db.query(
    'SELECT claim_id AS claim, speaker_id AS speaker, named_id AS named FROM claim_speakers ORDER BY claim_id, position',
  )
  const expected = [...model.claims].flatMap(([claim, named]) =>
    named.map((id) => ({ claim, speaker: model.root(id), named: id })),
  )
  expect(rows).toEqual(expected)
  const [{ steps }] = await db.query(
    `SELECT count(*) AS steps FROM history JOIN history_payloads ON history_id = history.id
     WHERE subject_kind = 'speaker' AND action IN ('merged', 'unmerged')`,
  )
  expect(steps).toBe(model.done)
  expect(await mergedByHistory()).toEqual(new Map(model.into))

  async function repeatAcrossMerged() {
    const [from, to] = [...model.claims.keys()]
      .flatMap((claim) => (model.claims.get(claim) ?? []).map((id) => ({ claim, id, root: model.root(id) })))
      .filter(({ id, root }) => id !== root)
      .reduce<number[][]>((pairs, { claim, root }) => {
        const own = [...model.claims.keys()].find((other) => other !== claim && model.speak(other).includes(root))
        if (own !== undefined) pairs.push([claim, own])
        return pairs
      }, [])
      .at(0) as [number, number]
    const link = { from, to, relation: 'repeats' as const }
    model.links.push(link)
    await writeLinks([link])
  }

  async function merge(id: number, into: number): Promise<0 | 1> {
    const [was, root] = [model.into.get(id), model.root(into)]
    const version = model.versions.get(id) ?? 1
    const outcome = await mergeSpeakers(db, null, id, version, into)
    const may = was === undefined && root !== id
    if (may) model.into.set(id, root)
    if (may && model.isRight()) {
      expect(outcome).toEqual({ rootId: root })
      model.versions.set(id, version + 1)
      model.done += 1
      return 0
    }
    if (may) model.into.delete(id)
    expect(outcome).toHaveProperty('problem')
    return 1
  }

  async function unmerge(id: number): Promise<0 | 1> {
    const was = model.into.get(id) as number
    const version = model.versions.get(id) ?? 1
    const outcome = await unmergeSpeaker(db, null, id, version)
    model.into.delete(id)
    if (model.isRight()) {
      expect(outcome).toEqual({ rootId: id })
      model.versions.set(id, version + 1)
      model.done += 1
      return 0
    }
    model.into.set(id, was)
    expect(outcome).toHaveProperty('problem')
    return 1
  }

  async function mergedByHistory(): Promise<Map<number, number>> {
    const events: { id: number; action: string; into: number }[] = await db.query(
      `SELECT subject_id AS id, action, (payload ->> 'into')::integer AS into
       FROM history JOIN history_payloads ON history_id = history.id
       WHERE subject_kind = 'speaker' AND action IN ('merged', 'unmerged') ORDER BY history.id`,
    )
    const into = new Map<number, number>()
    for (const event of events) event.action === 'merged' ? into.set(event.id, event.into) : into.delete(event.id)
    return into
  }
})

const CHECKS = ['Merged speakers and whom they lead to', 'Claims with whom their named speakers are now']

async function wrong(): Promise<string[]> {
  const report = await verify(world.db)
  return report.filter(({ what }) => CHECKS.includes(what)).flatMap((part) => part.wrong)
}

test('verify finds nothing then, and finds what is tampered with', async () => {
  const report = await verify(world.db)
  expect(report.filter(({ what }) => CHECKS.includes(what)).map(({ checked }) => checked)).toEqual([
    SPEAKERS,
    [...model.claims.values()].flat().length,
  ])
  expect(await wrong()).toEqual([])

  const owner = new Client({ connectionString: world.ownerUrl })
  await owner.connect()
  const [claim] = model.claims.keys()
  const strangers = model.speakers.filter((id) => model.root(id) === id && !model.speak(claim as number).includes(id))
  await owner.query('UPDATE claim_speakers SET speaker_id = $1 WHERE claim_id = $2 AND position = 0', [
    strangers[0],
    claim,
  ])
  expect(await wrong()).toEqual([`claim ${claim}, speaker 0`])
  const [merged] = model.into.keys()
  await owner.query('UPDATE speakers SET root_id = $1 WHERE id = $2', [
    strangers.find((id) => id !== model.root(merged as number)),
    merged,
  ])
  expect(await wrong()).toContain(`speaker ${merged}`)
  await owner.end()
})
