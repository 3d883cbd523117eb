import { first } from '../support/desk'
import { newReviewDesk, type ReviewDesk, second, setReview } from '../support/review'

let desk: ReviewDesk
beforeAll(async () => {
  desk = await newReviewDesk()
})
beforeEach(async () => {
  await desk.turnPage()
  await setReview(desk.world, true)
})
afterAll(() => desk.world.close())

test('what an editor saves is a draft until somebody else publishes it', async () => {
  const { editor, reviewer } = desk
  const { id, claimId } = await desk.record(editor)
  expect((await desk.row('statements', id)).state).toBe('draft')
  expect((await desk.row('claims', claimId)).state).toBe('draft')
  for (const path of [`/claims/${claimId}`, `/statements/${id}`, `/articles/${desk.articleId}`])
    await desk.asReader(path).expect(404)

  const own = await desk.publish(editor, await desk.item(id)).expect(403)
  expect(own.text).toContain('a reviewer publishes drafts')
  const queue = await reviewer.agent.get('/review').expect(200)
  expect(queue.text).toContain('the bridge is safe')
  await desk.publish(reviewer, await desk.item(id)).expect(303)
  expect((await desk.asReader(`/claims/${claimId}`).expect(200)).text).toContain('the bridge is safe')
  expect(await desk.actions('statement', id)).toEqual(['recorded', 'published'])
  expect(await desk.actions('claim', claimId)).toEqual(['recorded', 'published'])
})

test('the desk shows each what waits for them: others’ drafts, and one’s own that came back', async () => {
  const { editor, reviewer } = desk
  const { id, claimId } = await desk.record(editor)
  const at = async (seat: typeof editor, section: string) =>
    (await seat.agent.get(`/desk/${section}`).expect(200)).text.includes('the bridge is safe')
  expect([await at(editor, 'drafts'), await at(reviewer, 'drafts')]).toEqual([false, true])
  expect(await at(editor, 'sent-back')).toBe(false)
  const words = { item: await desk.item(id), comment: 'Which bridge?', back: '/review' }
  await reviewer.agent.post('/review/returns').type('form').send(words).expect(303)
  const { text } = await editor.agent.get('/desk/sent-back').expect(200)
  expect(text).toContain(`href="/statements/${id}/edit"`)
  expect(text).toContain('Which bridge?')
  expect(await at(reviewer, 'sent-back')).toBe(false)

  const denial = await desk.record(editor, second)
  await desk.link(editor, denial.claimId, claimId)
  expect((await reviewer.agent.get('/desk/draft-links').expect(200)).text).toContain(
    `Claim ${denial.claimId} denies claim ${claimId}`,
  )
  await desk.publish(reviewer, await desk.item(id)).expect(303)
  expect(await at(editor, 'sent-back')).toBe(false)
})

test.each(['reviewer', 'admin'] as const)('a %s publishes others’ work, never their own', async (role) => {
  const { id } = await desk.record(desk[role])
  const refused = await desk.publish(desk[role], await desk.item(id)).expect(403)
  expect(refused.text).toContain('Somebody else has to publish it')
  expect((await desk[role].agent.get('/review').expect(200)).text).toContain('Yours: somebody else publishes it')
  await desk.publish(desk.other, await desk.item(id)).expect(303)
})

test('whoever changes a draft is its author too, and one publication makes everybody a stranger again', async () => {
  const { reviewer, editor, other } = desk
  const { id, claimId } = await desk.record(editor)
  const form = { ...first, version: 1, claimVersion: 1, summary: 'The bridge is safe, she said.' }
  await reviewer.agent.post(`/statements/${id}`).type('form').send(form).expect(303)
  await desk.publish(reviewer, await desk.item(id)).expect(403)
  await desk.publish(other, await desk.item(id)).expect(303)
  // Taken back and not changed: it is as it was when somebody else published it.
  await editor.agent.post(`/claims/${claimId}/draft`).type('form').send({ version: 3 }).expect(303)
  await desk.asReader(`/claims/${claimId}`).expect(404)
  await desk.publish(reviewer, await desk.item(id)).expect(303)
  expect(await desk.actions('claim', claimId)).toEqual(['recorded', 'changed', 'published', 'taken back', 'published'])
})

test('what has changed since it was looked at is not published, the statement or its claim', async () => {
  const { id } = await desk.record(desk.editor)
  const seen = await desk.item(id)
  const form = { ...first, version: 1, claimVersion: 1, stance: 'asks' }
  await desk.editor.agent.post(`/statements/${id}`).type('form').send(form).expect(303)
  await desk.publish(desk.reviewer, seen).expect(409)
  const [, , version] = (await desk.item(id)).split('.')
  await desk.publish(desk.reviewer, `statement.${id}.${version}.1`).expect(409)
  expect((await desk.row('statements', id)).state).toBe('draft')
})

test('a link is published when both its claims are, or together with them, and then makes a chain', async () => {
  const { editor, reviewer } = desk
  const ann = await desk.record(editor)
  const bob = await desk.record(editor, second)
  const link = await desk.link(editor, bob.claimId, ann.claimId, 'Asked about it.')
  const chain = () =>
    desk.world.db.query(
      'SELECT size FROM chain_members JOIN chain_components ON id = component_id WHERE claim_id = $1',
      [ann.claimId],
    )
  expect(await chain()).toEqual([])
  expect((await desk.publish(reviewer, await desk.linkItem(link)).expect(409)).text).toContain('publish these first')
  const page = await reviewer.agent.get('/review').expect(200)
  expect(page.text).toContain('Publish with its claims')
  const items = [await desk.linkItem(link), await desk.item(ann.id), await desk.item(bob.id)]
  await desk.publish(reviewer, ...items).expect(303)
  expect((await reviewer.agent.get('/review')).text).toContain('3 published.')
  expect(await chain()).toEqual([{ size: 2 }])
  await desk.asReader(`/links/${link}`).expect(302)
})

test('of several, each that can’t be published is told, and holds up no other', async () => {
  const { editor, reviewer } = desk
  const ann = await desk.record(editor)
  const own = await desk.record(reviewer, second)
  await desk.publish(reviewer, await desk.item(ann.id), await desk.item(own.id)).expect(303)
  const { text } = await reviewer.agent.get('/review')
  expect(text).toContain(`1 published. Not published: statement ${own.id}: You wrote or changed this.`)
})

test('of two who publish at once, one does; a change made meanwhile is never published unseen', async () => {
  const { editor, reviewer, other } = desk
  const { id } = await desk.record(editor)
  const item = await desk.item(id)
  const statuses = await Promise.all([reviewer, other].map(async (seat) => (await desk.publish(seat, item)).status))
  expect(statuses.sort()).toEqual([303, 409])

  const bob = await desk.record(editor, second)
  const seen = await desk.item(bob.id)
  const form = { ...second, version: 1, claimVersion: 1, summary: 'Nobody has looked at this.' }
  const [published, changed] = await Promise.all([
    desk.publish(reviewer, seen),
    editor.agent.post(`/statements/${bob.id}`).type('form').send(form),
  ])
  expect([published.status, changed.status]).toEqual(published.status === 303 ? [303, expect.any(Number)] : [409, 303])
  const { text } = await desk.asReader(`/claims/${bob.claimId}`)
  expect(text).not.toContain('Nobody has looked at this.')
})

test('a draft link is withdrawn where it waits', async () => {
  const { editor } = desk
  const ann = await desk.record(editor)
  const bob = await desk.record(editor, second)
  const link = await desk.link(editor, bob.claimId, ann.claimId)
  const { text } = await editor.agent.get(`/claims/${ann.claimId}/drafts`).expect(200)
  expect(text).toContain(`action="/links/${link}/withdrawal"`)
  const fields = { version: 1, reason: 'Linked by mistake' }
  await editor.agent.post(`/links/${link}/withdrawal`).type('form').send(fields).expect(303)
  expect((await editor.agent.get(`/claims/${ann.claimId}/drafts`)).text).not.toContain(`id="link-${link}"`)
  // Linked anew it is a draft again, and its maker's.
  await desk.link(editor, bob.claimId, ann.claimId, 'Another reason.')
  expect(await desk.row('links', link)).toMatchObject({ state: 'draft', reason: 'Another reason.' })
})

test.each([
  ['nothing', []],
  ['a word', ['statement']],
  ['a number beyond all', ['link.99999999999.1']],
  ['a version beyond all', ['statement.1.4294967296.1']],
  ['one of several that is none', ['link.1.1', 'x']],
])('choosing %s publishes nothing', async (_what, items) => {
  await desk.publish(desk.reviewer, ...items).expect(422)
})

test('another report of a public claim is a draft that can be changed by itself', async () => {
  const { editor, reviewer } = desk
  const { id, claimId } = await desk.record(editor)
  await desk.publish(reviewer, await desk.item(id)).expect(303)
  const report = { claimId, content: 'It is safe, the city repeated', wording: 'direct', source: '', cue: '' }
  const added = await desk.record(editor, report)
  expect(added.claimId).toBe(claimId)
  expect((await desk.asReader(`/claims/${claimId}`).expect(200)).text).not.toContain('the city repeated')
  const open = await editor.agent.get(`/statements/${added.id}/edit`).expect(200)
  expect(open.text).toContain('Its claim is published')
  const form = {
    ...first,
    content: 'the city repeated',
    start: '',
    end: '',
    source: '',
    cue: '',
    version: 1,
    claimVersion: 2,
  }
  await editor.agent
    .post(`/statements/${added.id}`)
    .type('form')
    .send({ ...form, stance: 'asks' })
    .expect(422)
  await editor.agent.post(`/statements/${added.id}`).type('form').send(form).expect(303)
  await desk.publish(reviewer, await desk.item(added.id)).expect(303)
  expect((await desk.asReader(`/claims/${claimId}`)).text).toContain('Reported 2 times')
})

test('once the desk reviews no more, drafts stay drafts, and any editor publishes them', async () => {
  const { editor } = desk
  const { id, claimId } = await desk.record(editor)
  await setReview(desk.world, false)
  const bob = await desk.record(editor, second)
  expect((await desk.row('statements', bob.id)).state).toBe('published')
  const link = await desk.link(editor, bob.claimId, claimId)
  expect((await desk.row('links', link)).state).toBe('draft')
  await desk.asReader(`/claims/${claimId}`).expect(404)
  expect((await editor.agent.get('/review').expect(200)).text).toContain('any editor may publish it')
  await desk.publish(editor, await desk.item(id), await desk.linkItem(link)).expect(303)
  await desk.asReader(`/links/${link}`).expect(302)
})
