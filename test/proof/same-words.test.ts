import { withdrawClaim } from '../../src/claims/claims.commands'
import { COLUMNS_OF_WORDS, NOT_FOR_WORDS } from '../../src/proof/columns-of-words'
import { sameWordsElsewhere } from '../../src/proof/same-words.queries'
import { keepUnsaved } from '../../src/unsaved/unsaved-forms.commands'
import { article, statement } from '../exports/corpus'
import { type RedactingWorld, redactingWorld, secret } from './redacting'

let world: RedactingWorld['world']
let owner: RedactingWorld['owner']
let ownerOrm: RedactingWorld['ownerOrm']
let commanded: RedactingWorld['commanded']
let tablesWith: RedactingWorld['tablesWith']
let hangingClaim: RedactingWorld['hangingClaim']
let close: RedactingWorld['close']

beforeAll(async () => {
  ;({ world, owner, ownerOrm, commanded, tablesWith, hangingClaim, close } = await redactingWorld())
})
afterAll(() => close())

test('every column that letters can stand in is looked through, or has a reason not to be', async () => {
  const { rows } = await owner.query(
    `SELECT relname || '.' || attname AS name FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
     WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
       AND atttypid = ANY('{text,varchar,bpchar,xml,json,jsonb,bytea,tsvector,text[],varchar[]}'::text[]::regtype[])`,
  )
  const looked = COLUMNS_OF_WORDS.flatMap(({ table, columns }) =>
    Object.keys(columns).map((name) => `${table}.${name}`),
  )
  const put = [...looked, ...Object.values(NOT_FOR_WORDS).flat()]
  expect(put.sort()).toEqual(rows.map(({ name }) => name).sort())
})

test('where the same words stand besides is told, and left alone', async () => {
  const word = secret()
  const [one, other] = [
    await article(world.db, `Original.\n\nHe said: it is ${word}, all of it.`),
    await article(world.db, `Copied.\n\nHe said: it is ${word}, all of it.`),
  ]
  const { claimId } = await statement(world.db, one, `it is ${word}, all of it`)
  const { out } = await commanded('claim', claimId, '--dry-run')
  expect(out).toMatch(
    new RegExp(`stand elsewhere, and stay there:\n  “it is ${word}, all of it”: revision \\d+ of article ${other}\n`),
  )
  expect(await tablesWith(word)).toEqual(expect.arrayContaining(['revisions']))
})

test('where the same words stand besides is told, whoever wrote them, and which row of history has them', async () => {
  const word = `“${secret()}”, he\nsaid`
  const { db } = world
  const elsewhere = await hangingClaim(secret())
  const { claimId } = await statement(db, await article(db, `Original.\n\nIt is ${word}.`), word)
  const correction = await owner.query('SELECT max(id) AS id FROM corrections')
  const planted = [
    ['articles', 'byline', elsewhere.one, `article ${elsewhere.one}, its byline`],
    ['corrections', 'answer', correction.rows[0].id, `correction ${correction.rows[0].id}, its answer`],
    ['outlets', 'name', 1, 'outlet 1, its name'],
    ['speakers', 'description', 1, 'speaker 1, its description'],
  ] as const
  await withdrawClaim(db, null, elsewhere.answer.claimId, 1, `Said: ${word}`)
  const history = await owner.query('SELECT max(id) AS id FROM history')
  // Past the product, which would tell history: so it is taken back.
  const runner = ownerOrm.createQueryRunner()
  await runner.startTransaction()
  for (const [table, column, id] of planted)
    await runner.query(`UPDATE ${table} SET ${column} = 'So: ' || $1 WHERE id = $2`, [word, id])
  await runner.query('INSERT INTO speaker_roles (speaker_id, title) VALUES (1, $1)', [word])
  const typed = { form: 'articles/1/annotate', key: 'typed', fields: { content: ['', `So: ${word}`] }, age: 0 }
  await keepUnsaved(runner.manager, world.editor.id, typed)
  const { found, notSought } = await sameWordsElsewhere(runner.manager, { kind: 'claim', id: claimId })
  await runner.rollbackTransaction()
  await runner.release()

  const withdrawn = [`claim ${elsewhere.answer.claimId}, its reason of withdrawal`, `history ${history.rows[0].id}`]
  const unsaved = `unsaved form 1 of account ${world.editor.id}`
  const places = [...planted.map(([, , , place]) => place), 'speaker 1, its role', unsaved, ...withdrawn]
  expect(found.map(({ places, ...rest }) => ({ ...rest, places: places.toSorted() }))).toEqual([
    { words: word, places: places.toSorted(), more: 0 },
  ])
  expect(notSought).toEqual({ tooMany: 0, tooShort: 0 })
})
