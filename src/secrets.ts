import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

/** The files of the data folder that nothing can make again, once they are gone. */
export const SECRET_FILES = ['session-secret']

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
  const file = path.join(dataDir, 'session-secret')
  fs.mkdirSync(dataDir, { recursive: true })
  try {
    // "wx": of two processes that start at once one writes and both read the same.
    fs.writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return fs.readFileSync(file, 'utf8').trim()
}
