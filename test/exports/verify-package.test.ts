import { BASE_URL, changesBySql, newWorld } from '../support/world'
import { changed, type Files, filesOf, verified } from './data-package'
import { quarrel } from './packaged-quarrel'

let files: Files
let made: Awaited<ReturnType<typeof quarrel>>

beforeAll(async () => {
  const world = await newWorld({ baseUrl: BASE_URL })
  changesBySql(world)
  made = await quarrel(world.db)
  files = await filesOf(world)
  await world.close()
})

test('finds nothing wrong with a package as it came', () => {
  const { status, said } = verified(files)
  expect({ status, said }).toMatchObject({
    status: 0,
    said: expect.stringContaining('stand at their offsets in 1 texts'),
  })
})

test.each<[string, string, (text: string) => string, boolean]>([
  ['a flipped byte', 'links.csv', (text) => text.replace('Because', 'because'), false],
  ['a byte more', 'claims.jsonl', (text) => `${text}\n`, false],
  ['a changed quote', 'statements.csv', (text) => text.replace('Only this is quoted', 'Only that is quoted'), true],
  ['a changed span', 'spans.csv', (text) => text.replace('Tass', 'Bass'), true],
  ['a moved span', 'spans.csv', (text) => text.replace('content,0,0,', 'content,0,1,'), true],
  ['a changed context', 'spans.csv', (text) => text.replace(/Tass(?=: ",)/, 'TASS'), true],
  ['a claim taken out', 'claims.csv', (text) => withoutLine(text, 1), true],
  ['a link taken out', 'links.csv', (text) => `${text.split('\r\n')[0]}\r\n`, true],
  ['a speaker taken out', 'speakers.csv', (text) => withoutLine(text, 2), true],
  ['a row twice', 'speakers.csv', (text) => `${text}${text.split('\r\n').at(-2)}\r\n`, true],
  ['a word of no vocabulary', 'links.csv', (text) => text.replace('denies', 'defies'), true],
  ['a number that is none', 'zones.csv', (text) => text.replace(/\d+(?=,\d+,navigation)/, 'x'), true],
  ['a line of claims.jsonl changed', 'claims.jsonl', (text) => text.replace('Only this', 'Only that'), true],
  ['a text changed', 'texts/1-1.txt', (text) => text.replace('five', 'four'), false],
  ['columns in another order', 'chains.csv', (text) => text.replace('id,title', 'title,id'), true],
])('finds %s', (_, name, change, toldAgain) => {
  const { status, said } = verified(changed(files, name, change, toldAgain))
  expect({ status, said }).toMatchObject({ status: 1, said: expect.stringContaining('WRONG') })
})

test('finds a file taken out, and a quotation changed in all tables where its text is there', () => {
  const { whole } = made
  const without = new Map(files)
  without.delete(`texts/${whole}-1.txt`)
  expect(verified(without).status).toBe(1)
  const lacking = new Map(files)
  lacking.delete('zones.csv')
  expect(verified(lacking).said).toContain('there is no file zones.csv')
  const both = ['statements.csv', 'spans.csv'].reduce(
    (forged, name) => changed(forged, name, (text) => text.replaceAll('""not so""', '""not ho""'), true),
    files,
  )
  expect(verified(both).said).toContain('its words are not at')
})

test('says how it is called where there is no package', () => {
  const none = new Map(files)
  none.delete('datapackage.json')
  expect(verified(none)).toMatchObject({ status: 2, said: expect.stringContaining('usage') })
})

/** A table without one of its rows; no row of these has a line end in it. */
const withoutLine = (text: string, place: number) =>
  text
    .split('\r\n')
    .filter((_, line) => line !== place)
    .join('\r\n')
