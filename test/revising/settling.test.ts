import { type FerryDesk, FIRST, ferryDesk } from './ferry-desk'

let ferry: FerryDesk

beforeAll(async () => {
  ferry = await ferryDesk()
})
afterAll(() => ferry.world.close())

/** The mayor’s statement waits: its words are elsewhere, and others. */
async function waiting() {
  const told = await ferry.article()
  await ferry.capture(told.id, FIRST.replace(/The mayor.*May\./, 'In May there will be a ferry, said the mayor.'))
  return told
}

test('an editor points to the words as they are now: what is not there is refused with what was typed, what is there is taken', async () => {
  const { mayor } = await waiting()
  const { id } = await ferry.carryingOf(mayor.statementId)
  const form = await ferry.agent.get(`/carryings/${id}/pointing`).expect(200)
  expect(form.text).toContain('the ferry would sail again in May')
  expect(form.text).toContain('In May there will be a ferry, said the mayor.')

  const wrong = await ferry.settle(mayor.statementId, 'pointing', {
    content: 'In May there was a <ferry>',
    source: 'the mayor',
    cue: '',
  })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('In May there was a &lt;ferry&gt;</textarea>')
  expect(wrong.text).toContain('aria-invalid="true"')

  const right = await ferry.settle(mayor.statementId, 'pointing', {
    content: 'In May there will be a ferry',
    source: 'the mayor',
    cue: 'said',
  })
  expect(right.status).toBe(303)
  expect(await ferry.standsIn(mayor.statementId)).toMatchObject([{ number: 2, exact: 'In May there will be a ferry' }])
  expect(await ferry.carryingOf(mayor.statementId)).toMatchObject({ outcome: 'pointed', effect: 'reworded' })
})

test('what was settled is taken back: the statement stands where it stood, and waits again', async () => {
  const { id, mayor } = await waiting()
  for (const [act, fields] of [
    ['pointing', { content: 'In May there will be a ferry' }],
    ['letting-go', {}],
  ] as const) {
    expect((await ferry.settle(mayor.statementId, act, fields)).status).toBe(303)
    const notice = (await ferry.agent.get(`/articles/${id}/revisions/2`)).text
    const carrying = await ferry.carryingOf(mayor.statementId)
    expect(notice).toContain(`action="/carryings/${carrying.id}/reopening"`)
    expect((await ferry.settle(mayor.statementId, 'reopening')).status).toBe(303)
    expect(await ferry.standsIn(mayor.statementId)).toMatchObject([
      { number: 1, exact: 'the ferry would sail again in May' },
    ])
    expect(await ferry.carryingOf(mayor.statementId)).toMatchObject({ outcome: null, effect: null })
  }
  expect(await ferry.read(`/claims/${mayor.claimId}`)).not.toContain('Changed after it was published')
})

test('nobody settles what somebody else has settled, nor takes back what a newer text has overtaken', async () => {
  const { id, mayor } = await waiting()
  const first = await ferry.carryingOf(mayor.statementId)
  const stale = await ferry.agent.post(`/carryings/${first.id}/letting-go`).type('form').send({ version: '7' })
  expect(stale.status).toBe(409)
  expect((await ferry.settle(mayor.statementId, 'letting-go')).status).toBe(303)
  const again = await ferry.settle(mayor.statementId, 'letting-go')
  expect(again.status).toBe(409)
  expect(again.text).toContain('Somebody has settled what becomes of this statement')

  await ferry.capture(id, `${FIRST}A line more.\n`)
  const version = String(await ferry.versionOf(mayor.statementId))
  const late = await ferry.agent.post(`/carryings/${first.id}/reopening`).type('form').send({ version })
  expect(late.status).toBe(422)
  expect(late.text).toContain('A newer text has been captured since')
})

test('a place that there is not is refused, and so is a statement that was withdrawn meanwhile', async () => {
  const { mayor } = await waiting()
  expect((await ferry.settle(mayor.statementId, 'confirmation', { candidate: '19' })).status).toBe(422)
  expect((await ferry.settle(mayor.statementId, 'confirmation', { candidate: 'first' })).status).toBe(422)
  await ferry.agent
    .post(`/statements/${mayor.statementId}/withdrawal`)
    .type('form')
    .send({ version: String(await ferry.versionOf(mayor.statementId)), reason: 'A slip.' })
    .expect(303)
  const late = await ferry.settle(mayor.statementId, 'letting-go')
  expect(late.status).toBe(422)
  expect(late.text).toContain('has been withdrawn')
})

test('where the desk reviews, a published statement is taken back to draft before it is settled', async () => {
  const { mayor } = await waiting()
  const set = (review: boolean) => ferry.world.db.query('UPDATE desk_settings SET review = $1', [review])
  await set(true)
  ferry.world.context.settings.forget()
  const refused = await ferry.settle(mayor.statementId, 'letting-go')
  await set(false)
  ferry.world.context.settings.forget()
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('Take it back to draft to change it')
})

test('carrying over is undone on the page of the text, not from history; a captured text stays', async () => {
  const { id, master } = await waiting()
  const undone = (kind: string, of: number, version: number) =>
    ferry.agent
      .post('/undo')
      .type('form')
      .send({ change: `${kind}.${of}.${version}`, back: '/', reason: 'A slip.' })
  const carried = await undone('statement', master.statementId, await ferry.versionOf(master.statementId))
  expect(carried.status).toBe(409)
  expect(carried.text).toContain('it is taken back on the page of that text')
  const text = await undone('article', id, 2)
  expect(text.status).toBe(409)
  expect(text.text).toContain('A captured text stays')
})
