import { verifyRows } from '../../src/proof/verify.queries'
import { changesBySql } from '../support/world'
import { chainOn, type FerryDesk, FIRST, ferryDesk } from './ferry-desk'

let ferry: FerryDesk

beforeAll(async () => {
  ferry = await ferryDesk()
})
afterAll(() => ferry.world.close())

test('a text with a paragraph more is a revision more, and statements go along with what surely is the same passage', async () => {
  const { id, mayor, master } = await ferry.article()
  const answer = await ferry.capture(id, FIRST.replace('The mayor', 'Updated at noon.\n\nThe mayor'))
  expect([answer.status, answer.headers.location]).toEqual([303, `/articles/${id}/revisions/2`])
  for (const { statementId } of [mayor, master]) {
    const [place] = await ferry.standsIn(statementId)
    expect(place).toMatchObject({ number: 2, found: place?.exact })
    expect(await ferry.carryingOf(statementId)).toMatchObject({
      class: 'unchanged',
      outcome: 'carried',
      effect: 'same',
    })
  }
  const page = await ferry.agent.get(`/articles/${id}/revisions/2`).expect(200)
  expect(page.text).toContain('2 unchanged')
  expect(page.text).toContain('<ins>Updated at noon.')
  // Readers may not see the text whole, so what differs in it is not for them either.
  const readers = await ferry.read(`/articles/${id}/revisions/2`)
  expect(readers).toContain('2 unchanged')
  expect(readers).not.toContain('Updated at noon')
  expect(await ferry.read(`/articles/${id}`)).toContain(`href="/articles/${id}/revisions/2">revision 2</a>`)
})

test('words that an outlet changes wait for an editor; once confirmed, readers see both wordings on claim, chain, article and in the feed', async () => {
  const { id, mayor, master } = await ferry.article()
  await ferry.capture(id, FIRST.replace('would sail again', 'might sail again'))
  expect(await ferry.standsIn(mayor.statementId)).toMatchObject([
    { number: 1, exact: 'the ferry would sail again in May' },
  ])
  expect(await ferry.carryingOf(mayor.statementId)).toMatchObject({ class: 'edited', because: 'words', outcome: null })
  const queue = await ferry.agent.get(`/articles/${id}/revisions/2`).expect(200)
  expect(queue.text).toContain('Some of its words are others now.')
  expect(queue.text).toMatch(/the ferry <del>would<\/del>\s*<ins>might<\/ins> sail again in May/)
  expect((await ferry.agent.get('/desk').expect(200)).text).toContain('Statements to find in a newer text')
  expect((await ferry.agent.get(`/articles/${id}/annotate`).expect(200)).text).toContain(
    'One statement of an earlier text has to be looked for in revision 2.',
  )
  // Until somebody has looked, readers are told no more than that.
  expect(await ferry.read(`/articles/${id}`)).toContain('An editor has yet to look for it in revision 2.')
  expect(await ferry.read(`/articles/${id}/revisions/2`)).not.toContain('It is here now')
  expect(await ferry.read(`/claims/${mayor.claimId}`)).not.toContain('Wording changed')

  expect((await ferry.settle(mayor.statementId, 'confirmation', { candidate: '0' })).status).toBe(303)
  expect(await ferry.standsIn(mayor.statementId)).toMatchObject([
    { number: 2, exact: 'the ferry might sail again in May' },
  ])
  const claim = await ferry.read(`/claims/${mayor.claimId}`)
  const chain = chainOn(await ferry.read(`/claims/${master.claimId}`))
  for (const page of [
    claim,
    await ferry.read(chain),
    await ferry.read(`/articles/${id}`),
    await ferry.read(`/articles/${id}/revisions/2`),
  ]) {
    expect(page).toContain('Wording changed in revision 2')
    expect(page).toMatch(/<del>would<\/del>\s*<ins>might<\/ins>/)
  }
  expect(await ferry.read(`${chain}/feed.atom`)).toContain('on what The mayor said: wording changed in revision 2')
  // History tells of it too, and where it is taken back.
  const history = await ferry.agent.get(`/claims/${mayor.claimId}/history`).expect(200)
  expect(history.text).toContain('Carried over to a new text')
  expect(history.text).toContain(`href="/articles/${id}/revisions/2"`)
})

test('a statement that the text has no more is let go, stays public, and is found again when the outlet puts it back', async () => {
  const { id, mayor, master } = await ferry.article()
  const without = FIRST.replace('“Nobody has asked us,” the harbour master said.\n\n', '')
  await ferry.capture(id, without)
  expect(await ferry.carryingOf(master.statementId)).toMatchObject({ class: 'gone', outcome: null })
  expect((await ferry.settle(master.statementId, 'letting-go')).status).toBe(303)
  expect(await ferry.standsIn(master.statementId)).toMatchObject([{ number: 1 }])
  expect(await ferry.read(`/claims/${master.claimId}`)).toContain('Taken out of the text in revision 2')
  const article = await ferry.read(`/articles/${id}`)
  expect(article).toContain('Not in the newest text')
  expect(article).toContain('“Nobody has asked us,”')
  expect(await ferry.read(`/claims/${master.claimId}/history`)).toContain(
    'Revision 2 of the article has these words no more.',
  )

  await ferry.capture(id, without.replace('The union', 'Nobody knows why.\n\nThe union'))
  // Nobody is asked again about what is still not there.
  expect(await ferry.carryingOf(master.statementId)).toMatchObject({ class: 'gone', outcome: 'let_go', effect: 'same' })
  await ferry.capture(id, FIRST)
  expect(await ferry.carryingOf(master.statementId)).toMatchObject({ outcome: 'carried', effect: 'returned' })
  expect(await ferry.standsIn(master.statementId)).toMatchObject([{ number: 4, exact: '“Nobody has asked us,”' }])
  const claim = await ferry.read(`/claims/${master.claimId}`)
  expect(claim).toContain('Taken out of the text in revision 2')
  expect(claim).toContain('Back in the text in revision 4')
  expect(await ferry.standsIn(mayor.statementId)).toMatchObject([{ number: 4 }])
})

test('the same text again is no revision, and is told so', async () => {
  const { id } = await ferry.article()
  const answer = await ferry.capture(id, FIRST.replaceAll('\n', '\r\n'))
  expect([answer.status, answer.headers.location]).toEqual([303, `/articles/${id}/annotate`])
  expect((await ferry.agent.get(answer.headers.location as string)).text).toContain('This is the text of revision 1')
  await ferry.agent.get(`/articles/${id}/revisions/2`).expect(404)
})

test('a text that can’t be kept comes back as typed, and so does one from a form that somebody was quicker than', async () => {
  const { id } = await ferry.article()
  const empty = await ferry.capture(id, ' \n ')
  expect(empty.status).toBe(422)
  expect(empty.text).toContain('The text is empty.')
  await ferry.capture(id, `${FIRST}One line more.\n`)
  const late = await ferry.capture(id, `${FIRST}Another <line>.\n`, 1)
  expect(late.status).toBe(409)
  expect(late.text).toContain(
    'Somebody has changed this article since you opened the form; its text here is revision 2 now.',
  )
  expect(late.text).toContain('Another &lt;line&gt;.')
  expect(late.text).toContain('name="version" value="2"')
})

test('of two texts captured at once each is a revision, or is told of the other', async () => {
  const { id } = await ferry.article()
  const answers = await Promise.all(['One.', 'Two.'].map((line) => ferry.capture(id, `${FIRST}${line}\n`)))
  // Whoever opened the form before the other's was kept is told of it.
  const statuses = answers.map(({ status }) => status).sort()
  expect(['303,303', '303,409']).toContain(statuses.join())
  const [{ count }] = await ferry.world.db.query('SELECT count(*)::integer FROM revisions WHERE article_id = $1', [id])
  expect(count).toBe(1 + statuses.filter((status) => status === 303).length)
})

test('verify misses a statement that was left in an older text, and a place that is outside of its text', async () => {
  const { id, mayor } = await ferry.article()
  await ferry.capture(id, `${FIRST}More.\n`)
  const wrong = async () =>
    (
      await verifyRows(ferry.world.db, [
        'Statements in the newest text of their article, or waiting, or let go',
        'Places that statements had in the texts of their article',
      ])
    ).map(({ wrong }) => wrong)
  expect(await wrong()).toEqual([[], []])
  const { db } = ferry.world
  await db.query(
    `UPDATE carryings SET candidates = '[[{"part": "content", "position": 0, "start": 5, "end": 9999}]]' WHERE statement_id = $1`,
    [mayor.statementId],
  )
  // A text that nobody compared with the one before: past the product, so history can’t know of it.
  changesBySql(ferry.world)
  await db.query(
    `INSERT INTO revisions (article_id, number, text, text_sha256, length, raw, raw_sha256)
     SELECT $1, 3, 'New.', sha256('New.'), 4, 'New.', sha256('New.')`,
    [id],
  )
  const told = `statement ${mayor.statementId}`
  expect(await wrong()).toEqual([expect.arrayContaining([told]), [expect.stringContaining(told)]])
})
