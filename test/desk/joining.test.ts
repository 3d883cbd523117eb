import type { EntityManager } from 'typeorm'
import { addReply } from '../../src/corrections/replies.commands'
import { joinClaims } from '../../src/links/join-claims.commands'
import { withdrawLink } from '../../src/links/links.commands'
import { verify } from '../../src/proof/verify.queries'
import { asked } from '../corrections/reader'
import { newsroom } from '../reading/newsroom'
import request from '../support/request'
import { newWorld, signedIn, type World } from '../support/world'
import { type Doubles, doublesIn } from './doubles'

let world: World
let db: EntityManager
let agent: Awaited<ReturnType<typeof signedIn>>
let desk: ReturnType<typeof newsroom>
let twice: Doubles['twice']
let ann: Doubles['ann']
let textOf: Doubles['text']

beforeAll(async () => {
  world = await newWorld()
  db = world.db
  agent = await signedIn(world)
  desk = newsroom(db)
  ;({ twice, ann, text: textOf } = doublesIn(desk))
})
afterAll(() => world.close())

const row = async (table: string, id: number) => (await db.query(`SELECT * FROM ${table} WHERE id = $1`, [id]))[0]
const post = (path: string, fields: object) => agent.post(path).type('form').send(fields)
const noticeOf = async (path: string) =>
  /<div class="notice" role="status"><p>([\s\S]*?)<\/p>/.exec((await agent.get(path).expect(200)).text)?.[1] ?? ''

test('the desk offers the two, says what joining does, joins them, and takes them apart as they were', async () => {
  const { older, younger, bob, links } = await twice()
  const offered = await agent.get('/desk/duplicates').expect(200)
  expect(offered.text).toContain('same speaker, one day apart, the words 100 % alike')
  const path = `/claims/${younger.claimId}/join`
  const before = await agent.get(`${path}?into=${older.claimId}`).expect(200)
  expect(before.text).toContain(`1 report of it becomes a report of claim ${older.claimId}.`)
  expect(before.text).toContain(`is withdrawn: claim ${older.claimId} has this link already, ${links.ofOlder}.`)
  expect(before.text).toContain('is withdrawn: a claim has no link to itself')
  expect(before.text).toMatch(/Medium<\/th><td>tweet<\/td><td>interview/)
  expect(before.text).not.toContain('<th scope="row">Stance')

  const joined = await post(path, { into: older.claimId, version: 1, intoVersion: 1 }).expect(303)
  expect(joined.headers.location).toBe(`/claims/${older.claimId}`)
  const page = await agent.get(`/claims/${older.claimId}`).expect(200)
  expect(page.text).toContain('Reported 2 times')
  expect(page.text).toContain('Bob Ray')
  expect(page.text).toContain(`Claim ${younger.claimId} was joined into this one.`)
  const leads = async (who: Pick<typeof agent, 'get'>) => {
    const { headers } = await who.get(`/claims/${younger.claimId}`).expect(301)
    return [headers.location, headers['cache-control']]
  }
  expect(await leads(request(world.app))).toEqual([`/claims/${older.claimId}`, 'no-cache'])
  expect(await leads(agent)).toEqual([`/claims/${older.claimId}`, 'private, no-store'])
  expect(await row('links', links.denial)).toMatchObject({ from_claim_id: bob.claimId, to_claim_id: older.claimId })
  for (const id of [links.ofYounger, links.between]) {
    expect(await row('links', id)).toMatchObject({
      state: 'withdrawn',
      withdrawn_reason: expect.stringMatching(/^Joined: /),
    })
  }
  const csv = await agent.get('/exports/claims.csv').expect(200)
  const lines = csv.text.split('\r\n').filter((line) => line.includes(ann()))
  expect(lines.map((line) => Number(line.split(',')[0]))).toEqual([older.claimId, older.claimId])

  await post(`/claims/${younger.claimId}/unjoin`, { version: 2 }).expect(303)
  expect(await noticeOf(`/claims/${younger.claimId}`)).toBe(
    `Claims ${older.claimId} and ${younger.claimId} are two again.`,
  )
  for (const id of Object.values(links)) expect(await row('links', id)).toMatchObject({ state: 'published' })
  expect(await row('links', links.denial)).toMatchObject({ to_claim_id: younger.claimId })
  expect(await row('statements', younger.statementId)).toMatchObject({ claim_id: younger.claimId })
  const told = await db.query(
    `SELECT action FROM history WHERE subject_kind = 'claim' AND subject_id = ANY($1) ORDER BY id`,
    [[older.claimId, younger.claimId]],
  )
  const actions = told.map(({ action }: { action: string }) => action)
  expect(actions).toEqual(['recorded', 'recorded', 'joined', 'took in', 'taken apart', 'gave back'])
})

test('what somebody has changed meanwhile is left as it is, and said', async () => {
  const { older, younger, links } = await twice()
  await post(`/claims/${younger.claimId}/join`, { into: older.claimId, version: 1, intoVersion: 1 }).expect(303)
  await withdrawLink(db, null, links.denial, 2, 'Not what he meant.')
  await post(`/statements/${younger.statementId}/split`, { version: 2 }).expect(303)
  const refused = await post(`/claims/${younger.claimId}/unjoin`, { version: 2 }).expect(422)
  expect(refused.text).toContain(`Claim ${younger.claimId} would be left without a published report`)
  expect(await row('claims', younger.claimId)).toMatchObject({ joined_into_id: older.claimId, version: 2 })

  const another = await desk.article(textOf('The Herald'), { outlet: 'The Herald' })
  const third = await desk.statement(another, { by: [ann()], words: ['the old bridge'] })
  const said = await desk.statement(another, { by: [], words: ['over the river'], claimId: third.claimId })
  const link = await desk.link(third.claimId, 'contradicts', older.claimId)
  const fourth = await desk.statement(another, { by: [ann()], words: ['perfectly safe'] })
  await post(`/claims/${third.claimId}/join`, { into: fourth.claimId, version: 1, intoVersion: 1 }).expect(303)
  await withdrawLink(db, null, link, 2, 'Not so.')
  await post(`/statements/${said.statementId}/split`, { version: 2 }).expect(303)
  await post(`/claims/${third.claimId}/unjoin`, { version: 2 }).expect(303)
  const notice = await noticeOf(`/claims/${third.claimId}`)
  expect(notice).toContain(`Statement ${said.statementId} now reports claim`)
  expect(notice).toContain(`Link ${link} has been changed since; it went back as it is now.`)
})

test('a draft link that the other claim has withdrawn takes its place as a draft, and goes back', async () => {
  const { older, younger, bob, links } = await twice()
  const own = await desk.link(bob.claimId, 'denies', older.claimId)
  await withdrawLink(db, null, own, 1, 'Not of that.')
  await db.query(`UPDATE links SET state = 'draft' WHERE id = $1`, [links.denial])
  const path = `/claims/${younger.claimId}/join`
  expect((await agent.get(`${path}?into=${older.claimId}`)).text).toContain(`link ${own} of this kind back, as a draft`)
  await post(path, { into: older.claimId, version: 1, intoVersion: 1 }).expect(303)
  expect(await row('links', own)).toMatchObject({ state: 'draft', withdrawn_reason: null })
  await post(`/claims/${younger.claimId}/unjoin`, { version: 2 }).expect(303)
  expect(await row('links', own)).toMatchObject({ state: 'withdrawn', withdrawn_reason: 'Not of that.' })
  expect(await row('links', links.denial)).toMatchObject({ state: 'draft', to_claim_id: younger.claimId })
})

test('a link that comes back may lead into another chain by then, which stays whole', async () => {
  const { older, younger, bob, links } = await twice()
  const own = await desk.link(bob.claimId, 'denies', older.claimId)
  for (const link of [links.ofYounger, links.between]) await withdrawLink(db, null, link, 1, 'Not so.')
  await post(`/claims/${younger.claimId}/join`, { into: older.claimId, version: 1, intoVersion: 1 }).expect(303)
  expect(await row('links', links.denial)).toMatchObject({ state: 'withdrawn' })
  // Bob's denial goes, and he has a dispute of his own.
  await withdrawLink(db, null, own, 1, 'Not of that.')
  const article = await desk.article(`${ann()}: Dee Fox answered Bob Ray.`)
  const dee = await desk.statement(article, { by: ['Dee Fox'], words: ['Dee Fox answered'] })
  await desk.link(dee.claimId, 'denies', bob.claimId)
  await post(`/claims/${younger.claimId}/unjoin`, { version: 2 }).expect(303)
  expect(await row('links', links.denial)).toMatchObject({ state: 'published' })
  expect((await verify(db)).flatMap((part) => part.wrong)).toEqual([])
})

test('a claim that has changed is looked at again, and one that can’t be joined says why', async () => {
  const { older, younger, bob } = await twice()
  const path = `/claims/${younger.claimId}/join`
  const stale = await post(path, { into: older.claimId, version: 1, intoVersion: 9 }).expect(409)
  expect(stale.text).toContain(`Nothing was done: claim ${older.claimId} has been changed since you opened the page`)
  expect(stale.text).toMatch(/name="version" value="1".*name="intoVersion" value="1".*Join the two all the same/s)
  const other = await post(path, { into: older.claimId, version: 7, intoVersion: 1 }).expect(409)
  expect(other.text).toContain(`claim ${younger.claimId} has been changed`)
  expect(other.text).toMatch(/name="version" value="1".*name="intoVersion" value="1"/s)
  const strangers = await post(path, { into: bob.claimId, version: 1, intoVersion: 1 }).expect(422)
  expect(strangers.text).toContain('no speaker in common')
  expect(strangers.text).not.toContain('<button class="main">')
  await agent.get(`${path}?into=${younger.claimId}`).expect(200)
  await agent.get(`${path}?into=999999`).expect(404)
  await agent.get(`${path}?into=x`).expect(404)
  for (const fields of [{}, { into: 'x', version: 1, intoVersion: 1 }, { into: 1e12, version: 1, intoVersion: 1 }]) {
    await post(path, fields).expect(422)
  }
  const joins = await db.query('SELECT id FROM claim_joins WHERE from_claim_id = $1', [younger.claimId])
  expect(joins).toEqual([])
})

test('a joined claim takes no report and no link, and neither it nor its withdrawn links can be restored', async () => {
  const { older, younger, links } = await twice()
  await post(`/claims/${younger.claimId}/join`, { into: older.claimId, version: 1, intoVersion: 1 }).expect(303)
  await post(`/claims/${younger.claimId}/restoration`, { version: 2 }).expect(422)
  await post(`/claims/${younger.claimId}/withdrawal`, { version: 2, reason: 'Away.' }).expect(422)
  const { version } = await row('links', links.ofYounger)
  const refused = await post(`/links/${links.ofYounger}/restoration`, { version }).expect(422)
  expect(refused.text).toContain('take the two apart instead')
  await expect(
    desk.statement(await desk.article(textOf('The Post'), { outlet: 'The Post' }), {
      by: [],
      words: ['who had paid'],
      claimId: younger.claimId,
    }),
  ).rejects.toThrow(`has been joined into claim ${older.claimId}`)
})

test('“not the same” is a word that is kept, and may be taken back', async () => {
  const { older, younger } = await twice()
  await post(`/claims/${older.claimId}/distinctions`, { other: younger.claimId }).expect(303)
  const pair = `aria-label="Join claims ${older.claimId} and ${younger.claimId}"`
  expect((await agent.get('/desk/duplicates')).text).not.toContain(pair)
  await post(`/claims/${younger.claimId}/distinctions`, { other: older.claimId }).expect(303)
  const rows = await db.query('SELECT id, created_by_id FROM claim_distinctions')
  expect(rows).toEqual([{ id: 1, created_by_id: world.editor.id }])
  await post('/distinctions/1/withdrawal', {}).expect(303)
  await post('/distinctions/1/withdrawal', {}).expect(404)
  const [one, other] = [older.claimId, younger.claimId]
  const told = await db.query(
    `SELECT action, subject_id, payload FROM history JOIN history_payloads ON history_id = history.id
     WHERE subject_kind = 'claim' AND action LIKE '%told apart' ORDER BY history.id`,
  )
  expect(told).toEqual(
    ['told apart', 'no longer told apart'].flatMap((action) => [
      { action, subject_id: other, payload: { distinction: 1, from: one } },
      { action, subject_id: one, payload: { distinction: 1, from: other } },
    ]),
  )
  expect((await agent.get('/desk/duplicates')).text).toContain(pair)
  await post(`/claims/${older.claimId}/distinctions`, { other: older.claimId }).expect(422)
  await post(`/claims/${older.claimId}/distinctions`, { other: 999_999 }).expect(422)
})

test('what readers and the desk said to the claim that goes stands beside the one that stays, and goes back with it', async () => {
  const { older, younger } = await twice()
  const reply = {
    by: { name: 'The Bridge Trust' },
    words: 'We never said so.',
    repliedOn: '2020-02-06',
    way: 'letter',
  } as const
  const added = await addReply(db, world.editor, younger.claimId, { ...reply, url: null, correctionId: null })
  expect(added).toHaveProperty('replyId')
  await post(`/claims/${younger.claimId}/discussion`, { body: 'Is this the same?' }).expect(303)
  const correction = await asked(world, younger.claimId)

  const tells = async (claimId: number) => {
    const page = (await request(world.app).get(`/claims/${claimId}`).expect(200)).text
    const discussion = (await agent.get(`/claims/${claimId}/discussion`).expect(200)).text
    return [page.includes('We never said so.'), discussion.includes('Is this the same?')]
  }
  expect([await tells(younger.claimId), await tells(older.claimId)]).toEqual([
    [true, true],
    [false, false],
  ])
  const joined = await joinClaims(db, world.editor, {
    from: younger.claimId,
    fromVersion: 1,
    into: older.claimId,
    intoVersion: null,
  })
  expect(joined).toHaveProperty('joinId')
  expect(await tells(older.claimId)).toEqual([true, true])
  const inbox = (await agent.get(`/corrections/${correction.id}/answer`).expect(200)).text
  expect(inbox).toContain(`/claims/${older.claimId}`)
  const file = (await request(world.app).get('/exports/claims.jsonl').buffer(true)).text
  const line = file.split('\n').find((line) => line.startsWith(`{"type":"claim","id":${older.claimId},`)) ?? ''
  expect(JSON.parse(line).replies).toMatchObject([{ words: 'We never said so.' }])

  const { version } = await row('claims', younger.claimId)
  await post(`/claims/${younger.claimId}/unjoin`, { version }).expect(303)
  expect([await tells(younger.claimId), await tells(older.claimId)]).toEqual([
    [true, true],
    [false, false],
  ])
})

test('a claim that somebody was quicker to join is told as a stale form, whichever of the two it was to be', async () => {
  const { older, younger } = await twice()
  const third = await desk.statement(await desk.article(textOf('The Post')), {
    by: [ann()],
    words: ['the old bridge over the river is perfectly safe'],
  })
  await post(`/claims/${younger.claimId}/join`, { into: older.claimId, version: 1, intoVersion: 1 }).expect(303)
  const isTold = `<td role="cell" data-label="Now" dir="auto">claim ${older.claimId}</td>`
  const again = { into: third.claimId, version: 1, intoVersion: 1 }
  const going = await post(`/claims/${younger.claimId}/join`, again).expect(409)
  expect(going.text).toContain(isTold)
  const back = { into: younger.claimId, version: 1, intoVersion: 1 }
  const staying = await post(`/claims/${third.claimId}/join`, back).expect(409)
  expect(staying.text).toContain(isTold)
  // What is sent again names the version of the one that has changed, and of no other.
  expect(staying.text).toContain('name="version" value="1"')
  expect(staying.text).toContain('name="intoVersion" value="2"')
  await post(`/claims/${younger.claimId}/unjoin`, { version: 2 }).expect(303)
  const apart = await post(`/claims/${younger.claimId}/unjoin`, { version: 2 }).expect(409)
  expect(apart.text).toContain('Changed meanwhile')
})
