import { recordStatement } from '../../src/claims/statements.commands'
import { newWorld, signedIn, type World } from '../support/world'

const TEXT = `Headline of the day

Ann Lee said on Monday that the bridge is safe. Bob Ray denied the bridge is safe.

“It\u00a0is safe,” she said. “It was tested 👷🏽 twice.” It is safe, the city repeated: the bridge is safe.
`

let world: World
let agent: Awaited<ReturnType<typeof signedIn>>
let articleId: number

beforeAll(async () => {
  world = await newWorld()
  agent = await signedIn(world)
  const answer = await agent
    .post('/articles')
    .field('text', TEXT)
    .field('outlet', 'The Daily')
    .field('publishedOn', '2020-02-05')
    .expect(303)
  articleId = Number(answer.headers.location?.split('/')[2])
})
afterAll(() => world.close())

const first = {
  content: 'the bridge is safe',
  start: '21',
  end: '68',
  source: 'Ann Lee',
  cue: 'said',
  wording: 'indirect',
  speaker: 'Ann Lee',
  kind: 'person',
  saidOn: '2020-02-03',
  basis: 'counted',
  saidOnWords: 'on Monday',
  medium: 'unknown',
  stance: 'asserts',
  summary: '',
}

const record = (fields: object) => agent.post(`/articles/${articleId}/statements`).type('form').send(fields)
const spans = (statementId: number | string) =>
  world.db.query(
    'SELECT part, position, start_offset AS start, end_offset AS "end", exact FROM spans WHERE statement_id = $1 ORDER BY part, position',
    [statementId],
  )
const newest = async (table: string): Promise<{ id: number; version: number; claim_id: number; state: string }> =>
  (await world.db.query(`SELECT * FROM ${table} ORDER BY id DESC LIMIT 1`))[0]
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
    wording: 'direct',
  }).expect(303)
  const { id } = await newest('statements')
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
  const id = /name="speakerId" value="(\d+)"> Ann Lee/.exec(answer.text)?.[1]
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

describe('a change', () => {
  const edit = async (id: number, changes: object = {}) => {
    const { text } = await agent.get(`/statements/${id}/edit`).expect(200)
    const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1]
    return { ...first, version: hidden('version'), claimVersion: hidden('claimVersion'), ...changes }
  }
  let id: number
  beforeAll(async () => {
    const rows = await world.db.query(`SELECT min(id) AS id FROM statements WHERE state = 'published'`)
    id = rows[0].id
  })

  test('is saved for statement and claim together, and history tells before and after', async () => {
    await agent
      .post(`/statements/${id}`)
      .type('form')
      .send(await edit(id, { stance: 'denies', wording: 'mixed' }))
      .expect(303)
    const rows = await world.db.query(
      `SELECT payload->'before'->>'stance' AS before, payload->'after'->>'stance' AS after FROM history JOIN history_payloads ON history_id = id
       WHERE subject_kind = 'claim' AND action = 'changed' ORDER BY id DESC LIMIT 1`,
    )
    expect(rows).toEqual([{ before: 'asserts', after: 'denies' }])
  })

  test('sent back as it was opened, loses nothing and moves nothing', async () => {
    const parts = ['Headline', 'of the day', 'Ann Lee said', 'on Monday', 'that the']
    const speakers = ['One', 'Two', 'Three', 'Four', 'Five'].map((name) => ({ name, kind: 'person' as const }))
    const recorded = await recordStatement(world.db, null, {
      articleId,
      content: parts.map((exact) => ({ exact })),
      source: { start: 84, end: 94 },
      cue: { start: 77, end: 83 },
      wording: 'mixed',
      claim: {
        speakers,
        saidOn: null,
        saidOnBasis: 'not_stated',
        saidOnWords: null,
        medium: 'tweet',
        stance: 'asserts',
        summary: null,
      },
    })
    if (!('statementId' in recorded)) throw new Error(JSON.stringify(recorded))
    const before = await spans(recorded.statementId)
    const { text } = await agent.get(`/statements/${recorded.statementId}/edit`).expect(200)
    const unescaped = (html: string) => html.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
    const inputs = (name: string) =>
      [...text.matchAll(new RegExp(`name="${name}"[^>]* value="([^"]*)"`, 'g'))].map((found) =>
        unescaped(found[1] ?? ''),
      )
    const areas = [...text.matchAll(/<textarea[^>]*name="content"[^>]*>\n?([^<]*)</g)].map((found) =>
      unescaped(found[1] ?? ''),
    )
    expect([areas.length, inputs('speaker').length]).toEqual([6, 6])
    const form = {
      ...first,
      content: areas,
      speaker: inputs('speaker'),
      source: inputs('source')[0],
      cue: inputs('cue')[0],
      kind: '',
      saidOn: '',
      saidOnWords: '',
      basis: 'not_stated',
      version: inputs('version')[0],
      claimVersion: inputs('claimVersion')[0],
    }
    await agent.post(`/statements/${recorded.statementId}`).type('form').send(form).expect(303)
    expect(await spans(recorded.statementId)).toEqual(before)
    const rows = await world.db.query(
      'SELECT name FROM claim_speakers JOIN speakers ON speakers.id = speaker_id WHERE claim_id = $1 ORDER BY position',
      [recorded.claimId],
    )
    expect(rows.map((row: { name: string }) => row.name)).toEqual(['One', 'Two', 'Three', 'Four', 'Five'])
  })

  test('from a stale version is refused, whole', async () => {
    const mine = await edit(id, { stance: 'asks', wording: 'direct' })
    const theirs = await edit(id, { stance: 'asserts' })
    await agent.post(`/statements/${id}`).type('form').send(theirs).expect(303)
    const answer = await agent.post(`/statements/${id}`).type('form').send(mine).expect(409)
    expect(answer.text).toContain('Changed meanwhile')
    expect(answer.text).toContain('value="direct" selected')
    const [row] = await world.db.query(
      'SELECT stance, wording FROM statements JOIN claims ON claims.id = claim_id WHERE statements.id = $1',
      [id],
    )
    expect(row).toEqual({ stance: 'asserts', wording: 'indirect' })
  })

  test('of two at once, from one version, exactly one is saved', async () => {
    const same = await edit(id)
    const statuses = await Promise.all(
      [1, 2, 3].map((turn) =>
        agent
          .post(`/statements/${id}`)
          .type('form')
          .send({ ...same, summary: `Version ${turn}` }),
      ),
    )
    expect(statuses.map((answer) => answer.status).sort()).toEqual([303, 409, 409])
  })

  test('withdrawn with its only report, a claim is gone with its public reason; undone, it is back', async () => {
    const { version, claim_id } = (await world.db.query('SELECT * FROM statements WHERE id = $1', [id]))[0]
    await agent.post(`/statements/${id}/withdrawal`).type('form').send({ version, reason: '' }).expect(422)
    await agent
      .post(`/statements/${id}/withdrawal`)
      .type('form')
      .send({ version, reason: 'Not what she said.' })
      .expect(303)
    const page = await agent.get(`/claims/${claim_id}`).expect(410)
    expect(page.text).toContain('Not what she said.')
    await agent
      .post(`/statements/${id}/restoration`)
      .type('form')
      .send({ version: version + 1 })
      .expect(303)
    await agent.get(`/claims/${claim_id}`).expect(200)
  })
})

describe('a link', () => {
  const link = (from: number, fields: object) => agent.post(`/claims/${from}/links`).type('form').send(fields)
  let ann: number
  let bob: number
  beforeAll(async () => {
    await record({
      ...first,
      content: 'the bridge is safe',
      start: '69',
      end: '103',
      source: 'Bob Ray',
      cue: 'denied',
      speaker: 'Bob Ray',
      stance: 'denies',
    }).expect(303)
    bob = (await newest('claims')).id
    ann = (await world.db.query('SELECT min(id) AS id FROM claims'))[0].id
  })

  test.each([
    ['to itself', () => ({ to: bob, relation: 'contradicts' }), 'to itself'],
    ['to nothing', () => ({ relation: 'denies' }), 'Choose the other claim'],
    ['to a claim that is not there', () => ({ to: 9_999_999, relation: 'denies' }), 'There is no claim 9999999'],
    ['to a number that is none', () => ({ to: 99_999_999_999, relation: 'denies' }), 'Choose the other claim'],
    ['of no relation', () => ({ to: ann }), 'none of'],
    ['walking back somebody else’s words', () => ({ to: ann, relation: 'walks_back' }), 'different speakers'],
  ])('%s is refused', async (_what, fields, words) => {
    const answer = await link(bob, { ...fields(), reason: 'typed with care' }).expect(422)
    expect(answer.text).toContain(words)
    expect(answer.text).toContain('typed with care')
  })

  test('is made once: a second of the same relation is refused', async () => {
    await link(bob, { to: ann, relation: 'denies' }).expect(303)
    expect((await link(bob, { to: ann, relation: 'denies' }).expect(422)).text).toContain('linked so already')
    await link(ann, { to: bob, relation: 'contradicts' }).expect(303)
    expect((await link(bob, { to: ann, relation: 'contradicts' }).expect(422)).text).toContain('linked so already')
  })

  test('of two at once exactly one is made', async () => {
    const statuses = await Promise.all([1, 2].map(() => link(ann, { to: bob, relation: 'denies' })))
    expect(statuses.map((answer) => answer.status).sort()).toEqual([303, 422])
  })
})
