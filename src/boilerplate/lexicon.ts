/** What words of a line may tell of it. Each is a list of phrases in a language’s lexicon. */
export const FEATURES = [
  /** What a reader is asked to do, as it stands at the beginning of a sentence: “sign up”. */
  'asks',
  /** The same in other words, wherever they stand: “your support”, “a small favour to ask”. */
  'pleas',
  /** What opens an appeal, and is none by itself: “Dear readers”. */
  'openers',
  /** What is asked for or offered: “newsletter”, “inbox”, “journalism”. */
  'offers',
  'you',
  'we',
  /** Verbs of a cry like “Support The Daily!”. */
  'cries',
  /** A whole line that belongs to an appeal: “Subscribe”. */
  'buttons',
  /** A short line of the page’s own, by its beginning: “Share on …”, “Listen to this article”. */
  'tools',
  /** What a short line begins with that ends with “here”: “Read the rest here.” */
  'goes',
  'there',
  /** A whole line that belongs to the parts beside it, whatever these are: “Continue”, “Once”. */
  'parts',
  /** What stands above a list of other stories or of topics, or before one of them with a colon: “Most viewed”. */
  'lists',
  /** The same, where no colon is needed: “Lire aussi”. */
  'leads',
  /** What stands above readers’ comments. */
  'comments',
  /** The same, sure enough to stand alone: “8 thoughts on”. */
  'threads',
  /** What one presses beside a comment. */
  'replies',
  /** How long ago: “3 hours ago”. */
  'ago',
  /** What stands behind a commenter’s name: “says”. */
  'says',
  /** Copyright, reprints, licences. */
  'notices',
  /** Cookies and consent. */
  'consents',
  /** Labels of advertisements. */
  'ads',
  /** Names of an outlet’s sections. */
  'sections',
  /** Verbs by which somebody speaks, as news tells it. */
  'saying',
  'bylines',
  /** What an author is said to be: “staff writer”. */
  'authors',
  /** What follows an author’s name in a biography: “covers”. */
  'describes',
] as const
export type Feature = (typeof FEATURES)[number]

/**
 * A language’s phrases by what they tell, separated by bars; `#` is any number. One with a capital is meant with it,
 * and not where a sentence begins: German “Sie” is you, “sie” is they.
 */
export type LexiconWords = Partial<Record<Feature, string>>

/** Phrases by their first word. */
export type Lexicon = Map<string, Phrase[]>

export interface Phrase {
  feature: Feature
  words: string[]
  /** It is meant with its capital. */
  capital: boolean
}

/** Of several lists of words one, by which each word of a text is looked up once. */
export function lexiconOf(lists: readonly LexiconWords[]): Lexicon {
  const lexicon: Lexicon = new Map()
  for (const list of lists) {
    for (const feature of FEATURES) {
      for (const phrase of list[feature]?.split('|') ?? []) {
        const words = wordsOf(phrase).map(({ key }) => key)
        const [first] = words
        if (first === undefined) continue
        const sharing = lexicon.get(first)
        const made = { feature, words, capital: /^\s*\p{Lu}/u.test(phrase) }
        if (sharing) sharing.push(made)
        else lexicon.set(first, [made])
      }
    }
  }
  return lexicon
}

export interface Word {
  /** As phrases have it: in lower case, a number as `#`. */
  key: string
  /** In UTF-16 units of the line. */
  from: number
  to: number
}

/** The words of a line, and the few signs that phrases may have. */
export function wordsOf(line: string): Word[] {
  const words: Word[] = []
  for (const { 0: word, index } of line.matchAll(/[\p{L}\p{M}\p{N}#]+(?:['’][\p{L}\p{M}\p{N}]+)*|[©@$€£₽]/gu)) {
    words.push({ key: keyOf(word), from: index, to: index + word.length })
  }
  return words
}

function keyOf(word: string): string {
  if (/^\p{N}+$/u.test(word)) return '#'
  const lower = word.toLowerCase()
  return /[’ё]/.test(lower) ? lower.replaceAll('’', "'").replaceAll('ё', 'е') : lower
}
