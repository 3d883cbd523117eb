import 'reflect-metadata'
import { execFileSync, spawnSync } from 'node:child_process'
import { COMMANDS, commandsFor } from '../src/cli/commands'
import { bashCompletion, type Completable, completable, zshCompletion } from '../src/cli/completion-script'

let all: Completable[]

beforeAll(async () => {
  all = completable(await commandsFor(COMMANDS.map(({ name }) => name)))
})

/** What a shell would offer behind these words, of which the last is begun. */
function offered(...words: string[]): string[] {
  const line = ['gainsay', ...words].map((word) => `'${word}'`).join(' ')
  const script = `${bashCompletion(all)}\nCOMP_WORDS=(${line}); COMP_CWORD=${words.length}; _gainsay; printf '%s\\n' "\${COMPREPLY[@]}"`
  const out = execFileSync('bash', ['--norc', '-c', script], { encoding: 'utf8', cwd: `${__dirname}/support` })
  return out.split('\n').filter((word) => word !== '')
}

const hasShell = (name: string) => spawnSync(name, ['-c', ':']).status === 0
const inBash = hasShell('bash') ? test : test.skip
const inZsh = hasShell('zsh') ? test : test.skip

inBash('commands, those within them, their options and what these may be are completed; else names of files', () => {
  expect(offered('ex')).toEqual(['export'])
  expect(offered('')).toEqual(expect.arrayContaining(['serve', 'import', 'export', 'verify', 'completion']))
  expect(offered('user', 'in')).toEqual(['invite'])
  expect(offered('export', '--ch')).toEqual(['--chain'])
  expect(offered('export', '--format', 'claims.')).toEqual(
    expect.arrayContaining(['claims.csv', 'claims.jsonl', 'claims.parquet']),
  )
  expect(offered('export', '--out', 'database.')).toEqual(['database.ts'])
  expect(offered('user', 'add', 'ann@b.example', '--role', 'ed')).toEqual(['editor'])
  expect(offered('redact', 'cl')).toEqual(['claim'])
  expect(offered('import', 'database.')).toEqual(['database.ts'])
  expect(offered('import', '--nothing-like-it')).toEqual([])
})

inZsh('the script for zsh is one that it understands', () => {
  expect(spawnSync('zsh', ['-n'], { input: zshCompletion(all), encoding: 'utf8' })).toMatchObject({
    status: 0,
    stderr: '',
  })
})

test('the script for zsh has every command and option with what it is for, beside it', () => {
  const script = zshCompletion(all)
  for (const { commands, options } of all) {
    for (const { name } of commands) expect(script).toContain(`'${name}:`)
    for (const { long } of options) expect(script).toContain(`'${long}:`)
  }
})
