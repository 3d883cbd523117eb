import { Command } from 'commander'
import { teach } from './teaching'

/** A command by its name, what `--help` says of it, and where it is. */
export interface Listed {
  name: string
  description: string
  load(): Promise<Command>
}

/** All commands, in the order in which `--help` lists them. */
export const COMMANDS: Listed[] = [
  {
    name: 'serve',
    description: 'Serve pages and API until told to end (npm start does this)',
    load: async () => (await import('./serve.js')).serveCommand(),
  },
  {
    name: 'import',
    description: 'Take in articles (files, folders, zips, addresses), or an export into an empty desk',
    load: async () => (await import('./import.js')).importCommand(),
  },
  {
    name: 'export',
    description: 'Write what is published, as a plain file, to standard output or into a file; changes nothing',
    load: async () => (await import('./export.js')).exportCommand(),
  },
  {
    name: 'suggest',
    description: 'Print what in an article may be said by whom, and is not recorded yet, with reasons; changes nothing',
    load: async () => (await import('./suggest.js')).suggestCommand(),
  },
  {
    name: 'user',
    description: 'People who may sign in',
    load: async () => (await import('./user.js')).userCommand(),
  },
  {
    name: 'token',
    description: 'Keys to the API',
    load: async () => (await import('./token.js')).tokenCommand(),
  },
  {
    name: 'seed',
    description: 'Load the demonstration corpus into a database without articles',
    load: async () => (await import('./seed.js')).seedCommand(),
  },
  {
    name: 'migrate',
    description: 'Bring the database up to this version (every start does this too)',
    load: async () => (await import('./migrate.js')).migrateCommand(),
  },
  {
    name: 'verify',
    description:
      'Check every quote at its offsets, every text by its hash, every history row by its seal, every chain and search document',
    load: async () => (await import('./verify.js')).verifyCommand(),
  },
  {
    name: 'doctor',
    description:
      'Look whether settings, database, disk, mail and seals are as they should be, and say how to mend what is not',
    load: async () => (await import('./doctor.js')).doctorCommand(),
  },
  {
    name: 'status',
    description:
      'Tell what waits and what failed, how large all is, what serves, and how far replicas are; changes nothing',
    load: async () => (await import('./status.js')).statusCommand(),
  },
  {
    name: 'backup',
    description: 'Write everything in the database, as it is at one moment, into one file; others may go on writing',
    load: async () => (await import('./backup.js')).backupCommand(),
  },
  {
    name: 'restore',
    description: 'Fill an empty database from a backup; all of it, or nothing',
    load: async () => (await import('./restore.js')).restoreCommand(),
  },
  {
    name: 'redact',
    description:
      'Erase what a court or a person’s right wants erased: the words go for good, the places stay, the public is told',
    load: async () => (await import('./redact.js')).redactCommand(),
  },
  {
    name: 'key',
    description: 'The keys that sign checkpoints of history',
    load: async () => (await import('./key.js')).keyCommand(),
  },
  {
    name: 'completion',
    description: 'Print what makes a shell complete this command’s words',
    load: async () =>
      (await import('./completion.js')).completionCommand(() => commandsFor(COMMANDS.map(({ name }) => name))),
  },
]

/**
 * The commands for these words of a command line: whole, where a word is its name, else by name and description alone.
 * Each loads what it works with, and all of them together take ten times as long as `--help`.
 */
export function commandsFor(words: readonly string[]): Promise<Command[]> {
  return Promise.all(
    COMMANDS.map(async ({ name, description, load }) => {
      const command = words.includes(name) ? teach(await load()) : new Command(name)
      return command.description(description)
    }),
  )
}
