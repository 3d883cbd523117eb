import { Client } from 'pg'
import { changeClaim } from '../../src/claims/claims.commands'
import { mergeSpeakers } from '../../src/links/merge-speakers.commands'
import { addSpeaker } from '../../src/speakers/speakers.commands'
import { type Desk, newDesk } from '../support/desk'
import { newClaim } from '../support/new-claim'
import request from '../support/request'
import { untilWaiting } from '../support/waiting'
import { changesBySql } from '../support/world'
import { form, role, said } from './speaker-form'

let desk: Desk
let world: Desk['world']
let agent: Desk['agent']

beforeAll(async () => {
  desk = await newDesk()
  changesBySql(desk.world)
  ;({ world, agent } = desk)
})
afterAll(() => world.close())

const send = (path: string, fields: object) => agent.post(path).type('form').send(fields)
const speaker = (name: string) => addSpeaker(world.db, null, { name, kind: 'person' })
const read = async (path: string) => (await request(world.app).get(path).expect(200)).text
const rows = (sql: string, values: unknown[] = []) => world.db.query(sql, values)

describe('while speakers are being merged', () => {
  /** Holds a merging of the one into the other, uncommitted, until it is let go. */
  async function mergingHeld(id: number, into: number) {
    const held = world.database.db.connection.createQueryRunner()
    await held.startTransaction()
    expect(await mergeSpeakers(held.manager, null, id, 1, into)).toEqual({ rootId: into })
    return {
      async letGo() {
        await held.commitTransaction()
        await held.release()
      },
    }
  }

  test('a claim that is recorded ends with whom they were merged into', async () => {
    const [one, two] = [await speaker('Merged Meanwhile'), await speaker('Who They Are')]
    const merging = await mergingHeld(one, two)
    const recorded = said(desk, 'Lee said on Monday that', { speaker: 'Merged Meanwhile' })
    await untilWaiting(rows)
    await merging.letGo()
    const claim = await recorded
    expect(await rows('SELECT speaker_id AS id FROM claim_speakers WHERE claim_id = $1', [claim])).toEqual([
      { id: two },
    ])
  })

  test('an edit of their claim keeps whom it named: taken apart again, it is theirs', async () => {
    const [one, two] = [await speaker('Named Before'), await speaker('Who They Turned Out To Be')]
    const claim = await said(desk, 'Bob Ray denied', { speaker: 'Named Before' })
    const merging = await mergingHeld(one, two)
    const speaking = { ...newClaim({ speakers: [{ id: one }] }), summary: 'Edited meanwhile' }
    const edited = changeClaim(world.db, null, claim, 1, speaking)
    await untilWaiting(rows)
    await merging.letGo()
    expect(await edited).toEqual({ claimId: claim })
    const named = 'SELECT speaker_id AS id, named_id AS named FROM claim_speakers WHERE claim_id = $1'
    expect(await rows(named, [claim])).toEqual([{ id: two, named: one }])
  })

  test('a row written past every command does so too', async () => {
    const [one, two] = [await speaker('Past All Commands'), await speaker('Who That Is')]
    const merging = await mergingHeld(one, two)
    const app = new Client({ connectionString: world.appUrl })
    await app.connect()
    const written = app.query(
      `WITH claim AS (INSERT INTO claims (said_on_basis, medium, stance) VALUES ('not_stated', 'tweet', 'asserts') RETURNING id)
       INSERT INTO claim_speakers (claim_id, position, speaker_id) SELECT id, 0, $1 FROM claim RETURNING speaker_id AS id, named_id AS named`,
      [one],
    )
    await untilWaiting(rows)
    await merging.letGo()
    expect((await written).rows).toEqual([{ id: two, named: one }])
    await app.end()
  })
})

describe('nonsense is the sender’s mistake', () => {
  test.each([
    ['no name', '/speakers', { ...form, name: ' ' }],
    ['a NUL', '/speakers', { ...form, name: 'a\0b' }],
    ['two names', '/speakers', { ...form, name: ['a', 'b'] }],
    ['a kind nobody is', '/speakers', { ...form, kind: 'ship' }],
    ['a Wikidata id without its Q', '/speakers', { ...form, wikidataId: '42' }],
    ['too much', '/speakers', { ...form, aliases: 'x'.repeat(20_000) }],
    ['an alias twice', '/speakers', { ...form, aliases: 'Twice\ntwice' }],
    ['an outlet that is not there', '/speakers', { ...form, outlet: 'No Such Paper' }],
    ['a month in words', '/speakers', { ...form, ...role, roleSince: 'April' }],
    ['nobody to speak for', '/speakers', { ...form, ...role, roleFor: 'Nobody At All' }],
    ['a number nobody has', '/speakers', { ...form, ...role, roleFor: 'Nobody (999999)' }],
    ['too large a number', '/speakers/2/merge', { version: 1, into: '99999999999' }],
    ['nobody to merge into', '/speakers/2/merge', { version: 1 }],
    ['nothing to un-merge', '/speakers/2/unmerge', { version: 1 }],
  ])('%s: %s', async (_what, path, fields) => {
    const before = await rows('SELECT count(*) FROM history')
    expect((await send(path, fields)).status).toBe(422)
    expect(await rows('SELECT count(*) FROM history')).toEqual(before)
  })

  test.each([
    ['a NUL', '%00'],
    ['too many letters', 'x'.repeat(300)],
    ['two names', 'a&name=b'],
  ])('a search for %s', async (_what, name) => {
    expect((await request(world.app).get(`/speakers?name=${name}`)).status).toBe(422)
  })

  test.each(['%25', '_', '%5C', '%F0%9F%91%B7', "'"])('a search for %s finds nobody and says so', async (name) => {
    expect(await read(`/speakers?name=${name}`)).toContain('Nobody here has a name like')
  })
})
