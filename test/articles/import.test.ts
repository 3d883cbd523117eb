import { newWorld, signedIn, type World } from '../support/world'

let world: World
let agent: Awaited<ReturnType<typeof signedIn>>

beforeAll(async () => {
  world = await newWorld()
  agent = await signedIn(world)
})

afterAll(() => world.close())

const known = { outlet: 'The Daily', publishedOn: '2019-06-04' }
const post = (fields: Record<string, string>) => {
  const form = agent.post('/articles')
  for (const [name, value] of Object.entries(fields)) form.field(name, value)
  return form
}
const upload = (bytes: Buffer) =>
  agent
    .post('/articles')
    .field('outlet', 'The Daily')
    .field('publishedOn', '2019-06-04')
    .attach('file', bytes, 'text.txt')
const articles = async (): Promise<number> => (await world.db.query('SELECT count(*) AS n FROM articles'))[0].n

test('a pasted text becomes an article with its first revision, raw bytes and both hashes', async () => {
  const answer = await post({
    ...known,
    text: 'First line.\r\n\r\nShe said “no”\u00a0twice.\r\n',
    headline: '',
  }).expect(303)
  expect(answer.headers.location).toMatch(/^\/articles\/\d+\/annotate$/)
  const [row] = await world.db.query(
    `SELECT headline, language, published_on, text, length, convert_from(raw, 'UTF8') AS raw, encode(text_sha256, 'hex') = encode(sha256(convert_to(text, 'UTF8')), 'hex') AS hashed
     FROM revisions JOIN articles ON articles.id = article_id`,
  )
  expect(row).toMatchObject({
    headline: 'First line.',
    text: 'First line.\n\nShe said “no”\u00a0twice.\n',
    length: 34,
    hashed: true,
  })
  expect(row.raw).toBe('First line.\r\n\r\nShe said “no”\u00a0twice.\r\n')
})

test('of a text and a file beside it neither is lost: both come back to be chosen from', async () => {
  const before = await articles()
  const both = await upload(Buffer.from('Of the file.\n')).field('text', 'Pasted <here>.').expect(422)
  expect(both.text).toContain('a file was chosen too')
  expect(both.text).toContain('Pasted &lt;here&gt;.</textarea>')
  expect(await articles()).toBe(before)
})

test('the same text again is recognised, whatever its line ends, and imported only when that is meant', async () => {
  const before = await articles()
  const again = await post({ ...known, outlet: 'Another', text: 'First line.\n\nShe said “no”\u00a0twice.\n' }).expect(
    409,
  )
  expect(again.text).toContain('This text is here already')
  expect(again.text).toContain('The Daily')
  expect(await articles()).toBe(before)
  await post({ ...known, outlet: 'Another', text: 'First line.\n\nShe said “no”\u00a0twice.\n', again: 'yes' }).expect(
    303,
  )
  expect(await articles()).toBe(before + 1)
})

test('of two imports of one text at once, one is recognised', async () => {
  const statuses = (await Promise.all([1, 2].map(() => post({ ...known, text: 'Twice at once.' })))).map(
    (answer) => answer.status,
  )
  expect(statuses.sort()).toEqual([303, 409])
})

test('what is not known is said so, and is null', async () => {
  await post({
    text: 'Nobody knows where this is from.',
    outlet: '',
    publishedOn: '',
    outletUnknown: 'yes',
    publishedOnUnknown: 'yes',
  }).expect(303)
  const [row] = await world.db.query('SELECT outlet_id, published_on FROM articles ORDER BY id DESC LIMIT 1')
  expect(row).toEqual({ outlet_id: null, published_on: null })
})

describe('bad input is told apart, in words, with what was typed kept', () => {
  const typed = 'Typed with care <b>&amp;'
  test.each([
    ['no text', { ...known, text: '' }, 422, 'Paste the text'],
    ['a text of white space', { ...known, text: ' \n\t ' }, 422, 'text'],
    ['no outlet', { publishedOn: '2019-06-04', text: typed }, 422, 'Give the outlet, or say that it is not known'],
    ['no day', { outlet: 'The Daily', text: typed }, 422, 'Give the day of publication'],
    ['given and unknown', { ...known, outletUnknown: 'yes', text: typed }, 422, 'which?'],
    ['a day that is none', { ...known, publishedOn: '2019-02-30', text: typed }, 422, 'no day of the calendar'],
    ['a day to come', { ...known, publishedOn: '2999-01-01', text: typed }, 422, 'yet to come'],
    ['an address that is none', { ...known, url: 'javascript:alert(1)', text: typed }, 422, 'no web address'],
    ['a language that is none', { ...known, language: 'English, please', text: typed }, 422, 'no language tag'],
    ['rights nobody has', { ...known, rights: 'all', text: typed }, 422, 'rights'],
    ['an endless headline', { ...known, headline: 'x'.repeat(501), text: typed }, 422, 'longer than 500'],
    ['a NUL', { ...known, text: 'before\u0000after' }, 422, 'NUL'],
    ['a replacement character', { ...known, text: 'damaged \ufffd text' }, 422, 'replacement character'],
    ['letters lost from the headline', { ...known, headline: 'caf\ufffd', text: typed }, 422, 'Type it anew'],
  ])('%s', async (_what, fields, status, words) => {
    const before = await articles()
    const answer = await post(fields)
    expect([answer.status, answer.text.includes(words)]).toEqual([status, true])
    if (fields.text === typed) expect(answer.text).toContain('Typed with care &lt;b&gt;&amp;amp;')
    expect(await articles()).toBe(before)
  })

  test.each([
    ['Latin-1', Buffer.from([0x63, 0x61, 0x66, 0xe9]), 'UTF-8'],
    ['UTF-16', Buffer.from('\ufeffwords', 'utf16le'), 'UTF-16'],
    ['a lone surrogate in bytes', Buffer.from([0x61, 0xed, 0xa0, 0x80]), 'UTF-8'],
    ['a NUL', Buffer.from('a\u0000b'), 'NUL'],
  ])('a file in %s', async (_what, bytes, words) => {
    const answer = await upload(bytes).expect(422)
    expect(answer.text).toContain(words)
  })

  test('a file of 6 MB, and a pasted text of 6 MB', async () => {
    expect((await upload(Buffer.alloc(6_000_000, 'a')).expect(422)).text).toContain('5 MiB at most')
    await post({ ...known, text: 'a'.repeat(6_000_000) }).expect((answer) =>
      expect([413, 422]).toContain(answer.status),
    )
  })

  test('a field sent twice, unknown fields, and no form at all', async () => {
    await agent
      .post('/articles')
      .field('text', 'x')
      .field('outlet', 'A')
      .field('outlet', 'B')
      .field('nonsense', '1')
      .expect(422)
    await agent.post('/articles').type('json').send('{}').expect(422)
    await agent.post('/articles').set('Content-Type', 'multipart/form-data').send('not a form').expect(400)
  })

  test('a file of 5 MiB is taken', async () => {
    await upload(Buffer.from(`${'word '.repeat(1_048_570)}end`)).expect(303)
  })
})
