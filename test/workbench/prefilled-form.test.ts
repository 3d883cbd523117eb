import { FIRE, HURT, NEW, newFerryDesk, PASSED, REPORT, SAFE, SUBSCRIBE, TEXT } from './ferry-desk'

let desk: Awaited<ReturnType<typeof newFerryDesk>>

beforeAll(async () => {
  desk = await newFerryDesk()
})
afterAll(() => desk.world.close())

describe('a sentence that is opened', () => {
  let id: number
  beforeAll(async () => {
    id = await desk.article()
  })

  test('comes filled in, each field with its reason', async () => {
    const sentence = `🙂 Harbour master Ines Okafor said on Monday that ${SAFE}.`
    const form = await desk.formOf(id, `?spans=${desk.placeOf(sentence)}`)
    expect(desk.wordsOf(form)).toBe(SAFE)
    expect(form.fields).toMatchObject({
      spans: desk.placeOf(SAFE),
      source: 'Harbour master Ines Okafor',
      cue: 'said',
      saidOn: '2019-06-10',
      basis: 'counted',
      saidOnWords: 'on Monday',
      medium: 'unknown',
      stance: 'asserts',
      wording: '',
    })
    expect([desk.rowsOf(form, 'speaker'), desk.rowsOf(form, 'kind')]).toEqual([['Ines Okafor'], ['person']])
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
    const [start, end] = desk.placeOf(`He added that ${FIRE}.`).split('-')
    const form = await desk.formOf(id, `?start=${start}&end=${end}`)
    expect([desk.wordsOf(form), desk.rowsOf(form, 'speaker'), form.why.speaker]).toEqual([
      FIRE,
      ['Tomas Brandt'],
      '“He” behind “Tomas Brandt”',
    ])
  })

  test.each([`Tomas Brandt, a spokesman for the dockers’ union, denied ${REPORT} in a statement on Tuesday.`, REPORT])(
    'a denial: %s',
    async (words) => {
      const form = await desk.formOf(id, `?spans=${desk.placeOf(words)}`)
      expect(desk.wordsOf(form)).toBe(REPORT)
      expect(form.fields).toMatchObject({ cue: 'denied', stance: 'denies', medium: 'written_statement' })
      expect(form.why).toMatchObject({ stance: '“denied”', medium: '“in a statement”' })
    },
  )

  test('other readings are links; their order stays while one looks through them', async () => {
    const first = await desk.formOf(id, `?spans=${desk.placeOf(SAFE)}`)
    expect(first.readings.length).toBeGreaterThan(1)
    expect(first.readings.map(({ isShown }) => isShown)).toEqual(first.readings.map((_, place) => place === 0))
    for (const reading of first.readings) {
      expect(reading.href).toMatch(new RegExp(`^\\?spans=[\\d,-]+&of=${desk.placeOf(SAFE)}#record$`))
      const other = await desk.formOf(id, reading.href.replace('#record', ''))
      expect(desk.wordsOf(other).replace(' + ', ' […] ')).toBe(reading.words)
      expect(other.readings).toEqual(first.readings.map((one) => ({ ...one, isShown: one.words === reading.words })))
    }
  })

  test.each(['x', '9-1', '999998-999999', '0-99999999', '%3Cb%3E', '0-1&of=7'])(
    'looked at from %s, which is no reading, it is read by itself',
    async (of) => {
      const form = await desk.formOf(id, `?spans=${desk.placeOf(SAFE)}&of=${of}`)
      expect([desk.wordsOf(form), form.fields.cue]).toEqual([SAFE, 'said'])
    },
  )

  test.each(['999998-999999', '0-99999999', '5-5', 'x', '1-2,0-9'])(
    'of places %s, which are none, no form comes',
    async (spans) => {
      expect(desk.wordsOf(await desk.formOf(id, `?spans=${spans}`))).toBe('')
    },
  )
})

describe('from passage to passage', () => {
  test('each leads to the next, zones and what is recorded left out, until there is none', async () => {
    const id = await desk.article()
    const at = TEXT.split('\n').filter(Boolean).indexOf(`The Daily said that ${SUBSCRIBE}.`) + 1
    const zone = { version: 1, from: at, to: '', first: '', last: '', kind: 'appeal' }
    await desk.agent.post(`/articles/${id}/zones`).type('form').send(zone).expect(303)
    const walk = async () => {
      const found: string[] = []
      for (let asked = '?after=0-0', steps = 0; steps < 9; steps += 1) {
        const form = await desk.formOf(id, asked)
        if (desk.wordsOf(form) === '') break
        found.push(desk.wordsOf(form))
        asked = form.skip
      }
      return found
    }
    expect(await walk()).toEqual([SAFE, `${PASSED} + ${HURT}`, REPORT, FIRE, NEW])

    const { fields } = await desk.formOf(id, `?after=${desk.placeOf(HURT)}`)
    // biome-ignore lint/suspicious/noThenProperty: it is a field of the form
    const saved = await desk.record(id, { ...fields, then: 'next' }).expect(303)
    expect(saved.headers.location).toBe(`/articles/${id}/annotate?after=${desk.placeOf(REPORT)}#next`)
    expect(await walk()).toEqual([SAFE, `${PASSED} + ${HURT}`, FIRE, NEW])
    // The cursor is where the form's words are.
    expect(await desk.page(id, `?after=${desk.placeOf(HURT)}`)).toMatch(
      new RegExp(`data-cursor="${desk.placeOf('He added').split('-')[0]}"`),
    )
    expect(desk.wordsOf(await desk.formOf(id, '?after=0-99999999'))).toBe(SAFE)
    expect(desk.wordsOf(await desk.formOf(id, '?after=999999999-999999999'))).toBe('')
    expect(desk.wordsOf(await desk.formOf(id, '?after=never'))).toBe('')
  })

  test('whoever is here already keeps a kind, should another name be written over theirs, and what was told before is told of', async () => {
    const id = await desk.article()
    const first = await desk.formOf(id, '?after=0-0')
    await desk.record(id, { ...first.fields, speaker: 'Ines Okafor', kind: 'person' }).expect(303)
    const next = await desk.formOf(id, first.skip)
    expect([desk.wordsOf(next), desk.rowsOf(next, 'speaker'), desk.rowsOf(next, 'kind')]).toEqual([
      `${PASSED} + ${HURT}`,
      ['Ines Okafor'],
      ['person'],
    ])
    expect(next.fields).toMatchObject({ saidOn: '2019-06-10', basis: 'counted', medium: 'remarks_to_reporters' })
    // Of another article she is known, too.
    const other = await desk.formOf(await desk.article(), '?after=0-0')
    expect([desk.rowsOf(other, 'speaker'), desk.rowsOf(other, 'kind')]).toEqual([['Ines Okafor'], ['person']])
  })
})

describe('nothing is guessed', () => {
  test('in another language: the form has the words, and no proposals', async () => {
    const id = await desk.article({ language: 'de' })
    const form = await desk.formOf(id, `?spans=${desk.placeOf(SAFE)}`)
    expect([desk.wordsOf(form), form.choices, form.why, form.readings]).toEqual([SAFE, {}, {}, []])
    expect(form.fields).toMatchObject({
      speaker: ['', '', '', ''],
      source: '',
      cue: '',
      saidOn: '',
      basis: 'not_stated',
    })
    expect(desk.wordsOf(await desk.formOf(id, '?after=0-0'))).toBe('')
    expect((await desk.take(id, { ...form.fields, take: '{"cue":"said"}' }).expect(200)).text).toContain('value="said"')
  })

  test('of a day, where the day of publication is not known', async () => {
    const id = await desk.article({ publishedOn: null })
    const { fields, choices, why } = await desk.formOf(id, `?spans=${desk.placeOf(SAFE)}`)
    expect(fields).toMatchObject({ saidOn: '', basis: 'not_stated', saidOnWords: '' })
    expect([choices.saidOn, why.saidOn]).toEqual([undefined, 'no day beside the cue'])
  })

  test('of an article that is withdrawn, or of none', async () => {
    const id = await desk.article()
    await desk.agent
      .post(`/articles/${id}/withdrawal`)
      .type('form')
      .send({ version: 1, reason: 'Retracted.' })
      .expect(303)
    for (const answer of [
      await desk.agent.get(`/articles/${id}/annotate?after=0-0`),
      await desk.take(id, { take: '{}' }),
    ])
      expect([answer.status, answer.text]).toEqual([410, expect.stringContaining('Retracted.')])
    await desk.agent.get('/articles/999999/annotate?after=0-0').expect(404)
    await desk.take(999_999, { take: '{}' }).expect(404)
  })
})
