import { type FerryDesk, FIRST, ferryDesk } from './ferry-desk'

let ferry: FerryDesk

beforeAll(async () => {
  ferry = await ferryDesk()
})
afterAll(() => ferry.world.close())

const mark = async (articleId: number, kind: string, paragraph: number) => {
  const [row] = await ferry.world.db.query('SELECT version FROM articles WHERE id = $1', [articleId])
  await ferry.agent
    .post(`/articles/${articleId}/zones`)
    .type('form')
    .send({ version: String(row.version), kind, from: String(paragraph), to: String(paragraph) })
    .expect(303)
}

const zonesOf = (articleId: number, number: number): Promise<{ kind: string; words: string }[]> =>
  ferry.world.db.query(
    `SELECT kind, substr(text, start_offset + 1, end_offset - start_offset) AS words
     FROM zones JOIN revisions ON revisions.id = revision_id WHERE article_id = $1 AND number = $2 ORDER BY start_offset`,
    [articleId, number],
  )

test('a zone goes along where its words surely are, and a statement that stands in one stays confirmed', async () => {
  const { id, mayor } = await ferry.article()
  await mark(id, 'comments', 4)
  expect((await ferry.capture(id, `Read first: an appeal.\n\n${FIRST}`)).status).toBe(303)
  expect(await zonesOf(id, 2)).toEqual([{ kind: 'comments', words: 'The union has yet to be told.' }])
  await ferry.capture(id, FIRST.replace('The union has yet to be told.', 'Nothing of it is left.'))
  expect(await zonesOf(id, 3)).toEqual([])
  expect(await ferry.standsIn(mayor.statementId)).toMatchObject([{ number: 3 }])
})

test('words that an editor withdrew are looked for as well, and restored in the newest text', async () => {
  const { id, master } = await ferry.article()
  const withdraw = (act: string, version: number) =>
    ferry.agent
      .post(`/statements/${master.statementId}/${act}`)
      .type('form')
      .send({ version: String(version), reason: 'A slip.' })
      .expect(303)
  await withdraw('withdrawal', 1)
  await ferry.capture(id, `Updated.\n\n${FIRST}`)
  await withdraw('restoration', await ferry.versionOf(master.statementId))
  expect(await ferry.standsIn(master.statementId)).toMatchObject([{ number: 2, exact: '“Nobody has asked us,”' }])
})

test('words that stood elsewhere too are not taken for the statement when its own passage is gone', async () => {
  const text = `${FIRST}\nReaders’ comments\n\n“Nobody has asked us,” said a reader too.\n`
  const { id, master } = await ferry.article(FIRST)
  await ferry.capture(id, text.replace('“Nobody has asked us,” the harbour master said.\n\n', ''))
  const [place] = await ferry.standsIn(master.statementId)
  expect(place).toMatchObject({ number: 1 })
  expect(await ferry.carryingOf(master.statementId)).toMatchObject({ outcome: null })
  expect((await ferry.carryingOf(master.statementId)).class).not.toBe('unchanged')
})
