import { mergeSpeakers } from '../../src/links/merge-speakers.commands'
import { addSpeaker } from '../../src/speakers/speakers.commands'
import { knownNames } from '../../src/suggestions/known-names.queries'
import { readableText } from '../../src/suggestions/readable-text'
import { changesBySql, newWorld, type World } from '../support/world'

let world: World

beforeAll(async () => {
  world = await newWorld()
})
afterAll(() => world.close())

const add = (name: string, aliases: string[] = []) =>
  addSpeaker(world.db, { id: world.editor.id }, { name, kind: 'person', aliases })
const known = (text: string) => knownNames(world.db, readableText(text, 0, 'en', null))

test('speakers are known by their name, with “The” or without, by an alias and by their surname', async () => {
  await add('Petra Lindqvist', ['The Iron Mayor'])
  await add('The Harbour Board', ['HB'])
  await add('Tomas Brandt')
  await add('Nobody Elsewhere')
  expect(await known('Yesterday PETRA LINDQVIST talked to people about fish, as Brandt did before.')).toEqual([
    { name: 'Petra Lindqvist', aliases: [] },
    { name: 'Tomas Brandt', aliases: [] },
  ])
  expect(await known('There the Iron Mayor talked to people of HB and of the Harbour Board about fish.')).toEqual([
    { name: 'Petra Lindqvist', aliases: ['The Iron Mayor'] },
    { name: 'The Harbour Board', aliases: ['HB'] },
  ])
  expect(await known('It rained.')).toEqual([])
  expect(await known('')).toEqual([])
})

test('of a merged speaker it is whom they were merged into, and the old name is another one', async () => {
  const one = await add('Dagny Falk', ['Countess Falk'])
  const into = await add('Dagny Sommer')
  const merged = await mergeSpeakers(world.db, { id: world.editor.id }, one, 1, into, 1)
  expect(merged).not.toHaveProperty('problem')
  const sommer = { name: 'Dagny Sommer', aliases: ['Dagny Falk'] }
  expect(await known('They met Dagny Falk.')).toEqual([sommer])
  expect(await known('They met Falk.')).toEqual([sommer])
  expect(await known('They met Countess Falk.')).toEqual([{ ...sommer, aliases: ['Countess Falk'] }])
})

test('of many with one surname the first few are', async () => {
  for (const first of ['Ann', 'Bo', 'Cy', 'Di', 'Ed', 'Fa']) await add(`${first} Manyfold`)
  expect((await known('Then came Manyfold.')).map(({ name }) => name)).toEqual(
    ['Ann', 'Bo', 'Cy', 'Di', 'Ed'].map((first) => `${first} Manyfold`),
  )
})

test('signs that stand for others in SQL stand for themselves', async () => {
  await add('Odd X_Y')
  await add('Odd XaY')
  const named = (name: string) => ({
    ...readableText('', 0, 'en', null),
    names: () => [{ from: 0, to: 1, name, parts: [name], title: '', isPerson: true }],
  })
  const found = async (name: string) => (await knownNames(world.db, named(name))).map((one) => one.name)
  expect(await found('X_Y')).toEqual(['Odd X_Y'])
  expect(await found('%')).toEqual([])
  expect(await found('X%')).toEqual([])
  expect(await found('\\')).toEqual([])
  expect(await found("O'Brien'; --")).toEqual([])
})

test('among thousands of speakers those of an article are found without going through all for each name', async () => {
  changesBySql(world)
  await world.db.query(
    `INSERT INTO speakers (kind, name)
     SELECT 'person', 'Given ' || initcap(translate(left(md5(n::text), 9), '0123456789', 'ghijklmnop')) FROM generate_series(1, 5000) n`,
  )
  await world.db.query('ANALYZE speakers')
  const rows: { name: string }[] = await world.db.query(
    `SELECT name FROM speakers WHERE name LIKE 'Given %' AND id % 200 = 0`,
  )
  const surnames = rows.map(({ name }) => name.split(' ')[1] as string)
  const text = surnames
    .map((surname, at) => `There it was ${surname} whom people met, as ${surname}nobody${at} knows.`)
    .join(' ')
  await world.db.transaction(async (db) => {
    const found = await knownNames(db, readableText(text, 0, 'en', null))
    expect(found.map(({ name }) => name)).toEqual(expect.arrayContaining(rows.map(({ name }) => name)))
    const [read] = await db.query(
      `SELECT seq_tup_read::integer AS through, (SELECT count(*)::integer FROM speakers) AS speakers
       FROM pg_stat_xact_user_tables WHERE relname = 'speakers'`,
    )
    // Of so few the database may go through all once for each part of the question: never once for each of 50 names.
    expect(read.through).toBeLessThan(5 * read.speakers)
  })
})
