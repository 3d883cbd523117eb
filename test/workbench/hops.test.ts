import { type Desk, first, newDesk } from '../support/desk'

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

/** Two rows, as the form sends them: the first filled, the second empty. */
const row = (hop: Record<string, string> = {}) => ({
  hopSpeaker: '',
  hopKind: '',
  hopSource: '',
  hopCue: '',
  hopMedium: 'unknown',
  hopWording: 'indirect',
  hopSaidOn: '',
  hopBasis: 'not_stated',
  hopSaidOnWords: '',
  ...hop,
})
const rows = (...hops: ReturnType<typeof row>[]) =>
  Object.fromEntries(Object.keys(row()).map((name) => [name, hops.map((hop) => hop[name as keyof typeof hop])]))

const CITY = row({
  hopSpeaker: 'The city',
  hopKind: 'organisation',
  hopSource: 'the city',
  hopCue: 'repeated',
  hopMedium: 'letter',
  hopSaidOn: '2020-02',
  hopBasis: 'inferred',
  hopSaidOnWords: 'on Monday',
})

const hopsOf = (statementId: number) =>
  world.db.query(
    `SELECT position, name, medium, wording, said_on, said_on_basis, said_on_words
     FROM hops JOIN speakers ON speakers.id = speaker_id WHERE statement_id = $1 ORDER BY position`,
    [statementId],
  )

/** Words of the article that nobody in it passes on. */
const ELSEWHERE = 'the city repeated'

const CITY_ROW = {
  position: 0,
  name: 'The city',
  medium: 'letter',
  wording: 'indirect',
  said_on: '2020-02',
  said_on_basis: 'inferred',
  said_on_words: 'on Monday',
}

describe('the form asks through whom it came', () => {
  let id: number

  test('a filled row is a hop, an empty one is none', async () => {
    await record({ ...first, ...rows(row(), CITY) }).expect(303)
    id = (await newest('statements')).id
    expect(await hopsOf(id)).toEqual([CITY_ROW])
    const kept = await spans(id)
    expect(kept.filter(({ part }: { part: string }) => part.startsWith('hop'))).toEqual([
      { part: 'hop_cue', position: 0, start: 176, end: 184, exact: 'repeated' },
      { part: 'hop_source', position: 0, start: 167, end: 175, exact: 'the city' },
    ])
  })

  const fieldsOf = (html: string) => {
    const unescaped = (text = '') => text.replaceAll('&#34;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
    const inputs = (name: string) =>
      [...html.matchAll(new RegExp(`<input[^>]* name="${name}"[^>]* value="([^"]*)"`, 'g'))].map((one) =>
        unescaped(one[1]),
      )
    const selects = (name: string) =>
      [...html.matchAll(new RegExp(`<select[^>]* name="${name}".*?</select>`, 'gs'))].map(
        (one) => /value="([^"]*)" selected/.exec(one[0])?.[1] ?? '',
      )
    return Object.fromEntries(Object.keys(row()).map((name) => [name, [...inputs(name), ...selects(name)]] as const))
  }
  const hidden = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1]
  const edit = async (changes: object = {}) => {
    const { text } = await agent.get(`/statements/${id}/edit`).expect(200)
    const versions = { version: hidden(text, 'version'), claimVersion: hidden(text, 'claimVersion') }
    return { ...first, kind: '', ...fieldsOf(text), ...versions, ...changes }
  }

  test('sent back as it was opened, the hops and their words stay as they were', async () => {
    const before = [await hopsOf(id), await spans(id)]
    const form = await edit()
    expect(form).toMatchObject({ hopSpeaker: ['The city', ''], hopMedium: ['letter', 'unknown'] })
    await agent.post(`/statements/${id}`).type('form').send(form).expect(303)
    expect([await hopsOf(id), await spans(id)]).toEqual(before)
  })

  test('what is wrong is told beside its field, and everything typed is kept', async () => {
    const wrong = rows(row({ ...CITY, hopSource: 'the mayor', hopSaidOn: '2020-02-30' }), row({ hopCue: 'citing' }))
    const answer = await agent
      .post(`/statements/${id}`)
      .type('form')
      .send(await edit(wrong))
      .expect(422)
    expect(answer.text).toContain('id="hop-1-speaker-problem">Say who passed it on')
    expect(answer.text).toContain('href="#hop-1-speaker"')
    for (const value of ['the mayor', '2020-02-30', 'citing']) expect(answer.text).toContain(`value="${value}"`)
    const second = rows(row({ ...CITY, hopSource: 'the mayor' }), row())
    const again = await agent
      .post(`/statements/${id}`)
      .type('form')
      .send(await edit(second))
      .expect(422)
    expect(again.text).toContain('id="hop-0-source-problem">These words are not in the text.')
    expect(again.text).toContain('<option value="letter" selected>')
    expect(await hopsOf(id)).toEqual([CITY_ROW])
  })

  test('from a stale version nothing is changed, and the hops typed are kept', async () => {
    const mine = await edit(
      rows(row({ ...CITY, hopMedium: 'speech' }), row({ hopSpeaker: 'Bob Ray', hopKind: 'person' })),
    )
    await agent
      .post(`/statements/${id}`)
      .type('form')
      .send(await edit())
      .expect(303)
    const answer = await agent.post(`/statements/${id}`).type('form').send(mine).expect(409)
    expect(answer.text).toContain('value="Bob Ray"')
    expect(answer.text).toContain('<option value="speech" selected>')
    expect(await hopsOf(id)).toEqual([CITY_ROW])
  })

  test('an unclear name offers those it may mean, and one of them can be taken', async () => {
    const unclear = rows(row({ ...CITY, hopSpeaker: 'City', hopKind: '' }), row())
    const answer = await agent
      .post(`/statements/${id}`)
      .type('form')
      .send(await edit(unclear))
      .expect(422)
    const offered = /name="hopSpeakerId\.0" value="(\d+)"> <span><b>The city/.exec(answer.text)?.[1]
    const chosen = await edit({ ...unclear, 'hopSpeakerId.0': offered })
    await agent.post(`/statements/${id}`).type('form').send(chosen).expect(303)
    expect(await hopsOf(id)).toEqual([CITY_ROW])
  })

  test('emptied, a hop is gone, and the next moves up with its words', async () => {
    const two = rows(row({ hopSpeaker: 'Bob Ray', hopKind: 'person', hopCue: 'denied' }), CITY)
    await agent
      .post(`/statements/${id}`)
      .type('form')
      .send(await edit(two))
      .expect(303)
    const one = rows(row(), CITY)
    await agent
      .post(`/statements/${id}`)
      .type('form')
      .send(await edit(one))
      .expect(303)
    expect(await hopsOf(id)).toEqual([CITY_ROW])
  })

  test.each([
    [
      'eleven of them',
      rows(...Array.from({ length: 11 }, (_, n) => row({ hopSpeaker: `No ${n}`, hopKind: 'person' }))),
      'At most 10 hops',
    ],
    ['a NUL', rows(row({ hopSpeaker: 'T\0' })), 'NUL'],
    ['a kind that is none', rows(row({ ...CITY, hopKind: 'ship' })), 'hop-0-kind-problem'],
    [
      'fields that don’t fit each other',
      { hopSpeaker: ['Ann Lee', 'Ann Lee'], hopMedium: 'x' },
      'hop-0-medium-problem',
    ],
  ])('%s: refused in words', async (_what, hops, words) => {
    const answer = await agent
      .post(`/statements/${id}`)
      .type('form')
      .send(await edit(hops))
    expect([answer.status, answer.text.includes(words)]).toEqual([422, true])
  })
})

test('another report of a known claim has hops of its own', async () => {
  const { claim_id: claimId } = await newest('statements')
  const report = { claimId, content: 'It is safe, the city repeated', wording: 'indirect', source: '', cue: '' }
  await record({ ...report, ...rows(CITY, row()) }).expect(303)
  const { id, claim_id } = await newest('statements')
  expect(claim_id).toBe(claimId)
  expect(await hopsOf(id)).toMatchObject([{ name: 'The city' }])
  const { text } = await agent.get(`/claims/${claimId}`).expect(200)
  expect(text.replace(/<[^>]*>/g, '')).toContain('Ann Lee, according to The city’s letter, as reported by The Daily')
})

describe('nested statements', () => {
  let outer: { id: number; claim_id: number }
  let inner: { id: number; claim_id: number }

  test('from a statement’s card the form opens with its words to trim; saving links the two', async () => {
    await record({
      ...first,
      content: 'Bob Ray denied the bridge is safe',
      start: '',
      end: '',
      source: '',
      cue: '',
    }).expect(303)
    outer = await newest('statements')
    const list = await agent.get(`/articles/${articleId}/annotate`).expect(200)
    expect(list.text).toContain(`href="?within=${outer.id}#record"`)
    const { text } = await agent.get(`/articles/${articleId}/annotate?within=${outer.id}`).expect(200)
    expect(text).toMatch(/<textarea id="content"[^>]*>\n?Bob Ray denied the bridge is safe</)
    expect(text).toContain(`name="relayedBy" value="${outer.claim_id}" checked`)

    const form = { ...first, content: 'the bridge is safe', start: '69', end: '102', relayedBy: outer.claim_id }
    const refused = await record({ ...form, speaker: 'Ann Lee' }).expect(422)
    expect(refused.text).toContain('by the same one')
    expect(refused.text).toContain(`name="relayedBy" value="${outer.claim_id}" checked`)
    const elsewhere = { ...form, content: ELSEWHERE, start: '', end: '', speaker: 'Bob Ray', kind: 'person' }
    const outside = await record(elsewhere).expect(422)
    expect(outside.text).toContain('stand outside')
    expect(outside.text).toMatch(new RegExp(`<textarea id="content"[^>]*>\\n?${ELSEWHERE}<`))
    await record({ ...form, speaker: 'Bob Ray', kind: 'person', source: 'Bob Ray', cue: 'denied' }).expect(303)
    inner = await newest('statements')
    const links = await world.db.query('SELECT relation FROM links WHERE from_claim_id = $1 AND to_claim_id = $2', [
      outer.claim_id,
      inner.claim_id,
    ])
    expect(links).toEqual([{ relation: 'relays' }])
  })

  test('two that nest and are not linked are offered to be linked, until they are', async () => {
    const annotate = async () => (await agent.get(`/articles/${articleId}/annotate`).expect(200)).text
    expect(await annotate()).not.toContain('id="nested"')
    const [{ id, version }] = await world.db.query('SELECT id, version FROM links WHERE to_claim_id = $1', [
      inner.claim_id,
    ])
    await agent.post(`/links/${id}/withdrawal`).type('form').send({ version, reason: 'A trial' }).expect(303)
    const text = await annotate()
    expect(text).toContain('A statement stands within another')
    expect(text).toContain('Link: Ann Lee relays Bob Ray')
    const link = { to: inner.claim_id, relation: 'relays', direction: 'answers', reason: '' }
    await agent.post(`/claims/${outer.claim_id}/links`).type('form').send(link).expect(303)
    expect(await annotate()).not.toContain('id="nested"')
  })

  test.each(['999999', 'x', '-1', ['x', '1']])(
    'a statement that is not of this article opens no form: %s',
    async (within) => {
      const { text } = await agent.get(`/articles/${articleId}/annotate`).query({ within }).expect(200)
      expect(text).not.toContain('name="relayedBy"')
    },
  )
})
