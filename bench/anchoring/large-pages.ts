import { Client } from 'pg'
import { createApp } from '../../src/app'
import { linkClaims } from '../../src/links/links.commands'
import { addRevision } from '../../src/revising/revise.commands'
import { settleCarrying } from '../../src/revising/settle.commands'
import request from '../../test/support/request'
import { newWorld, signedIn, type World } from '../../test/support/world'
import { tellHistory } from '../corpus'
import type { Figure, Harness } from '../trust/harness'
import { withPostgres } from '../trust/with-postgres'
import { articleOf, fill, line } from './long-article'

/** Lines of the largest text that there may be, and of a news story; in both the same statements, of one chain. */
const LINES = { large: 36_000, small: 100 }
const STATEMENTS = 50

/** A page of the largest text comes within so many ms on a core of its own, after which readers take a site for broken. */
const GOAL = 1_000

/** A page is made so often, each time by an app that has kept none; the median is told. */
const TIMES = 3

interface Desk {
  world: World
  owner: Client
}

/** An article whose statements wait, or were settled, after a new text. */
interface Changed {
  articleId: number
  chainId: number
  claimId: number
  carryings: { id: number; version: number }[]
}

/** Pages on which statements of a changed article are told, in the largest text against a short one. */
export const largePages: Harness = {
  what: 'pages of an article of 5 MB that has changed, 50 statements waiting and 50 settled',
  run: () =>
    withPostgres(async () => {
      const world = await newWorld()
      const owner = new Client({ connectionString: world.ownerUrl })
      await owner.connect()
      try {
        return await measured({ world, owner })
      } finally {
        await owner.end()
        await world.close()
      }
    }),
}

async function measured(desk: Desk): Promise<Figure[]> {
  const large = await changedArticle(desk, LINES.large)
  const small = await changedArticle(desk, LINES.small)
  await tellHistory(desk.owner)
  const both = (pages: (changed: Changed) => Page[]) => figuresOf(desk, pages(large), pages(small))
  const waiting = await both(WHILE_WAITING)
  // As of a live blog that says the same in several entries; nothing else is measured of these.
  await desk.owner.query(
    `UPDATE carryings SET candidates = candidates || candidates || candidates || candidates WHERE outcome IS NULL`,
  )
  const several = await both(WITH_SEVERAL_PLACES)
  for (const changed of [large, small]) await settleAll(desk, changed)
  return [...waiting, ...several, ...(await both(ONCE_SETTLED))]
}

/** Records 50 statements, joins their claims to one chain, and captures a text that has other words for each. */
async function changedArticle({ world: { db, editor }, owner }: Desk, length: number): Promise<Changed> {
  const lines = Array.from({ length }, (_, n) => line(n))
  const articleId = await articleOf(db, `${lines.join('\n\n')}\n`)
  await fill(owner, articleId, lines, STATEMENTS)
  await owner.query(`UPDATE articles SET rights = 'full' WHERE id = $1`, [articleId])
  const { rows: claims } = await owner.query<{ id: number }>(
    `SELECT claim_id AS id FROM statements JOIN revisions ON revisions.id = revision_id WHERE article_id = $1 ORDER BY 1`,
    [articleId],
  )
  const [first, ...rest] = claims.map(({ id }) => id) as [number, ...number[]]
  for (const from of rest) await linkClaims(db, editor, { from, to: first, relation: 'contradicts', reason: null })
  const changed = lines.map((text, n) => (n % (length / STATEMENTS) === 0 ? text.replace('would be', 'may be') : text))
  const outcome = await addRevision(db, editor, articleId, null, { raw: Buffer.from(`${changed.join('\n\n')}\n`) })
  if (!('waiting' in outcome) || outcome.waiting !== STATEMENTS) throw new Error(JSON.stringify(outcome))
  const { rows: carryings } = await owner.query(
    `SELECT carryings.id, version FROM carryings JOIN statements ON statements.id = statement_id
     WHERE carryings.revision_id = $1 ORDER BY 1`,
    [outcome.revisionId],
  )
  const { rows: chains } = await owner.query('SELECT id FROM chains ORDER BY id DESC LIMIT 1')
  return { articleId, chainId: chains[0].id, claimId: first, carryings }
}

async function settleAll({ world: { db, editor } }: Desk, { carryings }: Changed) {
  for (const { id, version } of carryings) {
    const outcome = await settleCarrying(db, editor, id, version, { as: 'confirmed', candidate: 0 })
    if (!('effect' in outcome)) throw new Error(JSON.stringify(outcome))
  }
}

interface Page {
  what: string
  path: string
  by: 'editor' | 'reader' | 'api'
}

const pageOf = (by: Page['by'], what: string, path: string): Page => ({ by, what, path })

const WHILE_WAITING = ({ articleId, carryings }: Changed) => [
  pageOf('editor', '50 that wait, an editor’s page of the text', `/articles/${articleId}/revisions/2`),
  pageOf('editor', 'where an editor points to one', `/carryings/${carryings.at(-1)?.id}/pointing`),
  pageOf('api', '50 that wait, over the API', `/api/v1/carryings?article=${articleId}&limit=50`),
]

const WITH_SEVERAL_PLACES = ({ articleId }: Changed) => [
  pageOf('editor', 'the same, each in one of four places', `/articles/${articleId}/revisions/2`),
]

const ONCE_SETTLED = ({ articleId, chainId, claimId }: Changed) => [
  pageOf('editor', '50 settled, an editor’s page of the text', `/articles/${articleId}/revisions/2`),
  pageOf('reader', 'the same, a reader’s', `/articles/${articleId}/revisions/2`),
  pageOf('reader', 'their chain', `/chains/${chainId}`),
  pageOf('reader', 'the article', `/articles/${articleId}`),
  pageOf('reader', 'the claim of one', `/claims/${claimId}`),
  pageOf('api', 'the same, over the API', `/api/v1/carryings?article=${articleId}&limit=50`),
]

async function figuresOf({ world }: Desk, large: Page[], small: Page[]): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const [at, page] of large.entries()) {
    const [long, short] = [await timeOf(world, page), await timeOf(world, small[at] as Page)]
    figures.push({
      what: page.what,
      found: `${long.ms.toFixed(0)} ms, ${(long.bytes / 1000).toFixed(0)} KB; ${(long.ms / short.ms).toFixed(1)} × that of a short text, ${short.ms.toFixed(0)} ms${long.status === 200 ? '' : `; answered ${long.status}`}`,
      goal: `${GOAL} ms at most`,
      isReached: long.status === 200 && long.ms <= GOAL,
    })
  }
  return figures
}

/** Of a page as its first reader waits for it. */
async function timeOf(world: World, { path, by }: Page): Promise<{ ms: number; bytes: number; status: number }> {
  const times: { ms: number; bytes: number; status: number }[] = []
  for (let time = 0; time < TIMES; time++) {
    const app = createApp(world.context)
    const agent = by === 'editor' ? await signedIn({ ...world, app }) : request(app)
    // Settings and the like are read for whichever page comes first.
    await agent.get('/ns')
    const asked = agent.get(path)
    if (by === 'api') asked.set('Authorization', `Bearer ${world.editor.token}`)
    const start = performance.now()
    const { text, status } = await asked
    times.push({ ms: performance.now() - start, bytes: Buffer.byteLength(text), status })
  }
  return times.toSorted((a, b) => a.ms - b.ms)[Math.floor(TIMES / 2)] as (typeof times)[number]
}
