import { type Desk, first, newDesk, TEXT } from '../support/desk'

let world: Desk['world']
let agent: Desk['agent']
let articleId: Desk['articleId']
let record: Desk['record']
let spans: Desk['spans']
let newest: Desk['newest']

beforeAll(async () => {
  ;({ world, agent, articleId, record, spans, newest } = await newDesk())
})
afterAll(() => world.close())

const counts = () =>
  world.db.query(
    'SELECT (SELECT count(*) FROM claims) AS claims, (SELECT count(*) FROM speakers) AS speakers, (SELECT count(*) FROM statements) AS statements, (SELECT count(*) FROM history) AS history',
  )

test('of words that stand in the text three times, those of the sentence are meant', async () => {
  const answer = await record(first).expect(303)
  expect(answer.headers.location).toMatch(new RegExp(`^/articles/${articleId}/annotate#statement-\\d+$`))
  const { id } = await newest('statements')
  expect(await spans(id)).toEqual([
    { part: 'content', position: 0, start: 49, end: 67, exact: 'the bridge is safe' },
    { part: 'cue', position: 0, start: 29, end: 33, exact: 'said' },
    { part: 'source', position: 0, start: 21, end: 28, exact: 'Ann Lee' },
  ])
})

test('a split quotation with a no-break space and an emoji is kept as the text has it, though typed plainly', async () => {
  await record({
    ...first,
    content: ['"It is safe,"', '“It was tested 👷🏽 twice.”'],
    start: '',
    end: '',
    source: '',
    cue: '',
    kind: '',
    // What nobody chose the text tells.
    wording: '',
  }).expect(303)
  const { id, wording } = await newest('statements')
  expect(wording).toBe('direct')
  const kept = await spans(id)
  expect(kept.map((span: { exact: string }) => span.exact)).toEqual([
    '“It\u00a0is safe,”',
    '“It was tested 👷🏽 twice.”',
  ])
  const points = [...TEXT]
  for (const { start, end, exact } of kept) expect(points.slice(start, end).join('')).toBe(exact)
})

describe('what can’t be saved is told, and leaves no trace', () => {
  test.each([
    ['words that are not there', { content: 'the bridge fell' }, 'content'],
    ['no words', { content: '' }, 'Give the words'],
    ['words that stand there three times, with no hint which', { content: 'safe', start: '', end: '' }, 'content'],
    [
      'a speaker nobody knows',
      { content: 'Headline of the day', start: '', end: '', speaker: 'Nobody Known', kind: '' },
      'No speaker is named Nobody Known',
    ],
    ['no speaker', { speaker: '' }, 'Say who said it'],
    [
      'the same speaker twice',
      { content: 'Headline of the day', start: '', end: '', speaker: ['Ann Lee', 'Ann Lee'], kind: '' },
      'named twice',
    ],
    [
      'a new speaker beside an impossible date',
      { content: 'Headline of the day', start: '', end: '', speaker: 'Brand New', saidOn: '2020-02-30' },
      '2020-02-30',
    ],
    ['a date that is also not stated', { basis: 'not_stated' }, 'not both'],
    ['no date and no word about it', { saidOn: '' }, 'saidOn'],
    ['a stance nobody has', { stance: 'lies' }, 'none of'],
    ['a field missing', { medium: undefined }, 'medium'],
    ['the same passage again', {}, 'tagged already'],
    ['a cue that is not there', { content: 'Headline of the day', start: '', end: '', cue: 'shouted' }, 'cue'],
    ['a NUL', { content: 'Headline\u0000' }, 'NUL'],
    ['a claim that is not there', { content: 'Headline of the day', claimId: '999999' }, 'There is no claim 999999'],
  ])('%s', async (_what, change, words) => {
    const before = await counts()
    const answer = await record({ ...first, ...change })
    expect([answer.status, answer.text.includes(words)]).toEqual([422, true])
    expect(answer.text).toContain('value="on Monday"')
    expect(await counts()).toEqual(before)
  })
})

test('a surname offers those who bear it, and one of them can be taken', async () => {
  const headline = {
    ...first,
    content: 'Headline of the day',
    start: '',
    end: '',
    source: '',
    cue: '',
    speaker: 'Lee',
    kind: '',
  }
  const answer = await record(headline).expect(422)
  expect(answer.text).toContain('Is it one of these?')
  const id = /name="speakerId" value="(\d+)"> <span><b>Ann Lee/.exec(answer.text)?.[1]
  await record({ ...headline, speakerId: id }).expect(303)
})

describe('another report of a known claim', () => {
  let claimId: number
  let report: { id: number; version: number; claim_id: number }

  test('is found by its words, and joins it', async () => {
    const found = await agent.get(`/articles/${articleId}/annotate?q=bridge`).expect(200)
    claimId = Number(
      /name="claimId" value="(\d+)"/.exec(found.text.slice(found.text.lastIndexOf('name="claimId"') - 40))?.[1],
    )
    await record({
      claimId,
      content: 'It is safe, the city repeated',
      wording: 'indirect',
      source: '',
      cue: '',
    }).expect(303)
    report = await newest('statements')
    expect(report.claim_id).toBe(claimId)
  })

  test('refused for its words, keeps the claim chosen and what was typed', async () => {
    const report = { claimId: String(claimId), q: 'bridge', content: 'words that are nowhere', wording: 'indirect' }
    const answer = await record({ ...report, source: '', cue: '' }).expect(422)
    expect(answer.text).toMatch(new RegExp(`name="claimId" value="${claimId}" required checked`))
    expect(answer.text).toMatch(/id="report-content"[^>]*>\n?words that are nowhere/)
  })

  test('wrongly joined, it is split off with a claim of its own, and the only report can’t be', async () => {
    await agent
      .post(`/statements/${report.id}/split`)
      .type('form')
      .send({ version: report.version + 7 })
      .expect(409)
    await agent.post(`/statements/${report.id}/split`).type('form').send({ version: report.version }).expect(303)
    const split = await newest('statements')
    expect(split.claim_id).not.toBe(claimId)
    const answer = await agent
      .post(`/statements/${report.id}/split`)
      .type('form')
      .send({ version: split.version })
      .expect(422)
    expect(answer.text).toContain('only report')
    await agent
      .post(`/statements/${report.id}/withdrawal`)
      .type('form')
      .send({ version: split.version, reason: 'A trial' })
      .expect(303)
    await agent
      .post(`/statements/${report.id}/split`)
      .type('form')
      .send({ version: split.version + 1 })
      .expect(422)
  })
})
