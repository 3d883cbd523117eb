import request from '../support/request'
import { configurationOf, readStandoff, type Standoff } from '../support/standoff'
import { BASE_URL, changesBySql, newWorld, type World } from '../support/world'
import { article, link, statement } from './corpus'
import { type Files, unzipped } from './data-package'
import { quarrel } from './packaged-quarrel'

let world: World

beforeEach(async () => {
  world = await newWorld({ baseUrl: BASE_URL })
  changesBySql(world)
})
afterEach(() => world.close())

const download = async (query = ''): Promise<Buffer> =>
  (await request(world.app).get(`/exports/brat.zip${query}`).responseType('blob').expect(200)).body
const filesOf = async (query = '') => unzipped(await download(query))

/** Every text of the archive as it is marked; whatever is wrong with one is thrown. */
function marked(files: Files): Map<string, Standoff> {
  const types = configurationOf(String(files.get('annotation.conf')))
  const names = [...files.keys()].filter((name) => name.endsWith('.txt')).map((name) => name.slice(0, -4))
  return new Map(
    names.map((name) => [
      name,
      readStandoff(String(files.get(`${name}.ann`)), String(files.get(`${name}.txt`)), types),
    ]),
  )
}
const claimsIn = (files: Files) =>
  [...marked(files).values()].flatMap(({ notes }) =>
    notes.filter(({ type }) => type === 'Claim').map(({ text }) => text),
  )

test('a text that may be whole goes out with what is marked in it; what does not fit is counted', async () => {
  const { whole, first, second, denial, words } = await quarrel(world.db)
  const zip = await download()
  const files = await unzipped(zip)
  const name = `${whole}-1`
  expect([...files.keys()]).toEqual(['annotation.conf', `${name}.txt`, `${name}.ann`, 'LICENSE', 'README.md'])
  expect(String(files.get(`${name}.txt`))).toBe(words)
  const { marks, relations, notes } = marked(files).get(name) as Standoff
  expect([...marks.values()]).toEqual([
    {
      type: 'Claim',
      spans: [
        [0, 16],
        [28, 37],
      ],
      words: '=2+2 is “five” 🚢 on Monday',
    },
    { type: 'Source', spans: [[23, 26]], words: 'Ann' },
    { type: 'Cue', spans: [[18, 22]], words: 'said' },
    { type: 'Claim', spans: [[45, 53]], words: '"not so"' },
    { type: 'HopSource', spans: [[39, 43]], words: 'Tass' },
  ])
  expect([...relations.values()].at(-1)).toEqual({ type: 'Denies', from: 'T4', to: 'T1' })
  expect(notes.filter(({ of }) => /^R/.test(of)).map(({ text }) => text)).toEqual([
    `${BASE_URL}/links/${denial}`,
    'Because "she" said so, and so on.',
  ])
  expect(notes.filter(({ of }) => of === 'T4').map(({ type, text }) => [type, text])).toEqual([
    ['Claim', `${BASE_URL}/claims/${second.claimId}`],
    ['Statement', `${BASE_URL}/statements/${second.statementId}`],
    ['Speakers', 'Bea'],
    ['SaidOn', '2019-06'],
    ['SaidOnBasis', 'stated'],
  ])
  expect(claimsIn(files)).toContain(`${BASE_URL}/claims/${first.claimId}`)
  const readme = String(files.get('README.md'))
  expect(readme).toContain('1 text with 2 statements. 1 link')
  expect(readme).toContain('stand: 2 statements.')
  expect(readme).toContain('So 0 links between')
  expect(readme).toContain(`${BASE_URL}/exports/brat.zip`)
  expect((await download()).equals(zip)).toBe(true)
})

test('a link into another text is a note at each end, and counted', async () => {
  const { db } = world
  const { first, alone, excerpts } = await quarrel(db)
  const linkId = await link(db, alone.claimId, first.claimId, 'corrects')
  const before = await filesOf()
  const elsewhere = (files: Files) =>
    [...marked(files)].flatMap(([name, { notes }]) =>
      notes.filter(({ type }) => type === 'Elsewhere').map(({ of, text }) => [name, of, text]),
    )
  const address = `${BASE_URL}/links/${linkId}`
  const answered = ['1-1', 'T1', `Arg2 of Corrects by ${BASE_URL}/claims/${alone.claimId}, by the link ${address}`]
  expect(elsewhere(before)).toEqual([answered])
  expect(String(before.get('README.md'))).toContain('So 1 link between')
  // The other text reports both claims: as soon as it may be whole, the link is there.
  await db.query(`UPDATE articles SET rights = 'full' WHERE id = $1`, [excerpts])
  const after = await filesOf()
  expect([...marked(after).keys()]).toEqual(['1-1', '2-1'])
  // One text’s link is the other’s note still.
  const denied = ['2-1', 'T1', expect.stringMatching(/^Arg2 of Denies by .*\/claims\/2, by the link .*\/links\/1$/)]
  expect(elsewhere(after)).toEqual([answered, denied])
  expect([...(marked(after).get('2-1')?.relations.values() ?? [])]).toEqual([
    { type: 'Corrects', from: 'T2', to: 'T1' },
  ])
  expect(String(after.get('README.md'))).toContain('2 texts with 4 statements. 2 links')
})

test('it has what was asked for, and neither drafts nor texts without anything public', async () => {
  const { db } = world
  const { chain, second, alone } = await quarrel(db)
  const hidden = await article(db, 'Qwertzu in a draft. Qwertzu withdrawn.', { outlet: 'The Hidden' })
  await db.query(`UPDATE articles SET rights = 'full'`)
  const draft = await statement(db, hidden, 'Qwertzu in a draft')
  await statement(db, hidden, 'Qwertzu withdrawn')
  await db.query(`UPDATE claims SET state = 'draft' WHERE id = $1`, [draft.claimId])
  await db.query(
    `UPDATE statements SET state = 'withdrawn', withdrawn_reason = 'x' WHERE revision_id IN (SELECT id FROM revisions WHERE article_id = $1)`,
    [hidden],
  )
  const [{ id: bea }] = await db.query(`SELECT id FROM speakers WHERE name = 'Bea'`)
  const all = await filesOf()
  expect([...all].map(([name, bytes]) => name + bytes).join('\n')).not.toContain('Qwertzu')
  for (const [query, names] of [
    [`chain=${chain}`, ['1-1', '2-1']],
    [`speaker=${bea}`, ['1-1']],
    ['q=untold', ['2-1']],
    ['from=2020-01-01&to=2020-01-31', ['2-1']],
    ['to=2018-01-01', []],
  ] as const) {
    const files = await filesOf(`?${query}`)
    expect([query, ...marked(files).keys()]).toEqual([query, ...names])
    expect(String(files.get('README.md'))).toContain(`/exports/brat.zip?${query}`)
  }
  expect(claimsIn(await filesOf(`?speaker=${bea}`))).toEqual([`${BASE_URL}/claims/${second.claimId}`])
  expect(claimsIn(await filesOf('?q=untold'))).toEqual([`${BASE_URL}/claims/${alone.claimId}`])
})

test('passages over line ends, of joint claims and within one another come back as they are', async () => {
  const { db } = world
  const text = 'The minister\nsaid the\u2028ships\tleft. "Ships left," said she.'
  const articleId = await article(db, text)
  await db.query(`UPDATE articles SET rights = 'full'`)
  const one = await statement(db, articleId, 'the\u2028ships\tleft', { source: { exact: 'The minister' } })
  await statement(db, articleId, 'Ships left', { source: { exact: 'she' }, claim: { id: one.claimId } })
  await statement(db, articleId, 'ships\tleft', { source: { exact: 'The minister' } })
  const [found] = [...marked(await filesOf()).values()]
  expect([...(found?.marks.values() ?? [])].map(({ type, words }) => [type, words])).toEqual([
    ['Claim', 'the ships left'],
    ['Source', 'The minister'],
    ['Claim', 'Ships left'],
    ['Source', 'she'],
    ['Claim', 'ships left'],
  ])
  expect(found?.same).toEqual([['T1', 'T3']])
})

test('what is cut is no archive', async () => {
  await quarrel(world.db)
  const zip = await download()
  await expect(unzipped(zip.subarray(0, zip.length - 30))).rejects.toThrow()
})
