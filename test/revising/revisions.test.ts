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
  const articleId = await desk.article(FIRST)
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
