import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { importCommand } from '../../src/cli/import'
import { run } from '../support/command-line'
import { newWorld, type World } from '../support/world'

let world: World
let folder: string

beforeAll(async () => {
  world = await newWorld()
  process.env.DATABASE_URL = world.appUrl
  process.env.DATABASE_OWNER_URL = world.ownerUrl
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-import-'))
})

afterAll(async () => {
  fs.rmSync(folder, { recursive: true })
  await world.close()
})

const write = (name: string, text: string | Buffer) => {
  const file = path.join(folder, name)
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, text)
  return file
}
const imported = (...args: string[]) => run(importCommand(), ...args)
const results = async (...args: string[]) => {
  const { out, code } = await imported(...args, '--json')
  return {
    code,
    results: out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  }
}

const TEXT = 'Ferry back\n\nThe ferry will sail in June, the harbour master said on Friday.\n'
const PAGE = `<html lang="en"><head><meta property="og:site_name" content="The Gazette">
<meta property="article:published_time" content="2024-05-04T08:00:00Z"></head><body><article><h1>Ships gone</h1>
<p>The minister said on Monday that the ships had left the harbour for good this time, and would not be back.</p></article></body></html>`

test('a file says what it says itself; what it doesn’t is asked for by the option that tells it', async () => {
  const text = write('ferry.txt', TEXT)
  const lacking = await imported(text)
  expect(lacking).toMatchObject({ code: 1, out: '' })
  expect(lacking.err).toContain('--outlet NAME')
  expect(lacking.err).toContain('--published YYYY-MM-DD')

  const page = write('ships.html', PAGE)
  const taken = await results(page, text, '--outlet', 'The Daily', '--published', '2024-05-05')
  expect(taken).toMatchObject({
    code: 0,
    results: [
      { file: page, state: 'imported' },
      { file: text, state: 'imported' },
    ],
  })
  const rows = await world.db.query(
    `SELECT headline, outlets.name AS outlet, published_on::text AS day, language FROM articles JOIN outlets ON outlets.id = outlet_id ORDER BY articles.id`,
  )
  // What the command says goes before what the page says.
  expect(rows).toEqual([
    { headline: 'Ships gone', outlet: 'The Daily', day: '2024-05-05', language: 'en' },
    { headline: 'Ferry back', outlet: 'The Daily', day: '2024-05-05', language: 'und' },
  ])
  expect((await results(page)).results).toEqual([{ file: page, state: 'known', articleId: taken.results[0].articleId }])
})

test('a folder is all in it that can be read, each named by its place; one that is refused leaves the others', async () => {
  write('all/a.txt', `${TEXT}A.`)
  write('all/deep/b.md', `# Deep\n\n${TEXT}B.`)
  write('all/deep/broken.pdf', '%PDF-1.4 nothing')
  write('all/lines.jsonl', JSON.stringify({ text: `${TEXT}C.`, outlet: 'The Post', publishedOn: '2024-05-01' }))
  write('all/one.json', JSON.stringify([{ text: `${TEXT}D.`, outlet: null, publishedOn: null }]))
  write('all/picture.png', 'passed over')
  write('all/.hidden.txt', 'passed over')
  const all = path.join(folder, 'all')
  const { code, results: told } = await results(all, '/nowhere.txt', '--outlet', 'unknown', '--published', 'unknown')
  expect(code).toBe(1)
  expect(told.map(({ file, state }) => [path.relative(folder, file), state])).toEqual([
    ['all/a.txt', 'imported'],
    ['all/deep/b.md', 'imported'],
    ['all/deep/broken.pdf', 'refused'],
    ['all/lines.jsonl, 1', 'imported'],
    ['all/one.json, 1', 'imported'],
    [path.relative(folder, '/nowhere.txt'), 'refused'],
  ])
  const [row] = await world.db.query(
    `SELECT count(*)::integer FROM articles JOIN outlets ON outlets.id = outlet_id WHERE outlets.name = 'The Post'`,
  )
  expect(row.count).toBe(1)
})

test('what seems not to be the article’s own is told, and marked where that is accepted', async () => {
  const known = ['--outlet', 'The Daily', '--published', '2024-05-05', '--language', 'en']
  const zones = async () => (await world.db.query('SELECT count(*)::integer AS zones FROM zones'))[0].zones
  const appeal = '\nSign up for our free weekly newsletter.\n'
  const told = await imported(write('told.txt', `${TEXT}Told.\n${appeal}`), ...known)
  expect(told.out).toMatch(/ % seems not to be the article’s own; mark it with --zones accept/)
  expect(told.out).toMatch(/appeal \d+–\d+: /)
  expect(await zones()).toBe(0)
  const none = await results(write('none.txt', `${TEXT}None.\n${appeal}`), ...known, '--zones', 'none')
  expect(none.results[0].zones).toEqual([])
  const marked = await results(write('marked.txt', `${TEXT}Marked.\n${appeal}`), ...known, '--zones', 'accept')
  expect(marked.results[0]).toMatchObject({
    zonesMarked: true,
    zones: [{ kind: 'appeal', reason: expect.any(String) }],
  })
  expect(await zones()).toBe(1)
})

test('an address within the house is not fetched by the command either', async () => {
  const { code, results: told } = await results(
    'http://127.0.0.1/story',
    'http://169.254.169.254/',
    '--outlet',
    'unknown',
  )
  expect(code).toBe(1)
  for (const { state, problem } of told)
    expect([state, problem]).toEqual(['refused', expect.stringContaining('private network')])
})

test('the same address again is the next text of its article; unchanged it is here already, and may be meant as another', async () => {
  const url = 'https://gazette.example/dredging'
  const options = ['--outlet', 'The Gazette', '--published', '2024-05-04', '--url', url]
  const file = write(
    'dredging.txt',
    'Dredging\n\nThe bay will be dredged in June, the harbour master said on Friday.\n',
  )
  const [first] = (await results(file, ...options)).results
  expect((await results(file, ...options)).results).toMatchObject([{ state: 'known', articleId: first.articleId }])
  write('dredging.txt', 'Dredging\n\nThe bay will be dredged in July, the harbour master said on Friday.\n')
  expect((await imported(file, ...options)).out).toContain(
    `has changed, revision 2 of article ${first.articleId}: 0 statements went along`,
  )
  const [other] = (await results(file, ...options, '--again')).results
  expect(other).toMatchObject({ state: 'imported' })
  expect(other.articleId).not.toBe(first.articleId)
})
