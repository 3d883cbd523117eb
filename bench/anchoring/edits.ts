import type { AnchoredSpan } from '../../src/quotes/reanchored'
import type { Chance } from '../trust/chance'
import { paragraphsOf, sentencesOf, type TrackedText } from './tracked-text'

/** What an edit has at hand: chances, sentences of other articles, and the statements in the text as it was at first. */
export interface Desk {
  chance: Chance
  foreign: readonly string[]
  statements: readonly (readonly AnchoredSpan[])[]
  /** Which of these have become another's words, and whose: edits add to it. */
  anothers: Map<number, string>
}

/** Does one thing to a text that editors do. */
export type Edit = (tracked: TrackedText, desk: Desk) => void

/** Puts a sentence or a paragraph of another article in. */
const insert: Edit = (tracked, { chance, foreign }) => {
  const words = chance.oneOf(foreign)
  if (chance.oneIn(2)) {
    const { start } = chance.oneOf(paragraphsOf(tracked))
    tracked.insert(start, `${words} ${chance.oneOf(foreign)}\n\n`)
  } else {
    const { start, end } = chance.oneOf(sentencesOf(tracked))
    if (chance.oneIn(2)) tracked.insert(start, `${words} `)
    else tracked.insert(end, ` ${words}`)
  }
}

/** Takes a sentence or a paragraph out. */
const remove: Edit = (tracked, { chance }) => {
  const all = chance.oneIn(3) ? paragraphsOf(tracked) : sentencesOf(tracked)
  if (all.length > 3) take(tracked, chance.oneOf(all))
}

/** Takes a passage out with the space or the line ends behind it. */
function take(tracked: TrackedText, { start, end }: { start: number; end: number }) {
  const isAlone = (tracked.characters[start - 1] ?? '\n') === '\n' && (tracked.characters[end] ?? '\n') === '\n'
  let to = end
  if (isAlone) while (tracked.characters[to] === '\n') to++
  else if (tracked.characters[to] === ' ') to++
  tracked.delete(start, to)
}

/** Puts a paragraph elsewhere, or one before the other. */
const reorder: Edit = (tracked, { chance }) => {
  const paragraphs = paragraphsOf(tracked)
  const [one, other] = [chance.oneOf(paragraphs), chance.oneOf(paragraphs)]
  if (one.start === other.start) return
  let end = one.end
  while (tracked.characters[end] === '\n') end++
  if (end === one.end) {
    // The last one has no line end behind it.
    tracked.insert(end, '\n\n')
    end += 2
  }
  tracked.move(one.start, end, other.start)
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/** Mends, or spoils, one to three words: a letter more, less, or another. */
const spelling: Edit = (tracked, { chance }) => {
  for (let times = 1 + chance.below(3); times > 0; times--) {
    const place = chance.below(tracked.characters.length)
    if (!/[a-z]/.test(tracked.characters[place] ?? '')) continue
    const letter = chance.oneOf(LETTERS.split(''))
    const how = chance.below(3)
    if (how === 0) tracked.delete(place, place + 1)
    else if (how === 1) tracked.insert(place, letter)
    else if (letter !== tracked.characters[place]) tracked.replace(place, place + 1, letter)
  }
}

/** Signs that stand for the same: what a text has, what another typesetting has. */
const TYPESETTINGS: Record<string, string>[] = [
  { '“': '"', '”': '"', '‘': "'", '’': "'", '—': '--', '–': '-', '\u00a0': ' ' },
  { '"': '“', "'": '’', '-': '‐', ' ': '\u00a0' },
  { '“': '«', '”': '»', '"': '»', '’': '´', '—': '–', '…': '...' },
  { '“': '„', '—': '―', ' ': '\u2009', "'": 'ʼ' },
]

/** Sets the whole text, or a paragraph, with other quotation marks, dashes and spaces. */
const typography: Edit = (tracked, { chance }) => {
  const signs = chance.oneOf(TYPESETTINGS)
  const { start, end } = chance.oneIn(2)
    ? { start: 0, end: tracked.characters.length }
    : chance.oneOf(paragraphsOf(tracked))
  const always = chance.oneIn(2)
  for (let place = end - 1; place >= start; place--) {
    const sign = signs[tracked.characters[place] as string]
    if (sign !== undefined && (always || chance.oneIn(3))) tracked.retype(place, place + 1, sign)
  }
}

/** Breaks lines at a width, or joins broken ones again. */
const rewrap: Edit = (tracked, { chance }) => {
  const { characters } = tracked
  const isSingle = (place: number) =>
    characters[place] === '\n' && characters[place - 1] !== '\n' && characters[place + 1] !== '\n'
  if (!tracked.text.includes('\n\n')) {
    for (let place = characters.length - 1; place >= 0; place--)
      if (characters[place] === '\n') tracked.retype(place, place + 1, '\n\n')
    return
  }
  for (const place of characters.keys()) if (isSingle(place)) characters[place] = ' '
  if (chance.oneIn(4)) return
  const width = 50 + chance.below(40)
  let column = 0
  for (const [place, character] of characters.entries()) {
    column = character === '\n' ? 0 : column + 1
    if (column > width && character === ' ') {
      characters[place] = '\n'
      column = 0
    }
  }
}

/** Repeats a sentence elsewhere: in the lede, at the end, anywhere; also right beside itself. */
const duplicate: Edit = (tracked, { chance }) => {
  const sentences = sentencesOf(tracked)
  const { start, end } = chance.oneOf(sentences)
  const to = chance.oneIn(4) ? (sentences[0] ?? { end: 0 }) : chance.oneIn(4) ? { start, end } : chance.oneOf(sentences)
  if (chance.oneIn(4)) tracked.copy(start, end, to.end, '\n\n', '')
  else tracked.copy(start, end, to.end, ' ', '')
}

/** Says a sentence in other words: up to a third of them are others, some are gone, some are added. */
const reword: Edit = (tracked, { chance, foreign }) => {
  const { start, end } = chance.oneOf(sentencesOf(tracked))
  const words = [...tracked.slice(start, end).matchAll(/[\p{L}\p{N}]+/gu)]
  const share = 0.05 + chance.next() * 0.3
  const source = chance.oneOf(foreign).split(/\s+/)
  for (const word of words.reverse()) {
    if (chance.next() > share) continue
    // Matches are counted in UTF-16 units: before a word there are as many code points as characters.
    const from = start + Array.from(tracked.slice(start, end).slice(0, word.index)).length
    const to = from + Array.from(word[0]).length
    const how = chance.below(3)
    if (how === 0) tracked.insert(from, `${chance.oneOf(['not', 'also', 'never', 'largely', ...source])} `)
    else if (how === 1) tracked.delete(from, tracked.characters[to] === ' ' ? to + 1 : to)
    else {
      const other = chance.oneOf(source)
      // "the" for "The" is no other word: what becomes of another case has cases of its own
      // (test/quotes/reanchor-in-place.test.ts).
      if (other.toLowerCase() !== word[0].toLowerCase()) tracked.replace(from, to, other)
    }
  }
}

/** Takes a statement out: its content alone, its sentences, or its paragraphs. */
const removeQuote: Edit = (tracked, { chance, statements }) => {
  const content = chance.oneOf(statements).filter(({ part }) => part === 'content')
  const placeNow = new Map(tracked.origins.map((origin, place) => [origin, place]))
  const within = chance.oneOf([() => [], sentencesOf, paragraphsOf])(tracked)
  for (const { start, end } of content.toReversed()) {
    const places = Array.from({ length: end - start }, (_, ordinal) => placeNow.get(start + ordinal)).filter(
      (place) => place !== undefined,
    )
    const [first, last] = [Math.min(...places), Math.max(...places)]
    const whole = within.filter((one) => places.some((place) => place >= one.start && place < one.end))
    if (places.length === 0) continue
    if (whole.length > 0) {
      for (const one of whole.toReversed()) take(tracked, one)
      return
    }
    if (last - first < 2 * (end - start)) tracked.delete(first, last + 1)
  }
}

const PRONOUN = /^(?:he|she|it|they|we|i)$/i
/** Words that begin with a capital, but for a sentence's first; whatever spaces they have. */
const NAME = /(?<=[\p{L}\p{N},]\s)\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+)*/gu
const OTHER_NAMES = ['Sergei Lavrov', 'Ruiz', 'Anna Petrova', 'Lindqvist', 'Maria Zakharova', 'Adeyemi']
/** So many sentences before a statement one is looked for that has a name in it. */
const SENTENCES_BEFORE = 3
/** Words that sentences begin with: a capital in any other may be a name. */
const OPENERS = /(?<!\p{L})(?:The|This|That|These|Those|It|He|She|They|We|I|In|On|At|But|And|A|An|There)(?!\p{L})/gu
const QUOTATION_MARKS = /["“”„«»]/g

/**
 * Whether it is surely this name that a pronoun behind it stands for: nothing between the two may be another's name, at the
 * beginning of a sentence, in capitals or behind a quotation mark, and nobody speaks who is spoken of in a quotation.
 */
const isSurelyMeant = (beforeName: string, behindName: string) =>
  (beforeName.match(QUOTATION_MARKS)?.length ?? 0) % 2 === 0 && !/\p{Lu}/u.test(behindName.replace(OPENERS, ''))

/** Names another before a statement whose source is a pronoun, or none: its words are another's then. */
const anotherName: Edit = (tracked, { chance, statements, anothers }) => {
  const placeNow = new Map(tracked.origins.map((origin, place) => [origin, place]))
  const wordsOf = ({ start, end }: AnchoredSpan) =>
    Array.from({ length: end - start }, (_, at) => tracked.characters[placeNow.get(start + at) ?? -1] ?? '').join('')
  const unnamed = [...statements.entries()].filter(([, spans]) => {
    const source = spans.find(({ part }) => part === 'source')
    return !source || PRONOUN.test(wordsOf(source))
  })
  if (unnamed.length === 0) return
  const [ordinal, spans] = chance.oneOf(unnamed)
  const first = placeNow.get(Math.min(...spans.map(({ start }) => start)))
  if (first === undefined) return
  const before = sentencesOf(tracked).filter(({ end }) => end <= first)
  for (const { start, end } of before.slice(-SENTENCES_BEFORE).reverse()) {
    const sentence = tracked.slice(start, end)
    const name = [...sentence.matchAll(NAME)].at(-1)
    if (!name) continue
    const from = start + Array.from(sentence.slice(0, name.index)).length
    const behind = tracked.slice(from + Array.from(name[0]).length, first)
    if (!isSurelyMeant(sentence.slice(0, name.index), behind)) return
    const others = OTHER_NAMES.filter((other) => other !== name[0])
    const other = chance.oneOf(others)
    tracked.replace(from, from + Array.from(name[0]).length, other)
    anothers.set(ordinal, other)
    return
  }
}

/** The statements before which another name stands still: a later edit may have taken the name, or the statement, elsewhere. */
export function stillAnothers(tracked: TrackedText, { statements, anothers }: Pick<Desk, 'statements' | 'anothers'>) {
  const placeNow = new Map(tracked.origins.map((origin, place) => [origin, place]))
  const stands = [...anothers].filter(([ordinal, name]) => {
    const first = placeNow.get(Math.min(...(statements[ordinal] ?? []).map(({ start }) => start)))
    const before = sentencesOf(tracked).filter(({ end }) => first !== undefined && end <= first)
    return before.slice(-SENTENCES_BEFORE).some(({ start, end }) => tracked.slice(start, end).includes(name))
  })
  return new Set(stands.map(([ordinal]) => ordinal))
}

export const EDITS: Record<string, Edit> = {
  insert,
  delete: remove,
  reorder,
  spelling,
  typography,
  rewrap,
  duplicate,
  reword,
  'delete a quote': removeQuote,
  'another name before a pronoun': anotherName,
}
