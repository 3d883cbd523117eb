import { addAccount } from '../../src/accounts/accounts.commands'
import { disableAccount } from '../../src/accounts/administer.commands'
import { peopleOfDesk } from '../../src/discussion/people.queries'
import { newReviewDesk, type ReviewDesk, type Seat, second } from '../support/review'
import { untilWaiting } from '../support/waiting'

let desk: ReviewDesk
let claim: { id: number; claimId: number }
beforeAll(async () => {
  desk = await newReviewDesk()
  claim = await desk.record(desk.editor)
})
afterAll(() => desk.world.close())

const say = (seat: Seat, body: string, more: object = {}, path = `/claims/${claim.claimId}/discussion`) =>
  seat.agent
    .post(path)
    .type('form')
    .send({ body, tell: '', ...more })
const newsOf = (seat: Seat) =>
  desk.world.db.query('SELECT kind, text, read_at AS read FROM notifications WHERE account_id = $1 ORDER BY id', [
    seat.person.id,
  ])
const forget = () => desk.world.db.query('UPDATE notifications SET read_at = now()')
const handleOf = (seat: Seat) => seat.person.email.split('@')[0]

test('accounts have handles of their own, from the address, with a number where it is taken', async () => {
  const { db } = desk.world
  for (const email of ['ann.lee@one.example', 'ann.lee@two.example', 'ann.lee2@one.example', '+@three.example'])
    await addAccount(db, { email, name: email, role: 'reader' })
  const rows = await db.query(
    'SELECT handle FROM handles JOIN accounts ON id = account_id WHERE role = $1 ORDER BY id',
    ['reader'],
  )
  expect(rows.map(({ handle }: { handle: string }) => handle)).toEqual(['ann.lee', 'ann.lee2', 'ann.lee22', 'somebody'])
})

test('a comment keeps its paragraphs and no markup, and tells whom it mentions and who recorded the claim', async () => {
  const { reviewer, editor, other } = desk
  await forget()
  const body = `Is this <b>right</b>, @${handleOf(other)}?\r\n\r\nI wonder.`
  const answer = await say(reviewer, body).expect(303)
  const page = await editor.agent.get(`/claims/${claim.claimId}/discussion`).expect(200)
  expect(page.text).toContain('&lt;b&gt;right&lt;/b&gt;')
  expect(page.text).toMatch(/<p class="said" dir="auto">I wonder\.<\/p>/)
  expect(answer.headers.location).toMatch(/^\/comments\/\d+$/)
  await reviewer.agent.get(answer.headers.location ?? '').expect('Location', /\/claims\/\d+\/discussion#comment-\d+$/)
  expect((await newsOf(other)).at(-1)).toMatchObject({ kind: 'mention', read: null })
  expect((await newsOf(editor)).at(-1)).toMatchObject({ kind: 'reply', read: null })
  expect(await newsOf(reviewer)).toEqual([])
})

test('a comment sent twice at once is one comment, and tells once; the same words later are another', async () => {
  const { world, reviewer, editor, other } = desk
  const before = (await newsOf(editor)).length
  const twice = await Promise.all([1, 2, 3].map(() => say(reviewer, 'An impatient finger, @nobody-here.').expect(303)))
  expect(new Set(twice.map(({ headers }) => headers.location)).size).toBe(1)
  expect((await reviewer.agent.get('/notifications')).text).toContain('Nobody here is called @nobody-here')
  expect(await newsOf(editor)).toHaveLength(before + 1)
  await say(other, 'An impatient finger, @nobody-here.').expect(303)
  await world.db.query(`UPDATE comments SET created_at = now() - interval '2 minutes' WHERE created_by_id = $1`, [
    reviewer.person.id,
  ])
  const later = await say(reviewer, 'An impatient finger, @nobody-here.').expect(303)
  expect(later.headers.location).not.toBe(twice[0]?.headers.location)
})

test('who takes part is told of what follows, once, and nobody of their own', async () => {
  const { reviewer, editor, other } = desk
  await forget()
  const before = (await newsOf(reviewer)).length
  await say(other, `I asked, @${handleOf(reviewer)}.`).expect(303)
  await say(editor, 'It is.').expect(303)
  expect((await newsOf(reviewer)).slice(before).map(({ kind }: { kind: string }) => kind)).toEqual(['mention', 'reply'])
})

test('mentions that reach nobody are said so', async () => {
  const { world, reviewer } = desk
  const gone = await world.person('editor')
  const reader = await world.person('reader')
  await disableAccount(world.db, null, { id: gone.id, version: 1, sure: true })
  const handles = [gone, reader].map(({ email }) => `@${email.split('@')[0]}`)
  await say(reviewer, `What of ${handles.join(' and ')}, and of @realDonald?`).expect(303)
  const { text } = await reviewer.agent.get('/notifications')
  expect(text).toContain('is disabled')
  expect(text).toContain('does not work here')
  expect(text).toContain('Nobody here is called @realdonald')
  const told = await world.db.query('SELECT * FROM notifications WHERE account_id = ANY($1)', [[gone.id, reader.id]])
  expect(told).toEqual([])
})

test('somebody chosen from the list is mentioned in the comment', async () => {
  const { editor, reviewer } = desk
  await say(editor, 'Please look.', { tell: handleOf(reviewer) }).expect(303)
  const { text } = await editor.agent.get(`/claims/${claim.claimId}/discussion`)
  expect(text).toContain(`@${handleOf(reviewer)} Please look.`)
  expect(text).toContain(`<option value="${handleOf(reviewer)}">`)

  // Who is shut out, or reads, is not there to be chosen.
  const listed = async (id: number) => (await peopleOfDesk(desk.world.db)).some((person) => person.id === id)
  const { id } = await desk.world.person('editor')
  expect(await listed(id)).toBe(true)
  expect(await listed((await desk.world.person('reader')).id)).toBe(false)
  await disableAccount(desk.world.db, null, { id, version: 1, sure: true })
  expect(await listed(id)).toBe(false)
})

test.each([
  ['nothing', '   ', 'Write something'],
  ['too much', 'x'.repeat(4_001), 'longer than'],
  ['what is no text', 'a\0b', 'no text'],
  ['too many mentions', Array.from({ length: 21 }, (_, n) => `@a${n}`).join(' '), 'more than 20 people'],
])('%s is refused, and kept', async (_what, body, words) => {
  const { text } = await say(desk.editor, body).expect(422)
  expect(text).toContain(words)
})

test.each(['/claims/99999/discussion', '/links/99999/discussion', '/comments/99999', '/claims/x/discussion'])(
  '%s is not found',
  async (path) => {
    await desk.editor.agent.get(path).expect(404)
  },
)

test('one’s own comment can be withdrawn, once, and its words are gone from the page', async () => {
  const { editor, reviewer, world } = desk
  const answer = await say(editor, 'A slip of the pen.').expect(303)
  const id = Number(answer.headers.location?.split('/')[2])
  const withdraw = (seat: Seat, version: number) =>
    seat.agent.post(`/comments/${id}/withdrawal`).type('form').send({ version })
  await withdraw(reviewer, 1).expect(403)
  const [one, other] = await world.db.transaction(async (db) => {
    await db.query('SELECT FROM comments WHERE id = $1 FOR UPDATE', [id])
    const both = [withdraw(editor, 1), withdraw(editor, 1)].map(async (answer) => (await answer).status)
    await untilWaiting((sql) => world.db.query(sql), 2)
    return both
  })
  expect([await one, await other].toSorted()).toEqual([303, 409])
  await withdraw(editor, 1).expect(409)
  await withdraw(editor, 2).expect(409)
  const { text } = await reviewer.agent.get(`/claims/${claim.claimId}/discussion`)
  expect(text).toContain('Withdrawn by its author')
  expect(text).not.toContain('A slip of the pen')
  const history = await world.db.query(
    `SELECT action FROM history WHERE subject_kind = 'comment' AND subject_id = $1 ORDER BY id`,
    [id],
  )
  expect(history).toEqual([{ action: 'commented' }, { action: 'withdrawn' }])
})

test('a link has a discussion of its own', async () => {
  const { editor, reviewer } = desk
  const bob = await desk.record(editor, second)
  const link = await desk.link(editor, bob.claimId, claim.claimId)
  await say(reviewer, 'Does he answer her?', {}, `/links/${link}/discussion`).expect(303)
  const { text } = await editor.agent.get(`/links/${link}/discussion`).expect(200)
  expect(text).toContain('Bob Ray denies Ann Lee')
  expect(text).toContain('Does he answer her?')
})

test('the header counts what is unread, opening reads one, and all are read up to what was seen', async () => {
  const { editor, reviewer } = desk
  await forget()
  await say(reviewer, 'One.').expect(303)
  await say(reviewer, 'Two.').expect(303)
  const page = await editor.agent.get('/notifications').expect(200)
  expect(page.text).toContain('Notifications <span class="waiting">2</span>')
  expect((await reviewer.agent.get('/notifications')).text).not.toContain('Notifications <span class="waiting">')
  const [, id] = /\/notifications\/(\d+)\/reading/.exec(page.text) ?? []
  await editor.agent
    .post(`/notifications/${id}/reading`)
    .expect(303)
    .expect('Location', /^\/comments\/\d+$/)
  await reviewer.agent.post(`/notifications/${id}/reading`).expect(404)
  const [, upTo] = /name="upTo" value="(\d+)"/.exec(page.text) ?? []
  await say(reviewer, 'Three.').expect(303)
  await editor.agent.post('/notifications/readings').type('form').send({ upTo }).expect(303)
  expect((await editor.agent.get('/notifications')).text).toContain('Notifications <span class="waiting">1</span>')
  expect((await editor.agent.get('/notifications?before=1')).status).toBe(200)
  await editor.agent.post('/notifications/readings').type('form').send({ upTo: 'x' }).expect(422)
})

test('what became of a draft is told to its author, and leads to it', async () => {
  const { editor, reviewer } = desk
  const report = await desk.record(editor, {
    ...second,
    content: 'It was tested',
    start: '',
    end: '',
    source: '',
    cue: '',
  })
  await forget()
  const item = await desk.item(report.id)
  await reviewer.agent.post('/review/returns').type('form').send({ item, comment: 'By whom?' }).expect(303)
  await desk.publish(reviewer, item).expect(303)
  const news = (await newsOf(editor)).slice(-2)
  expect(news.map(({ kind }: { kind: string }) => kind)).toEqual(['sent back', 'published'])
  expect(news[0].text).toContain('By whom?')
})
