import { Client } from 'pg'
import type { Logger } from 'pino'
import request from 'supertest'
import { startChores } from '../../src/chores'
import { DAYS_SENDERS_ARE_KEPT } from '../../src/corrections/correction'
import { eraseOldSenders, mailAnswers } from '../../src/corrections/sender-chores.commands'
import { verify } from '../../src/proof/verify.queries'
import { type Desk, first, newDesk } from '../support/desk'
import { type Person, signedIn } from '../support/world'
import { asked, forgetRates } from './reader'

let world: Desk['world']
let agent: Desk['agent']
let claimId: number
let statementId: number

beforeAll(async () => {
  const desk = await newDesk()
  ;({ world, agent } = desk)
  await desk.record(first).expect(303)
  const statement = await desk.newest('statements')
  claimId = statement.claim_id
  statementId = statement.id
})
beforeEach(() => forgetRates(world))
afterAll(() => world.close())

const read = async (path: string, status = 200) => (await request(world.app).get(path).expect(status)).text
const post = (path: string, fields: object, by = agent) => by.post(path).type('form').send(fields)
const row = async (id: number) => (await world.db.query('SELECT * FROM corrections WHERE id = $1', [id]))[0]
const site = () => ({ name: 'The Desk', baseUrl: world.context.baseUrl })

/** Closes one as corrected or not. */
const answer = (id: number, version: number, fields: object = {}) =>
  post(`/corrections/${id}/answer`, {
    version,
    outcome: 'not_corrected',
    answer: 'The recording says Monday.',
    changeWords: '',
    change: '',
    ...fields,
  })

test('from a reader’s form to the desk, the correction, the private page, the mail and the public log', async () => {
  const { id, path } = await asked(world, claimId, {
    words: 'She said so on Tuesday.',
    sourceUrl: 'https://daily.example/tape',
    name: 'Nora Nobody',
    email: 'nora@reader.example',
  })
  expect(await read(path)).toContain('It waits for the desk.')

  const inbox = (await agent.get('/corrections').expect(200)).text
  expect(inbox).toContain(`<a href="/corrections/${id}/answer">${id} · Ann Lee: the date</a>`)
  expect(inbox).toContain('Corrections <span class="waiting">1</span>')

  await post(`/corrections/${id}/taking`, { version: 1 }).expect(303)
  expect(await read(path)).toContain('An editor is looking at it.')

  // The notice of the taking is on the first page that is opened.
  await agent.get(`/corrections/${id}/answer`).expect(200)
  const edit = (await agent.get(`/statements/${statementId}/edit`).expect(200)).text
  const version = (name: string) => new RegExp(`name="${name}" value="(\\d+)"`).exec(edit)?.[1]
  const versions = { version: version('version'), claimVersion: version('claimVersion') }
  await post(`/statements/${statementId}`, { ...first, ...versions, saidOn: '2020-02-04' }).expect(303)

  const page = (await agent.get(`/corrections/${id}/answer`).expect(200)).text
  expect(page).toContain('From Nora Nobody, nora@reader.example.')
  expect(page).toContain('<mark>the bridge is safe</mark>')
  expect(page).toContain('She said so on Tuesday.')
  const change = new RegExp(`<option value="(\\d+)">claim ${claimId} changed, by editor 1`).exec(page)?.[1]
  const closing = {
    outcome: 'corrected',
    answer: 'You are right, and thank you.\n\nThe tape says so.',
    changeWords: 'The date is 4 February, not 3 February.',
    change,
  }
  const done = await answer(id, 2, closing).expect(303)
  expect(done.headers.location).toBe('/corrections')
  expect(await row(id)).toMatchObject({ state: 'corrected', version: 3, change_history_id: Number(change) })

  const followed = await read(path)
  expect(followed).toContain('The desk has corrected this.')
  expect(followed).toContain('You are right, and thank you.')
  expect(await mailAnswers(world.db, world.context.mail, site())).toBe(1)
  expect(world.mails.at(-1)).toMatchObject({ to: 'nora@reader.example' })
  expect(world.mails.at(-1)?.text).toContain('The tape says so.')
  expect(await mailAnswers(world.db, world.context.mail, site())).toBe(0)

  const log = await read('/corrections/log')
  expect(log).toContain('1 correction asked for, 1 made')
  expect(log).toContain('The date is 4 February, not 3 February.')
  expect(log).not.toMatch(/Nora|nora@|Tuesday|thank you/)

  const actions = await world.db.query(
    `SELECT action, account_id IS NOT NULL AS by FROM history WHERE subject_kind = 'correction' AND subject_id = $1 ORDER BY id`,
    [id],
  )
  expect(actions).toEqual([
    { action: 'asked for', by: false },
    { action: 'taken', by: true },
    { action: 'closed', by: true },
  ])
})

test('not corrected: the sender is told why, the log is not', async () => {
  const { id, path } = await asked(world, claimId, { words: 'It was never said.' })
  expect((await answer(id, 1, { answer: ' ' }).expect(422)).text).toContain('Tell the sender why not.')
  await answer(id, 1).expect(303)
  expect(await read(path)).toContain('The recording says Monday.')
  expect(await read('/corrections/log')).not.toContain('The recording says Monday.')
  expect((await agent.get('/corrections?state=not_corrected').expect(200)).text).toContain(`/corrections/${id}/answer`)
  expect((await agent.get('/corrections').expect(200)).text).not.toContain(`/corrections/${id}/answer`)
})

test('spam is put aside without a word, counts for nothing, and comes back with Undo', async () => {
  const { id, path } = await asked(world, claimId, { words: 'Buy cheap bridges', email: 'seller@spam.example' })
  const before = /\d+ corrections? asked for/.exec(await read('/corrections/log'))?.[0]
  await post(`/corrections/${id}/answer`, { version: 1, outcome: 'spam', answer: '' }).expect(303)
  const inbox = (await agent.get('/corrections').expect(200)).text
  expect(inbox).toContain('put aside as spam')
  expect(inbox).toContain(`action="/corrections/${id}/reopening"><input type="hidden" name="version" value="2"`)
  expect(/\d+ corrections? asked for/.exec(await read('/corrections/log'))?.[0]).not.toBe(before)
  expect(await read(path)).toContain('put this aside')
  expect(await mailAnswers(world.db, world.context.mail, site())).toBe(0)
  await post(`/corrections/${id}/reopening`, { version: 2 }).expect(303)
  expect(await row(id)).toMatchObject({ state: 'open', closed_at: null, version: 3 })
})

test('an answer that is taken back within the minute is not mailed, and stays in the form', async () => {
  const { id, path } = await asked(world, claimId, { words: 'Third thoughts.', email: 'third@reader.example' })
  await answer(id, 1, { answer: 'Too hasty an answer.' }).expect(303)
  await post(`/corrections/${id}/reopening`, { version: 2 }).expect(303)
  expect(await mailAnswers(world.db, world.context.mail, site())).toBe(0)
  expect(await read(path)).not.toContain('Too hasty')
  expect((await agent.get(`/corrections/${id}/answer`)).text).toContain('Too hasty an answer.</textarea>')
})

test('a mail that fails is tried again later, and not for ever', async () => {
  const { id } = await asked(world, claimId, { words: 'Mail trouble.', email: 'trouble@reader.example' })
  await answer(id, 1).expect(303)
  const away = { isSet: true, send: async () => false }
  expect(await mailAnswers(world.db, away, site())).toBe(0)
  // Taken for ten minutes: another process leaves it alone.
  expect(await mailAnswers(world.db, world.context.mail, site())).toBe(0)
  const due = () => world.db.query('UPDATE correction_senders SET mail_due_at = now() WHERE correction_id = $1', [id])
  await due()
  expect(await mailAnswers(world.db, { isSet: false, send: async () => true }, site())).toBe(0)
  expect(await mailAnswers(world.db, world.context.mail, site())).toBe(1)
  await world.db.query('UPDATE correction_senders SET mail_tries = 99 WHERE correction_id = $1', [id])
  await due()
  expect(await mailAnswers(world.db, world.context.mail, site())).toBe(0)
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
  expect(await mailAnswers(world.db, slow, site())).toBe(1)
  expect(await mailAnswers(world.db, slow, site())).toBe(1)
  expect(texts[0]).toContain('The first answer.')
  expect(texts[1]).toContain('The second answer.')
  expect(await mailAnswers(world.db, slow, site())).toBe(0)
})

test('a recipient whom the server refuses for good is not tried again', async () => {
  const { id } = await asked(world, claimId, { words: 'No such mailbox.', email: 'nobody@reader.example' })
  await answer(id, 1).expect(303)
  expect(await mailAnswers(world.db, { isSet: true, send: async () => null }, site())).toBe(0)
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
      return site()
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

describe('two editors', () => {
  let other: Desk['agent']
  beforeAll(async () => {
    other = await signedIn(world, await world.person('editor'))
  })

  test('who answer at once: one is taken, the other keeps what was typed', async () => {
    const { id } = await asked(world, claimId, { words: 'Both at once.' })
    const send = (by: Desk['agent'], words: string) =>
      post(`/corrections/${id}/answer`, { version: 1, outcome: 'not_corrected', answer: words }, by)
    const both = await Promise.all([send(agent, 'Answer & one'), send(other, 'Answer & two')])
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409])
    const late = both.find(({ status }) => status === 409)
    expect(late?.text).toMatch(/has closed this correction/)
    expect(late?.text).toMatch(/Answer &amp; (one|two)/)
    const histories = await world.db.query(
      `SELECT count(*) AS n FROM history WHERE subject_kind = 'correction' AND subject_id = $1 AND action = 'closed'`,
      [id],
    )
    expect(histories).toEqual([{ n: 1 }])
  })

  test('one of whom takes it meanwhile: the other’s answer is kept in the form, with the new version', async () => {
    const { id } = await asked(world, claimId, { words: 'Taken meanwhile.' })
    await post(`/corrections/${id}/taking`, { version: 1 }, other).expect(303)
    const stale = await answer(id, 1, { answer: 'Mine, typed before.' }).expect(409)
    expect(stale.text).toContain('Mine, typed before.</textarea>')
    expect(stale.text).toContain('name="version" value="2"')
    await post(`/corrections/${id}/taking`, { version: 1 }).expect(409)
    await answer(id, 2, { answer: 'Mine, typed before.' }).expect(303)
    await answer(id, 2).expect(409)
  })
})

test.each([
  ['no outcome', { outcome: '' }, 422],
  ['a change of something else', { outcome: 'corrected', changeWords: 'x', change: '1' }, 422],
  ['a change that is none', { outcome: 'corrected', changeWords: 'x', change: '99999999999999' }, 422],
  ['no words for the log', { outcome: 'corrected', changeWords: '' }, 422],
  ['NUL', { answer: 'a\0b' }, 422],
  ['a list for the answer', { answer: ['a', 'b'] }, 422],
  ['too long an answer', { answer: 'x'.repeat(5_001) }, 422],
  ['a version that is none', { version: 'abc' }, 422],
  ['a huge version', { version: '99999999999999999999' }, 422],
])('an answer with %s is refused, and changes nothing', async (what, fields, status) => {
  const { id } = await asked(world, claimId, { words: `Refused: ${what}` })
  await answer(id, 1, fields).expect(status)
  expect(await row(id)).toMatchObject({ state: 'open', version: 1 })
})

test.each(['/corrections/999999/answer', '/corrections/abc/answer', '/corrections/99999999999/answer'])(
  '%s is not there',
  async (path) => {
    await agent.get(path).expect(404)
    await answer(0, 1).expect(404)
  },
)

test('the inbox has pages, the oldest first, and says so when a page is none of its own', async () => {
  await world.db.query(
    `INSERT INTO corrections (claim_id, kind, words, words_sha256, token_sha256)
     SELECT $1, 'other', 'many ' || n, sha256(('m' || n)::bytea), sha256(('n' || n)::bytea) FROM generate_series(1, 100) n`,
    [claimId],
  )
  const seen: number[] = []
  for (let path: string | undefined = '/corrections'; path; ) {
    const { text }: { text: string } = await agent.get(path).expect(200)
    expect(text).toContain('<span class="waiting">99+</span>')
    seen.push(...[...text.matchAll(/<a href="\/corrections\/(\d+)\/answer">/g)].map(([, id]) => Number(id)))
    path = /rel="next" href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
  }
  expect(seen).toEqual([...seen].sort((a, b) => a - b))
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen.length).toBeGreaterThan(100)
  await agent.get('/corrections?after=abc').expect(404)
  await agent.get('/corrections?state=nonsense').expect(200)
  await world.db.query(`UPDATE corrections SET state = 'spam', closed_at = now() WHERE words LIKE 'many %'`)
})

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
    await post(`/corrections/${id}/erasure`, {}).expect(403)
    expect(await dump()).toMatch(MARKERS)
    const by = await signedIn(world, reviewer)
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
