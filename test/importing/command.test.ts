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

const FERRY =
  'Ferry back\n\nThe ferry to the far island will sail again in June, the harbour master said on Friday, after two years.\n'
const canonical = (url: string, words: string) =>
  `<html lang="en"><head><link rel="canonical" href="${url}"></head><body><article><h1>Page</h1><p>${words}</p></article></body></html>`
const textsOf = (articleId: number): Promise<unknown[]> =>
  world.db.query('SELECT id FROM revisions WHERE article_id = $1', [articleId])

test('a page that only says the address of an article becomes no text of it, until somebody tells what it is', async () => {
  const url = 'https://times.example/ferry'
  const times = ['--outlet', 'The Times', '--published', '2024-05-04']
  const [first] = (await results(write('times.txt', FERRY), ...times, '--url', url)).results
  write('spam/a.html', canonical(url, 'Buy these watches from us today, said nobody, for as little as nothing at all.'))
  write(
    'spam/b.html',
    canonical(url, 'Sell your gold to us today, said nobody, for as much as nothing at all, and more.'),
  )
  const spam = path.join(folder, 'spam')
  for (const options of [[], times, [...times, '--url', url]]) {
    const told = await results(spam, ...options)
    expect(told.results.map(({ state }) => state)).toEqual(['refused', 'refused'])
    expect(told.results[0].problem).toContain(`--as-revision-of ${first.articleId}`)
    expect(told.results[0].problem).toContain('--again')
  }
  expect(await textsOf(first.articleId)).toHaveLength(1)

  const [other] = (await results(path.join(spam, 'a.html'), ...times, '--again')).results
  expect(other).toMatchObject({ state: 'imported', taken: { url: { value: url, from: 'canonical link' } } })
  const next = write(
    'times.html',
    canonical(url, 'Another text altogether, of which a person says that it is the newer one.'),
  )
  expect((await results(next, '--as-revision-of', String(first.articleId))).results).toMatchObject([
    { state: 'revised', articleId: first.articleId, revision: 2 },
  ])
  const ofSeveral = run(importCommand().exitOverride(), spam, '--as-revision-of', String(first.articleId))
  await expect(ofSeveral).rejects.toMatchObject({ exitCode: 2 })
  const nowhere = await results(next, '--as-revision-of', '99999')
  expect(nowhere).toMatchObject({ code: 1, results: [{ state: 'refused' }] })
})

test('of several, one is a newer text by itself where address, outlet and nearly all words agree', async () => {
  const url = 'https://gazette.example/bridge'
  const body =
    'The bridge over the harbour will open in May, the engineer told reporters on Monday, and the mayor agreed with her. ' +
    'Its piers had been strengthened over the winter, she said, and the last of the cables would be in place within weeks. ' +
    'Ferries will go on running until then, and tickets cost as much as they did before the works began two years ago.'
  const line = (text: string) => ({ text: `Bridge\n\n${text}`, url, publishedOn: '2024-05-04' })
  const lines = (outlet: string, ...texts: string[]) =>
    write('bridges.jsonl', texts.map((text) => JSON.stringify({ ...line(text), outlet })).join('\n'))
  const [first] = (await results(lines('The Gazette', body))).results
  const newer = body.replace('in May', 'in late June')
  expect((await results(lines('The Post', newer, 'Nothing of the kind.'))).results.map(({ state }) => state)).toEqual([
    'refused',
    'refused',
  ])
  expect((await results(lines('the gazette', newer, 'Nothing of the kind.'))).results).toMatchObject([
    { state: 'revised', articleId: first.articleId, revision: 2 },
    { state: 'refused' },
  ])
})

test('of several articles at one address, the one with nearly its words takes a newer text; where none has, somebody tells; one that is back is its newest', async () => {
  const url = 'https://gazette.example/live'
  const options = ['--outlet', 'The Gazette', '--published', '2024-05-04', '--url', url]
  const hour = (what: string) =>
    `${what}\n\n${Array.from({ length: 60 }, (_, n) => `${what.toLowerCase()}${(n * n) % 59}`).join(' ')} will open in May.\n`
  const ids: number[] = []
  for (const what of ['Ferries', 'Bridges'])
    ids.push((await results(write('live.txt', hour(what)), ...options, '--again')).results[0].articleId)
  const [first, second] = ids
  const newer = hour('Ferries').replace('in May', 'in late June')
  expect((await results(write('live.txt', newer), ...options)).results).toMatchObject([
    { state: 'revised', articleId: first, revision: 2 },
  ])
  const told = await results(write('live.txt', hour('Trams')), ...options)
  expect(told.results).toMatchObject([{ state: 'refused' }])
  expect(told.results[0].problem).toContain(`article ${second} (Bridges), article ${first} (Ferries)`)
  expect(told.results[0].problem).toContain('--as-revision-of ID')
  expect((await results(write('live.txt', hour('Bridges')), ...options)).results).toMatchObject([
    { state: 'known', articleId: second },
  ])
  expect((await results(write('live.txt', hour('Ferries')), ...options)).results).toMatchObject([
    { state: 'revised', articleId: first, revision: 3 },
  ])
})

test('whose an article is, and of what day, a file says in vain; its sender may say to believe it', async () => {
  const page = PAGE.replace('for good this time', 'for bad this time')
  const file = write('believed.html', page)
  const refused = await imported(file)
  expect(refused.code).toBe(1)
  expect(refused.err).toContain('Its outlet is The Gazette by its own word alone (Open Graph): give --outlet NAME')
  expect(refused.err).toContain('2024-05-04 by its own word alone')
  const dated = write('dated.txt', `Ferry\n\n2024-05-04\n\n${TEXT}`)
  expect((await imported(dated, '--outlet', 'The Daily')).err).toContain('--published YYYY-MM-DD')
  const { out } = await imported(file, '--as-said')
  expect(out).toContain('outlet as it says itself: The Gazette (Open Graph)')
  expect(out).toContain('day of publication as it says itself: 2024-05-04 (Open Graph)')
})
