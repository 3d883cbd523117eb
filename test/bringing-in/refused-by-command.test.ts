import path from 'node:path'
import { addAccount } from '../../src/accounts/accounts.commands'
import { importCommand } from '../../src/cli/import'
import { article } from '../exports/corpus'
import { run } from '../support/command-line'
import { type Desk, emptyDesk, exported, fileIn, importInto, wrongIn } from './desks'
import { type QuarrelDesks, quarrelDesks } from './quarrel-desks'
import { changed, linesOf, withTrailer } from './refused-in'

let desks: QuarrelDesks
let here: Desk
let there: Desk
let folder: string
let lines: string[]
let made: QuarrelDesks['made']

beforeAll(async () => {
  desks = await quarrelDesks()
  ;({ here, there, folder, made } = desks)
  lines = linesOf(await exported(here, 'claims.jsonl'))
})

afterAll(() => desks.close())

const texts = () => path.join(folder, 'texts')

test('a file of another site is refused, with what to set', async () => {
  const article = lines.findIndex((row) => row.startsWith('{"type":"article"')) + 1
  const { code, err } = await importInto(
    there,
    [fileIn(folder, 'claims.jsonl', withTrailer(lines))],
    'https://other.example',
  )
  expect(code).toBe(1)
  expect(err).toContain(`claims.jsonl, line ${article}: This is of https://gainsay.example`)
  expect(err).toContain('set BASE_URL=https://gainsay.example. Nothing was imported.')
})

test('a desk that has rows, or people by the same numbers, is left alone', async () => {
  const desk = await emptyDesk()
  const file = fileIn(folder, 'claims.jsonl', withTrailer(lines))
  await addAccount(desk.database.db, { email: 'eva@desk.example', name: 'Eva', role: 'editor' })
  expect((await importInto(desk, [file])).err).toContain('account 1 may be somebody else')
  await article(desk.database.db, 'Here before.')
  expect((await importInto(desk, [file])).err).toContain('this one has rows in outlets, articles, revisions')
  await desk.close()
})

test('the command says at which line a quote is not in its text, and with --json the same', async () => {
  const line = lines.findIndex((row) => row.startsWith(`{"type":"claim","id":${made.second.claimId},`)) + 1
  const forged = changed(lines.join('\n'), '"exact":"\\"not so\\""', '"exact":"\\"now so\\""').split('\n')
  const file = fileIn(folder, 'claims.jsonl', withTrailer(forged))
  const told = await importInto(there, [file, '--texts', texts()])
  expect(told).toMatchObject({ code: 1, out: '' })
  expect(told.err).toContain(
    `claims.jsonl, line ${line}: Statement ${made.second.statementId}, content: “"now so"” is not at`,
  )
  const { code, out } = await importInto(there, [file, '--texts', texts(), '--json'])
  expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 1, file, state: 'refused', line })
})

test('an export is imported alone, without what is said of articles', async () => {
  const file = fileIn(folder, 'claims.jsonl', withTrailer(lines))
  const usage = (...args: string[]) => run(importCommand().exitOverride(), ...args).catch(({ exitCode }) => exitCode)
  expect(await usage(file, '--outlet', 'The Daily')).toBe(2)
  expect(await usage(file, file)).toBe(2)
  expect(await usage(fileIn(folder, 'article.txt', 'Words.'), '--texts', folder)).toBe(2)
})

test('after all of that the file itself comes in, and tells what is not in it', async () => {
  const { code, out } = await importInto(there, [
    fileIn(folder, 'claims.jsonl', withTrailer(lines)),
    '--texts',
    texts(),
  ])
  expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('2 outlets, 2 articles') })
  expect(out).toContain('1 account nobody can sign in to stands for them')
  expect(await wrongIn(there)).toEqual([])
  expect((await exported(there, 'claims.jsonl')).toString()).toBe((await exported(here, 'claims.jsonl')).toString())
})
