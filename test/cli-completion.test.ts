import 'reflect-metadata'
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { COMMANDS, commandsFor } from '../src/cli/commands'
import { bashCompletion, type Completable, completable, zshCompletion } from '../src/cli/completion-script'

let all: Completable[]

beforeAll(async () => {
  all = completable(await commandsFor(COMMANDS.map(({ name }) => name)))
})

/** What a shell would offer behind these words, of which the last is begun. */
function offered(...words: string[]): string[] {
  return offeredIn(`${__dirname}/support`, ...words)
}

function offeredIn(cwd: string, ...words: string[]): string[] {
  const line = ['gainsay', ...words].map((word) => `'${word}'`).join(' ')
  const script = `${bashCompletion(all)}\nCOMP_WORDS=(${line}); COMP_CWORD=${words.length}; _gainsay; printf '%s\\n' "\${COMPREPLY[@]}"`
  const out = execFileSync('bash', ['--norc', '-c', script], { encoding: 'utf8', cwd })
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

inBash('a name with a space in it is offered as one', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-completion-'))
  fs.writeFileSync(path.join(folder, 'my export.jsonl'), '')
  try {
    expect(offeredIn(folder, 'import', 'my')).toEqual(['my export.jsonl'])
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
})

/** What zsh shows when Tab is pressed behind these words, with what it is for; by `taking` it has taken the script. */
function shown(taking: string, ...words: string[]): string[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-completion-'))
  fs.writeFileSync(path.join(folder, '_gainsay'), zshCompletion(all))
  const asking = `
    compdef() { : }; _files() { print files }; _describe() { print -l -- "\${(@P)2}" }; compadd() { shift; print -l -- "$@" }
    fpath=(${folder} $fpath); ${taking}
    words=(gainsay ${words.map((word) => `'${word}'`).join(' ')}); CURRENT=$#words; PREFIX=$words[-1]; _gainsay`
  try {
    const out = execFileSync('zsh', ['-f', '-c', asking], { encoding: 'utf8' })
    return out.split('\n').filter((line) => line !== '')
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}

describe.each([
  ['taken by `source`', 'source $fpath[1]/_gainsay'],
  ['found in a folder of fpath, by the first Tab', 'autoload -U _gainsay'],
])('the script for zsh, %s', (_, taking) => {
  inZsh('offers commands, options and what these may be', () => {
    expect(shown(taking, '')).toContainEqual(expect.stringMatching(/^export:\w/))
    expect(shown(taking, 'user', '')).toContainEqual(expect.stringMatching(/^invite:\w/))
    expect(shown(taking, 'export', '--')).toContainEqual(expect.stringMatching(/^--chain:\w/))
    expect(shown(taking, 'export', '--format', '')).toContain('claims.csv')
    expect(shown(taking, 'import', '')).toEqual(['files'])
  })
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
