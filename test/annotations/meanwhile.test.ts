import { DataSource, type EntityManager } from 'typeorm'
import { articlesMeant } from '../../src/annotations/articles-meant.queries'
import { lookFor } from '../../src/annotations/look-for.queries'
import { readAnnotations } from '../../src/annotations/read-annotations'
import { takeOver } from '../../src/annotations/take-over.commands'
import { turns } from '../../src/annotations/turns.queries'
import { lockRevisionsOf } from '../../src/claims/revision-lock.commands'
import { dataSourceOptions } from '../../src/database/data-source'
import { entities } from '../../src/entities'
import { redact } from '../../src/proof/redact.commands'
import { addRevision } from '../../src/revising/revise.commands'
import { article, statement } from '../exports/corpus'
import { untilWaiting } from '../support/waiting'
import { newWorld, type World } from '../support/world'
import { annotated, searched, webAnnotation } from './foreign'

const BASE = 'https://gainsay.example'
const TEXT = 'The bridge is safe, Ann Lee said.\n\nBob Orr denied it. It is not.\n'

let world: World
let owner: DataSource
beforeAll(async () => {
  world = await newWorld()
  owner = await new DataSource(dataSourceOptions(world.ownerUrl, entities)).initialize()
})
afterAll(async () => {
  await owner.destroy()
  await world.close()
})

const read = (text: string) => {
  const found = readAnnotations(text, BASE)
  if ('problem' in found) throw new Error(found.problem)
  return found
}
const taking = (articleId: number, text: string) => takeOver(world.db, null, read(text), { articleId, baseUrl: BASE })

/** Does something that holds an article’s texts while annotations of it are taken over, and wait. */
async function heldWhile<T>(id: number, text: string, work: (db: EntityManager) => Promise<T>) {
  let isDone = false
  let taken: ReturnType<typeof taking> | undefined
  await owner.transaction(async (db) => {
    await lockRevisionsOf(db, id)
    taken = taking(id, text).finally(() => {
      isDone = true
    })
    await untilWaiting(
      (sql) => owner.query(sql),
      1,
      () => isDone,
    )
    expect(isDone).toBe(false)
    await work(db)
  })
  return taken
}

test('words that are redacted while they are taken over are not there any more, and no note on them stays', async () => {
  const id = await article(world.db, TEXT)
  const { statementId } = await statement(world.db, id, 'The bridge is safe')
  const rows = searched([annotated('The bridge is safe', { text: 'The bridge is safe, she says.', tags: ['bridge'] })])
  const told = { reason: 'By order.', legalBasis: null }
  const outcome = await heldWhile(id, rows, (db) => redact(db, { kind: 'statement', id: statementId }, told))
  expect(outcome).toEqual({ problems: [{ line: 4, problem: expect.stringContaining('is not in the article’s text') }] })
  expect(await world.db.query('SELECT FROM annotations WHERE article_id = $1', [id])).toEqual([])
})

test('who is said to speak is looked for too, so that no erased words come back in a note', async () => {
  const id = await article(world.db, TEXT)
  const named = (who: string) =>
    `${mark(1, 'The bridge is safe', 0)}T2\tSource 20 ${20 + who.length}\t${who}\nR1\tSaidBy Arg1:T1 Arg2:T2\n`
  expect(await taking(id, named('Jan Doe'))).toEqual({
    problems: [{ line: 1, problem: '“Jan Doe” is not in the article’s text.' }],
  })
  expect(await taking(id, named('Ann Lee'))).toMatchObject({ taken: 1, leftOut: { joined: 1 } })
})

test('of a text that is followed by another meanwhile it is looked for in that one', async () => {
  const id = await article(world.db, TEXT)
  const outcome = await heldWhile(id, searched([annotated('Bob Orr denied it')]), async (db) => {
    const added = await addRevision(db, null, id, null, { raw: Buffer.from(`News.\n\n${TEXT}`) })
    expect(added).toMatchObject({ number: 2 })
  })
  expect(outcome).toMatchObject({ taken: 1 })
  const [row] = await world.db.query(
    `SELECT number, start_offset AS start FROM annotations JOIN revisions ON revisions.id = revision_id WHERE annotations.article_id = $1`,
    [id],
  )
  expect(row).toEqual({ number: 2, start: 7 + TEXT.indexOf('Bob Orr') })
})

test('who takes over the same at once finds it here', async () => {
  const id = await article(world.db, TEXT)
  const rows = searched([annotated('Bob Orr denied it'), annotated('It is not')])
  const both = await Promise.all([taking(id, rows), taking(id, rows)])
  expect(both.map((one) => 'taken' in one && [one.taken, one.known]).toSorted()).toEqual([
    [0, 2],
    [2, 0],
  ])
})

const mark = (id: number, words: string, start: number, more = '') =>
  `T${id}\tClaim ${start} ${start + words.length}\t${words}\n${more}`

test('brat’s marks: two at the same words stay two, and what comes again is here already, wherever its line and its place are by now', async () => {
  const id = await article(world.db, TEXT)
  const two =
    mark(1, 'The bridge is safe', 0, '#1\tSpeakers T1\tAnn\n') +
    mark(2, 'The bridge is safe', 0, '#2\tSpeakers T2\tBob\n')
  expect(await taking(id, two)).toMatchObject({ taken: 2, known: 0, leftOut: {} })
  expect(await taking(id, two)).toMatchObject({ taken: 0, known: 2 })
  expect(await taking(id, mark(7, 'The bridge is safe', 90))).toMatchObject({ taken: 0, known: 1 })
  expect(await taking(id, mark(7, 'The bridge is safe', 0, 'A1\tStance T7 denies\n'))).toMatchObject({ taken: 1 })
  // Other words at the same offsets, as a newer text has them.
  expect(await taking(id, mark(1, 'Ann Lee said', 0))).toMatchObject({ taken: 1, known: 0 })
})

test('brat’s marks on words that stand several times are told apart by their places', async () => {
  const id = await article(world.db, 'No. Yes. No. Yes.')
  expect(await taking(id, mark(1, 'No.', 9))).toMatchObject({ taken: 1 })
  expect(await taking(id, mark(1, 'No.', 0) + mark(2, 'No.', 9))).toMatchObject({ taken: 1, known: 1 })
})

test('what stands in a file twice is counted apart from what is here already', async () => {
  const id = await article(world.db, TEXT)
  const rows = [annotated('It is not'), annotated('It is not'), annotated('Bob Orr')]
  expect(await taking(id, searched(rows))).toMatchObject({ taken: 2, known: 0, leftOut: { repeated: 1 } })
  expect(await taking(id, searched(rows))).toMatchObject({ taken: 0, known: 2, leftOut: { repeated: 1 } })
})

/** A database with one text. */
const withText = (text: string) => {
  const query = jest.fn(async () => [{ text }])
  return {
    query,
    db: { query } as unknown as EntityManager,
    texts: new Map([[1, { articleId: 1, revisionId: 1, length: text.length, sha256: '' }]]),
  }
}

test('after a hundred problems nothing more is looked for, and that is told with how many are left', async () => {
  const { db, texts } = withText(TEXT)
  const file = read(
    JSON.stringify(Array.from({ length: 300 }, (_, id) => webAnnotation(`Carl ${id}`, { id: `x:${id}` }))),
  )
  const told: number[] = []
  const outcome = await lookFor(db, new Map([[1, file.annotations]]), texts, file, (done) => told.push(done))
  expect(outcome).toMatchObject({ problems: { length: 101 } })
  expect('problems' in outcome && outcome.problems.at(-1)).toEqual({
    line: null,
    problem: 'After 100 problems nothing more was looked at: 200 more passages.',
  })
  expect(told).toHaveLength(99)
})

test('more than is looked through at a time is refused before anything is looked for', async () => {
  const { db, query, texts } = withText(TEXT)
  const file = read(
    JSON.stringify(Array.from({ length: 300 }, (_, id) => webAnnotation('It is not', { id: `x:${id}` }))),
  )
  const long = new Map([[1, { ...texts.get(1), length: 5_000_000 }]]) as typeof texts
  expect(await lookFor(db, new Map([[1, file.annotations]]), long, file, () => {})).toEqual({
    problems: [{ line: null, problem: expect.stringContaining('200 of these passages') }],
  })
  expect(query).not.toHaveBeenCalled()
  expect(await lookFor(db, new Map([[1, file.annotations.slice(0, 200)]]), long, file, () => {})).toHaveProperty(
    'found',
  )
})

test('while it is looked for others are let in, and PostgreSQL is told now and then that the transaction goes on', async () => {
  const query = jest.fn(async () => [])
  let now = 0
  const othersIn = turns({ query } as unknown as EntityManager, () => now)
  for (; now < 60_000; now += 20) await othersIn()
  expect(query.mock.calls.length).toBeGreaterThanOrEqual(10)
  expect(query.mock.calls.length).toBeLessThanOrEqual(12)
})

test('the articles at all addresses are asked for at once', async () => {
  const ids = [
    await article(world.db, TEXT, { url: 'https://a.example/1' }),
    await article(world.db, TEXT, { url: 'https://a.example/2' }),
  ]
  await article(world.db, TEXT, { url: 'https://a.example/2#x' })
  const rows = ['1', '2', '1#x', '2#x', '3'].map((path) => annotated(path, { uri: `https://a.example/${path}` }))
  const query = jest.fn((...asked: [string]) => world.db.query(...asked))
  const annotations = read(searched(rows)).annotations
  const at = { articleId: null, baseUrl: BASE }
  const { byArticle, problems } = await articlesMeant({ query } as unknown as EntityManager, annotations, at)
  expect(query).toHaveBeenCalledTimes(1)
  expect([...byArticle].map(([id, some]) => [id, some.length])).toEqual([
    [ids[0], 2],
    [ids[1], 1],
  ])
  expect(problems.map(({ problem }) => problem.slice(0, 16))).toEqual(['Several articles', 'No article here '])
})
