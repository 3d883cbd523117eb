import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { findPackage, usableBinaries } from '../../src/database/embedded/binaries'
import { scramMatches, scramVerifier } from '../../src/database/embedded/scram-verifier'

let folder: string

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-test-'))
})

afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

/** The package as npm unpacks it with --ignore-scripts: without the links between its libraries. */
function freshPackage(): string {
  const root = path.join(folder, 'package')
  fs.cpSync(findPackage(), root, { recursive: true, filter: (file) => !fs.lstatSync(file).isSymbolicLink() })
  return root
}

test('missing links between the libraries are made', async () => {
  const root = freshPackage()
  const { version, major, program } = await usableBinaries(
    root,
    null,
    () => folder,
    () => {},
  )
  expect(program('initdb')).toBe(
    path.join(root, 'native', 'bin', process.platform === 'win32' ? 'initdb.exe' : 'initdb'),
  )
  expect(execFileSync(program('initdb'), ['--version'], { encoding: 'utf8' })).toContain(` ${major}.`)
  expect(version).toMatch(/^\d+\.\d+\./)
})

test('programs in a folder that the account of the server can not enter are copied to one it can', async () => {
  if (process.getuid?.() !== 0) return // only root runs the server as somebody else
  const root = freshPackage()
  fs.chmodSync(root, 0o700)
  const copies = path.join(folder, 'copies')
  fs.mkdirSync(copies)
  for (const open of [folder, copies]) fs.chmodSync(open, 0o755)
  const nobody = { uid: 65534, gid: 65534 }
  const messages: string[] = []

  const { program } = await usableBinaries(
    root,
    nobody,
    () => copies,
    (message) => messages.push(message),
  )
  expect(execFileSync(program('initdb'), ['--version'], { ...nobody, encoding: 'utf8' })).toContain('PostgreSQL')
  expect(messages).toEqual([expect.stringContaining("account 65534 can't reach them")])

  await usableBinaries(
    root,
    nobody,
    () => copies,
    (message) => messages.push(message),
  )
  expect(messages).toHaveLength(1)
})

test('a SCRAM verifier is what PostgreSQL itself makes of the password', () => {
  // RFC 7677, section 3: its example of SCRAM-SHA-256, whose server signature follows from these two keys.
  const verifier = scramVerifier('pencil', Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64'), 4096)
  expect(verifier).toBe(
    'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
  )
  expect(scramMatches(verifier, 'pencil')).toBe(true)
  expect(scramMatches(verifier, 'pen')).toBe(false)
  expect(scramMatches('md5abc', 'pencil')).toBe(false)
})
