import { type ApiClient, apiClient } from '../api/api-client'
import { type Desk, first, newDesk } from '../support/desk'

let desk: Desk
let api: ApiClient
let other: number

const OTHER = `Another day

A senior official said the bridge was shut. A senior official said it had rained. Ana Ruiz and Acme Corp agreed.
`

beforeAll(async () => {
  desk = await newDesk()
  api = await apiClient(desk.world)
  other = (await api.post('/articles', { text: OTHER, outlet: 'The Weekly', publishedOn: '2020-02-09' })).body.id
})
afterAll(() => desk.world.close())

const bare = { ...first, start: '', end: '', source: '', cue: '', kind: '' }
const record = (article: number, content: string, fields: object) =>
  desk.agent
    .post(`/articles/${article}/statements`)
    .type('form')
    .send({ ...bare, content, ...fields })
const rows = (sql: string, values: unknown[] = []) => desk.world.db.query(sql, values)
const named = (name: string): Promise<{ id: number; kind: string }[]> =>
  rows('SELECT id, kind FROM speakers WHERE name = $1 ORDER BY id', [name])
const speakersOfNewest = async () =>
  (
    await rows('SELECT speaker_id AS id FROM claim_speakers WHERE claim_id = $1 ORDER BY position', [
      (await desk.newest('claims')).id,
    ])
  ).map(({ id }: { id: number }) => id)

describe('a description tells nobody beyond its article', () => {
  const official = 'a senior official'
  let here: number

  test('one that is new is added with description and the reason for not naming, in one go', async () => {
    const page = (await desk.agent.get(`/articles/${desk.articleId}/annotate`).expect(200)).text
    expect(page).toContain('name="speakerDescription"')
    const reason = { anonymityReason: 'to speak freely' }
    const refused = await record(desk.articleId, 'on Monday', { speaker: official, kind: 'person', ...reason })
    expect([refused.status, refused.text.includes('whoever has a name is named')]).toEqual([422, true])
    const told = { kind: 'described', speakerDescription: 'Of the city', ...reason }
    await record(desk.articleId, 'on Monday', { speaker: official, ...told }).expect(303)
    expect(
      await rows(`SELECT description, anonymity_reason AS reason FROM speakers WHERE name = $1`, [official]),
    ).toEqual([{ description: 'Of the city', reason: 'to speak freely' }])
    here = (await named(official))[0]?.id ?? 0
  })

  test('in its own article it is the same again', async () => {
    await record(desk.articleId, 'It was tested', { speaker: 'A senior official' }).expect(303)
    expect(await speakersOfNewest()).toEqual([here])
  })

  test('what is said of it there has to be what is known, and is not dropped', async () => {
    const otherwise = { speaker: official, speakerDescription: 'Of the state' }
    const refused = await record(desk.articleId, 'the city repeated', otherwise).expect(422)
    expect(refused.text).toContain('is here already, with a page where this can be changed')
    expect(refused.text).toContain('value="Of the state"')
    await record(desk.articleId, 'the city repeated', { speaker: official, speakerDescription: 'Of the city' }).expect(
      303,
    )
    expect(await speakersOfNewest()).toEqual([here])
  })

  test('nor is it dropped where a statement is changed and its name left, or a speaker chosen', async () => {
    const { id, version } = await desk.newest('statements')
    const form = { ...bare, content: 'the city repeated', version, claimVersion: 1, speaker: official }
    const change = (fields: object) =>
      desk.agent
        .post(`/statements/${id}`)
        .type('form')
        .send({ ...form, ...fields })
    for (const more of [{}, { speakerId: String(here), offeredFor: official }]) {
      const refused = await change({ speakerDescription: 'Of the state', ...more }).expect(422)
      expect(refused.text).toContain('is here already, with a page where this can be changed')
      expect(refused.text).toContain('value="Of the state"')
    }
    await change({ speakerDescription: 'Of the city' }).expect(303)
    expect(await speakersOfNewest()).toEqual([here])
  })

  test('in another article it is asked, whatever kind is given, and each answer can be given', async () => {
    const fields = { speaker: official, kind: 'described' }
    const asked = await record(other, 'the bridge was shut', fields).expect(422)
    expect(asked.text).toContain('say whether it is the same source')
    expect(asked.text).toContain(
      'the same as in The Daily of 2020-02-05: <b>a senior official</b> (described), Of the city',
    )
    expect(asked.text).toMatch(/name="speakerId" value="another"> Somebody else of this description, new here/)
    expect(await named(official)).toHaveLength(1)

    await record(other, 'the bridge was shut', { ...fields, kind: '', speakerId: 'another' }).expect(303)
    const [, there] = await named(official)
    expect(there?.kind).toBe('described')
    // Two are described so now, and each article means its own.
    await record(other, 'it had rained', { speaker: official }).expect(303)
    expect(await speakersOfNewest()).toEqual([there?.id])
    await record(desk.articleId, 'Bob Ray denied', { speaker: official }).expect(303)
    expect(await speakersOfNewest()).toEqual([here])
  })

  test('over the API it is asked with those who may be meant, of a speaker, a hop and a claim’s correction', async () => {
    const third = (
      await api.post('/articles', { text: OTHER.replace('day', 'night'), outlet: 'The Weekly', publishedOn: null })
    ).body.id
    const statement = (content: string, more: object) =>
      api.post('/statements', {
        article: third,
        content: [{ exact: content }],
        wording: 'indirect',
        saidOnBasis: 'not_stated',
        medium: 'unknown',
        stance: 'asserts',
        ...more,
      })
    const refused = await statement('it had rained', { speakers: [official] })
    expect(refused.body.errors.speakers).toContain('say whether it is the same source')
    expect(refused.body.candidates).toMatchObject([{ member: 'speakers', speakers: [{ id: here }, {}] }])
    const ana = { name: 'Ana Ruiz', kind: 'person' }
    const hop = await statement('agreed', { speakers: [ana], hops: [{ speaker: { name: official } }] })
    expect(hop.body.candidates).toMatchObject([{ member: 'hops.0.speaker', speakers: [{ id: here }, {}] }])

    const recorded = await statement('agreed', { speakers: [ana] })
    expect(recorded.status).toBe(201)
    const { claimId } = recorded.body
    expect((await api.patch(`/claims/${claimId}`, 1, { speakers: [official] })).body.errors.speakers).toContain(
      'same source',
    )
    expect((await api.patch(`/claims/${claimId}`, 1, { speakers: [{ id: here }] })).status).toBe(200)
    const told = {
      name: official,
      another: true,
      description: 'Of the state',
      anonymityReason: 'who feared for the post',
    }
    const third_ = await statement('it had rained', { speakers: [told] })
    expect(third_.status).toBe(201)
    const [{ id }] = (await api.get(`/claims/${third_.body.claimId}`)).body.speakers
    expect((await api.get(`/speakers/${id}`)).body).toMatchObject({ kind: 'described', description: 'Of the state' })
  })

  test('of a hop it is asked in the form too, and what was chosen stays while something else is wrong', async () => {
    const fields = {
      speaker: 'Acme Corp',
      kind: 'organisation',
      hopSpeaker: ['an aide', ''],
      hopKind: ['described', ''],
    }
    await record(desk.articleId, 'twice', fields).expect(303)
    const again = { ...fields, kind: '', hopKind: ['', ''] }
    const asked = await record(other, 'agreed', again).expect(422)
    expect(asked.text).toContain('name="hopSpeakerId.0" value="another"')
    const [aide] = await named('an aide')
    const chosen = { ...again, 'hopSpeakerId.0': String(aide?.id), 'hopOfferedFor.0': 'an aide' }
    const kept = await record(other, 'agreed', { ...chosen, saidOn: 'soon' }).expect(422)
    expect(kept.text).toContain(`name="hopSpeakerId.0" value="${aide?.id}" checked`)
    // Another name typed over it is another.
    const over = await record(other, 'agreed', { ...chosen, hopSpeaker: ['nobody known', ''] })
    expect([over.status, over.text.includes('No speaker is named nobody known')]).toEqual([422, true])
    await record(other, 'agreed', { ...again, 'hopSpeakerId.0': 'another' }).expect(303)
    expect(await named('an aide')).toHaveLength(2)
  })
})

describe('who is new is told in each row', () => {
  test('a person and an organisation are what they are', async () => {
    const speaker = ['Eva Sol', 'Sol Works', '']
    await record(other, 'Ana Ruiz and', { speaker, kind: ['person', 'organisation', ''] }).expect(303)
    expect([...(await named('Eva Sol')), ...(await named('Sol Works'))].map(({ kind }) => kind)).toEqual([
      'person',
      'organisation',
    ])
  })

  test('a misspelt second name is refused, and its row keeps what was typed', async () => {
    const fields = { speaker: ['Nina New', '', 'Sol Wroks'], kind: ['group', '', ''] }
    const refused = await record(other, 'Another day', fields).expect(422)
    expect(refused.text).toContain('No speaker is named Sol Wroks')
    expect(refused.text).toMatch(/id="speaker-1"[^>]*value="Sol Wroks" aria-invalid/)
    expect(refused.text).toMatch(/<select id="kind" name="kind">.*\n.*value="group" selected/)
    expect([...(await named('Nina New')), ...(await named('Sol Wroks'))]).toEqual([])
    const offered = /name="speakerId-1" value="(\d+)"/.exec(refused.text)?.[1]
    expect(Number(offered)).toBe((await named('Sol Works'))[0]?.id)
  })

  test('one kind for several is whose it can only be', async () => {
    const known = { speaker: ['Eva Sol', 'Otto Only'], kind: 'group' }
    await record(other, 'Another day', known).expect(303)
    expect((await named('Otto Only'))[0]?.kind).toBe('group')
    const two = { speaker: ['Uno Unknown', 'Due Unknown'], kind: 'person' }
    const refused = await record(other, 'day', two).expect(422)
    expect(refused.text).toContain('No speaker is named Uno Unknown')
    expect(refused.text).toContain('No speaker is named Due Unknown')
  })

  test('a name in look-alike letters is confirmed in its own row, of a hop too', async () => {
    const fields = { speaker: ['Eva Sol', 'Sоl Works'], kind: ['', 'organisation'] }
    const asked = await record(other, 'rained', fields).expect(422)
    expect(asked.text).toContain('name="lookalike-1"')
    await record(other, 'rained', { ...fields, lookalike: 'yes' }).expect(422)
    await record(other, 'rained', { ...fields, 'lookalike-1': 'yes' }).expect(303)

    const hop = { speaker: 'Eva Sol', hopSpeaker: ['', 'Otto Оnly'], hopKind: ['', 'group'] }
    const hopAsked = await record(other, 'shut', hop).expect(422)
    expect(hopAsked.text).toContain('name="hopLookalike.0"')
    await record(other, 'shut', { ...hop, 'hopLookalike.1': 'yes' }).expect(303)
  })

  test.each([
    ['no kind there is', { kind: ['', 'ship'] }, 'This is none of person'],
    ['too long a name', { speaker: ['Eva Sol', 'x'.repeat(201)] }, 'longer than 200'],
    ['too long a reason', { anonymityReason: ['', 'x'.repeat(501)] }, 'longer than 500'],
    ['a NUL beside a single kind', { speaker: ['Eva Sol', 'a\0b'], kind: 'person' }, 'no text'],
  ])('%s is told in its row', async (_what, fields, words) => {
    const refused = await record(other, 'Corp', { speaker: ['Eva Sol', 'Sol Works'], ...fields })
    expect([refused.status, refused.text.includes(words)]).toEqual([422, true])
    expect(refused.text).toMatch(/id="\w+-1-problem">/)
  })
})
