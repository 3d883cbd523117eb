import { CodePoints } from '../../src/quotes/code-points'
import { newsroom } from '../reading/newsroom'
import { type FilledForm, filledForm } from '../support/filled-form'
import { newWorld, signedIn, type World } from '../support/world'

const SAFE = 'the ferry was safe to sail'
const PASSED = '“It passed every test we have,”'
const HURT = '“Nobody was hurt.”'
const REPORT = 'the report'
const SUBSCRIBE = 'readers should subscribe'
const FIRE = 'the crew had told him that the engine was on fire twice'
const NEW = 'the ferry was new'
const TEXT = `Ferry trial goes ahead

🙂 Harbour master Ines Okafor said on Monday that ${SAFE}.

${PASSED} Okafor told reporters. ${HURT}

Tomas Brandt, a spokesman for the dockers’ union, denied ${REPORT} in a statement on Tuesday.

He added that ${FIRE}.

The Daily said that ${SUBSCRIBE}.

According to the Lagoon Company, ${NEW}.
`

let world: World
let agent: Awaited<ReturnType<typeof signedIn>>
let room: ReturnType<typeof newsroom>

beforeAll(async () => {
  world = await newWorld()
  agent = await signedIn(world)
  room = newsroom(world.db)
})
afterAll(() => world.close())

let articles = 0
/** The same news once more, published on a Wednesday. */
const article = (more: Parameters<typeof room.article>[1] = {}, text = TEXT) => {
  articles += 1
  return room.article(`${text}\nNumber ${articles}.\n`, { publishedOn: '2019-06-12', ...more })
}
const placeOf = (words: string, text = TEXT) => {
  const start = new CodePoints(text).offsetAt(text.indexOf(words))
  return `${start}-${start + [...words].length}`
}
const page = async (id: number, asked = ''): Promise<string> =>
  (await agent.get(`/articles/${id}/annotate${asked}`).expect(200)).text
const formOf = async (id: number, asked = '') => filledForm(await page(id, asked))
const wordsOf = ({ fields }: FilledForm) => [fields.content ?? ''].flat().filter(Boolean).join(' + ')
const rowsOf = ({ fields }: FilledForm, name: string) => [fields[name] ?? []].flat().filter(Boolean)
const record = (id: number, fields: object) => agent.post(`/articles/${id}/statements`).type('form').send(fields)
const take = (id: number, fields: object) => agent.post(`/articles/${id}/annotate`).type('form').send(fields)
const counts = async () =>
  (
    await world.db.query(
      'SELECT (SELECT count(*) FROM statements) AS statements, (SELECT count(*) FROM speakers) AS speakers, (SELECT count(*) FROM history) AS history',
    )
  )[0]

describe('a sentence that is opened', () => {
  let id: number
  beforeAll(async () => {
    id = await article()
  })

  test('comes filled in, each field with its reason', async () => {
    const sentence = `🙂 Harbour master Ines Okafor said on Monday that ${SAFE}.`
    const form = await formOf(id, `?spans=${placeOf(sentence)}`)
    expect(wordsOf(form)).toBe(SAFE)
    expect(form.fields).toMatchObject({
      spans: placeOf(SAFE),
      source: 'Harbour master Ines Okafor',
      cue: 'said',
      saidOn: '2019-06-10',
      basis: 'counted',
      saidOnWords: 'on Monday',
      medium: 'unknown',
      stance: 'asserts',
      wording: '',
    })
    expect([rowsOf(form, 'speaker'), rowsOf(form, 'kind')]).toEqual([['Ines Okafor'], ['person']])
    expect(form.why).toMatchObject({
      speaker: '“Harbour master Ines Okafor” before “said”',
      saidOn: '“on Monday”, counted from publication',
      medium: 'no word of the sentence tells',
      stance: '“said”',
    })
    for (const group of ['source', 'cue', 'speaker', 'saidOn', 'medium'])
      expect(form.choices[group]?.map(({ isTaken }) => isTaken)).toEqual(
        form.choices[group]?.map((_, place) => place === 0),
      )
    expect(form.choices.saidOn?.map(({ words }) => words)).toContain('day not stated')
  })

  test('by its start and end, as without a script, too', async () => {
    const [start, end] = placeOf(`He added that ${FIRE}.`).split('-')
    const form = await formOf(id, `?start=${start}&end=${end}`)
    expect([wordsOf(form), rowsOf(form, 'speaker'), form.why.speaker]).toEqual([
      FIRE,
      ['Tomas Brandt'],
      '“He” behind “Tomas Brandt”',
    ])
  })

  test.each([`Tomas Brandt, a spokesman for the dockers’ union, denied ${REPORT} in a statement on Tuesday.`, REPORT])(
    'a denial: %s',
    async (words) => {
      const form = await formOf(id, `?spans=${placeOf(words)}`)
      expect(wordsOf(form)).toBe(REPORT)
      expect(form.fields).toMatchObject({ cue: 'denied', stance: 'denies', medium: 'written_statement' })
      expect(form.why).toMatchObject({ stance: '“denied”', medium: '“in a statement”' })
    },
  )

  test('other readings are links; their order stays while one looks through them', async () => {
    const first = await formOf(id, `?spans=${placeOf(SAFE)}`)
    expect(first.readings.length).toBeGreaterThan(1)
    expect(first.readings.map(({ isShown }) => isShown)).toEqual(first.readings.map((_, place) => place === 0))
    for (const reading of first.readings) {
      expect(reading.href).toMatch(new RegExp(`^\\?spans=[\\d,-]+&of=${placeOf(SAFE)}#record$`))
      const other = await formOf(id, reading.href.replace('#record', ''))
      expect(wordsOf(other).replace(' + ', ' […] ')).toBe(reading.words)
      expect(other.readings).toEqual(first.readings.map((one) => ({ ...one, isShown: one.words === reading.words })))
    }
  })

  test.each(['x', '9-1', '999998-999999', '0-99999999', '%3Cb%3E', '0-1&of=7'])(
    'looked at from %s, which is no reading, it is read by itself',
    async (of) => {
      const form = await formOf(id, `?spans=${placeOf(SAFE)}&of=${of}`)
      expect([wordsOf(form), form.fields.cue]).toEqual([SAFE, 'said'])
    },
  )

  test.each(['999998-999999', '0-99999999', '5-5', 'x', '1-2,0-9'])(
    'of places %s, which are none, no form comes',
    async (spans) => {
      expect(wordsOf(await formOf(id, `?spans=${spans}`))).toBe('')
    },
  )
})

describe('from passage to passage', () => {
  test('each leads to the next, zones and what is recorded left out, until there is none', async () => {
    const id = await article()
    const at = TEXT.split('\n').filter(Boolean).indexOf(`The Daily said that ${SUBSCRIBE}.`) + 1
    const zone = { version: 1, from: at, to: '', first: '', last: '', kind: 'appeal' }
    await agent.post(`/articles/${id}/zones`).type('form').send(zone).expect(303)
    const walk = async () => {
      const found: string[] = []
      for (let asked = '?after=0-0', steps = 0; steps < 9; steps += 1) {
        const form = await formOf(id, asked)
        if (wordsOf(form) === '') break
        found.push(wordsOf(form))
        asked = form.skip
      }
      return found
    }
    expect(await walk()).toEqual([SAFE, `${PASSED} + ${HURT}`, REPORT, FIRE, NEW])

    const { fields } = await formOf(id, `?after=${placeOf(HURT)}`)
    // biome-ignore lint/suspicious/noThenProperty: it is a field of the form
    const saved = await record(id, { ...fields, then: 'next' }).expect(303)
    expect(saved.headers.location).toBe(`/articles/${id}/annotate?after=${placeOf(REPORT)}#next`)
    expect(await walk()).toEqual([SAFE, `${PASSED} + ${HURT}`, FIRE, NEW])
    // The cursor is where the form's words are.
    expect(await page(id, `?after=${placeOf(HURT)}`)).toMatch(
      new RegExp(`data-cursor="${placeOf('He added').split('-')[0]}"`),
    )
    expect(wordsOf(await formOf(id, '?after=0-99999999'))).toBe(SAFE)
    expect(wordsOf(await formOf(id, '?after=999999999-999999999'))).toBe('')
    expect(wordsOf(await formOf(id, '?after=never'))).toBe('')
  })

  test('whoever is here already keeps a kind, should another name be written over theirs, and what was told before is told of', async () => {
    const id = await article()
    const first = await formOf(id, '?after=0-0')
    await record(id, { ...first.fields, speaker: 'Ines Okafor', kind: 'person' }).expect(303)
    const next = await formOf(id, first.skip)
    expect([wordsOf(next), rowsOf(next, 'speaker'), rowsOf(next, 'kind')]).toEqual([
      `${PASSED} + ${HURT}`,
      ['Ines Okafor'],
      ['person'],
    ])
    expect(next.fields).toMatchObject({ saidOn: '2019-06-10', basis: 'counted', medium: 'remarks_to_reporters' })
    // Of another article she is known, too.
    const other = await formOf(await article(), '?after=0-0')
    expect([rowsOf(other, 'speaker'), rowsOf(other, 'kind')]).toEqual([['Ines Okafor'], ['person']])
  })
})

describe('a proposal taken without a script', () => {
  let id: number
  let filled: FilledForm
  beforeAll(async () => {
    id = await article()
    filled = await formOf(id, `?spans=${placeOf(SAFE)}`)
  })
  const typed = () => ({
    ...filled.fields,
    summary: 'A “plain” <b> sentence',
    role: 'harbour master',
    cue: '',
    find: '',
  })

  test('is in the form, with its reason; all that was typed is kept, and nothing recorded', async () => {
    const before = await counts()
    const other = filled.choices.saidOn?.find(({ words }) => words === 'day not stated')
    const answer = await take(id, { ...typed(), take: other?.take }).expect(200)
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
    expect(await counts()).toEqual(before)
    await record(id, { ...form.fields, role: '' }).expect(303)
  })

  test('of joint speakers leaves none of those before', async () => {
    const both = { ...typed(), speaker: ['Ann Lee', 'Bob Ray', '', ''], kind: ['person', 'group', '', ''] }
    const form = filledForm((await take(id, { ...both, take: filled.choices.speaker?.[0]?.take }).expect(200)).text)
    expect([rowsOf(form, 'speaker'), rowsOf(form, 'kind')]).toEqual([['Ines Okafor'], ['person']])
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
    const before = await counts()
    const answer = await take(id, { ...typed(), take: junk }).expect(200)
    const { fields } = filledForm(answer.text)
    expect([fields.summary, wordsOf({ fields } as FilledForm), fields.spans]).toEqual([
      typed().summary,
      SAFE,
      placeOf(SAFE),
    ])
    expect(await counts()).toEqual(before)
  })

  test.each([
    { spans: '999998-999999' },
    { spans: '0-99999999', start: '0', end: '99999999' },
    { spans: ['0-5', '7'], content: ['', ''] },
    { start: '-1', end: 'x', saidOn: '2019-13', basis: 'guessed', stance: 'shouts', medium: '' },
    { link: ['1 OR 1=1', '-1', '999999999'], relayedBy: 'x', find: '%' },
    { claimId: '7', q: 'ferry', hopSpeaker: 'Reuters', unknown: 'x' },
  ])('into a form with %j, nothing breaks', async (junk) => {
    const answer = await take(id, { ...typed(), ...junk, take: '{"cue":"told"}' }).expect(200)
    expect(filledForm(answer.text).fields).toMatchObject({ cue: 'told', summary: typed().summary })
  })

  test('twice, the first is taken; without any form at all, an empty one is shown', async () => {
    const cues = { ...typed(), take: ['{"cue":"one"}', '{"cue":"two"}'] }
    expect(filledForm((await take(id, cues).expect(200)).text).fields.cue).toBe('one')
    expect(wordsOf(filledForm((await take(id, {}).expect(200)).text))).toBe('')
  })
})

describe('nothing is guessed', () => {
  test('in another language: the form has the words, and no proposals', async () => {
    const id = await article({ language: 'de' })
    const form = await formOf(id, `?spans=${placeOf(SAFE)}`)
    expect([wordsOf(form), form.choices, form.why, form.readings]).toEqual([SAFE, {}, {}, []])
    expect(form.fields).toMatchObject({
      speaker: ['', '', '', ''],
      source: '',
      cue: '',
      saidOn: '',
      basis: 'not_stated',
    })
    expect(wordsOf(await formOf(id, '?after=0-0'))).toBe('')
    expect((await take(id, { ...form.fields, take: '{"cue":"said"}' }).expect(200)).text).toContain('value="said"')
  })

  test('of a day, where the day of publication is not known', async () => {
    const id = await article({ publishedOn: null })
    const { fields, choices, why } = await formOf(id, `?spans=${placeOf(SAFE)}`)
    expect(fields).toMatchObject({ saidOn: '', basis: 'not_stated', saidOnWords: '' })
    expect([choices.saidOn, why.saidOn]).toEqual([undefined, 'no day beside the cue'])
  })

  test('of an article that is withdrawn, or of none', async () => {
    const id = await article()
    await agent.post(`/articles/${id}/withdrawal`).type('form').send({ version: 1, reason: 'Retracted.' }).expect(303)
    for (const answer of [await agent.get(`/articles/${id}/annotate?after=0-0`), await take(id, { take: '{}' })])
      expect([answer.status, answer.text]).toEqual([410, expect.stringContaining('Retracted.')])
    await agent.get('/articles/999999/annotate?after=0-0').expect(404)
    await take(999_999, { take: '{}' }).expect(404)
  })
})

test('words within another’s offer, unticked, that those pass them on; ticked, saving links the two', async () => {
  const inner = 'the lock had jammed'
  const words = `Clara Mori had said that ${inner}`
  const text = `A lock jams\n\nBo Dahl told the council on Monday that ${words}.\n`
  const id = await article({}, text)
  const outer = { ...(await formOf(id, `?spans=${placeOf(words, text)}&of=0-1`)).fields, speaker: 'Bo Dahl' }
  await record(id, { ...outer, content: words, source: '', cue: '', kind: 'person' }).expect(303)
  const [{ claimId }] = await world.db.query('SELECT max(claim_id) AS "claimId" FROM statements')
  // Asked for by the statement around it, it is ticked.
  const [{ around }] = await world.db.query('SELECT max(id) AS around FROM statements')
  const nested = await formOf(id, `?within=${around}`)
  expect(nested.fields).toMatchObject({ relayedBy: String(claimId), spans: placeOf(inner, text), cue: 'said' })
  expect(rowsOf(nested, 'speaker')).toEqual(['Clara Mori'])

  const html = await page(id, `?spans=${placeOf(inner, text)}`)
  const offer = /<input type="checkbox" name="relayedBy"[^>]*> <span>(.*?) Ticked/.exec(html)
  expect(offer?.[0]).not.toContain(' checked')
  expect(offer?.[1]).toBe(`<b>Bo Dahl</b> passes this on: “${words}”`)
  const form = filledForm(html)
  expect([wordsOf(form), rowsOf(form, 'speaker')]).toEqual([inner, ['Clara Mori']])
  const box = /name="relayedBy"[^>]* checked/
  // Taking a proposal neither ticks it nor takes it away.
  expect((await take(id, { ...form.fields, take: '{"cue":""}' })).text).not.toMatch(box)
  expect((await take(id, { ...form.fields, relayedBy: claimId, take: '{"cue":""}' })).text).toMatch(box)
  await record(id, { ...form.fields, relayedBy: claimId }).expect(303)
  expect(
    await world.db.query(
      'SELECT from_claim_id AS "from", relation FROM links WHERE to_claim_id = (SELECT max(id) FROM claims)',
    ),
  ).toEqual([{ from: claimId, relation: 'relays' }])
})

test('what somebody has typed is not overwritten: proposals stand beside it', async () => {
  const id = await article()
  const { fields } = await formOf(id, `?spans=${placeOf(SAFE)}`)
  const mine = {
    ...fields,
    speaker: ['Ines O.', '', '', ''],
    kind: ['', '', '', ''],
    saidOn: '2019-06',
    cue: '',
    idempotencyKey: 'mine',
  }
  await agent.post(`/unsaved?form=articles/${id}/annotate&age=0`).type('form').send(mine).expect(204)
  for (const asked of ['', `?spans=${placeOf(SAFE)}`]) {
    const form = await formOf(id, asked)
    expect(form.fields).toMatchObject(mine)
    expect(form.choices.speaker?.map(({ words, isTaken }) => [words, isTaken])).toContainEqual(['Ines Okafor', false])
    expect([form.why.speaker, form.why.saidOn]).toEqual(['', ''])
  }
  // It is no other passage's.
  expect((await formOf(id, `?after=${placeOf(SAFE)}`)).fields).toMatchObject({
    cue: 'told',
    saidOn: expect.any(String),
  })
})
