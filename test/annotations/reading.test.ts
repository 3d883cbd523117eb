import { jsonWithLines } from '../../src/annotations/json-lines'
import { areAnnotations, readAnnotations } from '../../src/annotations/read-annotations'
import { annotated, BASE, exported, read, searched, webAnnotation } from './foreign'

/** The line of a text, from 1, that has some words. */
const lineOf = (text: string, words: string) => text.slice(0, text.indexOf(words)).split('\n').length

test('JSON tells on which line each part begins, and where it breaks off', () => {
  const text = '{\n  "rows": [\n    1,\n    {"a":\n 2}]\n}'
  const json = jsonWithLines(text)
  if ('problem' in json) throw new Error(json.problem)
  expect([['rows'], ['rows', 0], ['rows', 1], ['rows', 1, 'a']].map((path) => json.lineAt(path))).toEqual([2, 3, 4, 5])
  expect(jsonWithLines('{\n "rows": [\n')).toEqual({ line: 3, problem: expect.stringContaining('cut short') })
  expect(jsonWithLines('{"a": 1, // no\n"b": 2}')).toMatchObject({ line: 1 })
})

test.each([60, 500, 3_000, 6_000, 200_000])(
  'brackets %i deep are refused with their line, wherever they are',
  (depth) => {
    const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`
    const one = JSON.stringify(webAnnotation('It will open'))
    const refused = (text: string) =>
      expect(readAnnotations(text, BASE)).toMatchObject({ problem: expect.stringContaining('too deep') })
    for (const text of [deep, '['.repeat(depth), `{"a":`.repeat(depth), `[${one},\n${deep}]`]) refused(text)
    refused(one.replace('"target":', `"target":${deep},"b":`))
    refused(one.replace('"http://www.w3.org/ns/anno.jsonld"', deep))
    refused(`{"rows":[${JSON.stringify(annotated('It')).replace('"target":', `"target":${deep},"b":`)}]}`)
    expect(readAnnotations(`[${one},\n${deep}]`, BASE)).toMatchObject({ line: 2 })
  },
)

test('lists in lists are no collection, brackets in texts are none', () => {
  const list = JSON.stringify([webAnnotation('It will open'), [[[[[[[[webAnnotation('It')]]]]]]]]], null, 1)
  expect(read(list).problems).toEqual([{ line: expect.any(Number), problem: expect.stringContaining('no annotation') }])
  expect(read(JSON.stringify(webAnnotation(`${'[{'.repeat(99)}\\"[`))).annotations).toHaveLength(1)
})

test('an object that has a member twice is refused with its line, since one of the two would be lost', () => {
  const [one, two] = [annotated('It will open'), annotated('It will not')].map((row) => JSON.stringify(row))
  for (const text of [
    `{"rows":[${one}],\n"rows":[${two}]}`,
    `[${JSON.stringify(webAnnotation('It')).replace('"target"', '"b":1,\n"b":2,"target"')}]`,
  ]) {
    expect(readAnnotations(text, BASE)).toEqual({ line: 2, problem: expect.stringContaining('twice') })
    expect(areAnnotations(text, BASE)).toBe(true)
  }
})

test.each(['http://[', 'http://a:99999/x', 'https://%', 'https://a b/'])('%s is no address to look at', (html) => {
  const { annotations, problems } = read(searched([annotated('It will open', { links: { html } })]))
  expect(problems).toEqual([])
  expect(annotations).toMatchObject([{ address: null, identity: 'hypothes.is id-Itwillopen' }])
  expect(read(JSON.stringify(webAnnotation('It', { id: html }))).annotations).toMatchObject([{ address: null }])
})

test.each(['https://notes.example/\0', 'https://notes.example/\ud800'])(
  'what can’t be kept in an address is refused with its line',
  (id) => {
    for (const text of [
      searched([annotated('It', { links: { html: id } })]),
      JSON.stringify([webAnnotation('It', { id })], null, 1),
    ])
      expect(read(text).problems).toEqual([{ line: expect.any(Number), problem: expect.stringContaining('half') }])
  },
)

test('an answer that has not all says of how many it is a part', () => {
  const rows = [annotated('It will open')]
  expect(read(JSON.stringify({ total: 512, rows })).partOf).toEqual({ entries: 1, total: 512 })
  for (const text of [searched(rows), exported(rows), JSON.stringify({ total: '512', rows })])
    expect(read(text).partOf).toBeNull()
})

test('what is wrong is told a hundred times, whatever it is, and that there it ended', () => {
  for (const text of [
    searched(Array.from({ length: 150 }, (_, id) => annotated('', { id: `${id}` }))),
    searched(Array.from({ length: 150 }, (_, id) => annotated('It', { id: `${id}`, text: 'a'.repeat(20_001) }))),
    JSON.stringify(['Annotation', ...Array(3_000).fill(0)].map((type) => type && { type })),
    `T1\tClaim 0 3\tAnn\n${'x\n'.repeat(3_000)}`,
  ]) {
    const { problems } = read(text)
    expect(problems).toHaveLength(101)
    expect(problems.at(-1)).toEqual({ line: null, problem: 'After 100 problems nothing more was looked at.' })
  }
})

test('entries of every kind count: replies, page notes, marks of brat’s', () => {
  const replies = Array.from({ length: 2_001 }, (_, id) => annotated('no', { id: `${id}`, references: ['a'] }))
  const marks = Array.from({ length: 2_001 }, (_, id) => `T${id}\tClaim 0 3\tAnn\n`).join('')
  for (const text of [searched(replies), marks])
    expect(read(text).problems).toEqual([{ line: expect.any(Number), problem: expect.stringContaining('2000') }])
  expect(read(marks).problems[0]?.line).toBe(2_001)
})

test('an answer of Hypothesis’s API: passages with note, tags and address; replies and page notes are counted', () => {
  const text = searched([
    annotated(
      'The bridge will open',
      { text: ' Says who? ', tags: ['bridge', 'bridge', ' '] },
      { prefix: 'a ', suffix: ' b' },
    ),
    annotated('a reply', { references: ['id-Thebridgew'] }),
    annotated('a note on the page', { target: [{ source: 'https://daily.example/bridge' }] }),
  ])
  const { annotations, leftOut, problems, format, positions } = read(text)
  expect({ format, positions, leftOut, problems }).toEqual({
    format: 'hypothesis',
    positions: 'page',
    leftOut: { replies: 1, pageNotes: 1 },
    problems: [],
  })
  expect(annotations).toEqual([
    {
      line: 4,
      identity: 'hypothes.is id-Thebridgew',
      address: 'https://hypothes.is/a/id-Thebridgew',
      source: 'https://daily.example/bridge',
      told: [],
      parts: [{ exact: 'The bridge will open', prefix: 'a ', suffix: ' b', position: { start: 1_000, end: 1_020 } }],
      note: 'Says who?',
      tags: ['bridge'],
    },
  ])
  // Who made it is nowhere.
  expect(JSON.stringify(annotations)).not.toMatch(/reader_of_papers|A Reader/)
})

test('an export of its client has the same in it, and so has an answer with replies apart', () => {
  const rows = [annotated('It will open'), annotated('It will not')]
  const strip = ({ annotations }: ReturnType<typeof read>) => annotations.map(({ line, ...one }) => one)
  expect(strip(read(exported(rows)))).toEqual(strip(read(searched(rows))))
  const apart = JSON.stringify({ total: 1, rows: [rows[0]], replies: [annotated('no', { references: ['a'] })] })
  expect(read(apart)).toMatchObject({ annotations: [{}], leftOut: { replies: 1 } })
})

test.each([
  ['one', webAnnotation('It will open'), 1],
  ['a list', [webAnnotation('It will open'), webAnnotation('It will not')], 2],
  ['a page', { type: 'AnnotationPage', items: [webAnnotation('It will open')] }, 1],
  [
    'a collection',
    { type: ['AnnotationCollection'], total: 1, first: { type: 'AnnotationPage', items: [webAnnotation('It')] } },
    1,
  ],
  ['a graph', { '@graph': [{ ...webAnnotation('It will open'), type: undefined, '@type': 'oa:Annotation' }] }, 1],
])('Web Annotations as %s', (_, value, count) => {
  const { annotations, problems } = read(JSON.stringify(value))
  expect(problems).toEqual([])
  expect(annotations).toHaveLength(count)
  expect(annotations[0]).toMatchObject({
    note: 'Is that so?',
    tags: ['bridge'],
    source: 'https://daily.example/bridge',
  })
  expect(JSON.stringify(annotations)).not.toContain('people/7')
})

test('a Web Annotation: selectors that refine one another, targets of one source as parts, bodies as strings', () => {
  const source = { id: 'https://daily.example/bridge', type: 'Text' }
  const quote = (exact: string) => ({
    source,
    selector: { type: 'FragmentSelector', refinedBy: { type: 'TextQuoteSelector', exact } },
  })
  const split = read(
    JSON.stringify(
      webAnnotation('', { target: [quote('It will'), quote('not open')], body: undefined, bodyValue: 'hm' }),
    ),
  )
  expect(split.annotations[0]).toMatchObject({
    parts: [{ exact: 'It will' }, { exact: 'not open' }],
    source: 'https://daily.example/bridge',
    note: 'hm',
    tags: [],
  })
})

test.each([
  [
    'a place without words',
    webAnnotation('', { target: { source: 'x', selector: { type: 'TextPositionSelector', start: 1, end: 2 } } }),
    'no words',
  ],
  [
    'a selector of a picture',
    webAnnotation('', { target: { source: 'x', selector: { type: 'SvgSelector', value: '<svg/>' } } }),
    'no words',
  ],
  [
    'two pages',
    webAnnotation('', {
      target: ['a', 'b'].map((source) => ({ source, selector: { type: 'TextQuoteSelector', exact: 'It' } })),
    }),
    'several pages',
  ],
  [
    'a page that goes on elsewhere',
    { type: 'AnnotationPage', items: [webAnnotation('It')], next: 'https://notes.example/2' },
    'goes on at an address',
  ],
  ['a quote of Hypothesis’s that is empty', { rows: [annotated(' ')] }, 'no words'],
  ['a note of a book’s length', { rows: [annotated('It', { text: 'a'.repeat(20_001) })] }, 'longer than'],
  ['half a character', { rows: [annotated('It', { text: '\ud800' })] }, 'half'],
])('%s is refused with its line', (_, value, problem) => {
  const { problems } = read(JSON.stringify(value, null, 1))
  expect(problems).toEqual([{ line: expect.any(Number), problem: expect.stringContaining(problem) }])
})

test('page notes of other makers are counted; files that are nothing of this are told so, our own export as what it is', () => {
  expect(read(JSON.stringify(webAnnotation('', { target: 'https://daily.example/bridge' }))).leftOut).toEqual({
    pageNotes: 1,
  })
  expect(read(JSON.stringify(webAnnotation('It', { motivation: 'replying' }))).leftOut).toEqual({ replies: 1 })
  for (const text of [
    '{"text": "An article."}',
    '[{"text": "An article."}]',
    '{"rows": [{"a": 1}]}',
    'Words.',
    '[]',
    '{"annotations": []}',
  ])
    expect([text, areAnnotations(text, BASE), readAnnotations(text, BASE)]).toEqual([
      text,
      false,
      expect.objectContaining({ problem: expect.any(String) }),
    ])
  const own = JSON.stringify({
    '@context': ['http://www.w3.org/ns/anno.jsonld', { gs: `${BASE}/ns#` }],
    type: 'AnnotationCollection',
    total: 0,
  })
  expect(readAnnotations(own, BASE)).toMatchObject({ problem: expect.stringContaining('here already') })
  expect(readAnnotations(own, 'https://another.example')).toMatchObject({ annotations: [] })
})

test('of what stands beside a quote so much is kept as tells places apart, nearest to it, without a page’s spaces', () => {
  const around = {
    prefix: `${'far '.repeat(9_000)}${' '.repeat(90)}👷🏽 near`,
    suffix: `next ${'\n'.repeat(90)}${' far'.repeat(9_000)}`,
  }
  const [one] = read(searched([annotated('It', {}, around)])).annotations
  expect([...(one?.parts[0]?.prefix ?? '')]).toHaveLength(64)
  expect(one?.parts[0]?.prefix).toMatch(/far far 👷🏽 near$/)
  expect(one?.parts[0]?.suffix).toMatch(/^next far far/)
  expect(one?.parts[0]?.suffix).toHaveLength(64)
})

test('as many as a file may have are read, one more is refused at its line', () => {
  const rows = Array.from({ length: 2_001 }, (_, place) => annotated('It', { id: `a${place}` }))
  expect(read(searched(rows.slice(1))).annotations).toHaveLength(2_000)
  const text = searched(rows)
  expect(read(text).problems).toEqual([{ line: lineOf(text, '"a2000"') - 1, problem: expect.stringContaining('2000') }])
})
