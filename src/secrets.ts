import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { newSigningKey, type SigningKey, signingKeysFrom } from './proof/signed-note'

/** The files of the data folder that nothing can make again, once they are gone. */
export const SECRET_FILES = ['session-secret', 'signing-key']

/** Those that are there, as they are. */
export function secretsIn(dataDir: string): { name: string; content: string }[] {
  return SECRET_FILES.filter((name) => fs.existsSync(path.join(dataDir, name))).map((name) => ({
    name,
    content: fs.readFileSync(path.join(dataDir, name), 'utf8'),
  }))
}

/** Puts a secret into the data folder unless it has one of this name. Returns whether it now has this one. */
export function keepSecret(dataDir: string, { name, content }: { name: string; content: string }): boolean {
  const file = path.join(dataDir, name)
  fs.mkdirSync(dataDir, { recursive: true })
  try {
    fs.writeFileSync(file, content, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return fs.readFileSync(file, 'utf8') === content
}

/** The secret that signs session cookies, made at the first start and kept where only this account can read it. */
export function sessionSecretIn(dataDir: string): string {
  return keptIn(dataDir, 'session-secret', () => randomBytes(32).toString('base64url'))
}

const SIGNING_KEY = 'signing-key'

/**
 * The keys that sign checkpoints, a line each, the newest first: one is made at the first start, under the site's name.
 * It keeps that name when the site moves, for the name is how people outside know whose history they hold.
 */
export function signingKeysIn(dataDir: string, baseUrl: string): SigningKey[] {
  return parsedKeys(
    dataDir,
    keptIn(dataDir, SIGNING_KEY, () => newSigningKey(originOf(baseUrl))),
  )
}

/** The same for whoever only looks: none where no server has started yet. */
export function signingKeysFoundIn(dataDir: string): SigningKey[] {
  const file = path.join(dataDir, SIGNING_KEY)
  return fs.existsSync(file) ? parsedKeys(dataDir, fs.readFileSync(file, 'utf8')) : []
}

/** Puts a new key in front, under the name of the last; those before it sign along. Returns it. */
export function addSigningKeyIn(dataDir: string, baseUrl: string): SigningKey {
  const [newest] = signingKeysIn(dataDir, baseUrl)
  const added = newSigningKey(newest?.name ?? originOf(baseUrl))
  replaceSigningKeys(dataDir, `${added}\n${fs.readFileSync(path.join(dataDir, SIGNING_KEY), 'utf8')}`)
  return parsedKeys(dataDir, added)[0] as SigningKey
}

/** Leaves the newest key alone; returns those that were taken out. */
export function dropOldSigningKeysIn(dataDir: string): SigningKey[] {
  const [, ...old] = signingKeysFoundIn(dataDir)
  if (old.length === 0) return []
  const [newest] = fs.readFileSync(path.join(dataDir, SIGNING_KEY), 'utf8').trim().split(/\s+/)
  replaceSigningKeys(dataDir, `${newest}\n`)
  return old
}

/** Whole or not at all: a process that is killed meanwhile leaves the keys as they were. */
function replaceSigningKeys(dataDir: string, content: string) {
  const file = path.join(dataDir, SIGNING_KEY)
  fs.writeFileSync(`${file}.new`, content, { mode: 0o600 })
  fs.renameSync(`${file}.new`, file)
}

function parsedKeys(dataDir: string, text: string): SigningKey[] {
  const keys = signingKeysFrom(text)
  if (keys) return keys
  throw new Error(`${path.join(dataDir, SIGNING_KEY)} holds something that is no signing key.`)
}

/** As the specification of checkpoints has it, an address without its scheme; a key's name has no space and no plus. */
export function originOf(baseUrl: string): string {
  const { host, pathname } = new URL(baseUrl)
  return `${host}${pathname}`.replace(/\/+$/, '').replace(/[+\s]/g, '-')
}

function keptIn(dataDir: string, name: string, make: () => string): string {
  try {
    // Of two processes that start at once one writes and both read the same.
    keepSecret(dataDir, { name, content: `${make()}\n` })
  } catch (error) {
    const setting = name.toUpperCase().replace('-', '_')
    throw new Error(
      `${name} can’t be kept in ${dataDir} (${(error as Error).message}). Set ${setting}, or another DATA_DIR.`,
    )
  }
  return fs.readFileSync(path.join(dataDir, name), 'utf8').trim()
}
