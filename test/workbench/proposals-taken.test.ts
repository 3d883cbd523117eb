import { type FilledForm, filledForm } from '../support/filled-form'
import { newFerryDesk, SAFE } from './ferry-desk'

let desk: Awaited<ReturnType<typeof newFerryDesk>>

beforeAll(async () => {
  desk = await newFerryDesk()
})
afterAll(() => desk.world.close())

describe('a proposal taken without a script', () => {
  let id: number
  let filled: FilledForm
  beforeAll(async () => {
    id = await desk.article()
    filled = await desk.formOf(id, `?spans=${desk.placeOf(SAFE)}`)
  })
  const typed = () => ({
    ...filled.fields,
    summary: 'A “plain” <b> sentence',
    role: 'harbour master',
    cue: '',
    find: '',
  })

  test('is in the form, with its reason; all that was typed is kept, and nothing recorded', async () => {
    const before = await desk.counts()
    const other = filled.choices.saidOn?.find(({ words }) => words === 'day not stated')
    const answer = await desk.take(id, { ...typed(), take: other?.take }).expect(200)
    const form = filledForm(answer.text)
    expect(form.fields).toEqual({
      ...typed(),
      role: ['harbour master', '', '', ''],
      idempotencyKey: expect.any(String),
      cue: '',
      saidOn: '',
      basis: 'not_stated',
      saidOnWords: '',
    })
    expect(form.why.saidOn).toBe(other?.why)
    expect(await desk.counts()).toEqual(before)
    await desk.record(id, { ...form.fields, role: '' }).expect(303)
  })

  test('of joint speakers leaves none of those before', async () => {
    const both = { ...typed(), speaker: ['Ann Lee', 'Bob Ray', '', ''], kind: ['person', 'group', '', ''] }
    const form = filledForm(
      (await desk.take(id, { ...both, take: filled.choices.speaker?.[0]?.take }).expect(200)).text,
    )
    expect([desk.rowsOf(form, 'speaker'), desk.rowsOf(form, 'kind')]).toEqual([['Ines Okafor'], ['person']])
  })

  test.each([
    '',
    'x',
    '{',
    'null',
    '7',
    '"words"',
    '[["source","x"]]',
    '{"summary":"x","content":"x","inZone":"yes","idempotencyKey":"x","spans":"0-1"}',
    '{"source":{"a":1},"cue":[{"a":1}],"speaker":7}',
    '{"__proto__":{"cue":"x"},"constructor":"x"}',
    '{"speaker":"\\u0000","kind":"\\ud800","medium":"shouted","basis":"guessed","saidOn":"2019-02-30"}',
  ])('that is none (%s) does no harm', async (junk) => {
    const before = await desk.counts()
    const answer = await desk.take(id, { ...typed(), take: junk }).expect(200)
    const { fields } = filledForm(answer.text)
    expect([fields.summary, desk.wordsOf({ fields } as FilledForm), fields.spans]).toEqual([
      typed().summary,
      SAFE,
      desk.placeOf(SAFE),
    ])
    expect(await desk.counts()).toEqual(before)
  })

  test.each([
    { spans: '999998-999999' },
    { spans: '0-99999999', start: '0', end: '99999999' },
    { spans: ['0-5', '7'], content: ['', ''] },
    { start: '-1', end: 'x', saidOn: '2019-13', basis: 'guessed', stance: 'shouts', medium: '' },
    { link: ['1 OR 1=1', '-1', '999999999'], relayedBy: 'x', find: '%' },
    { claimId: '7', q: 'ferry', hopSpeaker: 'Reuters', unknown: 'x' },
  ])('into a form with %j, nothing breaks', async (junk) => {
    const answer = await desk.take(id, { ...typed(), ...junk, take: '{"cue":"told"}' }).expect(200)
    expect(filledForm(answer.text).fields).toMatchObject({ cue: 'told', summary: typed().summary })
  })

  test('twice, the first is taken; without any form at all, an empty one is shown', async () => {
    const cues = { ...typed(), take: ['{"cue":"one"}', '{"cue":"two"}'] }
    expect(filledForm((await desk.take(id, cues).expect(200)).text).fields.cue).toBe('one')
    expect(desk.wordsOf(filledForm((await desk.take(id, {}).expect(200)).text))).toBe('')
  })
})

test('words within another’s offer, unticked, that those pass them on; ticked, saving links the two', async () => {
  const inner = 'the lock had jammed'
  const words = `Clara Mori had said that ${inner}`
  const text = `A lock jams\n\nBo Dahl told the council on Monday that ${words}.\n`
  const id = await desk.article({}, text)
  const outer = { ...(await desk.formOf(id, `?spans=${desk.placeOf(words, text)}&of=0-1`)).fields, speaker: 'Bo Dahl' }
  await desk.record(id, { ...outer, content: words, source: '', cue: '', kind: 'person' }).expect(303)
  const [{ claimId }] = await desk.world.db.query('SELECT max(claim_id) AS "claimId" FROM statements')
  // Asked for by the statement around it, it is ticked.
  const [{ around }] = await desk.world.db.query('SELECT max(id) AS around FROM statements')
  const nested = await desk.formOf(id, `?within=${around}`)
  expect(nested.fields).toMatchObject({ relayedBy: String(claimId), spans: desk.placeOf(inner, text), cue: 'said' })
  expect(desk.rowsOf(nested, 'speaker')).toEqual(['Clara Mori'])

  const html = await desk.page(id, `?spans=${desk.placeOf(inner, text)}`)
  const offer = /<input type="checkbox" name="relayedBy"[^>]*> <span>(.*?) Ticked/.exec(html)
  expect(offer?.[0]).not.toContain(' checked')
  expect(offer?.[1]).toBe(`<b>Bo Dahl</b> passes this on: “${words}”`)
  const form = filledForm(html)
  expect([desk.wordsOf(form), desk.rowsOf(form, 'speaker')]).toEqual([inner, ['Clara Mori']])
  const box = /name="relayedBy"[^>]* checked/
  // Taking a proposal neither ticks it nor takes it away.
  expect((await desk.take(id, { ...form.fields, take: '{"cue":""}' })).text).not.toMatch(box)
  expect((await desk.take(id, { ...form.fields, relayedBy: claimId, take: '{"cue":""}' })).text).toMatch(box)
  await desk.record(id, { ...form.fields, relayedBy: claimId }).expect(303)
  expect(
    await desk.world.db.query(
      'SELECT from_claim_id AS "from", relation FROM links WHERE to_claim_id = (SELECT max(id) FROM claims)',
    ),
  ).toEqual([{ from: claimId, relation: 'relays' }])
})

test('what somebody has typed is not overwritten: proposals stand beside it', async () => {
  const id = await desk.article()
  const { fields } = await desk.formOf(id, `?spans=${desk.placeOf(SAFE)}`)
  const mine = {
    ...fields,
    speaker: ['Ines O.', '', '', ''],
    kind: ['', '', '', ''],
    saidOn: '2019-06',
    cue: '',
    idempotencyKey: 'mine',
  }
  await desk.agent.post(`/unsaved?form=articles/${id}/annotate&age=0`).type('form').send(mine).expect(204)
  for (const asked of ['', `?spans=${desk.placeOf(SAFE)}`]) {
    const form = await desk.formOf(id, asked)
    expect(form.fields).toMatchObject(mine)
    expect(form.choices.speaker?.map(({ words, isTaken }) => [words, isTaken])).toContainEqual(['Ines Okafor', false])
    expect([form.why.speaker, form.why.saidOn]).toEqual(['', ''])
  }
  // It is no other passage's.
  expect((await desk.formOf(id, `?after=${desk.placeOf(SAFE)}`)).fields).toMatchObject({
    cue: 'told',
    saidOn: expect.any(String),
  })
})
