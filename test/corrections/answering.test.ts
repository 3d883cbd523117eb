import { mailAnswers } from '../../src/corrections/sender-chores.commands'
import { type Desk, first } from '../support/desk'
import { threeWayIn } from '../support/three-way'
import { signedIn, tellHistory } from '../support/world'
import { type AnsweringDesk, newAnsweringDesk } from './answering-desk'
import { asked, forgetRates } from './reader'

let world: AnsweringDesk['world']
let agent: AnsweringDesk['agent']
let claimId: number
let statementId: number
let post: AnsweringDesk['post']
let read: AnsweringDesk['read']
let row: AnsweringDesk['row']
let site: AnsweringDesk['site']
let answer: AnsweringDesk['answer']

beforeAll(async () => {
  ;({ world, agent, claimId, statementId, post, read, row, site, answer } = await newAnsweringDesk())
})
beforeEach(() => forgetRates(world))
afterAll(() => world.close())

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
  expect(await mailAnswers(world.db, world.context.mail, site)).toBe(1)
  expect(world.mails.at(-1)).toMatchObject({ to: 'nora@reader.example' })
  expect(world.mails.at(-1)?.text).toContain('The tape says so.')
  expect(await mailAnswers(world.db, world.context.mail, site)).toBe(0)

  const log = await read('/corrections/log')
  expect(log).toContain('1 correction asked for, 1 made')
  expect(log).toContain('The date is 4 February, not 3 February.')
  expect(log).not.toMatch(/Nora|nora@|She said so|thank you/)

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
  expect(inbox).toMatch(new RegExp(`action="/corrections/${id}/reopening">.*name="version" value="2"`))
  expect(/\d+ corrections? asked for/.exec(await read('/corrections/log'))?.[0]).not.toBe(before)
  expect(await read(path)).toContain('put this aside')
  expect(await mailAnswers(world.db, world.context.mail, site)).toBe(0)
  await post(`/corrections/${id}/reopening`, { version: 2 }).expect(303)
  expect(await row(id)).toMatchObject({ state: 'open', closed_at: null, version: 3 })
})

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
    const [base, theirs, mine] = threeWayIn(late?.text ?? '').Answer ?? []
    expect([base, theirs, mine]).toEqual([
      'nothing',
      expect.stringMatching(/^Answer &amp; (one|two)/),
      expect.stringMatching(/^Answer &amp; (one|two)/),
    ])
    expect(theirs).not.toBe(mine)
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
    expect(stale.text).toMatch(/Somebody else has saved since you opened this \([^)]+\)/)
    expect(threeWayIn(stale.text).Answer).toEqual(['nothing', 'nothing', 'Mine, typed before.'])
    const button = await post(`/corrections/${id}/taking`, { version: 1 }).expect(409)
    expect(button.text).toMatch(/When you opened it.*waiting.*being looked at/s)
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
  await tellHistory(world.ownerUrl)
})
