import fs from 'node:fs'
import path from 'node:path'
import { ask, askerOf } from '../../bench/trust/authorisation/askers'
import { readSlips, writeSlips } from '../../bench/trust/authorisation/cells'
import { inclusionSlips } from '../../bench/trust/authorisation/inclusion'
import { readersLeaks, rolesLeaks } from '../../bench/trust/authorisation/leaks'
import { READS } from '../../bench/trust/authorisation/reads'
import { listen } from '../../bench/trust/authorisation/site'
import { whoSlips } from '../../bench/trust/authorisation/who'
import { type Asked, makeWorld } from '../../bench/trust/authorisation/world'
import { copyCheckout, FOR_THE_SWEEP } from '../../bench/trust/guards/copy'
import { findGuards, type Guard } from '../../bench/trust/guards/find-guards'
import { sweepOf } from '../../bench/trust/guards/hunt'
import type { WrittenWorld } from '../../bench/trust/guards/sweep-world'
import type { Audience } from '../../src/accounts/role'
import { createApp } from '../../src/app'
import { policy } from '../../src/routes'
import { newSite, type Site } from '../support/site'
import { SIGNING_KEY } from '../support/world'

/**
 * A sample of `npm run bench -- trust authorisation`: every route and every state of a row are asked here too, but not every number at
 * every route (`readersAddresses`), nor those whom no route tells from others (`whoSlips`).
 */
const SAMPLE = { thin: true }

/** Thousands of requests: on a busy machine more than a test has otherwise. */
jest.setTimeout(180_000)

let site: Site
let world: Asked

beforeAll(async () => {
  site = await newSite()
  world = await makeWorld(site, SAMPLE)
})

afterAll(() => site.close())

/** What readers were answered at these addresses before anything hidden was there: where something is to be found there, the others need not be asked. */
const answersOf = (addresses: string[]) => Object.fromEntries(addresses.map((path) => [path, world.before[path] ?? '']))

test('every route lets in whom the policy table says, and nobody else', async () => {
  expect(await whoSlips(world, SAMPLE)).toEqual([])
})

test('every address that names a row answers readers and the desk by the state of that row', async () => {
  expect(await readSlips(world)).toEqual([])
})

test('every change of a row that its state or its owner forbids is refused, and changes nothing', async () => {
  expect(await writeSlips(world)).toEqual([])
})

test('to readers, everything is answered as before anything hidden was there', async () => {
  expect(Object.keys(world.before).length).toBeGreaterThan(400)
  expect(await readersLeaks(world)).toEqual([])
})

test('nobody with an account finds what is another’s, or for those above them', async () => {
  expect(await rolesLeaks(world)).toEqual([])
})

test('a proof that a row of history is sealed tells readers of no act that their pages keep to the desk', async () => {
  expect(await inclusionSlips(world)).toEqual([])
})

describe('damage done on purpose is found:', () => {
  test.each([
    ['GET /accounts', 'what an admin reads'],
    ['GET /api/v1/accounts', 'what a script reads'],
    ['POST /accounts/:id/link', 'a change'],
  ])('no guard at %s (%s)', async (route) => {
    const audience = policy[route] as Audience
    policy[route] = 'anyone'
    const unguarded = await listen(createApp(site.context))
    policy[route] = audience
    const asked = { ...world, site: { ...site, url: unguarded.url } }
    const found = (await whoSlips(asked, { routes: [[route, audience]] })).join('\n')
    await unguarded.close()
    expect(found).toMatch(/^signed out was /)
    expect(found).toMatch(/reviewer was answered/)
  })

  test('a route that lets in fewer than the table says', async () => {
    expect(await whoSlips(world, { routes: [['GET /accounts', 'reviewer']] })).toEqual([
      'reviewer was answered 403 to GET /accounts',
    ])
  })

  test('a proof that tells whatever it is asked for, and one that tells nothing', async () => {
    const proving = async (extra: string) => {
      const { url, close } = await listen(async (req, res) => {
        const isProof = req.url?.startsWith('/transparency/inclusion/')
        res.end(isProof ? `proof\n${extra}` : await (await fetch(`${site.url}${req.url}`)).text())
      })
      const found = await inclusionSlips({ ...world, site: { ...site, url } })
      await close()
      return found.join('\n')
    }
    const all = await proving('extra e30=\n')
    for (const act of [
      'statement was sent back',
      'article was assigned',
      'article was marked done',
      'claim was recorded',
    ])
      expect(all).toContain(`tells that a ${act}`)
    expect(await proving('')).toContain('no proof tells its row')
  })

  test('a row without its cell, and a cell that is wrong', async () => {
    const route = 'GET /claims/:id'
    const read = READS[route] as (typeof READS)[string]
    READS[route] = { ...read, answers: { ...read.answers, withdrawn: 404, unseen: undefined } }
    const found = await readSlips(world, [[route, 'anyone']])
    READS[route] = read
    expect(found).toEqual([
      'signed out, GET /claims/:id where it is withdrawn: answered 410, not 404',
      'editor, GET /claims/:id where it is withdrawn: answered 410, not 404',
      'GET /claims/:id has no cell for a row that is unseen',
    ])
  })

  test('a draft that is public after all', async () => {
    const { own } = world.rows.claim
    const addresses = [
      `/claims/${own}`,
      '/speakers',
      '/api/v1/claims',
      '/exports/claims.jsonl',
      `/api/v1/claims/${own}`,
    ]
    await site.db.query(`UPDATE claims SET state = 'published' WHERE id = $1`, [own])
    const found = (await readersLeaks({ ...world, before: answersOf(addresses) })).join('\n')
    await site.db.query(`UPDATE claims SET state = 'draft' WHERE id = $1`, [own])
    for (const leak of [
      `/claims/${own} shows the summary of a draft`,
      '/speakers shows the speaker of a draft',
      '/api/v1/claims shows the summary of a draft',
      '/exports/claims.jsonl shows the summary of a draft',
      `/api/v1/claims/${own} is answered otherwise: `,
    ])
      expect(found).toContain(leak)
  })
})

describe('guards in the sources:', () => {
  const root = path.resolve(__dirname, '../..')
  const list = findGuards(root)

  test('each line that looks like one is one, or has a reason', () => {
    expect({ unknown: list.unknown, stale: list.stale }).toEqual({ unknown: [], stale: [] })
    expect(list.guards.length).toBeGreaterThan(400)
  })

  test('one that is taken out is missed, and nothing is where none is', async () => {
    const guard = list.guards.find(({ file, operator }) => /claims-csv/.test(file) && operator === 'a state in SQL')
    const copy = copyCheckout(root, FOR_THE_SWEEP)
    const address = '/exports/claims.csv'
    const { site: _here, hidden, ...rest } = world
    const before = answersOf([address, '/exports/claims.jsonl'])
    const written: WrittenWorld = { ...rest, hidden: hidden.all, before, signedBy: SIGNING_KEY }
    const file = path.join(copy.folder, 'world.json')
    fs.writeFileSync(file, JSON.stringify(written))
    try {
      expect(await sweepOf(copy, site.appUrl, file, 'readers’ answers')).toBeNull()
      copy.without(guard as Guard)
      expect(await sweepOf(copy, site.appUrl, file, 'readers’ answers')).toEqual({
        words: `readers’ answers: ${address} shows the first report of a public claim, a draft again`,
        isBroken: false,
      })
    } finally {
      copy.remove()
    }
  })
})

/** A request that changes rows of its asker's, and of nobody else's. */
test.each([
  ['POST', '/account/sessions/end', {}, 'SELECT count(*) FROM sessions WHERE account_id = $1'],
  [
    'POST',
    '/account/tokens/revocation',
    {},
    'SELECT count(*) FROM api_tokens WHERE account_id = $1 AND revoked_at IS NULL',
  ],
  [
    'POST',
    '/notifications/readings',
    { upTo: 2_147_483_647 },
    'SELECT count(*) FROM notifications WHERE account_id = $1 AND read_at IS NULL',
  ],
])('%s %s is for one’s own alone', async (method, path, form, left) => {
  const count = async (account: unknown) => Number((await site.db.query(left, [account]))[0].count)
  const { own, another } = world.rows.account
  const [mine, theirs] = [await count(own), await count(another)]
  expect(mine).toBeGreaterThan(path.includes('sessions') ? 1 : 0)
  expect(theirs).toBeGreaterThan(0)
  const { status } = await ask(site.url, method, path, askerOf(world.askers, 'editor'), { form })
  expect(status).toBe(303)
  expect([await count(own), await count(another)]).toEqual([path.includes('sessions') ? 1 : 0, theirs])
})
