import { parse } from 'csv-parse/sync'
import { claimsCsvColumns } from '../../src/exports/claims-csv.queries'
import { pairsCsvColumns } from '../../src/exports/pairs-csv.queries'
import request from '../support/request'
import { unguardCell } from '../support/unguard-cell'
import { newWorld, type World } from '../support/world'
import { article, link, statement } from './corpus'

let world: World

beforeEach(async () => {
  world = await newWorld()
})

afterEach(() => world.close())

const download = async (path: string): Promise<string> =>
  (await request(world.app).get(`/exports/${path}`).expect(200)).text

const read = (csv: string): Record<string, string>[] =>
  parse(csv, { columns: true, record_delimiter: '\r\n', relax_column_count: false })

const header = (columns: readonly { name: string }[]) => `${columns.map(({ name }) => name).join(',')}\r\n`

test('with nothing recorded a CSV is its header', async () => {
  expect(await download('claims.csv')).toBe(header(claimsCsvColumns))
  expect(await download('pairs.csv')).toBe(header(pairsCsvColumns))
  expect(await download('links.csv')).toBe(
    'id,from_claim_id,relation,to_claim_id,reason,created_at,linked_by,linked_by_name\r\n',
  )
})

test('claims.csv has the columns that formats promise, a row a statement', async () => {
  const { db } = world
  const articleId = await article(db, 'He said: "We, \'the people\',\nwill stay", then "go \\ home".')
  const first = await statement(db, articleId, ['"We, \'the people\',\nwill stay"', '"go \\ home"'], {
    claim: {
      speakers: [
        { name: 'Anna', kind: 'person' },
        { name: 'The “Group”', kind: 'group' },
      ],
      summary: '=HYPERLINK("https://evil.example";"click")',
    },
  })
  const second = await statement(db, articleId, 'then', { claim: { id: first.claimId }, wording: 'indirect' })

  const [one, two, ...rest] = read(await download('claims.csv'))
  expect(rest).toEqual([])
  expect(Object.keys(one ?? {}).join(' ')).toBe(
    'claim_id statement_id speakers stance medium said_on said_on_earliest said_on_latest summary quotation exact prefix suffix start end article_id revision text_sha256 created_at updated_at origin_article_id tagged_by speaker_ids said_on_basis parts tagged_by_name',
  )
  expect(one).toMatchObject({
    claim_id: String(first.claimId),
    statement_id: String(first.statementId),
    speakers: 'Anna; The “Group”',
    said_on: '2019-06-03',
    said_on_earliest: '2019-06-03',
    summary: `'=HYPERLINK("https://evil.example";"click")`,
    exact: '"We, \'the people\',\nwill stay" […] "go \\ home"',
    prefix: 'He said: ',
    suffix: '.',
    start: '9',
    end: '56',
    revision: '1',
    speaker_ids: '1; 2',
    said_on_basis: 'stated',
    parts: '9-38; 45-56',
  })
  expect(one?.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
  expect(two).toMatchObject({
    statement_id: String(second.statementId),
    quotation: 'indirect',
    exact: 'then',
    speakers: 'Anna; The “Group”',
  })
})

test('every cell reads back as the database has it', async () => {
  const { db } = world
  const words = [
    '=1+1',
    "'quoted'",
    '-5',
    '@x',
    '\tTab',
    '＋５',
    'a,b',
    'two\nlines',
    '\n',
    '"',
    'x"y',
    '😀',
    '\\.',
    ' ',
    '\u2028',
    '\u0001\u0002',
  ]
  const articleId = await article(db, `${words.map((word) => `<${word}>`).join('|')}`)
  for (const word of words) {
    await statement(db, articleId, `<${word}>`, { claim: { summary: word.trim() === '' ? null : word } })
  }
  const rows: { id: number; exact: string; prefix: string; suffix: string; summary: string | null }[] = await db.query(
    `SELECT claims.id, exact, prefix, suffix, summary FROM claims
     JOIN statements ON claim_id = claims.id JOIN spans ON statement_id = statements.id ORDER BY claims.id`,
  )
  const cells = read(await download('claims.csv'))
  expect(
    cells.map(({ claim_id, exact = '', prefix = '', suffix = '', summary = '' }) => ({
      id: Number(claim_id),
      exact: unguardCell(exact),
      prefix: unguardCell(prefix),
      suffix: unguardCell(suffix),
      summary: summary === '' ? null : unguardCell(summary),
    })),
  ).toEqual(rows)
  expect(rows).toHaveLength(words.length)
})

test('line ends are CRLF after rows and LF within texts; bom=1 puts a byte order mark in front', async () => {
  const articleId = await article(world.db, 'One\n"two"\nthree.')
  await statement(world.db, articleId, 'One\n"two"\nthree')
  const csv = await download('claims.csv')
  expect(csv.split('\r\n')).toHaveLength(3)
  expect(csv).toContain('"One\n""two""\nthree"')
  expect(csv.replaceAll('\r\n', '')).not.toContain('\r')

  const marked = await request(world.app).get('/exports/claims.csv?bom=1').responseType('blob').expect(200)
  expect(marked.body).toEqual(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(csv)]))
})

test('links.csv and pairs.csv tell who answered whom', async () => {
  const { db } = world
  const one = await article(db, 'Trump tweeted: most of their people left.', {
    url: 'https://daily.example/1',
    headline: '@Trump tweets',
  })
  const two = await article(db, 'Peskov: no message was sent.', { outlet: null, publishedOn: null })
  const tweet = await statement(db, one, 'most of their people left', {
    claim: { speakers: [{ name: 'Trump', kind: 'person' }] },
  })
  await statement(db, two, 'no message', { claim: { id: tweet.claimId } })
  const denial = await statement(db, two, 'no message was sent', {
    claim: { speakers: [{ name: 'Peskov', kind: 'person' }], saidOn: '2019-06-04/..', stance: 'denies' },
  })
  const id = await link(db, denial.claimId, tweet.claimId, 'denies', '-- answers "the tweet",\nof the day before')

  const [row, ...none] = read(await download('links.csv'))
  expect(none).toEqual([])
  expect(row).toMatchObject({
    id: String(id),
    from_claim_id: String(denial.claimId),
    relation: 'denies',
    to_claim_id: String(tweet.claimId),
    reason: `'-- answers "the tweet",\nof the day before`,
  })
  const pairs = read(await download('pairs.csv'))
  expect(pairs).toHaveLength(1)
  expect(pairs[0]).toMatchObject({
    link_id: String(id),
    relation: 'denies',
    from_speakers: 'Peskov',
    from_quote: 'no message was sent',
    from_said_on: '2019-06-04/..',
    from_said_on_earliest: '2019-06-04',
    from_said_on_latest: '',
    from_outlet: '',
    from_url: '',
    from_published_on: '',
    to_speakers: 'Trump',
    to_quote: 'most of their people left',
    to_headline: "'@Trump tweets",
    to_outlet: 'The Daily',
    to_url: 'https://daily.example/1',
    to_published_on: '2019-06-04',
  })
})

test('under a filter links.csv has the links within claims.csv, pairs.csv those that touch it', async () => {
  const { db } = world
  const articleId = await article(db, 'One. Two. Three.')
  const by = (name: string) => ({ claim: { speakers: [{ name, kind: 'person' as const }] } })
  const one = (await statement(db, articleId, 'One', by('Anna'))).claimId
  const two = (await statement(db, articleId, 'Two', by('Bert'))).claimId
  const three = (await statement(db, articleId, 'Three', by('Anna'))).claimId
  const answered = await link(db, two, one)
  const own = await link(db, three, one, 'walks_back')
  const other = await link(db, three, two)

  const ids = async (path: string, column: string) => read(await download(path)).map((row) => Number(row[column]))
  expect(await ids('claims.csv?speaker=1', 'claim_id')).toEqual([one, three])
  expect(await ids('links.csv?speaker=1', 'id')).toEqual([own])
  expect(await ids('pairs.csv?speaker=1', 'link_id')).toEqual([answered, own, other])
  expect(await ids('pairs.csv?speaker=2', 'link_id')).toEqual([answered, other])
  expect(await ids('links.csv', 'id')).toEqual([answered, own, other])
  expect(await ids('pairs.csv?from=2020-01-01', 'link_id')).toEqual([])
})
