import { BREAK, type Vocabulary, type WordTokens } from './word-tokens'

/**
 * Words that mean the same with a capital and without: English ones that are neither names nor parts of names. "May",
 * "Will" and "Mark" are not among them, "us" and "it" only as "Us" and "It", and a word of another language only if it
 * happens to be spelt so, at the beginning of a sentence.
 */
const NO_NAMES = new Set(
  `a about after all also although an and another any are as at be because been before but by can could did do does
  during each even every few for from had has have he her here his how however i if in into is it its just later many
  meanwhile more most much my neither never no nor not nothing now of on once one only or other our over she should
  since so some still such than that the their them then there these they this those though through to too under until
  up us very was we were what when where whether which while who whom whose why with without would yes yet you your`
    .trim()
    .split(/\s+/),
)

/** Whether a word means the same with a capital, which it then has from where it stands. */
export const isNoName = (word: string): boolean => NO_NAMES.has(word.toLowerCase())

/** Words that are other words with a capital. In a headline that is set in capitals nobody can tell them apart. */
const NAMES_AND_WORDS = new Set(
  `aids april august bill bush catholic china christian congress conservative conservatives cook democrat democratic
  democrats earth french german grant green greens house independent job jobs labor labour left liberal liberals march
  mark may mercury nice parliament pat polish reading republican republicans right rose senate state states turkey union
  us who will it`
    .trim()
    .split(/\s+/),
)

/** Signs behind which a sentence, a quotation or a headline may begin. */
const OPENERS = new Set(['.', '!', '?', ':', '…', '"', "'", '(', '[', '“', '-', '。', '！', '？'])

export const isSentenceOpener = (word: string) => OPENERS.has(word)

/** A headline's words that begin with a capital in title case only. */
const LONGEST_SMALL_WORD = 3

/** No headline has more tokens: longer lines are paragraphs, and their capitals mean something. */
const LONGEST_HEADLINE = 40

/**
 * Whether two words that differ in case alone say the same where they stand: only their first letter differs, and
 * either it begins a sentence and the word is no name, or the whole line went to title case or back.
 */
export function isSafeCase(vocabulary: Vocabulary, a: WordTokens, i: number, b: WordTokens, j: number): boolean {
  const [one, other] = [vocabulary.words[a.words[i] as number], vocabulary.words[b.words[j] as number]]
  if (one === undefined || other === undefined || !differsInFirstLetter(one, other)) return false
  const lower = one.toLowerCase()
  const [capitals, at] = one === lower ? [b, j] : [a, i]
  if (NO_NAMES.has(lower) && isAtBeginning(vocabulary, capitals, at)) return true
  if (NAMES_AND_WORDS.has(lower)) return false
  return isTitle(vocabulary, a, i) !== isTitle(vocabulary, b, j)
}

/** "The" and "the"; not "US" and "us", nor "IT" and "It". */
function differsInFirstLetter(one: string, other: string): boolean {
  const rest = (word: string) => Array.from(word).slice(1).join('')
  return rest(one) === rest(other) && rest(one) === rest(one).toLowerCase() && one.toLowerCase() === other.toLowerCase()
}

function isAtBeginning(vocabulary: Vocabulary, tokens: WordTokens, at: number): boolean {
  if (at === 0 || (tokens.breaks[at] as number) >= BREAK.line) return true
  return isSentenceOpener(vocabulary.words[tokens.words[at - 1] as number] as string)
}

/** Whether the line is a headline in title case: short, no full stop at its end, and each longer word has a capital. */
function isTitle(vocabulary: Vocabulary, tokens: WordTokens, at: number): boolean {
  let from = at
  while (from > 0 && at - from <= LONGEST_HEADLINE && (tokens.breaks[from] as number) < BREAK.line) from--
  let to = at + 1
  while (to < tokens.count && to - from <= LONGEST_HEADLINE && (tokens.breaks[to] as number) < BREAK.line) to++
  if (to - from > LONGEST_HEADLINE) return false
  const words = Array.from(tokens.words.subarray(from, to), (word) => vocabulary.words[word] as string)
  if (['.', '!'].includes(words.at(-1) as string)) return false
  const longer = words.filter((word) => /^\p{L}/u.test(word) && word.length > LONGEST_SMALL_WORD)
  return longer.length >= 2 && longer.every((word) => /^\p{Lu}/u.test(word))
}
