import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { bratCollection } from '../../src/annotations/brat-collection'
import { importCommand } from '../../src/cli/import'
import { quarrel } from '../exports/packaged-quarrel'
import { run } from '../support/command-line'
import { zipOf } from '../support/docx'
import request from '../support/request'
import { BASE_URL, changesBySql, newWorld, type World } from '../support/world'

let world: World
let folder: string
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-collections-'))
})
afterAll(() => fs.rmSync(folder, { recursive: true }))
beforeEach(async () => {
  world = await newWorld({ baseUrl: BASE_URL })
  process.env.DATABASE_URL = world.appUrl
  process.env.DATABASE_OWNER_URL = world.ownerUrl
  process.env.BASE_URL = BASE_URL
})
afterEach(() => world.close())

const imported = (...args: string[]) => run(importCommand(), ...args)
const KNOWN = ['--outlet', 'The Daily', '--published', '2024-05-05']
const write = (name: string, bytes: string | Buffer) => {
  const file = path.join(folder, name)
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, bytes)
  return file
}
const articles = () =>
  world.db.query(
    'SELECT articles.id, file_name AS name FROM articles JOIN revisions ON article_id = articles.id ORDER BY 1',
  )
const marked = () =>
  world.db.query(
    `SELECT substr(text, start_offset + 1, end_offset - start_offset) AS words, note, annotations.tags FROM annotations
     JOIN revisions ON revisions.id = revision_id ORDER BY annotations.article_id, start_offset`,
  )

test('brat.zip of one desk comes into an empty one: its texts as articles, its claims as passages that wait', async () => {
  const other = await newWorld({ baseUrl: BASE_URL })
  changesBySql(other)
  const { whole } = await quarrel(other.db)
  const { body } = await request(other.app).get('/exports/brat.zip').responseType('blob').expect(200)
  await other.close()
  const zip = write('brat.zip', body)

  const done = await imported(zip, ...KNOWN)
  expect(done.code).toBe(0)
  expect(done.out).toContain(`${zip}/${whole}-1.ann: 2 passages taken over.`)
  for (const name of ['README.md', 'LICENSE', 'annotation.conf'])
    expect(done.out).toContain(`${zip}/${name}: passed over; it is neither a text nor annotations.\n`)
  expect(await articles()).toEqual([{ id: expect.any(Number), name: `${whole}-1.txt` }])
  expect(await marked()).toEqual([
    {
      words: '=2+2 is “five” 🚢,\nsaid Ann, on Monday',
      note: expect.stringContaining('SaidBy: “Ann”'),
      tags: expect.arrayContaining(['Claim', 'Stance: asserts']),
    },
    {
      words: '"not so"',
      note: expect.stringContaining('Speakers: Bea'),
      tags: expect.arrayContaining(['Stance: denies']),
    },
  ])
  const again = await imported(zip, ...KNOWN)
  expect(again.out).toContain('0 passages taken over. 2 are here already.')
  expect(await articles()).toHaveLength(1)
})

const TEXT = 'The bridge is safe, Ann Lee said.\n'
const OTHER = 'The tunnel is dry, Bob Orr said.\n'
const ANN = 'T1\tClaim 0 18\tThe bridge is safe\n'

test('of a folder a text comes with the annotations beside it, or neither of them; what is alone or none is told', async () => {
  write('news/a/bridge.txt', TEXT)
  write('news/a/bridge.ann', ANN)
  write('news/a/tunnel.txt', OTHER)
  write('news/a/tunnel.ann', 'T1\tClaim 0 18\tThe tunnel is wet\n')
  write('news/empty.txt', 'Nothing is marked in here yet.\n')
  write('news/empty.ann', '')
  write('news/plain.txt', 'Nobody has looked at this.\n')
  write('news/lost.ann', ANN)
  write('news/visual.conf', '[labels]\n')
  const at = (name: string) => path.join(folder, 'news', name)
  const done = await imported(path.join(folder, 'news'), ...KNOWN)
  expect(done.code).toBe(1)
  expect(done.err.split('\n').filter((line) => !line.endsWith('…'))).toEqual([
    `${at('a/tunnel.ann')}, line 1: Its words are not at these offsets of the text that lies beside it.`,
    `${at('a/tunnel.ann')}: nothing was taken over.`,
    `${at('lost.ann')}: No text lies beside it.`,
    `${at('lost.ann')}: nothing was taken over.`,
    '',
  ])
  expect(done.out).toMatch(/bridge\.ann: 1 passage taken over\. On article \d+\.\n/)
  expect(done.out).toContain(`${at('visual.conf')}: passed over`)
  expect((await articles()).map(({ name }: { name: string }) => name)).toEqual(['bridge.txt', 'empty.txt', 'plain.txt'])
  expect(await marked()).toMatchObject([{ words: 'The bridge is safe' }])
})

test('an archive of whatever order, in folders within; without outlet and day nothing comes', async () => {
  const zip = write(
    'many.zip',
    await zipOf({ 'b.ann': '', 'x/y/bridge.ann': ANN, 'b.txt': OTHER, 'x/y/bridge.txt': TEXT }),
  )
  const refused = await imported(zip, '--json')
  expect([
    refused.code,
    refused.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).state),
  ]).toEqual([1, ['refused', 'refused']])
  expect(await articles()).toEqual([])
  const done = await imported(zip, '--json', ...KNOWN)
  expect(
    done.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toMatchObject([
    { file: `${zip}/b.ann`, state: 'taken over', taken: 0, articles: [{ taken: 0 }] },
    { file: `${zip}/x/y/bridge.ann`, state: 'taken over', taken: 1 },
  ])
  expect((await articles()).map(({ name }: { name: string }) => name)).toEqual(['b.txt', 'bridge.txt'])
  expect(fs.readdirSync(os.tmpdir()).filter((name) => name.startsWith('gainsay-brat-'))).toEqual([])
})

test('a collection comes alone; a zip or a folder without annotations is none', async () => {
  const zip = write('one.zip', await zipOf({ 'b.ann': ANN, 'b.txt': TEXT }))
  const article = write('article.txt', OTHER)
  const usage = (...args: string[]) => run(importCommand().exitOverride(), ...args).catch(({ exitCode }) => exitCode)
  expect([await usage(zip, article), await usage(zip, '--article', '1')]).toEqual([2, 2])
  expect(bratCollection(['a.txt', 'b.html'])).toBeNull()
  expect((await imported(write('plain.zip', await zipOf({ 'c.txt': OTHER })), ...KNOWN)).out).toContain(
    'plain.zip/c.txt: article',
  )
})
