import 'reflect-metadata'
import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import type { EntityManager } from 'typeorm'
import { importArticle } from '../../src/articles/articles.commands'
import { lockChains } from '../../src/chains/chain-locks.commands'
import { nameChain } from '../../src/chains/chains.commands'
import { restoreClaim, withdrawClaim } from '../../src/claims/claims.commands'
import { recordStatement, withdrawStatement } from '../../src/claims/statements.commands'
import { watch } from '../../src/database/in-hand'
import { inTransaction } from '../../src/database/transaction'
import { linkClaims, restoreLink, withdrawLink } from '../../src/links/links.commands'
import { verify } from '../../src/proof/verify.queries'
import { newClaim } from '../support/new-claim'
import { newWorld, type World } from '../support/world'

let world: World
let db: EntityManager

beforeAll(async () => {
  world = await newWorld()
  db = world.db
})

afterAll(() => world.close())

/** So many claims, each by a speaker of its own, in one article. */
async function claims(count: number): Promise<number[]> {
  const text = Array.from({ length: count }, (_, place) => `Speaker ${place} said words number ${place}.`).join('\n')
  const imported = await importArticle(db, null, {
    raw: Buffer.from(text),
    outlet: null,
    publishedOn: '2020-01-31',
    again: true,
  })
  if (!('articleId' in imported)) throw new Error(JSON.stringify(imported))
  const ids: number[] = []
  for (let place = 0; place < count; place += 1) {
    const recorded = await recordStatement(db, null, {
      articleId: imported.articleId,
      content: [{ exact: `words number ${place}.` }],
      wording: 'indirect',
      claim: newClaim({
        speakers: [{ name: `Speaker ${place}`, kind: 'person' }],
        saidOn: `2020-01-${String((place % 28) + 1).padStart(2, '0')}`,
        saidOnBasis: 'stated',
      }),
    })
    if (!('claimId' in recorded)) throw new Error(JSON.stringify(recorded))
    ids.push(recorded.claimId)
  }
  return ids
}

async function link(from: number | undefined, to: number | undefined): Promise<number> {
  const outcome = await linkClaims(db, null, { from: from ?? 0, to: to ?? 0, relation: 'corrects', reason: null })
  if (!('linkId' in outcome)) throw new Error(JSON.stringify(outcome))
  return outcome.linkId
}

async function chainOf(claimId: number | undefined): Promise<number | null> {
  const rows: { id: number }[] = await db.query(
    'SELECT chains.id FROM chains JOIN chain_members USING (component_id) WHERE claim_id = $1',
    [claimId],
  )
  return rows[0]?.id ?? null
}

async function versionOf(table: 'links' | 'claims', id: number): Promise<number> {
  const rows: { version: number }[] = await db.query(`SELECT version FROM ${table} WHERE id = $1`, [id])
  return rows[0]?.version ?? 0
}

const wrong = async () => (await verify(db)).flatMap((part) => part.wrong)

test('a chain keeps its address through growth, and through losing and regaining its only link', async () => {
  const [a, b, c] = await claims(3)
  const first = await link(b, a)
  const chain = await chainOf(a)
  await link(c, b)
  expect(await chainOf(c)).toBe(chain)
  expect(await wrong()).toEqual([])

  const [x, y] = await claims(2)
  const only = await link(y, x)
  const small = await chainOf(x)
  await withdrawLink(db, null, only, 1, 'wrong')
  expect(await chainOf(x)).toBeNull()
  await restoreLink(db, null, only, 2)
  expect(await chainOf(y)).toBe(small)
  expect(first).toBeGreaterThan(0)
})

test('of two chains that merge the older one stays and the other leads to it; split, the side with the oldest claim keeps it', async () => {
  const [a, b, c, d] = await claims(4)
  await link(b, a)
  await link(d, c)
  const [older, younger] = [await chainOf(a), await chainOf(c)]
  const bridge = await link(c, b)
  expect(await chainOf(d)).toBe(older)
  expect(await db.query('SELECT merged_into_id AS id FROM chains WHERE id = $1', [younger])).toEqual([{ id: older }])

  await withdrawLink(db, null, bridge, 1, 'wrong')
  expect(await chainOf(b)).toBe(older)
  expect(await chainOf(d)).not.toBe(older)
  expect(await chainOf(d)).not.toBeNull()
  expect(await wrong()).toEqual([])
})

test('a title given to the younger chain goes over with it, told in history, and a form from before is stale', async () => {
  const [a, b, c, d] = await claims(4)
  await link(b, a)
  await link(d, c)
  const [older, younger] = [(await chainOf(a)) ?? 0, (await chainOf(c)) ?? 0]
  await nameChain(db, null, younger, 1, 'Whose question?')
  await link(c, b)
  const [row] = await db.query('SELECT title FROM chains WHERE id = $1', [older])
  expect(row).toEqual({ title: 'Whose question?' })
  const told = await db.query(`SELECT action FROM history WHERE subject_kind = 'chain' AND subject_id = $1`, [older])
  expect(told).toEqual([{ action: 'took over the title' }])
  await expect(nameChain(db, null, older, 1, 'A late one')).rejects.toThrow('Changed meanwhile')
  await expect(nameChain(db, null, younger, 2, 'A lost one')).rejects.toThrow('Not found')
})

test('contradiction has no direction: withdrawn, it is linked again from the other side as the same link', async () => {
  const [a, b] = await claims(2)
  const contradicts = (from: number | undefined, to: number | undefined) =>
    linkClaims(db, null, { from: from ?? 0, to: to ?? 0, relation: 'contradicts', reason: null })
  const first = await contradicts(a, b)
  if (!('linkId' in first)) throw new Error(JSON.stringify(first))
  await withdrawLink(db, null, first.linkId, 1, 'wrong')
  expect(await contradicts(b, a)).toMatchObject({ linkId: first.linkId })
  expect(await chainOf(a)).toBe(await chainOf(b))
})

test('a claim restored while its only report is withdrawn ends with both or neither', async () => {
  for (const claim of await claims(8)) {
    const [{ id }] = await db.query('SELECT id FROM statements WHERE claim_id = $1', [claim])
    await withdrawClaim(db, null, claim, 1, 'a trial')
    await Promise.allSettled([restoreClaim(db, null, claim, 2), withdrawStatement(db, null, id, 1, 'a trial')])
  }
  expect(await wrong()).toEqual([])
})

test('of one statement sent twice at once, one is taken', async () => {
  const [claim] = await claims(1)
  const [{ speaker, article }] = await db.query(
    `SELECT speaker_id AS speaker, article_id AS article FROM claim_speakers JOIN statements USING (claim_id) JOIN revisions ON revisions.id = revision_id WHERE claim_id = $1`,
    [claim],
  )
  const send = () =>
    recordStatement(db, null, {
      articleId: article,
      content: [{ exact: 'Speaker 0 said' }],
      wording: 'indirect',
      claim: newClaim({ speakers: [{ id: speaker }] }),
    })
  const outcomes = await Promise.all([send(), send(), send()])
  expect(outcomes.filter((outcome) => 'statementId' in outcome)).toHaveLength(1)
})

test('circles are legal, and a link of a circle parts nothing', async () => {
  const [a, b, c] = await claims(3)
  const first = await link(a, b)
  await link(b, c)
  await link(c, a)
  await withdrawLink(db, null, first, 1, 'wrong')
  expect(await chainOf(a)).toBe(await chainOf(b))
  expect(await wrong()).toEqual([])
})

test('a withdrawn claim leaves its chain, which falls apart around it; restored, it holds it together again', async () => {
  const [hub, ...others] = await claims(5)
  for (const other of others) await link(other, hub)
  await link(others[1], others[0])
  const chain = await chainOf(hub)
  await withdrawClaim(db, null, hub ?? 0, await versionOf('claims', hub ?? 0), 'mistaken')
  expect(await chainOf(hub)).toBeNull()
  expect(await chainOf(others[0])).toBe(chain)
  expect(await chainOf(others[2])).toBeNull()
  expect(await wrong()).toEqual([])
  await restoreClaim(db, null, hub ?? 0, await versionOf('claims', hub ?? 0))
  expect(await chainOf(others[3])).toBe(chain)
  expect(await wrong()).toEqual([])
})

test('after random histories, one after another, chains are what the links make', async () => {
  const ids = await claims(12)
  const step = fc.record({
    kind: fc.constantFrom('link', 'link', 'link', 'unlink', 'claim'),
    one: fc.nat(11),
    other: fc.nat(11),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      for (const { kind, one, other } of steps) await take(kind, ids[one] as number, ids[other] as number)
      expect(await wrong()).toEqual([])
    }),
    { numRuns: 15 },
  )
})

test('after eight writers at once, too', async () => {
  const ids = await claims(10)
  const random = (below: number) => Math.floor(Math.random() * below)
  const writer = async () => {
    for (let turn = 0; turn < 25; turn += 1) {
      const kind = (['link', 'link', 'unlink', 'claim'] as const)[random(4)] ?? 'link'
      await take(kind, ids[random(10)] as number, ids[random(10)] as number)
    }
  }
  const deadlocks = await deadlocksIn(() => Promise.all(Array.from({ length: 8 }, writer)))
  expect(await wrong()).toEqual([])
  // Each would be tried again, three times, and then be the editor’s trouble.
  expect(deadlocks).toBe(0)
})

test('two writers that hold in another order are seen to wait for each other', async () => {
  const [one, other] = await claims(2)
  const arrived = new Set<number | undefined>()
  const hold = (first: number | undefined, second: number | undefined) =>
    inTransaction(db, async (db) => {
      await lockChains(db, [first ?? 0])
      arrived.add(first)
      while (arrived.size < 2) await pause(5)
      await lockChains(db, [second ?? 0])
    })
  expect(await deadlocksIn(() => Promise.all([hold(one, other), hold(other, one)]))).toBeGreaterThan(0)
})

test('the check sees a claim that is in the wrong chain', async () => {
  const [a, b, c, d] = await claims(4)
  await link(b, a)
  await link(d, c)
  const undo =
    'UPDATE chain_members SET component_id = (SELECT component_id FROM chain_members WHERE claim_id = $2) WHERE claim_id = $1'
  await db.query(undo, [b, c])
  expect(await wrong()).toEqual(expect.arrayContaining([`claim ${a}`, `claim ${b}`, `claim ${c}`, `claim ${d}`]))
  await db.query(undo, [b, a])
  expect(await wrong()).toEqual([])
})

/** How many statements PostgreSQL refuses meanwhile since transactions wait for each other, tried again or not. */
async function deadlocksIn(work: () => Promise<unknown>): Promise<number> {
  let count = 0
  const end = watch({
    statement: ({ failed }) => {
      if (failed === '40P01') count += 1
    },
  })
  await work().finally(end)
  return count
}

/** One step of a history; what the rules refuse, or another was quicker with, is left as it is. */
async function take(kind: string, one: number, other: number) {
  try {
    if (kind === 'link') await linkClaims(db, null, { from: one, to: other, relation: 'corrects', reason: null })
    if (kind === 'unlink') {
      const rows: { id: number; version: number }[] = await db.query(
        `SELECT id, version FROM links WHERE state = 'published' AND (from_claim_id = $1 OR to_claim_id = $1) LIMIT 1`,
        [one],
      )
      for (const { id, version } of rows) await withdrawLink(db, null, id, version, 'a trial')
    }
    if (kind === 'claim') {
      const rows: { state: string; version: number }[] = await db.query(
        'SELECT state, version FROM claims WHERE id = $1',
        [one],
      )
      const { state, version } = rows[0] ?? { state: '', version: 0 }
      if (state === 'published') await withdrawClaim(db, null, one, version, 'a trial')
      else await restoreClaim(db, null, one, version)
    }
  } catch (error) {
    if (!/Changed meanwhile/.test(String(error))) throw error
  }
}
