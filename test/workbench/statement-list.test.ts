import { newsroom } from '../reading/newsroom'
import { type Desk, newDesk } from '../support/desk'

let desk: Desk
let statements: { statementId: number; claimId: number }[]

beforeAll(async () => {
  desk = await newDesk()
  const room = newsroom(desk.world.db)
  const day = { saidOn: null, saidOnBasis: 'not_stated', saidOnWords: null } as const
  const described = { speakers: [{ name: 'A person at the city', kind: 'described' as const }] }
  statements = [
    await room.statement(desk.articleId, { by: ['Ann Lee'], words: ['“It is safe,”'] }),
    await room.statement(desk.articleId, { by: ['Bob Ray'], words: ['Bob Ray denied the bridge is safe'], claim: day }),
    await room.statement(desk.articleId, { by: [], words: ['Headline of the day'], claim: described }),
  ]
  await room.link(statements[1]?.claimId as number, 'denies', statements[0]?.claimId as number)
})
afterAll(() => desk.world.close())

const page = async (query: object = {}) =>
  (await desk.agent.get(`/articles/${desk.articleId}/annotate`).query(query).expect(200)).text
/** The statements of the list, each with its number in the text. */
const listed = (text: string) =>
  [...text.matchAll(/<li id="statement-(\d+)"[\s\S]*?aria-label="(\d+), to the text"/g)].map(([, id, number]) => [
    statements.findIndex(({ statementId }) => statementId === Number(id)),
    Number(number),
  ])

test.each([
  [
    'in the order of the text',
    {},
    [
      [2, 1],
      [1, 2],
      [0, 3],
    ],
  ],
  [
    'all, where a filter is none',
    { show: 'lies' },
    [
      [2, 1],
      [1, 2],
      [0, 3],
    ],
  ],
  ['not linked', { show: 'unlinked' }, [[2, 1]]],
  ['without a day', { show: 'undated' }, [[1, 2]]],
  ['by speakers that are only described', { show: 'described' }, [[2, 1]]],
  ['in marked parts: none', { show: 'zones' }, []],
])('statements %s, with the numbers of their footnotes', async (_what, query, wanted) => {
  expect(listed(await page(query))).toEqual(wanted)
})

test('each choice says how many it shows, and one without any is not offered', async () => {
  const choices = [...(await page()).matchAll(/\?show=(\w+)#statements"[^>]*>[^<]* <span class="count">(\d+)</g)]
  expect(choices.map(([, name, count]) => `${name} ${count}`)).toEqual([
    'all 3',
    'unlinked 1',
    'undated 1',
    'described 1',
  ])
})

test('how much of the quoted speech is tagged', async () => {
  expect(await page()).toContain('1 of 2 quotations are in a statement')
})

test('withdrawing is asked for with its public reason, and only of statements that are here', async () => {
  const [one] = statements
  const text = await page({ withdraw: one?.statementId })
  expect(text).toContain(`action="/statements/${one?.statementId}/withdrawal"`)
  expect(text).toContain('Withdraw what Ann Lee said?')
  for (const withdraw of ['', 'x', '999999']) expect(await page({ withdraw })).not.toContain('/withdrawal"')
})

describe('what others did meanwhile', () => {
  const changes = (since: string) => desk.agent.get(`/articles/${desk.articleId}/annotate/changes`).query({ since })
  const stateOf = (text: string) => /data-state="([^"]+)"/.exec(text)?.[1] as string

  test('nothing is told while nothing was changed', async () => {
    const answer = await changes(stateOf(await page())).expect(204)
    expect(answer.text).toBe('')
  })

  test('one’s own doing changes the page, without words', async () => {
    const state = stateOf(await page())
    const [, two] = statements
    const reason = { version: 1, reason: 'A slip' }
    await desk.agent.post(`/statements/${two?.statementId}/withdrawal`).type('form').send(reason).expect(303)
    const { body } = await changes(state).expect(200)
    expect(body.words).toBeNull()
    await changes(body.state).expect(204)
  })

  test('a link from a statement here is a change, and so is a new statement by somebody unknown', async () => {
    const room = newsroom(desk.world.db)
    const before = stateOf(await page())
    await room.link(statements[2]?.claimId as number, 'corroborates', statements[0]?.claimId as number)
    expect((await changes(before).expect(200)).body.words).toBeNull()
    await room.statement(desk.articleId, { by: ['Ann Lee'], words: ['It is safe, the city repeated'] })
    expect((await changes(before).expect(200)).body.words).toBe('1 new statements by others.')
  })

  test.each(['', 'x', '1.1.1.1@x', '@'])('a state that is none is another: %s', async (since) => {
    expect((await changes(since).expect(200)).body).toMatchObject({ words: null })
  })
})
