import { addSpeaker } from '../../src/speakers/speakers.commands'
import request from '../support/request'
import { newReviewDesk, type ReviewDesk, second, setReview } from '../support/review'

let desk: ReviewDesk
beforeAll(async () => {
  desk = await newReviewDesk()
})
afterAll(() => desk.world.close())

/** Where the desk reviews, an editor plans a joining and a reviewer does it: readers see it the same moment. */
test('joining, taking apart and splitting off are a reviewer’s, and the page says so to an editor', async () => {
  const { world, editor, reviewer } = desk
  await setReview(world, false)
  const one = await desk.record(editor)
  await desk.turnPage()
  const other = await desk.record(editor)
  await setReview(world, true)

  const path = `/claims/${other.claimId}/join`
  const form = { into: one.claimId, version: 1, intoVersion: 1 }
  const page = (await editor.agent.get(`${path}?into=${one.claimId}`).expect(200)).text
  expect(page).toContain('a reviewer joins claims')
  expect(page).not.toContain(`<form method="post" action="${path}">`)
  expect((await editor.agent.post(path).type('form').send(form).expect(403)).text).toContain('a reviewer joins claims')
  expect((await desk.row('claims', other.claimId)).joined_into_id).toBeNull()

  expect((await reviewer.agent.get(`${path}?into=${one.claimId}`)).text).toContain(`action="${path}"`)
  await reviewer.agent.post(path).type('form').send(form).expect(303)
  await request(world.app).get(`/claims/${other.claimId}`).expect(301)
  await editor.agent.post(`/claims/${other.claimId}/unjoin`).type('form').send({ version: 2 }).expect(403)

  const split = `/statements/${other.id}/split`
  expect((await editor.agent.get(split).expect(200)).text).toContain('a reviewer splits reports off')
  await editor.agent.post(split).type('form').send({ version: 2 }).expect(403)
  await reviewer.agent.post(`/claims/${other.claimId}/unjoin`).type('form').send({ version: 2 }).expect(303)
  await request(world.app).get(`/claims/${other.claimId}`).expect(200)
})

test('a published report is a reviewer’s to split off; of a draft any editor’s, since readers see neither', async () => {
  const { world, editor, reviewer } = desk
  await setReview(world, false)
  const reportOf = async (claimId: number) => {
    await desk.turnPage()
    const { id } = await desk.record(editor)
    const { version } = await desk.row('claims', claimId)
    const own = (await desk.row('statements', id)).claim_id
    const form = { into: claimId, version: 1, intoVersion: version }
    await editor.agent.post(`/claims/${own}/join`).type('form').send(form).expect(303)
    return id
  }
  await desk.turnPage()
  const { claimId } = await desk.record(editor)
  const [one, two] = [await reportOf(claimId), await reportOf(claimId)]
  await desk.turnPage()
  const answer = await desk.record(editor, second)
  const link = await desk.link(editor, answer.claimId, claimId)
  await setReview(world, true)
  const split = async (seat: typeof editor, id: number, fields: object = {}) => {
    const { version } = await desk.row('statements', id)
    return seat.agent
      .post(`/statements/${id}/split`)
      .type('form')
      .send({ version, ...fields })
  }

  expect((await split(editor, one)).text).toContain('a reviewer splits reports off')
  expect((await reviewer.agent.get(`/statements/${one}/split`)).text).toContain('Split off</button>')
  expect((await split(reviewer, one)).status).toBe(303)
  expect((await desk.row('statements', one)).state).toBe('published')

  const { version } = await desk.row('statements', two)
  await editor.agent.post(`/statements/${two}/draft`).type('form').send({ version }).expect(303)
  const page = (await editor.agent.get(`/statements/${two}/split`).expect(200)).text
  expect(page).toContain('Split off</button>')
  expect(page).toContain('a reviewer moves them')
  // Its claim’s links are seen by readers.
  expect((await split(editor, two, { link })).status).toBe(403)
  expect((await split(editor, two)).status).toBe(303)
  const { claim_id: own } = await desk.row('statements', two)
  expect(own).not.toBe(claimId)
  expect((await desk.row('claims', own)).state).toBe('draft')
})

test('merging and un-merging speakers are a reviewer’s too', async () => {
  const { world, editor, reviewer } = desk
  await setReview(world, true)
  const [one, other] = [
    await addSpeaker(world.db, null, { name: 'Eve Fox', kind: 'person' }),
    await addSpeaker(world.db, null, { name: 'E. Fox', kind: 'person' }),
  ]
  const path = `/speakers/${other}/merge`
  expect((await editor.agent.get(`${path}?into=${one}`).expect(200)).text).toContain('a reviewer merges speakers')
  await editor.agent.post(path).type('form').send({ version: 1, into: one, intoVersion: 1 }).expect(403)
  expect((await reviewer.agent.get(`${path}?into=${one}`)).text).toContain(`action="${path}"`)
  await reviewer.agent.post(path).type('form').send({ version: 1, into: one, intoVersion: 1 }).expect(303)
  expect((await editor.agent.get(`/speakers/${one}`)).text).not.toContain('Un-merge')
  await editor.agent.post(`/speakers/${other}/unmerge`).type('form').send({ version: 2 }).expect(403)
  expect((await reviewer.agent.get(`/speakers/${one}`)).text).toContain('Un-merge')
  await reviewer.agent.post(`/speakers/${other}/unmerge`).type('form').send({ version: 2 }).expect(303)
})
