import request from '../support/request'
import { newWorld, type World } from '../support/world'
import { newsroom } from './newsroom'

/** One more than a chain's page has, and some. */
const CLAIMS = 230

let world: World
let chainId: number
const claimIds: number[] = []

beforeAll(async () => {
  world = await newWorld()
  // One transaction, so that the search's documents are made once and not with each statement.
  await world.db.transaction(async (db) => {
    const desk = newsroom(db)
    const words = Array.from({ length: CLAIMS }, (_, n) => `Claim${n}.`)
    const articleId = await desk.article(words.join(' '), { headline: 'Many' })
    for (const [n, word] of words.entries()) {
      const saidOn = n >= 225 ? null : `2020-01-${String(1 + Math.floor(n / 10)).padStart(2, '0')}`
      const { claimId } = await desk.statement(articleId, {
        by: [n % 2 === 0 ? 'Ann Lee' : `Speaker ${n}`],
        words: [word],
        claim:
          saidOn === null
            ? { saidOn, saidOnBasis: 'not_stated', saidOnWords: null }
            : { saidOn, saidOnBasis: 'stated', saidOnWords: null },
      })
      claimIds.push(claimId)
    }
    const [hub = 0, ...others] = claimIds
    for (const other of others) await desk.link(other, 'contradicts', hub)
    const rows: { id: number }[] = await db.query('SELECT id FROM chains')
    chainId = rows[0]?.id ?? 0
    for (let n = 0; n < 40; n++) {
      const lone = await desk.article(`Lone${n}.`, {
        headline: `Lone ${n}`,
        publishedOn: n % 4 === 0 ? null : '2019-12-01',
      })
      await desk.statement(lone, { by: ['Ann Lee'], words: [`Lone${n}.`] })
    }
  })
}, 120_000)
afterAll(() => world.close())

const read = async (path: string) => (await request(world.app).get(path).expect(200)).text

/** Follows the links to the next page, and gathers what matches on each. */
async function throughPages(path: string, item: RegExp) {
  const pages: string[][] = []
  for (let next: string | undefined = path; next; ) {
    const html: string = await read(next)
    pages.push([...html.matchAll(item)].map(([, found]) => found as string))
    next = /<a rel="next" href="([^"]+)"/.exec(html)?.[1]?.split('#')[0]
  }
  return pages
}

test('a chain of 230 is two pages, numbered through, each claim once', async () => {
  const pages = await throughPages(`/chains/${chainId}`, /<li id="claim-(\d+)"/g)
  expect(pages.map((page) => page.length)).toEqual([200, 30])
  expect(new Set(pages.flat()).size).toBe(CLAIMS)
  const second = /<a rel="next" href="([^"]+)"/.exec(await read(`/chains/${chainId}`))?.[1] ?? ''
  const html = await read(second)
  expect(html).toContain('<span class="number">201</span>')
  expect(html).toContain('201 to 230 here')
})

test('the card of a claim with 229 answers lists a dozen and leads to them all', async () => {
  const html = await read(`/chains/${chainId}`)
  expect(html).toContain(`href="/claims/${claimIds[0]}#answers"`)
  const pages = await throughPages(`/claims/${claimIds[0]}`, /<li class="versus opposing" id="link-(\d+)"/g)
  expect(pages.map((page) => page.length)).toEqual([30, 30, 30, 30, 30, 30, 30, 19])
})

test('a link of a chain that is longer than a page is found on the page of its claim', async () => {
  const [last]: { id: number; from_claim_id: number }[] = await world.db.query(
    'SELECT id, from_claim_id FROM links ORDER BY id DESC LIMIT 1',
  )
  const { headers } = await request(world.app).get(`/links/${last?.id}`).expect(302)
  expect(headers.location).toMatch(new RegExp(`^/claims/${last?.from_claim_id}.*#link-${last?.id}$`))
  expect(await read(headers.location?.split('#')[0] ?? '')).toContain(`id="link-${last?.id}"`)
})

test.each([
  ['/articles', /<li><a href="\/articles\/(\d+)"/g, 41],
  ['/speakers', /<li><a href="\/speakers\/(\d+)"/g, 116],
  ['/', /<li class="versus">\s*<h3><a href="\/links\/(\d+)"/g, CLAIMS - 1],
])('%s is paged, 30 at most, and nothing is missed or doubled', async (path, item, total) => {
  const pages = await throughPages(path, item)
  expect(Math.max(...pages.map((page) => page.length))).toBeLessThanOrEqual(30)
  expect(pages.flat()).toHaveLength(total)
  expect(new Set(pages.flat()).size).toBe(total)
})

test('the busiest speaker is paged as well', async () => {
  const [, id] = /href="\/speakers\/(\d+)"><bdi>Ann Lee</.exec(await read('/speakers')) ?? []
  const pages = await throughPages(`/speakers/${id}`, /<li id="claim-(\d+)"/g)
  expect(new Set(pages.flat()).size).toBe(CLAIMS / 2 + 40)
  expect(await read(`/speakers/${id}`)).toContain(
    '155 claims · gainsaid 115 times by 115 speakers · 114 times against own words',
  )
})

test('the history of a claim says that not all its links are told of', async () => {
  expect(await read(`/claims/${claimIds[0]}/history`)).toContain('Of its links only the 200 newest are told of here.')
  expect(await read(`/claims/${claimIds[1]}/history`)).not.toContain('newest are told of')
})
