import 'reflect-metadata'
import fc from 'fast-check'
import type { EntityManager } from 'typeorm'
import { importArticle } from '../../src/articles/articles.commands'
import { restoreClaim, withdrawClaim } from '../../src/claims/claims.commands'
import { takeBackClaim, takeBackStatement } from '../../src/claims/drafts.commands'
import { recordStatement, restoreStatement, splitOff, withdrawStatement } from '../../src/claims/statements.commands'
import { takeBackLink } from '../../src/links/draft-links.commands'
import { linkClaims, restoreLink, withdrawLink } from '../../src/links/links.commands'
import { splitOffWithLinks } from '../../src/links/split-off-with-links.commands'
import { verify } from '../../src/proof/verify.queries'
import { publish, type Reviewer } from '../../src/reviewing/publishing.commands'
import { Problem } from '../../src/web/problems'
import { newClaim } from '../support/new-claim'
import { setReview } from '../support/review'
import { changesBySql, newWorld, type World } from '../support/world'

let world: World
let db: EntityManager
let reviewer: Reviewer
let articleId: number

/** Words enough for as many reports as a history makes. */
const PASSAGES = 400
const CLAIMS = 9

beforeAll(async () => {
  world = await newWorld()
  changesBySql(world)
  db = world.db
  reviewer = { ...(await world.person('reviewer')), name: 'A reviewer', role: 'reviewer' }
  const text = Array.from({ length: PASSAGES }, (_, place) => `Passage ${place} of the text.`).join('\n')
  const imported = await importArticle(db, null, { raw: Buffer.from(text), outlet: null, publishedOn: '2020-01-31' })
  if (!('articleId' in imported)) throw new Error(JSON.stringify(imported))
  articleId = imported.articleId
  await setReview(world, true)
  for (let place = 0; place < CLAIMS; place += 1) await report(null)
})
afterAll(() => world.close())

let passages = 0

/** The next passage, as a report of this claim or of a new one by a speaker of its own. */
async function report(claimId: number | null) {
  passages += 1
  const recorded = await recordStatement(db, world.editor, {
    articleId,
    content: [{ exact: `Passage ${passages} of` }],
    wording: 'indirect',
    claim:
      claimId !== null
        ? { id: claimId }
        : newClaim({
            speakers: [{ name: `Speaker ${passages}`, kind: 'person' }],
            saidOn: passages % 3 === 0 ? null : `2020-01-${String((passages % 28) + 1).padStart(2, '0')}`,
            saidOnBasis: passages % 3 === 0 ? 'not_stated' : 'stated',
          }),
  })
  if ('problems' in recorded && !recorded.problems.claimId) throw new Error(JSON.stringify(recorded))
}

interface Row {
  id: number
  version: number
  state: string
  claimVersion: number
}

type Table = 'claims' | 'statements' | 'links'

/** In which state a row has to be for an act, mostly. */
const FITTING: Record<string, string> = { publish: 'draft', 'take back': 'published', restore: 'withdrawn' }

/** The n-th of the rows there are, counted around; of those that fit an act, except for every eighth. */
async function nth(table: Table, n: number, act = ''): Promise<Row | null> {
  const fitting = n % 8 === 0 ? undefined : FITTING[act]
  const claimVersion =
    table === 'statements' ? '(SELECT claims.version FROM claims WHERE claims.id = claim_id)' : 'version'
  const rows: Row[] = await db.query(
    `WITH fitting AS (SELECT * FROM ${table} WHERE $2::text IS NULL OR state = $2)
     SELECT id, version, state, ${claimVersion} AS "claimVersion" FROM fitting
     ORDER BY id OFFSET $1::integer % greatest((SELECT count(*) FROM fitting), 1) LIMIT 1`,
    [n, fitting ?? null],
  )
  return rows[0] ?? null
}

const editor = () => world.editor
const reason = 'a trial'

/** What can be done to a row of each kind. */
const ACTS = {
  statements: {
    publish: ({ id, version, claimVersion }: Row) =>
      publish(db, reviewer, { kind: 'statement', id, version, claimVersion }),
    'take back': ({ id, version }: Row) => takeBackStatement(db, editor(), id, version),
    withdraw: ({ id, version }: Row) => withdrawStatement(db, editor(), id, version, reason),
    restore: ({ id, version }: Row) => restoreStatement(db, editor(), id, version),
    split: async ({ id, version }: Row) => void (await splitOff(db, editor(), id, version)),
  },
  claims: {
    'take back': ({ id, version }: Row) => takeBackClaim(db, editor(), id, version),
    withdraw: ({ id, version }: Row) => withdrawClaim(db, editor(), id, version, reason),
    restore: ({ id, version }: Row) => restoreClaim(db, editor(), id, version),
    report: ({ id }: Row) => report(id),
  },
  links: {
    publish: ({ id, version }: Row) => publish(db, reviewer, { kind: 'link', id, version }),
    'take back': ({ id, version }: Row) => takeBackLink(db, editor(), id, version),
    withdraw: ({ id, version }: Row) => withdrawLink(db, editor(), id, version, reason),
    restore: ({ id, version }: Row) => restoreLink(db, editor(), id, version),
  },
}

const steps = Object.entries(ACTS).flatMap(([table, acts]) =>
  Object.keys(acts).flatMap((act) => {
    const step = [table, act] as const
    // Often published, or nearly all would be drafts and withdrawn before long.
    if (act === 'publish') return [step, step, step, step, step, step]
    return act === 'restore' ? [step, step, step] : [step]
  }),
)
const LINK = ['links', 'link'] as const
const arbitraryStep = fc.record({
  step: fc.constantFrom(...steps, LINK, LINK, LINK),
  one: fc.nat(999),
  other: fc.nat(999),
})
type Step = typeof arbitraryStep extends fc.Arbitrary<infer S> ? S : never

/** One step of a history. What the rules refuse is left as it is; whether it was done is told. */
async function take({ step: [table, act], one, other }: Step): Promise<boolean> {
  try {
    if (act === 'link') {
      const [from, to] = [await nth('claims', one), await nth('claims', other)]
      if (!from || !to) return false
      return (
        'linkId' in (await linkClaims(db, editor(), { from: from.id, to: to.id, relation: 'corrects', reason: null }))
      )
    }
    const row = await nth(table as Table, one, act)
    const acts = ACTS[table as Table] as Record<string, (row: Row) => Promise<void>>
    if (!row) return false
    await acts[act]?.(row)
    return true
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error
    return false
  }
}

const wrong = async () => (await verify(db)).flatMap((part) => part.wrong.map((name) => `${part.what}: ${name}`))

test('after random histories of publishing, taking back, withdrawing and restoring, chains are what the links make', async () => {
  let done = 0
  let mostChains = 0
  await fc.assert(
    fc.asyncProperty(fc.array(arbitraryStep, { minLength: 20, maxLength: 40 }), async (history) => {
      for (const step of history) if (await take(step)) done += 1
      expect(await wrong()).toEqual([])
      const [{ count }] = await db.query('SELECT count(*) FROM chain_components')
      mostChains = Math.max(mostChains, count)
    }),
    // The rows stay from one history to the next: a shorter one would not find what a longer one did.
    { numRuns: 14, endOnFailure: true },
  )
  // Most of the steps are possible, or this tried nothing.
  expect(done).toBeGreaterThan(100)
  expect(mostChains).toBeGreaterThan(0)
})

test('after five people at once, too', async () => {
  const random = (below: number) => Math.floor(Math.random() * below)
  const all = [...steps, LINK, LINK, LINK]
  const person = async () => {
    for (let turn = 0; turn < 25; turn += 1) {
      const step = all[random(all.length)] ?? LINK
      await take({ step, one: random(999), other: random(999) })
    }
  }
  await Promise.all(Array.from({ length: 5 }, person))
  expect(await wrong()).toEqual([])
})

test('a draft that is split off with a link of its claim is in no chain until it is published', async () => {
  const claimOf = async (id: number) =>
    (await db.query('SELECT claim_id AS id FROM statements WHERE id = $1', [id]))[0].id
  const newest = async () => (await db.query('SELECT max(id) AS id FROM statements'))[0].id
  const published = async (claim: number | null) => {
    await report(claim)
    const id = await newest()
    const [{ version }] = await db.query('SELECT version FROM claims WHERE id = $1', [await claimOf(id)])
    await publish(db, reviewer, { kind: 'statement', id, version: 1, claimVersion: version })
    return { id, claimId: await claimOf(id) }
  }
  const [whole, other] = [await published(null), await published(null)]
  await report(whole.claimId)
  const part = await newest()
  const linked = await linkClaims(db, editor(), {
    from: whole.claimId,
    to: other.claimId,
    relation: 'corrects',
    reason,
  })
  if (!('linkId' in linked)) throw new Error(JSON.stringify(linked))
  await publish(db, reviewer, { kind: 'link', id: linked.linkId, version: 1 })
  const colleague = await world.person('reviewer')

  expect(await splitOffWithLinks(db, colleague, part, 1, [linked.linkId])).toHaveProperty('claimId')
  expect(
    await db.query('SELECT * FROM chain_members WHERE claim_id = ANY($1)', [
      [whole.claimId, other.claimId, await claimOf(part)],
    ]),
  ).toEqual([])
  expect(await wrong()).toEqual([])
  const [{ version }] = await db.query('SELECT version FROM claims WHERE id = $1', [await claimOf(part)])
  await publish(db, reviewer, { kind: 'statement', id: part, version: 2, claimVersion: version })
  const members = await db.query('SELECT claim_id AS id FROM chain_members WHERE claim_id = ANY($1) ORDER BY 1', [
    [other.claimId, await claimOf(part)],
  ])
  expect(members).toEqual([{ id: other.claimId }, { id: await claimOf(part) }])
  expect(await wrong()).toEqual([])
})

test('the check sees a draft claim with a published report', async () => {
  await report(null)
  const last: { id: number }[] = await db.query('SELECT id FROM statements ORDER BY id DESC LIMIT 1')
  await publish(db, reviewer, { kind: 'statement', id: last[0]?.id ?? 0, version: 1, claimVersion: 1 })
  await db.query(`UPDATE claims SET state = 'draft' WHERE id = (SELECT max(id) FROM claims)`)
  expect((await wrong()).join()).toMatch(/Draft claims without a published report/)
})
