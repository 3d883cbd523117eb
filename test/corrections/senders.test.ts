import { Client } from 'pg'
import type { Logger } from 'pino'
import { startChores } from '../../src/chores'
import { DAYS_SENDERS_ARE_KEPT } from '../../src/corrections/correction'
import { eraseOldSenders, mailAnswers } from '../../src/corrections/sender-chores.commands'
import { verify } from '../../src/proof/verify.queries'
import request from '../support/request'
import { type Person, signedIn } from '../support/world'
import { type AnsweringDesk, newAnsweringDesk } from './answering-desk'
import { asked, forgetRates } from './reader'

let world: AnsweringDesk['world']
let agent: AnsweringDesk['agent']
let claimId: number
let post: AnsweringDesk['post']
let read: AnsweringDesk['read']
let row: AnsweringDesk['row']
let site: AnsweringDesk['site']
let answer: AnsweringDesk['answer']

beforeAll(async () => {
  ;({ world, agent, claimId, post, read, row, site, answer } = await newAnsweringDesk())
})
beforeEach(() => forgetRates(world))
afterAll(() => world.close())

test('an answer that is taken back within the minute is not mailed, and stays in the form', async () => {
  const { id, path } = await asked(world, claimId, { words: 'Third thoughts.', email: 'third@reader.example' })
  await answer(id, 1, { answer: 'Too hasty an answer.' }).expect(303)
  await post(`/corrections/${id}/reopening`, { version: 2 }).expect(303)
  expect(await mailAnswers(world.db, world.context.mail, site)).toBe(0)
  expect(await read(path)).not.toContain('Too hasty')
  expect((await agent.get(`/corrections/${id}/answer`)).text).toContain('Too hasty an answer.</textarea>')
})

test('a mail that fails is tried again later, and not for ever', async () => {
  const { id } = await asked(world, claimId, { words: 'Mail trouble.', email: 'trouble@reader.example' })
  await answer(id, 1).expect(303)
  const away = { isSet: true, send: async () => false }
  expect(await mailAnswers(world.db, away, site)).toBe(0)
  // Taken for ten minutes: another process leaves it alone.
  expect(await mailAnswers(world.db, world.context.mail, site)).toBe(0)
  const due = () => world.db.query('UPDATE correction_senders SET mail_due_at = now() WHERE correction_id = $1', [id])
  await due()
  expect(await mailAnswers(world.db, { isSet: false, send: async () => true }, site)).toBe(0)
  expect(await mailAnswers(world.db, world.context.mail, site)).toBe(1)
  await world.db.query('UPDATE correction_senders SET mail_tries = 99 WHERE correction_id = $1', [id])
  await due()
  expect(await mailAnswers(world.db, world.context.mail, site)).toBe(0)
})

test('an answer given anew while the first is being mailed is mailed too', async () => {
  const { id } = await asked(world, claimId, { words: 'Twice answered.', email: 'twice@reader.example' })
  await answer(id, 1, { answer: 'The first answer.' }).expect(303)
  const texts: string[] = []
  const slow = {
    isSet: true,
    async send({ text }: { text: string }) {
      if (texts.push(text) > 1) return true
      await post(`/corrections/${id}/reopening`, { version: 2 }).expect(303)
      await answer(id, 3, { answer: 'The second answer.' }).expect(303)
      return true
    },
  }
  expect(await mailAnswers(world.db, slow, site)).toBe(1)
  expect(await mailAnswers(world.db, slow, site)).toBe(1)
  expect(texts[0]).toContain('The first answer.')
  expect(texts[1]).toContain('The second answer.')
  expect(await mailAnswers(world.db, slow, site)).toBe(0)
})

test('a recipient whom the server refuses for good is not tried again', async () => {
  const { id } = await asked(world, claimId, { words: 'No such mailbox.', email: 'nobody@reader.example' })
  await answer(id, 1).expect(303)
  expect(await mailAnswers(world.db, { isSet: true, send: async () => null }, site)).toBe(0)
  const [sender] = await world.db.query('SELECT * FROM correction_senders WHERE correction_id = $1', [id])
  expect(sender).toMatchObject({ mail_due_at: null, mail_tries: 1 })
})

test('the serving process does both by itself, and outlives a database that is away', async () => {
  const { id } = await asked(world, claimId, { words: 'By itself.', email: 'itself@reader.example' })
  await answer(id, 1).expect(303)
  const told: string[] = []
  const log = { error: (_what: object, message: string) => told.push(message) } as unknown as Logger
  let away = true
  const settings = {
    now: async () => {
      if (away) throw new Error('away')
      return site
    },
  }
  const end = startChores({ ...world.context, log, settings }, 5)
  await until(() => told.length > 0)
  away = false
  await until(() => world.mails.some(({ to }) => to === 'itself@reader.example'))
  await end()
  expect(told[0]).toBe('answers to corrections were not mailed')
})

async function until(is: () => boolean) {
  while (!is()) await new Promise((resolve) => setTimeout(resolve, 5))
}

describe('personal data', () => {
  const MARKERS = /Zebedee|zebedee@/
  let id: number
  let reader: Person
  let reviewer: Person

  beforeAll(async () => {
    await forgetRates(world)
    reader = await world.person('reader')
    reviewer = await world.person('reviewer')
    const fields = { words: 'Who am I?', name: 'Zebedee Quill', email: 'zebedee@reader.example' }
    ;({ id } = await asked(world, claimId, fields))
    await answer(id, 1, { outcome: 'corrected', changeWords: 'Who it is.' }).expect(303)
  })

  /** Every table's rows as text, but for those named. */
  async function dump(...except: string[]): Promise<string> {
    const owner = new Client({ connectionString: world.ownerUrl })
    await owner.connect()
    try {
      const tables = await owner.query(
        `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
      )
      const names = tables.rows.map(({ name }) => name as string).filter((name) => !except.includes(name))
      expect(names.length).toBeGreaterThan(15)
      let text = ''
      for (const name of names) {
        text += (await owner.query(`SELECT json_agg(t)::text AS text FROM ${name} t`)).rows[0].text ?? ''
      }
      return text
    } finally {
      await owner.end()
    }
  }

  test('lies in its own table and in no other, in no export and on no reader’s page', async () => {
    expect(await dump('correction_senders')).not.toMatch(MARKERS)
    // Control: the same search finds it where it is.
    expect(await dump()).toMatch(MARKERS)
    for (const path of ['/exports/claims.jsonl', '/exports/claims.csv', `/claims/${claimId}`, '/corrections/log']) {
      expect(await read(path)).not.toMatch(MARKERS)
    }
  })

  test('is shown to editors, and to nobody below', async () => {
    expect((await agent.get(`/corrections/${id}/answer`)).text).toMatch(MARKERS)
    const below = await signedIn(world, reader)
    const refused = await below.get(`/corrections/${id}/answer`).expect(403)
    expect(refused.text).not.toMatch(MARKERS)
    await below.get('/corrections').expect(403)
    await request(world.app).get(`/corrections/${id}/answer`).expect(303)
  })

  test('is erased by a reviewer, at once and for good, and the correction stays', async () => {
    const isOffered = async (by: typeof agent) =>
      (await by.get(`/corrections/${id}/answer`).expect(200)).text.includes(`/corrections/${id}/erasure`)
    expect(await isOffered(agent)).toBe(false)
    await post(`/corrections/${id}/erasure`, {}).expect(403)
    expect(await dump()).toMatch(MARKERS)
    const by = await signedIn(world, reviewer)
    expect(await isOffered(by)).toBe(true)
    await post(`/corrections/${id}/erasure`, {}, by).expect(303)
    await post(`/corrections/${id}/erasure`, {}, by).expect(303)
    expect(await dump()).not.toMatch(MARKERS)
    expect(await row(id)).toMatchObject({ state: 'corrected' })
    const erasures = await world.db.query(
      `SELECT account_id AS by FROM history WHERE subject_kind = 'correction' AND subject_id = $1 AND action = 'sender erased'`,
      [id],
    )
    expect(erasures).toEqual([{ by: reviewer.id }])
  })

  test('is erased by itself once its correction has been closed long enough', async () => {
    const closed = async (days: number) => {
      const { id } = await asked(world, claimId, { words: `Closed ${days} days ago`, name: `Of ${days}` })
      await answer(id, 1).expect(303)
      await world.db.query(`UPDATE corrections SET closed_at = now() - make_interval(days => $2) WHERE id = $1`, [
        id,
        days,
      ])
      return id
    }
    const old = await closed(DAYS_SENDERS_ARE_KEPT + 1)
    const young = await closed(DAYS_SENDERS_ARE_KEPT - 1)
    const { id: open } = await asked(world, claimId, { words: 'Still open', name: 'Of today' })
    expect(await eraseOldSenders(world.db)).toBe(1)
    expect(await eraseOldSenders(world.db)).toBe(0)
    const left = await world.db.query(
      'SELECT correction_id AS id FROM correction_senders WHERE correction_id = ANY($1)',
      [[old, young, open]],
    )
    expect(left).toEqual([{ id: young }, { id: open }])
  })
})

test('every history row still has its commitment', async () => {
  for (const { wrong } of await verify(world.db)) expect(wrong).toEqual([])
})
