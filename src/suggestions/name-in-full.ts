import { tokenAt } from '../attribution/surroundings'
import type { TokenizedText } from '../attribution/tokenized-text'
import { genderOf } from './given-names'
import type { NameInText } from './names-in-text'
import type { StatementBefore } from './passage'

/** Somebody the desk knows, by name and by what else they are called. */
export interface NamesKnown {
  name: string
  aliases: readonly string[]
}

interface Asked {
  text: TokenizedText
  /** Of the whole text. */
  names: readonly NameInText[]
  before: readonly StatementBefore[]
  known: readonly NamesKnown[]
}

/**
 * A name as it is known: to the desk, from an earlier statement, or in full elsewhere in the text. A surname alone is
 * its last bearer's.
 */
export function nameInFull(asked: Asked, name: NameInText): string {
  const { text, before, known } = asked
  const forms = [`The ${name.name}`, name.name]
  const spoken = before.flatMap(({ speakers }) => speakers).toReversed()
  for (const form of tokenAt(text, name.from - 1).lower === 'the' ? forms : forms.toReversed())
    if (spoken.includes(form) || known.some((one) => one.name === form)) return form
  const byAlias = known.find(({ aliases }) => aliases.includes(name.name))
  if (byAlias) return byAlias.name
  const isShort = (full: string) => isShortFor(name.parts, full)
  return (
    spoken.find((full) => isShort(full) || isEndOfBody(name, full)) ??
    known.find((one) => [one.name, ...one.aliases].some(isShort))?.name ??
    inText(asked, name)
  )
}

/** "Pompeo" or "Sarah Sanders" for "Sarah Huckabee Sanders": the last word, and if there are two, the first; initials apart. */
function isShortFor(parts: readonly string[], full: string): boolean {
  const [words, asked] = [full.split(' ').filter(isNoInitial), parts.filter(isNoInitial)]
  if (words.length < 2 || asked.at(-1) !== words.at(-1)) return false
  if (asked.length === 1) return words[0] !== 'The'
  return words.join(' ') === asked.join(' ') || (asked.length === 2 && words.length === 3 && asked[0] === words[0])
}

/** "Evening Post" for "Northmark Evening Post"; but those who are friends of a body are not it. */
const isEndOfBody = ({ name, parts, isPerson }: NameInText, full: string) =>
  !isPerson && parts.length > 1 && full.endsWith(` ${name}`) && !/,| (?:and|of|for) /.test(full)

const isNoInitial = (word: string) => !/^\p{Lu}\.?$/u.test(word)

/** News gives the whole name first, or with its title; a headline is before either. */
function inText({ text, names }: Asked, { from, name, parts, isPerson }: NameInText): string {
  if (parts.length > 1) return !isPerson && PAPERS_WITH_THE.test(parts.at(-1) as string) ? `The ${name}` : name
  const [surname] = parts as [string]
  const full = names.filter((other) => other.parts.length > 1 && other.isPerson && other.parts.at(-1) === surname)
  const bearer = full.findLast((other) => other.from < from) ?? full.find(({ title }) => title !== '')
  const begins = names.find((other) => other.parts.length === 2 && other.parts[0] === surname && isCalledByFirst(other))
  return bearer?.name ?? begins?.name ?? (takesThe(text, surname) ? `The ${name}` : name)
}

/** Who is called by the first word of a name of two: somebody by the given name, a university by its town. */
const isCalledByFirst = ({ parts, isPerson, title }: NameInText) =>
  title === '' && (isPerson ? genderOf(parts[0] as string) !== null : parts[1] === 'University')

/** Newspapers that have the article in their name. */
const PAPERS_WITH_THE = /^(?:Post|Times|Journal|Guardian|Telegraph|Economist|Independent)$/

/** Whether the text says “the Kremlin”. */
const takesThe = (text: TokenizedText, name: string): boolean =>
  !/^(?:US|U\.S\.|UN|EU|U\.N\.|UK|U\.K\.)$/.test(name) &&
  text.tokens.some(
    ({ lower }, at) =>
      lower === 'the' && tokenAt(text, at + 1).text === name && !/^\p{Lu}/u.test(tokenAt(text, at + 2).text),
  )
