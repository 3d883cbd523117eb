import { type FerryDesk, FIRST, ferryDesk } from './ferry-desk'

let ferry: FerryDesk

beforeAll(async () => {
  ferry = await ferryDesk()
})
afterAll(() => ferry.world.close())

const SAID = '“Nobody has asked us,” the harbour master said.\n\n'

/** A live blog in which each text has a line of its own, that somebody says, and that the next one has no more. */
const blog = (line: string) =>
  `Ferry, live\n\n${line}\n\nThe mayor said on Monday that the ferry would sail again in May.\n`

test('in a live blog of many texts, what was let go long ago comes back by its very words, and else asks nobody', async () => {
  const { desk } = ferry
  const id = await desk.article(blog(SAID), { again: true })
  const first = await desk.statement(id, { by: ['The harbour master'], words: ['“Nobody has asked us,”'] })
  let waiting = first.statementId
  for (let n = 0; n < 13; n++) {
    const line = `“Pier ${n} is closed for ${n + 3} days,” the warden of pier ${n} said.`
    expect((await ferry.capture(id, blog(line))).status).toBe(303)
    expect((await ferry.settle(waiting, 'letting-go')).status).toBe(303)
    waiting = (await desk.statement(id, { by: [`Warden ${n}`], words: [`“Pier ${n} is closed for ${n + 3} days,”`] }))
      .statementId
  }
  const reworded = SAID.replace('has asked us', 'has ever asked us')
  expect((await ferry.capture(id, blog(reworded))).status).toBe(303)
  expect(await ferry.carryingOf(first.statementId)).toMatchObject({ class: 'gone', outcome: 'let_go', effect: 'same' })
  expect((await ferry.settle(waiting, 'letting-go')).status).toBe(303)
  // Other quotation marks and another case make no other words of it.
  expect((await ferry.capture(id, blog(SAID.replace(/[“”]/g, '"').toUpperCase()))).status).toBe(303)
  expect((await ferry.carryingOf(first.statementId)).class).not.toBe('gone')
  expect((await ferry.capture(id, blog(SAID))).status).toBe(303)
  expect(await ferry.carryingOf(first.statementId)).toMatchObject({ outcome: 'carried' })
  expect(await ferry.standsIn(first.statementId)).toMatchObject([{ number: 17, exact: '“Nobody has asked us,”' }])
})

test('of what was let go a text ago, other words are an editor’s to look at', async () => {
  const { id, master } = await ferry.article(FIRST.replace('Ferry to stay', 'Once more: ferry to stay'))
  const without = FIRST.replace(SAID, '')
  expect((await ferry.capture(id, without)).status).toBe(303)
  expect((await ferry.settle(master.statementId, 'letting-go')).status).toBe(303)
  expect((await ferry.capture(id, FIRST.replace('Nobody has asked us', 'Nobody has ever asked us'))).status).toBe(303)
  expect(await ferry.carryingOf(master.statementId)).toMatchObject({ class: 'edited', outcome: null })
})
