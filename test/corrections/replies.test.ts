import { KEY_FIELD } from '../../src/web/key-field'
import { threeWayIn } from '../support/three-way'
import { asked } from './reader'
import { given, newReplyDesk, type ReplyDesk } from './reply-desk'

let world: ReplyDesk['world']
let agent: ReplyDesk['agent']
let claimId: ReplyDesk['claimId']
let chain: ReplyDesk['chain']
let read: ReplyDesk['read']
let post: ReplyDesk['post']
let reply: ReplyDesk['reply']
let newest: ReplyDesk['newest']

beforeAll(async () => {
  ;({ world, agent, claimId, chain, read, post, reply, newest } = await newReplyDesk())
})
afterAll(() => world.close())

test('a reply stands beside its claim and on its card, in its own words, with its day and how it came', async () => {
  const words = 'I never crossed it.\r\n\r\n<b>Nobody</b> did.'
  await reply({ words, way: 'published', url: 'https://cy.example/answer' }).expect(303)
  const { id, state } = await newest()
  expect(state).toBe('published')
  for (const path of [`/claims/${claimId}`, `/chains/${chain}`]) {
    const html = await read(path)
    expect(html).toContain(`id="reply-${id}"`)
    expect(html).toMatch(/Right of reply: <b>Cy Dent<\/b> writes:/)
    expect(html).toContain('I never crossed it.\n\n&lt;b&gt;Nobody&lt;/b&gt; did.')
    expect(html).toContain('<time datetime="2020-02-06">Thursday 6 February 2020</time>')
    expect(html).toContain('<a href="https://cy.example/answer" rel="external nofollow">published elsewhere</a>')
    expect(html).not.toContain('/replies/')
  }
})

test('whether a speaker’s name is that speaker’s is asked; of two who bear it one is chosen, or none', async () => {
  const [ann] = await world.db.query(`SELECT id FROM speakers WHERE name = 'Ann Lee'`)
  const whose = await reply({ by: 'ann lee', words: 'As Ann.' }).expect(422)
  expect(whose.text).toContain('A speaker is named ann lee; say whether')
  expect(whose.text).toContain('As Ann.</textarea>')
  expect(whose.text).toMatch(new RegExp(`name="speaker" value="${ann.id}"[\\s\\S]*name="speaker" value="none"`))
  const choice = { by: 'ann lee', words: 'As Ann.', speaker: String(ann.id), chosenFor: 'ann lee' }
  // A choice is kept while something else is not right, and ends with the name that it was made for.
  const kept = await reply({ ...choice, words: '' }).expect(422)
  expect(kept.text).toContain(`<input type="hidden" name="speaker" value="${ann.id}">`)
  expect((await reply({ ...choice, by: 'Bob Ray' }).expect(422)).text).toContain('A speaker is named Bob Ray')
  await reply(choice).expect(303)
  expect(await newest()).toMatchObject({ speaker_id: ann.id, by_name: null })
  expect(await read(`/claims/${claimId}`)).toContain(`<a href="/speakers/${ann.id}"><b>Ann Lee</b></a> writes:`)

  const twin = (await world.db.query(`INSERT INTO speakers (kind, name) VALUES ('person', 'Ann Lee') RETURNING id`))[0]
    .id
  const unclear = await reply({ by: 'Ann Lee', words: 'Which Ann?' }).expect(422)
  expect(unclear.text).toContain('Several speakers are named Ann Lee')
  expect(unclear.text).toContain('Which Ann?</textarea>')
  await reply({ by: 'Ann Lee', words: 'Which Ann?', speaker: String(twin) }).expect(303)
  expect(await newest()).toMatchObject({ speaker_id: twin })
  await reply({ by: 'Ann Lee', words: 'Yet another Ann.', speaker: 'none' }).expect(303)
  expect(await newest()).toMatchObject({ speaker_id: null, by_name: 'Ann Lee' })
})

test('a reply under a name that a speaker bears later stays nobody’s, however often it is mended', async () => {
  const fields = { ...given, by: 'Kim Replier', words: 'I was their.' }
  await reply(fields).expect(303)
  const { id } = await newest()
  await world.db.query(`INSERT INTO speakers (kind, name) VALUES ('person', 'Kim Replier')`)
  const form = (await agent.get(`/replies/${id}/edit`).expect(200)).text
  expect(form).toContain('<input type="hidden" name="speaker" value="none">')
  const sent = { ...hidden(form), ...fields, words: 'I was there.' }
  await post(`/replies/${id}`, sent).expect(303)
  expect(await newest()).toMatchObject({ words: 'I was there.', speaker_id: null, by_name: 'Kim Replier' })
  // Another name typed over it is looked up.
  const other = { ...sent, [KEY_FIELD]: 'of-another-form', version: '2', by: 'Bob Ray' }
  expect((await post(`/replies/${id}`, other).expect(422)).text).toContain('A speaker is named Bob Ray')
})

test('a speaker’s reply stays theirs when they are merged into another, and an alias is asked about too', async () => {
  const speaker = async (name: string) =>
    (await world.db.query(`INSERT INTO speakers (kind, name) VALUES ('person', $1) RETURNING id`, [name]))[0].id
  const [old, now] = [await speaker('Lou Old'), await speaker('Lou New')]
  await reply({ by: 'Lou Old', words: 'From Lou.', speaker: String(old) }).expect(303)
  const { id } = await newest()
  await world.db.query('UPDATE speakers SET merged_into_id = $2, root_id = $2 WHERE id = $1', [old, now])
  const form = (await agent.get(`/replies/${id}/edit`).expect(200)).text
  await post(`/replies/${id}`, { ...given, by: 'Lou Old', ...hidden(form), words: 'From Lou, mended.' }).expect(303)
  expect(await newest()).toMatchObject({ words: 'From Lou, mended.', speaker_id: old })

  await world.db.query(`INSERT INTO speaker_aliases (speaker_id, name, position) VALUES ($1, 'The Lou', 0)`, [now])
  expect((await reply({ by: 'the lou', words: 'By alias.' }).expect(422)).text).toContain('Lou New')
})

/** What a form sends along unseen. */
const hidden = (html: string) =>
  Object.fromEntries(
    Array.from(html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g), ([, name, value]) => [
      name,
      value,
    ]),
  )

test('from a request the words come along, and the sender’s name does not', async () => {
  const { id } = await asked(world, claimId, { kind: 'right_of_reply', words: 'Let me speak.', name: 'Zebedee Quill' })
  const { text } = await agent.get(`/claims/${claimId}/replies/new?correction=${id}`).expect(200)
  expect(text).toContain('Let me speak.</textarea>')
  expect(text).not.toContain('Zebedee')
  await reply({ words: 'Let me speak.', way: 'form', correction: String(id) }).expect(303)
  expect(await newest()).toMatchObject({ correction_id: id, way: 'form' })
  const page = (await agent.get(`/corrections/${id}/answer`)).text
  expect(page).toContain('Replies that came with it')
  expect(page).toMatch(/<option value="\d+">reply \d+ published/)
  await agent.get(`/claims/${claimId}/replies/new?correction=999999`).expect(404)
  await reply({ words: 'Of another claim.', correction: '999999' }).expect(422)
})

test('it is changed from its version; a stale change keeps what was typed beside what is there', async () => {
  await reply({ words: 'First words.' }).expect(303)
  const { id } = await newest()
  const form = (await agent.get(`/replies/${id}/edit`).expect(200)).text
  expect(form).toContain('First words.</textarea>')
  await post(`/replies/${id}`, { ...given, words: 'Second words.', version: 1 }).expect(303)
  const stale = await post(`/replies/${id}`, { ...given, words: 'Mine, late.', version: 1 }).expect(409)
  expect(stale.text).toContain('Mine, late.</textarea>')
  expect(threeWayIn(stale.text).Words).toEqual([expect.any(String), 'Second words.', 'Mine, late.'])
  expect(stale.text).toContain('name="version" value="2"')
  await post(`/replies/${id}`, { ...given, words: 'Mine, late.', version: 2 }).expect(303)
  const [told] = await world.db.query(
    `SELECT payload FROM history JOIN history_payloads ON history_id = id
     WHERE subject_kind = 'reply' AND subject_id = $1 ORDER BY id DESC LIMIT 1`,
    [id],
  )
  expect(told.payload).toMatchObject({ before: { words: 'Second words.' }, after: { words: 'Mine, late.' } })
})

test('withdrawn, its public reason stands in its place; restored, it is back', async () => {
  await reply({ words: 'To be taken back.' }).expect(303)
  const { id } = await newest()
  await post(`/replies/${id}/withdrawal`, { version: 1, reason: ' ' }).expect(422)
  const [one, two] = await Promise.all(
    [1, 2].map(() => post(`/replies/${id}/withdrawal`, { version: 1, reason: 'Cy Dent asked for it.' })),
  )
  expect([one?.status, two?.status].sort()).toEqual([303, 409])
  const html = await read(`/claims/${claimId}`)
  expect(html).toContain('has been withdrawn: Cy Dent asked for it.')
  expect(html).not.toContain('To be taken back.')
  expect(await read(`/chains/${chain}`)).not.toContain('To be taken back.')
  await post(`/replies/${id}`, { ...given, words: 'Changed while withdrawn.', version: 2 }).expect(409)
  await post(`/replies/${id}/restoration`, { version: 2 }).expect(303)
  expect(await read(`/claims/${claimId}`)).toContain('To be taken back.')
})

test.each([
  ['no words', { words: '  ' }],
  ['no name', { by: '' }],
  ['a day to come', { repliedOn: '2999-01-01' }],
  ['a day that is none', { repliedOn: '2020-02-31' }],
  ['a way unknown', { way: 'pigeon' }],
  ['an address that is a script', { url: 'javascript:alert(1)' }],
  ['NUL', { words: 'a\0b' }],
  ['too many words', { words: 'x'.repeat(5_001) }],
  ['lists', { words: ['a', 'b'], by: ['c', 'd'] }],
])('%s: refused with the form as typed', async (_what, fields) => {
  const before = await newest()
  const answer = await reply({ by: 'Kept & Sons', ...fields }).expect(422)
  if (!('by' in fields)) expect(answer.text).toContain('value="Kept &amp; Sons"')
  expect(await newest()).toEqual(before)
})

test('the same words twice are one reply, and a claim takes only so many', async () => {
  const twice = await Promise.all([1, 2].map(() => reply({ words: 'Sent by an impatient finger.' })))
  expect(twice.map(({ status }) => status).sort()).toEqual([303, 422])
  await world.db.query(
    `INSERT INTO replies (claim_id, by_name, words, replied_on, way, published_at)
     SELECT $1, 'Many', 'reply ' || n, '2020-01-01', 'letter', now()
     FROM generate_series((SELECT count(*) + 1 FROM replies WHERE claim_id = $1 AND state <> 'withdrawn'), 50) n`,
    [claimId],
  )
  expect((await reply({ words: 'One too many.' }).expect(422)).text).toContain('This claim has 50 replies')
  const card = await read(`/chains/${chain}`)
  expect([...card.matchAll(/class="reply"/g)]).toHaveLength(2)
  expect(card).toContain(`href="/claims/${claimId}#replies"`)
  expect([...(await read(`/claims/${claimId}`)).matchAll(/class="reply"/g)]).toHaveLength(50)
})

test('a withdrawn claim takes no reply', async () => {
  await world.db.query(`UPDATE claims SET state = 'withdrawn', withdrawn_reason = 'A slip' WHERE id = $1`, [claimId])
  await agent.get(`/claims/${claimId}/replies/new`).expect(404)
  await reply({ words: 'Too late.' }).expect(404)
})
