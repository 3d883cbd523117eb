import fs from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import { COMMANDS } from '../../src/cli/commands'

const markdownIn = (folder: string) =>
  fs.readdirSync(folder).flatMap((name) => (name.endsWith('.md') ? [path.join(folder, name)] : []))

const documents = ['.', 'docs', 'docs/decisions', 'docs/models', 'seeds', 'bench']
  .flatMap(markdownIn)
  .map((file) => ({ file, text: fs.readFileSync(file, 'utf8') }))

/** A heading's anchor, as forges make it. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-')

const anchorsOf = (file: string) =>
  [...fs.readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading))

test.each(documents)('$file links to what is there', ({ file, text }) => {
  for (const [, target = '', anchor] of text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)) {
    const where = target === '' ? file : path.join(path.dirname(file), target)
    expect([where, fs.existsSync(where)]).toEqual([where, true])
    if (anchor) expect(anchorsOf(where)).toContain(anchor)
  }
})

test.each(documents)('$file names files that are there', ({ text }) => {
  const named = [...text.matchAll(/`((?:src|test|views|docs|bench|seeds|public)\/[\w./-]+)`/g)].map(
    ([, name = '']) => name,
  )
  expect(named.filter((name) => !name.includes('NUMBER') && !fs.existsSync(name))).toEqual([])
})

test('commands that are named are there, with the options that are named', async () => {
  const commands = new Map(await Promise.all(COMMANDS.map(async ({ name, load }) => [name, await load()] as const)))
  let seen = 0
  for (const { file, text } of documents) {
    for (const [line, name = '', more = ''] of text.matchAll(/npx gainsay (\w+)([^`\n#]*)/g)) {
      if (name === 'COMMAND') continue
      let command: Command | undefined = commands.get(name)
      const child = /^ ([\w-]+)/.exec(more)?.[1]
      if (command && command.commands.length > 0) command = command.commands.find((one) => one.name() === child)
      const known = command?.options.map(({ long }) => long) ?? []
      const unknown = [...more.matchAll(/--[a-z-]+/g)]
        .map(([option]) => option)
        .filter((option) => !known.includes(option))
      expect([file, line, command !== undefined, unknown.filter((option) => option !== '--help')]).toEqual([
        file,
        line,
        true,
        [],
      ])
      seen += 1
    }
  }
  expect(seen).toBeGreaterThan(15)
})
