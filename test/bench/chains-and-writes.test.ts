import 'reflect-metadata'
import { foundSound, foundWrong, racedBy } from '../../bench/chains'
import { type Raced, writeAtOnce } from '../../bench/chains/at-once'
import { type Kept, wrongChains } from '../../bench/chains/components'
import { bareEdges, newPairs, withChains } from '../../bench/chains/edges'
import { keptChains } from '../../bench/chains/kept-chains.queries'
import { Report } from '../../bench/frame/report'
import { areKept, ratiosOn } from '../../bench/writes'
import { makeBareTables } from '../../bench/writing/bare'
import { type Desk, deskOn } from '../../bench/writing/desk'
import { claimByApi, linkedClaimByForm, newClaims } from '../../bench/writing/new-claims'
import { type Served, serve } from '../../bench/writing/served'
import { newDatabase } from '../support/database'

/** A desk with few claims, as the benches have one with many. */
async function withSmallDesk(editors: number, work: (desk: Desk) => Promise<void>) {
  const database = await newDatabase()
  try {
    await deskOn(database, 400, editors, work)
  } finally {
    await database.drop()
  }
}

/** A report, and what it was told. */
function noted(): { report: Report; lines: string[] } {
  const lines: string[] = []
  const report = new Report('test', ({ what, toReach, figure, spread }) => {
    lines.push(`${toReach} by ${what}: ${spread?.rounds} rounds, ${Number(figure) > 0}`)
  })
  return { report, lines }
}

// Two chains, of 1, 2 and 3 and of 7 and 8, and a claim that is in none.
const SOUND: Kept = {
  claims: [1, 2, 3, 7, 8, 9],
  links: [
    [2, 1],
    [3, 1],
    [8, 7],
  ],
  members: new Map([
    [1, 10],
    [2, 10],
    [3, 10],
    [7, 11],
    [8, 11],
  ]),
  sizes: new Map([
    [10, 3],
    [11, 2],
  ]),
  chains: [
    { component: 10, oldest: 1 },
    { component: 11, oldest: 7 },
  ],
}
const members = (...changes: [number, number][]) => ({ members: new Map([...SOUND.members, ...changes]) })

test.each<[string, Partial<Kept>, RegExp | null]>([
  ['as they should be', {}, null],
  ['a claim in no chain', { members: new Map([...SOUND.members].slice(1)) }, /^claims 1,2,3 hang together/],
  ['a claim in another chain', members([3, 11]), /^claims 1,2,3 hang together/],
  ['two chains in one component', members([7, 10], [8, 10]), /^component 10 has claims that do not/],
  ['a claim that is linked to none', members([9, 11]), /^claim 9 is linked to none/],
  ['a claim that is not published', members([4, 11]), /^claim 4 is not published/],
  ['a wrong size', { sizes: new Map([...SOUND.sizes, [10, 4]]) }, /^component 10 says 4, and has 3/],
  ['an empty component', { sizes: new Map([...SOUND.sizes, [12, 1]]) }, /^component 12 says 1/],
  ['no public chain', { chains: SOUND.chains.slice(1) }, /^component 10 has 0 chains/],
  ['two public chains', { chains: [...SOUND.chains, ...SOUND.chains.slice(1)] }, /^component 11 has 2 chains/],
  ['another oldest claim', { chains: [{ component: 10, oldest: 2 }, ...SOUND.chains.slice(1)] }, /takes claim 2/],
])('chains held against their links: %s', (_what, change, found) => {
  const wrong = wrongChains({ ...SOUND, ...change })
  if (found === null) expect(wrong).toEqual([])
  else expect(wrong).toContainEqual(expect.stringMatching(found))
})

/** What takes no locks goes wrong by chance: some writes at a time, until it has. */
async function racedUntilWrong(desk: Desk, most: number): Promise<Raced> {
  const some = 40
  const served: Served[] = []
  try {
    for (let place = 0; place < 2; place += 1) served.push(await serve('without locks', desk.appUrl))
    const urls = served.map(({ url }) => url)
    for (let done = some; ; done += some) {
      const raced = await writeAtOnce(desk, urls, { writes: some, name: `without-${done}`, mayFail: true })
      if (raced.wrong.length > 0 || done >= most) return raced
    }
  } finally {
    for (const { stop } of served) stop()
  }
}

test(
  'after writes at once no chain is wrong; without locks some are found to be',
  () =>
    withSmallDesk(8, async (desk) => {
      const { report } = noted()
      const raced = await racedBy('ours', desk, 40)
      expect(raced).toMatchObject({ wrong: [], failed: [] })
      expect(foundSound(report, desk, raced)).toBe(true)
      expect(foundWrong(report, desk, await racedUntilWrong(desk, 400))).toBe(true)
    }),
  240_000,
)

test('links that are timed are made and taken away whole, beside bare edges', () =>
  withSmallDesk(1, async (desk) => {
    await makeBareTables(desk.owner, desk.appUrl)
    const pairs = await newPairs(desk, 6, 0)
    expect(pairs.length).toBeGreaterThan(3)
    for (const way of [withChains, bareEdges]) {
      const { added, removed } = await way(desk, pairs)
      expect([added > 0, removed > 0]).toEqual([true, true])
    }
    const { rows } = await desk.owner.query(
      `SELECT (SELECT count(*) FROM links WHERE state = 'withdrawn')::integer AS links, (SELECT count(*) FROM bare_edges)::integer AS edges`,
    )
    expect(rows).toEqual([{ links: pairs.length, edges: 0 }])
    expect(wrongChains(await keptChains(desk.owner))).toEqual([])
  }))

test('claims that are timed are whole; a route that keeps less is not taken for ours', () =>
  withSmallDesk(1, async (desk) => {
    const { report, lines } = noted()
    await ratiosOn(report, desk, { rounds: 1, seconds: 0.2 })
    expect(lines).toEqual([
      'claim-added by a claim added by the API: 1 rounds, true',
      'claim-added by a claim added by the form, with a link and its chain: 1 rounds, true',
    ])
    const draw = await newClaims(desk)
    const [editor] = desk.editors
    if (!editor) throw new Error('nobody writes')
    const bare = await serve('bare', desk.appUrl)
    const asOurs = areKept(desk, bare.url, claimByApi(editor, draw), linkedClaimByForm(editor, draw))
    await expect(asOurs.finally(bare.stop)).rejects.toThrow('a claim that is timed left')
  }))
