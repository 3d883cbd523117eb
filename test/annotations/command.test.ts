import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { importCommand } from '../../src/cli/import'
import { annotationsAmong } from '../../src/cli/import-annotations'
import { article } from '../exports/corpus'
import { run } from '../support/command-line'
import { newWorld, type World } from '../support/world'
import { annotated, exported, searched, webAnnotation } from './foreign'

let world: World
let folder: string

beforeAll(async () => {
  world = await newWorld()
  process.env.DATABASE_URL = world.appUrl
  process.env.DATABASE_OWNER_URL = world.ownerUrl
  process.env.BASE_URL = 'http://127.0.0.1'
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-annotations-'))
})

afterAll(async () => {
  fs.rmSync(folder, { recursive: true })
  await world.close()
})

const write = (name: string, text: string) => {
  const file = path.join(folder, name)
  fs.writeFileSync(file, text)
  return file
}
const imported = (...args: string[]) => run(importCommand(), ...args)
const count = async (table: 'annotations' | 'articles') =>
  Number((await world.db.query(`SELECT count(*) FROM ${table}`))[0].count)

const TEXT = 'The bridge is safe, Ann Lee said.\n\nBob Orr denied it.\n'

test('annotations go to the articles whose addresses they tell; one without an article here refuses all, with its line', async () => {
  const bridge = await article(world.db, TEXT, { url: 'https://daily.example/bridge' })
  const ferry = await article(world.db, 'The ferry sails, Eve Roe said.', { url: 'https://daily.example/ferry' })
  const rows = [
    annotated('Bob Orr denied it', { uri: 'https://daily.example/bridge#middle' }),
    annotated('The ferry sails', { uri: `http://127.0.0.1/articles/${ferry}/revisions/1` }),
    annotated('yes', { references: ['x'] }),
  ]
  const file = write('all.json', searched(rows))
  expect(await imported(file)).toEqual({
    code: 0,
    out: `${file}: 2 passages taken over. Not taken over: 1 reply. On article ${bridge}, ${ferry}.\n`,
    err: '',
  })
  expect((await imported(file)).out).toContain('0 passages taken over. 2 are here already.')
  const part = write('part.json', searched(rows).replace('"total": 3', '"total": 512'))
  expect((await imported(part)).out).toContain('The file has 3 of 512: ask for the others')
  const stranger = write('stranger.json', exported([...rows, annotated('No', { uri: 'https://elsewhere.example/' })]))
  const refused = await imported(stranger)
  expect(refused).toMatchObject({ code: 1, out: '' })
  expect(refused.err).toMatch(
    /stranger\.json, line \d+: No article here has the address https:\/\/elsewhere\.example\/\./,
  )
  expect(refused.err).toContain('nothing was taken over')
})

test('--article tells it where addresses don’t; what is refused is told for programs too', async () => {
  const bridge = await article(world.db, TEXT)
  const before = await count('annotations')
  const file = write(
    'notes.jsonld',
    JSON.stringify([webAnnotation('Ann Lee said'), webAnnotation('Carl said')], null, 2),
  )
  const { out, code } = await imported(file, '--article', String(bridge), '--json')
  expect([code, JSON.parse(out)]).toEqual([
    1,
    {
      file,
      state: 'refused',
      problems: [{ line: expect.any(Number), problem: '“Carl said” is not in the article’s text.' }],
    },
  ])
  expect(await count('annotations')).toBe(before)
  const good = write('good.jsonld', JSON.stringify(webAnnotation('Ann Lee said')))
  expect(JSON.parse((await imported(good, '--article', String(bridge), '--json')).out)).toMatchObject({
    state: 'taken over',
    taken: 1,
    articles: [{ articleId: bridge, taken: 1 }],
  })
  expect((await imported(good, '--article', '999999')).err).toContain('There is no article 999999')
})

test('brat’s file goes to the article with the text beside it, which is imported where it is not here', async () => {
  const text = 'The tunnel is dry, Ann Lee said.\nBob Orr denied it.\n'
  const ann = write('tunnel.ann', 'T1\tClaim 0 17\tThe tunnel is dry\nR1\tDenies Arg1:T1 Arg2:T1\n')
  expect((await imported(ann)).err).toContain('tunnel.txt: give --article ID')
  write('tunnel.txt', text)
  const before = await count('articles')
  expect((await imported(ann)).err).toContain('--outlet NAME')
  const done = await imported(ann, '--outlet', 'The Daily', '--published', '2024-05-05')
  expect(done.out).toContain('1 passage taken over. Not taken over: 1 relation. On article')
  expect(await count('articles')).toBe(before + 1)
  expect((await imported(ann)).out).toContain('1 is here already')
  // A mark that is wrong leaves no article behind.
  write('dam.txt', 'The dam holds, Ann Lee said.\n')
  const wrong = write('dam.ann', 'T1\tClaim 0 13\tThe dam breaks\n')
  expect((await imported(wrong, '--outlet', 'The Daily', '--published', '2024-05-05')).err).toContain(
    'dam.ann, line 1:',
  )
  expect(await count('articles')).toBe(before + 1)
})

test('an address is a page to fetch, whatever its end', () => {
  expect(annotationsAmong(['https://notes.example/all.jsonld', 'HTTP://notes.example/1.ann', 'all.jsonld'])).toEqual([
    'all.jsonld',
  ])
})

test('annotations come without articles, and --article is for them alone', async () => {
  const file = write('one.json', searched([annotated('Bob Orr')]))
  const text = write('article.txt', TEXT)
  const usage = (...args: string[]) => run(importCommand().exitOverride(), ...args).catch(({ exitCode }) => exitCode)
  expect([await usage(file, text), await usage(text, '--article', '1')]).toEqual([2, 2])
  // An article may come as JSON still.
  const plain = write(
    'article.json',
    JSON.stringify({ text: 'A story of its own.', outlet: 'The Daily', publishedOn: '2024-05-05' }),
  )
  expect((await imported(plain)).out).toContain('article')
})
