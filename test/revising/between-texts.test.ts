import { changeStatement } from '../../src/claims/statements.commands'
import { type FerryDesk, FIRST, ferryDesk } from './ferry-desk'

let ferry: FerryDesk

beforeAll(async () => {
  ferry = await ferryDesk()
})
afterAll(() => ferry.world.close())

const MAYOR = 'The mayor said on Monday that the ferry would sail again in May.'
const settled = (statementId: number) => ferry.carryingOf(statementId)

test('who is named as the speaker is looked at by an editor, and readers are told when it is somebody else', async () => {
  const { id, mayor } = await ferry.article()
  await ferry.capture(id, FIRST.replace(MAYOR, MAYOR.replace('The mayor said', 'The harbour master said')))
  expect(await settled(mayor.statementId)).toMatchObject({ class: 'edited', because: 'attribution' })
  // One click does not take away who was named: that is asked for.
  const asked = await ferry.settle(mayor.statementId, 'confirmation', { candidate: '0' })
  expect(asked.status).toBe(422)
  expect(asked.text).toContain('What named the speaker is not there')
  const fields = { content: 'the ferry would sail again in May', source: 'The harbour master', cue: 'said' }
  expect((await ferry.settle(mayor.statementId, 'pointing', fields)).status).toBe(303)
  expect(await settled(mayor.statementId)).toMatchObject({ effect: 'reattributed' })
  const claim = await ferry.read(`/claims/${mayor.claimId}`)
  expect(claim).toContain('Who said it, or how, is told otherwise in revision 2')
  expect(claim).toMatch(/Names the speaker: <span[^>]*>.*<ins>.*harbour master/)
})

test('a text that nobody looked at is not told of as the one that changed the words', async () => {
  const { id, mayor } = await ferry.article()
  await ferry.capture(id, FIRST.replace('would sail', 'might sail'))
  await ferry.capture(id, FIRST.replace('would sail', 'might sail').replace('The union', 'Even the union'))
  expect((await ferry.settle(mayor.statementId, 'confirmation', { candidate: '0' })).status).toBe(303)
  expect(await ferry.read(`/claims/${mayor.claimId}`)).toContain('Wording changed between revision 1 and revision 3')
})

test('words that are as they were before anybody looked are told of neither as gone nor as back', async () => {
  const { id, mayor, master } = await ferry.article()
  const without = FIRST.replace('“Nobody has asked us,” the harbour master said.\n\n', '')
  await ferry.capture(id, without.replace('sail again', 'sail agian'))
  expect(await settled(mayor.statementId)).toMatchObject({ class: 'edited', outcome: null })
  expect(await settled(master.statementId)).toMatchObject({ class: 'gone', outcome: null })
  await ferry.capture(id, FIRST)
  for (const { statementId, claimId } of [mayor, master]) {
    expect(await settled(statementId)).toMatchObject({ outcome: 'carried', effect: 'same' })
    expect(await ferry.standsIn(statementId)).toMatchObject([{ number: 3 }])
    const claim = await ferry.read(`/claims/${claimId}`)
    expect(claim).not.toContain('Back in the text')
    expect(claim).not.toContain('Changed after it was published')
  }
  expect(await ferry.read(`/articles/${id}/revisions/3`)).not.toContain('Back in the text')
})

test('a statement that was changed while it waited is not put on what was found for it before', async () => {
  const { id, mayor } = await ferry.article()
  await ferry.capture(id, FIRST.replace('would sail again', 'might sail again'))
  await change(mayor.statementId, 'sail again in May')
  const asked = await ferry.settle(mayor.statementId, 'confirmation', { candidate: '0' })
  expect(asked.status).toBe(422)
  expect(asked.text).toContain('The statement was changed after the texts were compared')
  const fields = { content: 'sail again in May', source: 'The mayor', cue: 'said' }
  expect((await ferry.settle(mayor.statementId, 'pointing', fields)).status).toBe(303)
  expect(await ferry.standsIn(mayor.statementId)).toMatchObject([{ number: 2, exact: 'sail again in May' }])
})

test('what was changed after it was settled stays so: then the settlement is not taken back', async () => {
  const { id, mayor } = await ferry.article()
  await ferry.capture(id, FIRST.replace('would sail again', 'might sail again'))
  await ferry.settle(mayor.statementId, 'confirmation', { candidate: '0' })
  await change(mayor.statementId, 'might sail again in May')
  const late = await ferry.settle(mayor.statementId, 'reopening')
  expect(late.status).toBe(422)
  expect(await ferry.standsIn(mayor.statementId)).toMatchObject([{ number: 2, exact: 'might sail again in May' }])
})

test('an editor’s settlement is taken back on the page of the text, also when the notice is gone', async () => {
  const { id, master } = await ferry.article()
  await ferry.capture(id, FIRST.replace('“Nobody has asked us,” the harbour master said.\n\n', ''))
  await ferry.settle(master.statementId, 'letting-go')
  await ferry.agent.get(`/articles/${id}/revisions/2`)
  const { text } = await ferry.agent.get(`/articles/${id}/revisions/2`).expect(200)
  const { id: carrying } = await settled(master.statementId)
  expect(text).toContain(`action="/carryings/${carrying}/reopening"`)
  expect(text).toContain('Take this back')
  const version = await ferry.versionOf(master.statementId)
  const undone = await ferry.agent
    .post('/undo')
    .type('form')
    .send({ change: `statement.${master.statementId}.${version}`, back: '/', reason: 'A slip.' })
  expect([undone.status, (await settled(master.statementId)).outcome]).toEqual([409, 'let_go'])
})

test('readers are not told how many statements wait, nor of what class a machine takes them to be', async () => {
  const { id } = await ferry.article()
  await ferry.capture(id, FIRST.replace('would sail again', 'might sail again'))
  expect(await ferry.read(`/articles/${id}/revisions/2`)).not.toContain('1 edited')
  expect((await ferry.agent.get(`/articles/${id}/revisions/2`)).text).toContain('1 edited')
})

test('a part that was marked as not the article’s own, and is not in the new text, is told as lost', async () => {
  const { id } = await ferry.article()
  await ferry.agent
    .post(`/articles/${id}/zones`)
    .type('form')
    .send({ version: '1', kind: 'comments', from: '4', to: '4' })
    .expect(303)
  const sent = await ferry.capture(id, FIRST.replace('The union has yet to be told.', 'That is all there is.'))
  expect((await ferry.agent.get(sent.headers.location as string)).text).toContain(
    '1 part that had been marked as not the article’s own is not in it any more',
  )
})

test('of a text that is captured while a statement is recorded, neither is lost and none is left behind', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { id } = await ferry.article()
    const record = ferry.desk
      .statement(id, { by: ['The union'], words: ['has yet to be told'] })
      .catch((error: Error) => error.message)
    const [answer, recorded] = await Promise.all([ferry.capture(id, `Round ${round}.\n\n${FIRST}`), record])
    expect(answer.status).toBe(303)
    if (typeof recorded === 'string') throw new Error(recorded)
    expect(await ferry.standsIn(recorded.statementId)).toMatchObject([{ number: 2, exact: 'has yet to be told' }])
  }
})

/** Changes what a statement spans in the text that it stands in. */
async function change(statementId: number, content: string) {
  const version = await ferry.versionOf(statementId)
  const outcome = await changeStatement(ferry.world.db, ferry.world.editor, statementId, version, {
    content: [{ exact: content }],
    source: { exact: 'The mayor' },
    cue: { exact: 'said' },
    wording: 'indirect',
    hops: [],
  })
  if ('problems' in outcome) throw new Error(JSON.stringify(outcome.problems))
}
