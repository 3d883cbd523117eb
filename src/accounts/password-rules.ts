import { words } from '../words/words'

/** Length is what makes a password hard to guess (NIST SP 800-63B); rules on kinds of letters only make it hard to keep. */
export const SHORTEST_PASSWORD = 12

/** Beyond this hashing a password costs more than it adds. */
export const LONGEST_PASSWORD = 200

/** The commonest of twelve characters and more in lists of stolen passwords that the rules below would let pass. */
const COMMONEST = new Set([
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  '1qazxsw23edc',
  '3rjs1la7qe3rjs1la7qe',
  'changemechangeme',
  'correcthorsebatterystaple',
  'iloveyousomuch',
  'jesuschrist1',
  'letmeinletmein',
  'manchesterunited',
  'mynameisjohn',
  'newpassword1',
  'passwordpassword',
  'qazwsxedcrfv',
  'qwertyqwerty',
  'qwertyuiopasdf',
  'qwertyuiopasdfghjkl',
  'thepassword1',
  'trustno1trustno1',
  'unitedstates',
  'welcomewelcome',
])

/** A common word with figures and signs behind it is as common as the word. */
const COMMON_STEMS = new Set([
  'abc',
  'admin',
  'administrator',
  'changeme',
  'gainsay',
  'football',
  'iloveyou',
  'letmein',
  'password',
  'passw0rd',
  'p@ssw0rd',
  'p@ssword',
  'qwerty',
  'qwertyuiop',
  'welcome',
])

/** Stretches of keyboard and alphabet; a password that is a piece of one, or of its repetition, is no secret. */
const RUNS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  '09876543210987654321',
]

/** Fewer different characters than this is one key held down, or two in turn. */
const FEWEST_DIFFERENT = 5

/** What speaks against this password for this person, in a sentence; null is nothing. `password` is NFC. */
export function passwordProblem(password: string, { email, name }: { email: string; name: string }): string | null {
  if ([...password].length < SHORTEST_PASSWORD) return words.accounts.shortestPassword(SHORTEST_PASSWORD)
  const plain = password.toLowerCase()
  if ([email.toLowerCase(), name.toLowerCase()].some((own) => plain.replaceAll(' ', '') === own.replaceAll(' ', '')))
    return words.accounts.passwordIsName
  if (isCommon(plain)) return words.accounts.passwordIsCommon
  return null
}

function isCommon(plain: string): boolean {
  const stem = plain.replace(/[\d\W_]+$/, '')
  return (
    COMMONEST.has(plain) ||
    COMMON_STEMS.has(stem) ||
    RUNS.some((run) => run.includes(plain)) ||
    new Set(plain).size < FEWEST_DIFFERENT ||
    isRepeated(plain)
  )
}

/** Four characters or fewer, again and again. */
const isRepeated = (plain: string) => /^(.{1,4}?)\1{2,}.{0,3}$/u.test(plain)
