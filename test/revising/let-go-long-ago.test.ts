import { CodePoints } from '../../src/quotes/code-points'
import { findStatements } from '../../src/revising/found-statements.queries'
import { inNewText } from '../../src/revising/new-text.client'
import { holdStatementsToCarry } from '../../src/revising/statements-to-carry.queries'
import { type FerryDesk, FIRST, ferryDesk } from './ferry-desk'

let ferry: FerryDesk

beforeAll(async () => {
  ferry = await ferryDesk()
})
afterAll(() => ferry.world.close())

const SAID = '“Nobody has asked us,” the harbour master said.\n\n'
const without = (more: string) => `${FIRST.replace(SAID, '')}\n${more}\n`
const REWORDED = FIRST.replace('Nobody has asked us', 'Nobody has ever asked us')

test.each([
  ['reworded', REWORDED, 1, 'edited'],
  ['reworded, let go in a text too old', REWORDED, 0, 'gone'],
  ['as it was', FIRST, 0, 'unchanged'],
  ['in other marks and case', FIRST.replace(/[“”]/g, '"').replace('has asked', 'HAS ASKED'), 0, 'edited'],
])('what was let go is looked for: %s', async (what, text, alwaysCompared, expected) => {
  const { id, master } = await ferry.article(FIRST.replace('Ferry to stay', `${what}: ferry to stay`))
  for (const more of ['Once.', 'Twice.']) {
    expect((await ferry.capture(id, without(more))).status).toBe(303)
    if (more === 'Once.') expect((await ferry.settle(master.statementId, 'letting-go')).status).toBe(303)
  }
  const { db } = ferry.world
  const statements = await holdStatementsToCarry(db, id)
  const [last] = await db.query(
    'SELECT id AS "revisionId", text FROM revisions WHERE article_id = $1 ORDER BY number DESC LIMIT 1',
    [id],
  )
  const points = new CodePoints(text)
  const found = await inNewText(points, [0], (look) =>
    findStatements(db, statements, { text: points, zones: [], look, last }, alwaysCompared),
  )
  expect(found).toHaveLength(2)
  expect(found.find(({ statement }) => statement.id === master.statementId)?.compared.class).toBe(expected)
})

test('of what was let go, other words are an editor’s to look at', async () => {
  const { id, master } = await ferry.article(FIRST.replace('Ferry to stay', 'Once more: ferry to stay'))
  expect((await ferry.capture(id, without(''))).status).toBe(303)
  expect((await ferry.settle(master.statementId, 'letting-go')).status).toBe(303)
  expect((await ferry.capture(id, REWORDED)).status).toBe(303)
  expect(await ferry.carryingOf(master.statementId)).toMatchObject({ class: 'edited', outcome: null })
})
