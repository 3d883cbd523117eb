import { type Audience, admits } from '../../../src/accounts/role'
import type { Asker } from './askers'

/** Who may read a hidden word: those of an audience, whoever owns it beside them, or nobody at all. */
export interface Readers {
  from: Audience | 'nobody'
  /** The account whose own it is. */
  owner?: number
  /** The secret in an address at which whoever has it reads this. */
  secret?: string
}

interface HiddenWord extends Readers {
  word: string
  what: string
}

/**
 * The words by which a leak is known: each stands in one field of one row, and nowhere else in the world. Letters alone,
 * so that search takes each for one word, and no stem of one is another's.
 */
export class HiddenWords {
  private readonly words: HiddenWord[] = []

  /** Those that another world was made with. */
  static from(words: readonly HiddenWord[]): HiddenWords {
    const hidden = new HiddenWords()
    hidden.words.push(...words)
    return hidden
  }

  /** A new word for what only these may read. */
  of(what: string, readers: Readers): string {
    const word = `zq${letters(this.words.length)}qz`
    this.words.push({ ...readers, word, what })
    return word
  }

  /**
   * What an answer says that its asker may not read. `asked` is the address: what was typed into it comes back in many
   * answers, and whoever types a word knows it already.
   */
  shownTo(asker: Asker, asked: string, text: string): string[] {
    if (!/zq[a-j]{3}qz/i.test(text)) return []
    const lower = text.toLowerCase()
    return this.words
      .filter((hidden) => lower.includes(hidden.word) && !asked.includes(hidden.word) && !mayRead(hidden, asker, asked))
      .map(({ what }) => what)
  }

  /** Says that whoever has this secret in an address reads the word there. */
  tellAt(word: string, secret: string): void {
    for (const hidden of this.words) if (hidden.word === word) hidden.secret = secret
  }

  get all(): readonly HiddenWord[] {
    return this.words
  }
}

function mayRead({ from, owner, secret }: Readers, { role, accountId }: Asker, asked: string): boolean {
  if (owner !== undefined && owner === accountId) return true
  if (secret !== undefined && asked.includes(secret)) return true
  return from !== 'nobody' && admits(from, role)
}

/** A number as three letters from a to j. */
const letters = (number: number) =>
  [...String(number).padStart(3, '0')].map((digit) => String.fromCharCode(97 + Number(digit))).join('')
