import { type FerryDesk, FIRST, ferryDesk } from './ferry-desk'

let ferry: FerryDesk

beforeAll(async () => {
  ferry = await ferryDesk()
})
afterAll(() => ferry.world.close())

/** The mayor’s statement waits: one of its words is another now, at a place that is found. */
async function waiting() {
  const told = await ferry.article()
  await ferry.capture(told.id, FIRST.replace('would sail again', 'might sail again'))
  return told
}

const confirm = async (statementId: number) =>
  (await ferry.settle(statementId, 'confirmation', { candidate: '0' })).status

/** Does something to a statement, as the desk’s forms do it. */
const act = async (statementId: number, what: string) =>
  (
    await ferry.agent
      .post(`/statements/${statementId}/${what}`)
      .type('form')
      .send({ version: String(await ferry.versionOf(statementId)), reason: 'A slip.' })
  ).status

async function review(isAsked: boolean) {
  await ferry.world.db.query('UPDATE desk_settings SET review = $1', [isAsked])
  ferry.world.context.settings.forget()
}

const isThere = async (statementId: number) =>
  expect(await ferry.standsIn(statementId)).toMatchObject([{ number: 2, exact: 'the ferry might sail again in May' }])

test.each(['confirmation', 'letting-go'])(
  'what was settled by %s and taken back is confirmed after all',
  async (first) => {
    const { mayor } = await waiting()
    expect((await ferry.settle(mayor.statementId, first, { candidate: '0' })).status).toBe(303)
    expect((await ferry.settle(mayor.statementId, 'reopening')).status).toBe(303)
    expect(await confirm(mayor.statementId)).toBe(303)
    await isThere(mayor.statementId)
  },
)

test('where the desk reviews, a published statement is confirmed once it has been taken back to draft', async () => {
  const { mayor } = await waiting()
  await review(true)
  const refused = await confirm(mayor.statementId)
  const taken = await act(mayor.statementId, 'draft')
  const confirmed = await confirm(mayor.statementId)
  await review(false)
  expect([refused, taken, confirmed]).toEqual([422, 303, 303])
  await isThere(mayor.statementId)
})

test('what was withdrawn and restored while it waited is confirmed where it was found', async () => {
  const { mayor } = await waiting()
  expect(await act(mayor.statementId, 'withdrawal')).toBe(303)
  expect(await confirm(mayor.statementId)).toBe(422)
  expect(await act(mayor.statementId, 'restoration')).toBe(303)
  expect(await confirm(mayor.statementId)).toBe(303)
  await isThere(mayor.statementId)
})

test('a settlement is taken back as long as the words stand where it put them, whatever else became of the statement', async () => {
  const { id, mayor } = await waiting()
  expect(await confirm(mayor.statementId)).toBe(303)
  expect(await act(mayor.statementId, 'withdrawal')).toBe(303)
  expect(await act(mayor.statementId, 'restoration')).toBe(303)
  expect((await ferry.settle(mayor.statementId, 'reopening')).status).toBe(303)
  expect(await ferry.standsIn(mayor.statementId)).toMatchObject([{ number: 1 }])
  expect(await confirm(mayor.statementId)).toBe(303)
  // A zone marked over it makes another version of it, and so does taking that away.
  await zone(id, '', { kind: 'comments', from: '2', to: '2', inZone: String(mayor.statementId) })
  expect((await ferry.settle(mayor.statementId, 'reopening')).status).toBe(303)
  expect((await ferry.settle(mayor.statementId, 'confirmation', { candidate: '0', inZone: 'on' })).status).toBe(303)
  await zone(id, '/removal', { start: String(FIRST.indexOf('The mayor')) })
  expect((await ferry.settle(mayor.statementId, 'reopening')).status).toBe(303)
  expect(await confirm(mayor.statementId)).toBe(303)
  await isThere(mayor.statementId)
})

async function zone(articleId: number, what: string, fields: Record<string, string>) {
  const [{ version }] = await ferry.world.db.query('SELECT version FROM articles WHERE id = $1', [articleId])
  const sent = { version: String(version), ...fields }
  await ferry.agent.post(`/articles/${articleId}/zones${what}`).type('form').send(sent).expect(303)
}
