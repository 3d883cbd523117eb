import type { Command, Option } from 'commander'

/** What may follow each run of command words: `''` is `gainsay` by itself, `user add` what stands behind that. */
export interface Completable {
  path: string
  commands: { name: string; description: string }[]
  options: { long: string; description: string; values: readonly string[] | null; takes: 'nothing' | 'one' }[]
  /** Words that its first argument may be; null where it is anything, as a file’s name. */
  argument: readonly string[] | null
}

/** All of `gainsay`, down to the last word that a command has. */
export function completable(commands: readonly Command[]): Completable[] {
  const below = commands.flatMap((command) => of(command, []))
  const top = commands.map((command) => ({ name: command.name(), description: command.description() }))
  return [{ path: '', commands: top, options: [HELP], argument: null }, ...below]
}

const HELP = { long: '--help', description: 'display help for command', values: null, takes: 'nothing' as const }

function of(command: Command, within: readonly string[]): Completable[] {
  const words = [...within, command.name()]
  const [argument] = command.registeredArguments
  return [
    {
      path: words.join(' '),
      commands: command.commands.map((child) => ({ name: child.name(), description: child.description() })),
      options: [...command.options.map(optionOf), HELP],
      argument: valuesOf(argument?.parseArg),
    },
    ...command.commands.flatMap((child) => of(child as Command, words)),
  ]
}

const optionOf = ({
  long,
  short,
  description,
  required,
  optional,
  parseArg,
}: Option): Completable['options'][number] => ({
  long: long ?? short ?? '',
  description,
  values: valuesOf(parseArg),
  takes: required || optional ? 'one' : 'nothing',
})

/** What `choice` lets through, as it says itself. */
const valuesOf = (parse: unknown): readonly string[] | null =>
  typeof parse === 'function' && 'words' in parse ? (parse.words as readonly string[]) : null

/** In single quotes, for both shells. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

/** Walks over the words before the cursor: `at` is the command that they name, `before` the last of them. */
const walk = (all: readonly Completable[], words: string) => `
  local at='' before='' word
  for word in ${words}; do
    before=$word
    case "$at $word" in
${all
  .filter(({ path }) => path !== '')
  .map(({ path }) => `      ${quoted(path.includes(' ') ? path : ` ${path}`)}) at=${quoted(path)} ;;`)
  .join('\n')}
    esac
  done`

/** A script for bash: words of commands, options, what options may be; else names of files. */
export function bashCompletion(all: readonly Completable[]): string {
  // A line each: names of files have spaces. macOS's bash, 3.2, has no mapfile.
  const lines = (compgen: string) =>
    `COMPREPLY=(); while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen ${compgen} -- "$current")`
  const offer = (words: readonly string[]) => lines(`-W ${quoted(words.join(' '))}`)
  const files = `${lines('-f')}; compopt -o filenames 2>/dev/null`
  return `# Completion of gainsay for bash: source <(gainsay completion bash)
_gainsay() {
  local line current=\${COMP_WORDS[COMP_CWORD]}${walk(all, `"\${COMP_WORDS[@]:1:COMP_CWORD-1}"`)}
  case "$at $before" in
${valueCases(all, (values) => (values ? offer(values) : files)).join('\n')}
  esac
  case "$at" in
${all
  .map(({ path, commands, options, argument }) => {
    const words = [...commands.map(({ name }) => name), ...(argument ?? [])]
    const named = options.map(({ long }) => long)
    return `    ${quoted(path)})
      if [[ $current == -* ]]; then ${offer(named)}
      else ${words.length > 0 ? offer(words) : files}; fi ;;`
  })
  .join('\n')}
  esac
}
complete -F _gainsay gainsay
`
}

/** The same for zsh, which shows what each is for beside it. */
export function zshCompletion(all: readonly Completable[]): string {
  const told = (name: string, description: string) => quoted(`${name.replaceAll(':', '\\:')}:${description}`)
  return `#compdef gainsay
# Completion of gainsay for zsh: source <(gainsay completion zsh)
_gainsay() {
  local -a offered${walk(all, `"\${(@)words[2,CURRENT-1]}"`)}
  case "$at $before" in
${valueCases(all, (values) => (values ? `compadd -- ${values.map(quoted).join(' ')}` : '_files')).join('\n')}
  esac
  case "$at" in
${all
  .map(({ path, commands, options, argument }) => {
    const named = options.map(({ long, description }) => told(long, description))
    const words = [
      ...commands.map(({ name, description }) => told(name, description)),
      ...(argument ?? []).map((word) => quoted(word)),
    ]
    return `    ${quoted(path)})
      if [[ $PREFIX == -* ]]; then offered=(${named.join(' ')})
      else offered=(${words.join(' ')}); fi ;;`
  })
  .join('\n')}
  esac
  if (( $#offered )); then _describe gainsay offered; else _files; fi
}
# From a folder of fpath this file is run by the first Tab, as the function itself.
if [[ $funcstack[1] == _gainsay ]]; then _gainsay "$@"; else compdef _gainsay gainsay; fi
`
}

/** Behind an option that takes something: that, and nothing else. */
const valueCases = (all: readonly Completable[], offered: (values: readonly string[] | null) => string): string[] =>
  all.flatMap(({ path, options }) =>
    options
      .filter(({ takes }) => takes === 'one')
      .map(({ long, values }) => `    ${quoted(`${path} ${long}`)}) ${offered(values)}; return ;;`),
  )
