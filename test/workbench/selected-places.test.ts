import { type Desk, first, newDesk } from '../support/desk'

let desk: Desk
beforeAll(async () => {
  desk = await newDesk()
})
afterAll(() => desk.world.close())

/** Three times “the bridge is safe”: in these two places of the text's second line, and at its end. */
const [ONE, TWO] = ['49-67', '84-102']
const annotate = (query: object) => desk.agent.get(`/articles/${desk.articleId}/annotate`).query(query).expect(200)
const contentOf = async () => {
  const { id } = await desk.newest('statements')
  const kept = await desk.spans(id)
  return kept.filter(({ part }: { part: string }) => part === 'content')
}

describe('the words of spans in the address are in the form', () => {
  test('one', async () => {
    const { text } = await annotate({ spans: TWO })
    expect(text).toMatch(/<textarea id="content"[^>]*>\n?the bridge is safe</)
    expect(text).toContain(`name="spans" value="${TWO}"`)
    expect(text).toContain('name="start" value="84"')
    expect(text).toContain('name="end" value="102"')
  })

  test('a split quotation', async () => {
    const { text } = await annotate({ spans: '105-118,129-146' })
    expect(text).toMatch(/<textarea id="content"[^>]*>\n?“It\u00a0is safe,”</)
    expect(text).toMatch(/<textarea id="content-1"[^>]*>\n?“It was tested 👷🏽</)
    expect(text).toContain('name="start" value="105"')
    expect(text).toContain('name="end" value="146"')
  })

  test.each(['', 'x', '9-3', '0-100000', '10-20,15-30', ['1-2', 'x'], '0-1,'.repeat(30)])(
    'none where they are not of this text: %s',
    async (spans) => {
      const { text } = await annotate({ spans })
      if (Array.isArray(spans)) return expect(text).not.toContain('name="spans" value=""')
      expect(text).toContain('name="spans" value=""')
      expect(text).toMatch(/<textarea id="content"[^>]*>\n?</)
    },
  )
})

describe('of words that stand in a text several times those are meant that were selected', () => {
  const somewhere = { ...first, start: '21', end: '102', source: '', cue: '' }

  test('the second of two in the place that the form was opened for', async () => {
    await desk.record({ ...somewhere, spans: TWO }).expect(303)
    expect(await contentOf()).toMatchObject([{ start: 84, end: 102 }])
  })

  test('each part of a split quotation', async () => {
    const content = ['safe', 'safe']
    await desk.record({ ...somewhere, kind: '', content, spans: '63-67,98-102' }).expect(303)
    expect(await contentOf()).toMatchObject([{ start: 63 }, { start: 98 }])
  })

  test('words that were changed since are looked for near them', async () => {
    await desk.record({ ...somewhere, kind: '', content: 'bridge is', spans: TWO }).expect(303)
    expect(await contentOf()).toMatchObject([{ start: 88, end: 97 }])
  })

  test.each(['x', '63-67,98-102', '99998-99999'])('a place that says nothing of them: %s', async (spans) => {
    const answer = await desk.record({ ...somewhere, kind: '', spans })
    expect([303, 422]).toContain(answer.status)
    if (answer.status === 422) expect(answer.text).toMatch(/places|tagged already/)
  })

  test('refused, the form still knows where they were', async () => {
    const answer = await desk.record({ ...somewhere, speaker: '', spans: ONE }).expect(422)
    expect(answer.text).toContain(`name="spans" value="${ONE}"`)
  })
})

describe('after saving', () => {
  test('“Save and go on” leads behind the words', async () => {
    const answer = await desk.record({
      ...first,
      kind: '',
      content: 'Headline of the day',
      start: '',
      end: '',
      source: '',
      cue: '',
      // biome-ignore lint/suspicious/noThenProperty: it is a field of the form
      then: 'next',
    })
    expect(answer.headers.location).toBe(`/articles/${desk.articleId}/annotate?after=0-19#next`)
  })

  test.each(['', 'x', '-1', '999999', '1e3'])('no cursor where nothing comes behind: %s', async (after) => {
    expect((await annotate({ after })).text).not.toContain('data-cursor')
  })
})
