import 'reflect-metadata'
import type { Command } from 'commander'
import { COMMANDS, commandsFor } from '../src/cli/commands'

/** Print no result of their own as an object: serve goes on until it is ended. */
const WITHOUT_JSON = ['serve']

const all: [string, Command][] = []
const gather = (command: Command, within: string[] = []) => {
  const words = [...within, command.name()]
  all.push([words.join(' '), command])
  for (const child of command.commands) gather(child as Command, words)
}

function helpOf(command: Command): string {
  const help: string[] = []
  command.configureOutput({ writeOut: (text) => void help.push(text) }).outputHelp()
  return help.join('')
}

beforeAll(async () => {
  for (const command of await commandsFor(COMMANDS.map(({ name }) => name))) gather(command)
})

test('every command says what it does, when to use it, and what it ends with, and gives two examples', () => {
  for (const [words, command] of all) {
    const help = helpOf(command)
    expect([words, command.description()]).not.toEqual([words, ''])
    expect([words, help]).toEqual([words, expect.stringContaining('When: ')])
    expect([words, help]).toEqual([words, expect.stringContaining('Exit codes: 0 done, 1 refused or failed, 2 called')])
    expect([words, help.match(/^ {2}(\w+=\w+ )?gainsay .*$/gm)?.length]).toEqual([words, 2])
  }
})

test('every example names options that the command has', () => {
  for (const [, command] of all) {
    for (const example of helpOf(command).match(/^ {2}(\w+=\w+ )?gainsay .*$/gm) ?? []) {
      const named = all.filter(([words]) => `${example} `.includes(`gainsay ${words} `)).at(-1)
      const known = named?.[1].options.map(({ long }) => long)
      for (const option of example.match(/--[a-z-]+/g) ?? [])
        expect([example, known]).toEqual([example, expect.arrayContaining([option])])
    }
  }
})

test('every command that prints a result prints it for programs too', () => {
  const lacking = all.filter(
    ([, { commands, options }]) => commands.length === 0 && !options.some(({ long }) => long === '--json'),
  )
  expect(lacking.map(([words]) => words)).toEqual(WITHOUT_JSON)
})
