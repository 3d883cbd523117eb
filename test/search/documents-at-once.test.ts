import { Client } from 'pg'
import type { EntityManager } from 'typeorm'
import { withdrawClaim } from '../../src/claims/claims.commands'
import { mergeSpeakers } from '../../src/links/merge-speakers.commands'
import { addSpeaker } from '../../src/speakers/speakers.commands'
import { newsroom } from '../reading/newsroom'
import { changesBySql, newWorld, type World } from '../support/world'
import { marksOf, spelt, wrong } from './kept-documents'

let world: World

beforeAll(async () => {
  world = await newWorld()
  changesBySql(world)
})
afterAll(() => world.close())

test('two changes of one claim at once see each other’s', async () => {
  const room = newsroom(world.db)
  const article = await room.article('One thing was said. Another thing was said. A third thing was said.\n')
  const [one, another, third] = [
    await room.statement(article, { by: ['Ann Lee'], words: ['One thing'] }),
    await room.statement(article, { by: ['Bob Ray'], words: ['Another thing'] }),
    await room.statement(article, { by: ['Cy Poe'], words: ['A third thing'] }),
  ]
  const clients = [new Client({ connectionString: world.appUrl }), new Client({ connectionString: world.appUrl })]
  const [a, b] = clients as [Client, Client]
  await Promise.all(clients.map((client) => client.connect()))
  const add = (relation: string, from: number) =>
    `INSERT INTO links (from_claim_id, to_claim_id, relation) VALUES (${from}, ${one.claimId}, '${relation}')`
  await Promise.all([a.query('BEGIN'), b.query('BEGIN')])
  await Promise.all([a.query(add('denies', another.claimId)), b.query(add('corroborates', third.claimId))])
  await Promise.all([a.query('COMMIT'), b.query('COMMIT')])
  await Promise.all(clients.map((client) => client.end()))
  expect(await marksOf(world, one.claimId)).toEqual(
    expect.arrayContaining(['relation:corroborates', 'relation:denies']),
  )
  expect((await wrong(world)).filter((name) => name !== '')).toEqual([])
})

/** Begins a transaction of its own, does something while that is open, and commits it before that has to end. */
async function meanwhile(changes: string[], other: () => Promise<unknown>) {
  const client = new Client({ connectionString: world.appUrl })
  await client.connect()
  try {
    await client.query('BEGIN')
    for (const change of changes) await client.query(change)
    const done = other()
    // Long enough for it to be done, or to wait.
    await Promise.race([done, new Promise((passed) => setTimeout(passed, 300))])
    await client.query('COMMIT')
    await done
  } finally {
    await client.end()
  }
}

test('a claim saved while its speaker changes, or whom they speak for, has the new names', async () => {
  const { db } = world
  const room = newsroom(db)
  const article = await room.article('Ada Oak spoke. One thing she said. Another she said. A third she said.\n')
  const first = await room.statement(article, { by: ['Ada Oak'], words: ['Ada Oak spoke'] })
  const [{ ada }] = await db.query('SELECT speaker_id AS ada FROM claim_speakers WHERE claim_id = $1', [first.claimId])
  const added = `INSERT INTO speakers (kind, name) VALUES ('organisation', 'Ministry of Oaks'), ('organisation', 'Elm Office') RETURNING id`
  const [ministry, office] = await db.query(added)
  const [role] = await db.query(
    `INSERT INTO speaker_roles (speaker_id, title, speaks_for_id) VALUES ($1, 'spokeswoman', $2) RETURNING id`,
    [ada, ministry.id],
  )
  const say = (words: string) => () =>
    room.statement(article, { by: [], words: [words], claim: { speakers: [{ id: ada, role: { id: role.id } }] } })
  await meanwhile([`UPDATE speakers SET name = 'Ada Ash' WHERE id = ${ada}`], say('One thing'))
  await meanwhile([`UPDATE speakers SET name = 'Ministry of Ashes' WHERE id = ${ministry.id}`], say('Another'))
  await meanwhile([`UPDATE speaker_roles SET speaks_for_id = ${office.id} WHERE id = ${role.id}`], say('A third'))
  expect(await wrong(world)).toEqual([])
})

test('a claim that goes while its speaker is merged leaves nobody behind to be found, whichever is first', async () => {
  const { db } = world
  const room = newsroom(db)
  const article = await room.article('One thing was said here. Another thing was said here.\n')
  const said = async (by: string, words: string) => {
    const { claimId } = await room.statement(article, { by: [by], words: [words] })
    const [{ speaker }] = await db.query('SELECT speaker_id AS speaker FROM claim_speakers WHERE claim_id = $1', [
      claimId,
    ])
    const into = await addSpeaker(db, null, { name: `${by} as well`, kind: 'person' })
    return { claimId, speaker, merge: (db: EntityManager) => mergeSpeakers(db, null, speaker, 1, into) }
  }
  const one = await said('Dee Fir', 'One thing')
  const gone = `UPDATE claims SET state = 'withdrawn', withdrawn_reason = 'A slip' WHERE id = ${one.claimId}`
  await meanwhile([gone], () => one.merge(db))
  expect(await wrong(world)).toEqual([])

  const other = await said('Eve Yew', 'Another thing')
  const merging = world.database.db.connection.createQueryRunner()
  await merging.startTransaction()
  await other.merge(merging.manager)
  const withdrawn = withdrawClaim(db, null, other.claimId, 1, 'A slip')
  await Promise.race([withdrawn, new Promise((passed) => setTimeout(passed, 300))])
  await merging.commitTransaction()
  await merging.release()
  await withdrawn
  expect(await wrong(world)).toEqual([])
})

test('a word stays when another document takes it up while its last one goes', async () => {
  const { db } = world
  const room = newsroom(db)
  const article = await room.article('Perplexingly he said so. So it was said.\n')
  const last = await room.statement(article, { by: ['Ann Lee'], words: ['Perplexingly'] })
  const next = await room.statement(article, { by: ['Bob Ray'], words: ['So it was said'] })
  const takesUp = `UPDATE claims SET summary = 'Perplexingly so.' WHERE id = ${next.claimId}`
  await meanwhile([takesUp, 'SET CONSTRAINTS ALL IMMEDIATE'], () =>
    withdrawClaim(db, null, last.claimId, 1, 'Not said'),
  )
  expect(await spelt(world, 'perplexingly')).toBe(true)
  expect(await wrong(world)).toEqual([])
})
