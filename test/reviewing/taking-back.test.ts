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

test('a draft is sent back with a comment, and marked so until it is changed', async () => {
  const { editor, reviewer } = desk
  const { id, claimId } = await desk.record(editor)
  const send = async (comment: string) =>
    reviewer.agent
      .post('/review/returns')
      .type('form')
      .send({ item: await desk.item(id), comment })
  const empty = await (await send('  ')).text
  expect(empty).toContain('Say what has to be done.')
  expect((await send('x'.repeat(2_001))).status).toBe(422)
  expect((await send('Which bridge?')).status).toBe(303)
  const mine = await editor.agent.get('/review?of=mine').expect(200)
  expect(mine.text).toMatch(/sent back[\s\S]*Which bridge\?/)
  // A comment that its author has withdrawn is shown here neither.
  const [comment] = await desk.world.db.query('SELECT max(id) AS id FROM comments')
  await reviewer.agent.post(`/comments/${comment.id}/withdrawal`).type('form').send({ version: 1 }).expect(303)
  const without = (await editor.agent.get('/review?of=mine').expect(200)).text
  expect(without).toContain('(the comment was withdrawn)')
  expect(without).not.toContain('Which bridge?')
  const form = { ...first, version: 1, claimVersion: 1, summary: 'The old bridge is safe, she said.' }
  await editor.agent.post(`/statements/${id}`).type('form').send(form).expect(303)
  expect((await editor.agent.get(`/claims/${claimId}/drafts`)).text).not.toContain('sent back')
  // Sending back is no authorship.
  await desk.publish(reviewer, await desk.item(id)).expect(303)
})

test('what is published is changed only after it is taken back', async () => {
  const { editor, reviewer } = desk
  const { id, claimId } = await desk.record(editor)
  await desk.publish(reviewer, await desk.item(id)).expect(303)
  const edit = await editor.agent.get(`/statements/${id}/edit`).expect(200)
  expect(edit.text).toContain('Take this statement back to draft')
  const form = { ...first, version: 2, claimVersion: 2, summary: 'Another summary.' }
  const refused = await editor.agent.post(`/statements/${id}`).type('form').send(form).expect(422)
  expect(refused.text).toContain('Take it back to draft to change it')
  expect(refused.text).toContain('Another summary.')
  await editor.agent.post(`/statements/${id}/draft`).type('form').send({ version: 2 }).expect(303)
  await desk.asReader(`/claims/${claimId}`).expect(404)
  await editor.agent
    .post(`/statements/${id}`)
    .type('form')
    .send({ ...form, version: 3, claimVersion: 3 })
    .expect(303)
  await desk.publish(reviewer, await desk.item(id)).expect(303)
  expect((await desk.asReader(`/claims/${claimId}`).expect(200)).text).toContain('Another summary.')
})

test('a withdrawn draft comes back as a draft, however it is asked for; what was public comes back public', async () => {
  const { editor, reviewer } = desk
  const { id, claimId } = await desk.record(editor)
  const post = (path: string, fields: object) => editor.agent.post(path).type('form').send(fields)
  await post(`/statements/${id}/restoration`, { version: 1 }).expect(409)
  await post(`/claims/${claimId}/restoration`, { version: 1 }).expect(409)
  await post(`/statements/${id}/withdrawal`, { version: 1, reason: 'A slip' }).expect(303)
  await post(`/statements/${id}/withdrawal`, { version: 2, reason: 'A slip indeed' }).expect(303)
  await post(`/statements/${id}/restoration`, { version: 3 }).expect(303)
  expect((await desk.row('statements', id)).state).toBe('draft')
  expect((await desk.row('claims', claimId)).state).toBe('draft')
  await desk.publish(reviewer, await desk.item(id)).expect(303)
  await post(`/statements/${id}/withdrawal`, { version: 5, reason: 'A slip' }).expect(303)
  await desk.asReader(`/claims/${claimId}`).expect(410)
  await post(`/statements/${id}/restoration`, { version: 6 }).expect(303)
  await desk.asReader(`/claims/${claimId}`).expect(200)
})

test('another report of a public claim is published as it was looked at, and withdrawn as a draft comes back as one', async () => {
  const { editor, reviewer } = desk
  const post = (path: string, fields: object) => editor.agent.post(path).type('form').send(fields).expect(303)
  const { id, claimId } = await desk.record(editor)
  await desk.publish(reviewer, await desk.item(id)).expect(303)
  await desk.turnPage()
  const other = (await desk.record(editor, { ...first, claimId })).id
  await post(`/statements/${other}/withdrawal`, { version: 1, reason: 'A slip' })
  await editor.agent.post(`/statements/${other}/restoration`).type('form').send({ version: 1 }).expect(409)
  expect((await desk.row('statements', other)).state).toBe('withdrawn')
  await post(`/statements/${other}/restoration`, { version: 2 })
  expect((await desk.row('statements', other)).state).toBe('draft')

  const lookedAt = await desk.item(other)
  await post(`/claims/${claimId}/withdrawal`, { version: 2, reason: 'A slip' })
  const { text } = await desk.publish(reviewer, await desk.item(other)).expect(409)
  expect(text).toContain(`Claim ${claimId} has been withdrawn; restore it first.`)
  expect((await desk.row('claims', claimId)).state).toBe('withdrawn')
  await post(`/claims/${claimId}/restoration`, { version: 3 })
  await desk.publish(reviewer, lookedAt).expect(409)
  expect((await desk.row('statements', other)).state).toBe('draft')
  await desk.publish(reviewer, await desk.item(other)).expect(303)
})

test('a claim that went as a draft comes back as one, with the report that was public when that went', async () => {
  const { editor, reviewer } = desk
  const post = (path: string, fields: object) => editor.agent.post(path).type('form').send(fields).expect(303)
  const shown = await desk.record(editor)
  await desk.publish(reviewer, await desk.item(shown.id)).expect(303)
  await desk.turnPage()
  const { id: other, claimId } = await desk.record(editor, { ...first, claimId: shown.claimId })
  await desk.publish(reviewer, await desk.item(other)).expect(303)
  const reason = 'A slip'
  await post(`/statements/${shown.id}/withdrawal`, { version: 2, reason })
  await post(`/statements/${other}/draft`, { version: 2 })
  await post(`/statements/${other}/withdrawal`, { version: 3, reason })
  expect((await desk.row('claims', claimId)).state).toBe('withdrawn')

  await post(`/statements/${shown.id}/restoration`, { version: 3 })
  expect((await desk.row('claims', claimId)).state).toBe('draft')
  expect((await desk.row('statements', shown.id)).state).toBe('draft')
  await desk.asReader(`/claims/${claimId}`).expect(404)
})

test('what somebody was quicker to take back or to withdraw says so to whoever looks at it as it was', async () => {
  const { editor, reviewer } = desk
  const ann = await desk.record(editor)
  const bob = await desk.record(editor, second)
  const link = await desk.link(editor, bob.claimId, ann.claimId)
  const publish = async () =>
    desk.publish(reviewer, await desk.item(ann.id), await desk.item(bob.id), await desk.linkItem(link)).expect(303)
  await publish()
  for (const [kind, id] of [
    ['link', link],
    ['statement', ann.id],
  ] as const) {
    const send = (path: string, version: number) =>
      editor.agent.post(`/${kind}s/${id}/${path}`).type('form').send({ version, reason: 'A slip' })
    await send('draft', 2).expect(303)
    expect((await send('draft', 2).expect(409)).text).toContain('Changed meanwhile')
    expect((await send('draft', 3).expect(409)).text).toContain(`This ${kind} is not published.`)
    const before = await desk.actions(kind, id)
    await publish()
    expect((await send('draft', 2).expect(409)).text).toContain('Changed meanwhile')
    expect((await send('withdrawal', 2).expect(409)).text).toContain('A slip')
    expect(await desk.row(`${kind}s`, id)).toMatchObject({ state: 'published', version: 4 })
    expect(await desk.actions(kind, id)).toEqual([...before, 'published'])
  }
})

test('what is published, or has changed since it was looked at, is no draft to be sent back', async () => {
  const { editor, reviewer } = desk
  const ann = await desk.record(editor)
  const bob = await desk.record(editor, second)
  const link = await desk.link(editor, bob.claimId, ann.claimId)
  const items = async () => [await desk.item(ann.id), await desk.linkItem(link)]
  const sendBack = async (item: string) => {
    const fields = { item, comment: 'Which bridge?' }
    return (await reviewer.agent.post('/review/returns').type('form').send(fields).expect(409)).text
  }
  const lookedAt = await items()
  for (const item of [`statement.${ann.id}.9.1`, `statement.${ann.id}.1.9`, `link.${link}.9`])
    expect(await sendBack(item)).toContain('Changed meanwhile')
  await desk.publish(reviewer, await desk.item(bob.id), ...lookedAt).expect(303)
  for (const item of lookedAt) expect(await sendBack(item)).toContain('Changed meanwhile')
  for (const item of await items()) expect(await sendBack(item)).toMatch(/This (?:statement|link) is not a draft\./)
  expect((await editor.agent.get(`/claims/${ann.claimId}/discussion`)).text).not.toContain('Which bridge?')
})

test('a claim is not withdrawn by whoever looks at it as it was', async () => {
  const { editor, reviewer } = desk
  const ann = await desk.record(editor)
  await desk.publish(reviewer, await desk.item(ann.id)).expect(303)
  const fields = { version: 1, reason: 'Never said' }
  const { text } = await editor.agent.post(`/claims/${ann.claimId}/withdrawal`).type('form').send(fields).expect(409)
  expect(text).toContain('Never said')
  expect(await desk.row('claims', ann.claimId)).toMatchObject({ state: 'published', version: 2 })
  expect(await desk.actions('claim', ann.claimId)).toEqual(['recorded', 'published'])
})

test('a withdrawn draft link comes back as a draft', async () => {
  const { editor, reviewer } = desk
  const ann = await desk.record(editor)
  const bob = await desk.record(editor, second)
  await desk.publish(reviewer, await desk.item(ann.id), await desk.item(bob.id)).expect(303)
  const link = await desk.link(editor, bob.claimId, ann.claimId)
  const post = (path: string, version: number) =>
    editor.agent.post(`/links/${link}/${path}`).type('form').send({ version, reason: 'A slip' }).expect(303)
  await post('withdrawal', 1)
  await editor.agent.post(`/links/${link}/restoration`).type('form').send({ version: 1 }).expect(409)
  expect((await desk.row('links', link)).state).toBe('withdrawn')
  await post('restoration', 2)
  expect((await desk.row('links', link)).state).toBe('draft')
  await desk.publish(reviewer, await desk.linkItem(link)).expect(303)
  await post('withdrawal', 4)
  await post('restoration', 5)
  expect((await desk.row('links', link)).state).toBe('published')
})

describe('after a publication nobody is an author who may not publish, and somebody is still told', () => {
  const newsOf = async ({ person }: ReviewDesk['editor']) =>
    (
      await desk.world.db.query('SELECT kind, text FROM notifications WHERE account_id = $1 ORDER BY id DESC LIMIT 2', [
        person.id,
      ])
    ).map(({ kind }: { kind: string }) => kind)
  const sendBack = async (id: number, comment: string) => {
    const words = { item: await desk.item(id), comment, back: '/review' }
    await desk.reviewer.agent.post('/review/returns').type('form').send(words).expect(303)
    return (await desk.reviewer.agent.get('/review').expect(200)).text
  }

  test('who worked on it before is told that it was taken back and sent back, and stands in the queue', async () => {
    const { editor, reviewer, other } = desk
    const { id, claimId } = await desk.record(editor)
    await desk.publish(other, await desk.item(id)).expect(303)
    await reviewer.agent.post(`/claims/${claimId}/draft`).type('form').send({ version: 2 }).expect(303)
    expect(await newsOf(editor)).toEqual(['taken back', 'published'])
    const { name } = (await desk.world.db.query('SELECT name FROM accounts WHERE id = $1', [editor.person.id]))[0]
    const queue = await sendBack(id, 'Which bridge?')
    expect(queue).toContain(`Sent back. Told: ${name}.`)
    expect(queue).toMatch(new RegExp(`sent back</b> by ${name}, since`))
    expect(await newsOf(editor)).toEqual(['sent back', 'taken back'])
    // Nobody has changed it since: whoever recorded it may publish it, were they a reviewer, and any reviewer may.
    await desk.publish(reviewer, await desk.item(id)).expect(303)
  })

  test('the notice says so where nobody is told', async () => {
    const { id } = await desk.record(desk.reviewer)
    expect(await sendBack(id, 'To myself.')).toContain('Sent back. Nobody is told')
  })

  test('sent back twice at once is sent back once; another comment on that version is refused with its words kept', async () => {
    const { editor, reviewer, other } = desk
    const { id } = await desk.record(editor)
    const item = await desk.item(id)
    const back = (seat: typeof editor, comment: string) =>
      seat.agent.post('/review/returns').type('form').send({ item, comment, back: '/review' })
    const news = async () => (await newsOf(editor))[0]
    const rows = () => desk.world.db.query('SELECT id FROM review_returns WHERE statement_id = $1', [id])
    const twice = await Promise.all([1, 2].map(() => back(reviewer, 'Which bridge?')))
    expect(twice.map(({ status }) => status)).toEqual([303, 303])
    expect([await news(), await rows(), await desk.actions('statement', id)]).toEqual([
      'sent back',
      [expect.anything()],
      ['recorded', 'sent back'],
    ])
    const refused = await back(other, 'Which day, too?').expect(422)
    expect(refused.text).toContain('has sent this version back already: “Which bridge?”')
    expect(refused.text).toContain('Which day, too?</textarea>')
    expect(await rows()).toHaveLength(1)
    const form = { ...first, version: 1, claimVersion: 1, stance: 'asks' }
    await editor.agent.post(`/statements/${id}`).type('form').send(form).expect(303)
    const again = { item: await desk.item(id), comment: 'Which bridge?', back: '/review' }
    await reviewer.agent.post('/review/returns').type('form').send(again).expect(303)
    expect(await rows()).toHaveLength(2)
  })

  test('of a statement and of a link too', async () => {
    const { editor, reviewer } = desk
    const ann = await desk.record(editor)
    const bob = await desk.record(editor, second)
    const link = await desk.link(editor, bob.claimId, ann.claimId)
    await desk
      .publish(reviewer, await desk.item(ann.id), await desk.item(bob.id), await desk.linkItem(link))
      .expect(303)
    await reviewer.agent.post(`/links/${link}/draft`).type('form').send({ version: 2 }).expect(303)
    expect((await newsOf(editor))[0]).toBe('taken back')
    await reviewer.agent.post(`/statements/${ann.id}/draft`).type('form').send({ version: 2 }).expect(303)
    expect(await newsOf(editor)).toEqual(['taken back', 'taken back'])
  })
})
