import { newsroom } from '../reading/newsroom'
import request from '../support/request'
import { newWorld, signedIn, type World } from '../support/world'

let world: World
let agent: Awaited<ReturnType<typeof signedIn>>
let desk: ReturnType<typeof newsroom>

beforeAll(async () => {
  world = await newWorld()
  agent = await signedIn(world)
  desk = newsroom(world.db)
})

afterAll(() => world.close())

const FIRST = `Ferry to stay in port

The mayor said on Monday that the ferry would sail again in May.
“Nobody has asked us,” the harbour master said.
The union denied that its members had been told.
`

const version = async (articleId: number): Promise<number> =>
  (await world.db.query('SELECT version FROM articles WHERE id = $1', [articleId]))[0].version

async function capture(articleId: number, text: string) {
  return agent
    .post(`/articles/${articleId}/revisions`)
    .field('version', await version(articleId))
    .field('text', text)
}

const placesOf = (statementId: number): Promise<{ number: number; exact: string; found: string }[]> =>
  world.db.query(
    `SELECT number, exact, substr(text, start_offset + 1, end_offset - start_offset) AS found
     FROM spans JOIN statements ON statements.id = statement_id JOIN revisions ON revisions.id = revision_id
     WHERE statement_id = $1 AND part = 'content' ORDER BY position`,
    [statementId],
  )

async function ferry() {
  const articleId = await desk.article(FIRST, { again: true })
  const mayor = await desk.statement(articleId, {
    by: ['The mayor'],
    words: ['the ferry would sail again in May'],
    source: 'The mayor',
    cue: 'said',
  })
  const master = await desk.statement(articleId, {
    by: ['The harbour master'],
    words: ['“Nobody has asked us,”'],
    source: 'the harbour master',
    cue: 'said',
  })
  await desk.link(master.claimId, 'denies', mayor.claimId)
  return { articleId, mayor, master }
}

test('a text with a paragraph more is a revision more, and statements go along with what surely is the same passage', async () => {
  const { articleId, mayor, master } = await ferry()
  const answer = await capture(articleId, FIRST.replace('The mayor', 'Updated at noon.\n\nThe mayor'))
  expect(answer.status).toBe(303)
  expect(answer.headers.location).toBe(`/articles/${articleId}/revisions/2`)
  for (const { statementId } of [mayor, master]) {
    const [place] = await placesOf(statementId)
    expect(place).toMatchObject({ number: 2, found: place?.exact })
  }
  const page = await agent.get(`/articles/${articleId}/revisions/2`).expect(200)
  expect(page.text).toContain('2 unchanged')
  expect(page.text).toContain('<ins>')
  const readers = await request(world.app).get(`/articles/${articleId}/revisions/2`).expect(200)
  expect(readers.text).not.toContain('Updated at noon')
})

/** The page of a text, with the ids of what waits on it in order. */
async function queue(articleId: number, number: number) {
  const page = await agent.get(`/articles/${articleId}/revisions/${number}`).expect(200)
  const ids = [...page.text.matchAll(/id="carrying-(\d+)"/g)].map(([, id]) => Number(id))
  return { page, ids }
}

const versionOf = async (statementId: number): Promise<number> =>
  (await world.db.query('SELECT version FROM statements WHERE id = $1', [statementId]))[0].version

const settle = async (id: number, act: string, statementId: number, fields: Record<string, string> = {}) =>
  agent
    .post(`/carryings/${id}/${act}`)
    .type('form')
    .send({ version: String(await versionOf(statementId)), ...fields })

test('words that an outlet changes wait for an editor; once confirmed, readers see both wordings, on claim, chain and article', async () => {
  const { articleId, mayor, master } = await ferry()
  await capture(articleId, FIRST.replace('would sail again in May', 'might sail again in June'))
  const [place] = await placesOf(mayor.statementId)
  expect(place).toMatchObject({ number: 1, exact: 'the ferry would sail again in May' })
  const { page, ids } = await queue(articleId, 2)
  expect(ids).toHaveLength(1)
  expect(page.text).toContain('might sail again in June')
  // Until somebody has looked, readers are told no more than that.
  const before = await request(world.app).get(`/articles/${articleId}`).expect(200)
  expect(before.text).toContain('An editor has yet to look for it in revision 2.')
  const chain = await request(world.app).get(`/claims/${mayor.claimId}`).expect(200)
  expect(chain.text).not.toContain('Wording changed')

  const done = await settle(ids[0] as number, 'confirmation', mayor.statementId, { candidate: '0' })
  expect(done.status).toBe(303)
  expect(await placesOf(mayor.statementId)).toMatchObject([{ number: 2, exact: 'the ferry might sail again in June' }])
  for (const path of [`/claims/${mayor.claimId}`, `/articles/${articleId}`]) {
    const shown = await request(world.app).get(path).expect(200)
    expect(shown.text).toContain('Wording changed in revision 2')
    expect(shown.text).toMatch(/<del>would<\/del>/)
  }
  const claim = await request(world.app).get(`/claims/${master.claimId}`).expect(200)
  const chainPath = /href="(\/chains\/\d+)#claim-/.exec(claim.text)?.[1] as string
  const told = await request(world.app).get(chainPath).expect(200)
  expect(told.text).toContain('Changed after it was published')
})
