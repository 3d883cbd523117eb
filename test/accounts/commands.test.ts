import type { Command } from 'commander'
import { showName } from '../../src/accounts/public-name.commands'
import { exportCommand } from '../../src/cli/export'
import { importCommand } from '../../src/cli/import'
import { migrateCommand } from '../../src/cli/migrate'
import { seedCommand } from '../../src/cli/seed'
import { tokenCommand } from '../../src/cli/token'
import { userCommand } from '../../src/cli/user'
import { verifyCommand } from '../../src/cli/verify'
import { connect } from '../../src/database/database'
import { entities } from '../../src/entities'
import { run } from '../support/command-line'
import { newDatabase, type TestDatabase } from '../support/database'

let database: TestDatabase
const before = { ...process.env }

beforeAll(async () => {
  database = await newDatabase()
  Object.assign(process.env, {
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    BASE_URL: 'https://claims.example',
  })
})

afterAll(async () => {
  process.env = before
  await database.drop()
})

const user = (...args: string[]) => run(userCommand(), ...args)
const token = (...args: string[]) => run(tokenCommand(), ...args)

test('somebody is invited, listed, promoted, shut out and let in; the last admin stays', async () => {
  expect((await user('add', 'ann@desk.example', '--role', 'admin')).out).toMatch(/as admin with the password \S{16}\n$/)
  const invited = await user('invite', 'Bob@desk.example', '--name', 'Bob Ray')
  expect(invited.out).toMatch(/^https:\/\/claims\.example\/welcome\/[\w-]{43}\n$/)
  const again = JSON.parse((await user('invite', 'bob@desk.example', '--json')).out)
  expect(again).toMatchObject({ purpose: 'invitation', link: expect.stringContaining('/welcome/') })
  expect((await user('role', 'bob@desk.example', 'reviewer')).out).toBe('bob@desk.example is reviewer now.\n')
  expect((await user('disable', 'bob@desk.example')).code).toBe(0)
  expect((await user('list')).out).toContain('bob@desk.example\treviewer\tdisabled\tBob Ray\n')
  expect((await user('enable', 'bob@desk.example')).code).toBe(0)
  const last = await user('role', 'ann@desk.example', 'editor')
  expect([last.code, last.err]).toEqual([1, expect.stringContaining('Nobody else here is an admin')])
  expect((await user('enable', 'no@body')).code).toBe(1)
})

test('a name that somebody made public is taken back for them when they are shut out, and never made public for them', async () => {
  const { id } = JSON.parse((await user('add', 'dee@desk.example', '--name', 'Dee Fox', '--json')).out)
  const opened = await connect(database.appUrl, entities)
  try {
    const shown = () => opened.db.query('SELECT name_is_public, version FROM accounts WHERE id = $1', [id])
    await showName(opened.db, { id }, 1, true)
    await user('disable', 'dee@desk.example')
    expect(await shown()).toEqual([{ name_is_public: true, version: 3 }])
    for (let times = 0; times < 2; times += 1)
      expect((await user('hide-name', 'dee@desk.example')).out).toBe('dee@desk.example is told by number alone.\n')
    expect(await shown()).toEqual([{ name_is_public: false, version: 4 }])
    const [told] = await opened.db.query(
      `SELECT account_id, action FROM history WHERE subject_kind = 'account' AND subject_id = $1 ORDER BY id DESC LIMIT 1`,
      [id],
    )
    expect(told).toEqual({ account_id: null, action: 'name made private' })
  } finally {
    await opened.close()
  }
})

test('a token is made to read alone, listed and revoked', async () => {
  const made = await token('add', 'ann@desk.example', '--read', '--label', 'Nightly', '--json')
  expect(JSON.parse(made.out)).toMatchObject({ scope: 'read' })
  const [first] = JSON.parse((await token('list', 'ann@desk.example', '--json')).out)
  expect(first).toMatchObject({ label: 'Nightly', scope: 'read', lastUsedOn: null })
  expect((await token('revoke', 'bob@desk.example', String(first.id))).code).toBe(1)
  expect((await token('revoke', 'ann@desk.example', String(first.id))).code).toBe(0)
  expect((await token('revoke', 'ann@desk.example', String(first.id))).code).toBe(1)
})

test('with --json, what was done to an account or a token is an object', async () => {
  await user('add', 'cy@desk.example')
  const json = async (told: Promise<{ out: string }>) => JSON.parse((await told).out)
  expect(await json(user('role', 'cy@desk.example', 'reader', '--json'))).toEqual({
    email: 'cy@desk.example',
    role: 'reader',
  })
  expect(await json(user('disable', 'cy@desk.example', '--json'))).toEqual({ email: 'cy@desk.example', disabled: true })
  expect(await json(user('enable', 'cy@desk.example', '--json'))).toEqual({ email: 'cy@desk.example', disabled: false })
  expect((await json(user('password', 'cy@desk.example', '--json'))).password).toMatch(/^\S{16}$/)
  await token('add', 'cy@desk.example')
  const [{ id }] = await json(token('list', 'cy@desk.example', '--json'))
  expect(await json(token('revoke', 'cy@desk.example', String(id), '--json'))).toMatchObject({ id, state: 'revoked' })
})

/** Commands that do something, with what they are called by. */
const leaves = (command: Command): Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap((child) => leaves(child as Command))

test('each command says what its --json is', () => {
  const made = [
    ...[importCommand(), exportCommand(), userCommand(), tokenCommand()],
    ...[seedCommand(), migrateCommand(), verifyCommand()],
  ]
  const commands = made.flatMap(leaves)
  expect(commands.length).toBeGreaterThan(12)
  const silent = commands.filter(({ options }) => !options.find(({ long }) => long === '--json')?.description)
  expect(silent.map((command) => command.name())).toEqual([])
})
