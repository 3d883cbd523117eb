import fs from 'node:fs'

/** How many lines of PostgreSQL's log an error quotes: its reason, detail and hint fit, and so does a terminal. */
const QUOTED_LINES = 12

/** Failures whose cause the log names in words that mean little to whoever runs a newsroom tool. */
const CAUSES: [pattern: RegExp, sentence: string][] = [
  [/No space left on device|Disk quota exceeded|Check free disk space/, 'The disk is full.'],
  [/could not look up effective user ID/, 'The account that runs Gainsay has no name on this machine (/etc/passwd).'],
  [
    /error while loading shared libraries|GLIBC_|symbol not found/,
    'This system lacks a library that PostgreSQL needs.',
  ],
]

/** The embedded server can't be used, in sentences for whoever started Gainsay; no stack is needed to act on them. */
export class EmbeddedServerError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'EmbeddedServerError'
  }
}

/** An error that quotes the end of what PostgreSQL printed, and names the cause where it is a known one. */
export function failureWithOutput(what: string, output: string): EmbeddedServerError {
  const lines = output.trimEnd().split('\n').slice(-QUOTED_LINES)
  const causes = CAUSES.filter(([pattern]) => pattern.test(output)).map(([, sentence]) => sentence)
  return new EmbeddedServerError([[what, ...causes].join(' '), ...lines.map((line) => `  ${line}`)].join('\n'))
}

/** The kernel says "no such file" of a program that is there when its loader, glibc's, is not. */
export function foreignProgram(program: string, cause: unknown): EmbeddedServerError {
  return new EmbeddedServerError(
    `${program} can't run here: it needs glibc, which Alpine and other musl systems lack. ` +
      'Use a glibc system (the node:*-slim images), or set DATABASE_URL to use your own server.',
    { cause },
  )
}

/** Turns the refusals of the file system that a person can act on into sentences; anything else stays as it is. */
export function inWords(error: unknown): unknown {
  const { code, path } = (error ?? {}) as NodeJS.ErrnoException
  if (!path || error instanceof EmbeddedServerError) return error
  const sentence = {
    EACCES: `This account may not use ${path}: run Gainsay as the account that made it, or set another DATA_DIR.`,
    EPERM: `This account may not use ${path}: run Gainsay as the account that made it, or set another DATA_DIR.`,
    EROFS: `${path} can't be written, its disk is read-only: set another DATA_DIR.`,
    ENOENT: `${path} can't be made; its disk may be read-only (Node does not tell): set another DATA_DIR.`,
    ENOSPC: `The disk is full: ${path} could not be written.`,
    EDQUOT: `The disk quota is used up: ${path} could not be written.`,
    EEXIST: `${path} is a file and no folder: set another DATA_DIR.`,
    ENOTDIR: `${path} can't be made, a file is in the way: set another DATA_DIR.`,
  }[code ?? '']
  return sentence ? new EmbeddedServerError(sentence, { cause: error }) : error
}

/** What was added to a log since it was `from` bytes long; empty if it can't be read. */
export function logSince(file: string, from: number): string {
  try {
    return fs.readFileSync(file).subarray(from).toString('utf8')
  } catch {
    return ''
  }
}
