import { signedIn } from '../support/world'
import { given, newReplyDesk, type ReplyDesk } from './reply-desk'

let world: ReplyDesk['world']
let agent: ReplyDesk['agent']
let claimId: ReplyDesk['claimId']
let chain: ReplyDesk['chain']
let read: ReplyDesk['read']
let post: ReplyDesk['post']
let reply: ReplyDesk['reply']
let newest: ReplyDesk['newest']
let review: ReplyDesk['review']

beforeAll(async () => {
  ;({ world, agent, claimId, chain, read, post, reply, newest, review } = await newReplyDesk())
})
afterAll(() => world.close())

/** The desk asks for review. */
let reviewer: ReplyDesk['agent']
beforeAll(async () => {
  reviewer = await signedIn(world, await world.person('reviewer'))
  await review(true)
})

const shown = async () => [await read(`/claims/${claimId}`), await read(`/chains/${chain}`)].join()

test('a reply is a draft that only the desk sees, until a reviewer publishes it who has not worked on it', async () => {
  await reply({ words: 'A drafted reply.' }).expect(303)
  const { id } = await newest()
  expect(await newest()).toMatchObject({ state: 'draft', published_at: null })
  expect(await shown()).not.toContain('A drafted reply.')
  expect((await agent.get(`/claims/${claimId}`)).text).toContain('draft: only the desk sees it')
  expect((await agent.get('/corrections')).text).toContain(`#reply-${id}"`)
  await post(`/replies/${id}/publication`, { version: 1 }).expect(403)
  await post(`/replies/${id}`, { ...given, words: 'A drafted reply, edited.', version: 1 }, reviewer).expect(303)
  const own = await post(`/replies/${id}/publication`, { version: 2 }, reviewer).expect(403)
  expect(own.text).toContain('You wrote or changed this')
  const second = await signedIn(world, await world.person('admin'))
  await post(`/replies/${id}/publication`, { version: 2 }, second).expect(303)
  expect(await shown()).toContain('A drafted reply, edited.')
  // Withdrawal stops harm at once; what was public before comes back at once too.
  await post(`/replies/${id}/withdrawal`, { version: 3, reason: 'A doubt' }).expect(303)
  await post(`/replies/${id}/restoration`, { version: 4 }).expect(303)
  expect(await shown()).toContain('A drafted reply, edited.')
})

test('new words of a public reply are a draft again, and no detour makes them public', async () => {
  await review(false)
  await reply({ words: 'Public words.' }).expect(303)
  const { id } = await newest()
  await review(true)
  await post(`/replies/${id}`, { ...given, words: 'Unseen words.', version: 1 }).expect(303)
  await post(`/replies/${id}/withdrawal`, { version: 2, reason: 'A detour' }).expect(303)
  await post(`/replies/${id}/restoration`, { version: 3 }).expect(303)
  expect(await newest()).toMatchObject({ state: 'draft' })
  expect(await shown()).not.toMatch(/Unseen words|A detour/)
  await post(`/replies/${id}/publication`, { version: 4 }, reviewer).expect(303)
  expect(await shown()).toContain('Unseen words.')
})

test('it waits in the queue like every draft, is sent back and published there, and its editor is told', async () => {
  await reply({ words: 'Waiting words.' }).expect(303)
  const { id, created_by_id } = await newest()
  const news = () =>
    world.db.query(
      `SELECT kind, text FROM notifications WHERE account_id = $1 AND subject_kind = 'reply' AND subject_id = $2 ORDER BY id`,
      [created_by_id, id],
    )
  const item = `reply.${id}.1`
  for (const path of ['/review', `/claims/${claimId}/drafts`]) {
    const { text } = await reviewer.get(path).expect(200)
    expect(text).toContain('Waiting words.')
    expect(text).toContain(`name="item" value="${item}"`)
  }
  expect((await reviewer.get('/desk').expect(200)).text).toContain('Waiting words.')
  // Whoever recorded it is offered no button that would say no.
  const beside = (await agent.get(`/claims/${claimId}`)).text
  expect(beside).toContain(`href="/claims/${claimId}/drafts#reply-${id}"`)
  expect(beside).not.toContain(`action="/replies/${id}/publication"`)
  expect((await agent.get('/review')).text).toMatch(/Yours: somebody else publishes it|Waits for a reviewer/)
  await post('/review/publications', { item, back: '/review' }).expect(403)

  const back = { item, comment: 'Whose words?', back: `/claims/${claimId}/drafts` }
  expect((await post('/review/returns', { ...back, comment: ' ' }, reviewer).expect(422)).text).toContain(
    'Say what has to be done.',
  )
  await post('/review/returns', { ...back, item: `reply.${id}.9` }, reviewer).expect(409)
  await post('/review/returns', back, reviewer).expect(303)
  expect((await agent.get('/review?of=mine')).text).toContain('Whose words?')
  expect((await agent.get(`/claims/${claimId}/discussion`)).text).toContain('Whose words?')
  await post('/review/publications', { item, back: '/review' }, reviewer).expect(303)
  expect(await shown()).toContain('Waiting words.')
  expect(await news()).toEqual([
    { kind: 'sent back', text: expect.stringContaining(`sent back your draft of reply ${id}: Whose words?`) },
    { kind: 'published', text: expect.stringContaining(`published your draft of reply ${id}.`) },
  ])
  await post('/review/publications', { item: `reply.${id}.2`, back: '/review' }, reviewer).expect(409)
  await post('/review/returns', { ...back, item: `reply.${id}.2` }, reviewer).expect(409)
})

test('a draft left over when review is switched off is published by any editor', async () => {
  await reply({ words: 'Left over.' }).expect(303)
  const { id } = await newest()
  await review(false)
  // Changed now, it is a draft still: nobody has said that it be published.
  await post(`/replies/${id}`, { ...given, words: 'Left over, and changed.', version: 1 }).expect(303)
  expect(await newest()).toMatchObject({ id, state: 'draft', version: 2 })
  await post(`/replies/${id}/publication`, { version: 2 }).expect(303)
  await post(`/replies/${id}/publication`, { version: 3 }).expect(409)
  expect(await shown()).toContain('Left over, and changed.')
})
