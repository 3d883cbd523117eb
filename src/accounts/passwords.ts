import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { PASSWORD_COST } from './password-cost'

/** A check takes a whole core: two at once, whatever the number of guesses, and the rest of the site stays quick. */
const AT_ONCE = 2

let running = 0
const waiting: (() => void)[] = []

async function oneOfFew<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
  else running += 1
  try {
    return await work()
  } finally {
    // Hands its place on, or gives it back.
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}

/** One password however a keyboard composes its letters. */
const composed = (password: string) => password.normalize('NFC')

export const hashPassword = (password: string) => oneOfFew(() => hash(composed(password), PASSWORD_COST))

/** A hash nobody has the password of, so that an unknown e-mail takes as long as a wrong password. */
const decoy = hashPassword(randomBytes(24).toString('base64'))

/** Whether the password is the hash's; with no hash it takes the same time and is false. */
export async function passwordMatches(passwordHash: string | null, password: string): Promise<boolean> {
  const against = passwordHash ?? (await decoy)
  const matches = await oneOfFew(() => verify(against, composed(password)))
  return matches && passwordHash !== null
}

/** A password to tell somebody once: 96 bits, in letters that can be read aloud. */
export const oneTimePassword = () => randomBytes(12).toString('base64url')
