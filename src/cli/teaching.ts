import type { Command } from 'commander'

/** When to use each command, and two examples of it, by its words. What it does is its description. */
const LESSONS: Record<string, { when: string; examples: [string, ...string[]] }> = {
  serve: { when: 'To run Gainsay; Ctrl-C ends it.', examples: ['gainsay serve', 'PORT=8080 gainsay serve'] },
  import: {
    when: 'To take in what you have as files, or know the addresses of; annotations of other programs; or an export of Gainsay’s, into an empty desk.',
    examples: [
      'gainsay import report.txt --outlet "The Moscow Times" --published 2019-06-04',
      'DATA_DIR=again gainsay import claims.jsonl',
    ],
  },
  export: {
    when: 'For spreadsheets, other programs and archives; the same files as on the page “exports”.',
    examples: ['gainsay export --format claims.csv --out claims.csv', 'gainsay export --format claims.jsonl --chain 3'],
  },
  suggest: {
    when: 'To see what waits in an article without a browser, or to have a script record what somebody has looked through.',
    examples: ['gainsay suggest 4', 'gainsay suggest 4 --json'],
  },
  user: { when: 'To let people in and out.', examples: ['gainsay user list', 'gainsay user add ann@example.org'] },
  'user add': {
    when: 'For the first admin, and for accounts of programs; people are better invited.',
    examples: [
      'gainsay user add ann@example.org --role admin',
      'gainsay user add bot@example.org --role reader --json',
    ],
  },
  'user invite': {
    when: 'For people, who so choose their password themselves.',
    examples: [
      'gainsay user invite ann@example.org',
      'gainsay user invite ann@example.org --role editor --name "Ann Lee"',
    ],
  },
  'user list': { when: 'To see who may sign in.', examples: ['gainsay user list', 'gainsay user list --json'] },
  'user role': {
    when: 'When somebody’s task changes.',
    examples: ['gainsay user role ann@example.org reviewer', 'gainsay user role ann@example.org admin --json'],
  },
  'user password': {
    when: 'When a password is lost or others may know it.',
    examples: ['gainsay user password ann@example.org', 'gainsay user password ann@example.org --json'],
  },
  'user disable': {
    when: 'When somebody leaves.',
    examples: ['gainsay user disable ann@example.org', 'gainsay user disable ann@example.org --json'],
  },
  'user enable': {
    when: 'When somebody comes back.',
    examples: ['gainsay user enable ann@example.org', 'gainsay user enable ann@example.org --json'],
  },
  'user hide-name': {
    when: 'When somebody who made their name public is shut out, and wants it back.',
    examples: ['gainsay user hide-name ann@example.org', 'gainsay user hide-name ann@example.org --json'],
  },
  token: {
    when: 'For scripts that use the API.',
    examples: ['gainsay token add ann@example.org --read', 'gainsay token list ann@example.org'],
  },
  'token add': {
    when: 'For each script one of its own, so that each can be revoked alone.',
    examples: [
      'gainsay token add ann@example.org',
      'gainsay token add ann@example.org --read --label "nightly export"',
    ],
  },
  'token list': {
    when: 'To find the number of one that is to be revoked.',
    examples: ['gainsay token list ann@example.org', 'gainsay token list ann@example.org --json'],
  },
  'token revoke': {
    when: 'When a script is given up, or its token may be known to others.',
    examples: ['gainsay token revoke ann@example.org 3', 'gainsay token revoke ann@example.org 3 --json'],
  },
  seed: { when: 'To try Gainsay on your own PostgreSQL.', examples: ['gainsay seed', 'gainsay seed --json'] },
  migrate: {
    when: 'Before the first start of a new version, where the moment is to be yours.',
    examples: ['gainsay migrate', 'gainsay migrate --json'],
  },
  verify: {
    when: 'After a restore, and from time to time.',
    examples: ['gainsay verify', 'gainsay verify --json'],
  },
  doctor: {
    when: 'When something is odd, after an update, and before a desk goes public. `gainsay verify` looks at what is in the database.',
    examples: ['gainsay doctor', 'gainsay doctor --json'],
  },
  status: {
    when: 'While Gainsay serves: is anything stuck, and what takes the room? `gainsay doctor` tells whether all is set up well.',
    examples: ['gainsay status', 'gainsay status --json'],
  },
  backup: {
    when: 'Every night, and before a new version.',
    examples: ['gainsay backup --out /backups/gainsay-$(date +%F).zip', 'gainsay backup --with-secrets --json'],
  },
  restore: {
    when: 'After a loss, to move, and to try whether backups are good; `gainsay verify` then looks whether all is right.',
    examples: [
      'DATA_DIR=restored gainsay restore gainsay-backup-20260301T040000Z.zip',
      'DATA_DIR=restored gainsay restore gainsay-backup-20260301T040000Z.zip --json',
    ],
  },
  redact: {
    when: 'When words must go for good; first with --dry-run.',
    examples: [
      "gainsay redact claim 17 --reason 'By order of a court' --legal-basis 'LG Berlin 27 O 1/26' --dry-run",
      "gainsay redact article 4 --reason 'By order of a court' --json",
    ],
  },
  key: { when: 'To give public keys away, or change them.', examples: ['gainsay key show', 'gainsay key new'] },
  'key show': {
    when: 'To give them to who checks history.',
    examples: ['gainsay key show', 'gainsay key show --json'],
  },
  'key new': { when: 'When the old key is to be replaced.', examples: ['gainsay key new', 'gainsay key new --json'] },
  completion: {
    when: 'Once a shell, in its start-up file.',
    examples: ['gainsay completion bash >> ~/.bashrc', 'gainsay completion zsh > ~/.zsh/completions/_gainsay'],
  },
  'key drop': {
    when: 'After a checkpoint has listed the new key beside the old one.',
    examples: ['gainsay key drop', 'gainsay key drop --json'],
  },
}

/** Puts under the help of a command, and of those within it, when to use it, examples and exit codes. */
export function teach(command: Command, within: readonly string[] = []): Command {
  const words = [...within, command.name()]
  const lesson = LESSONS[words.join(' ')]
  if (lesson)
    command.addHelpText(
      'after',
      `
When: ${lesson.when}

Examples:
${lesson.examples.map((example) => `  ${example}`).join('\n')}

Exit codes: 0 done, 1 refused or failed, 2 called wrongly`,
    )
  for (const child of command.commands) teach(child as Command, words)
  return command
}
