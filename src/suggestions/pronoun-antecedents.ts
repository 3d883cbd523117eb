import { sentenceOf } from '../attribution/surroundings'
import { isWithin, type TokenRange } from '../attribution/tokenized-text'
import type { AskedSpeaker, SpeakersMeant } from './asked-speaker'
import { isOfAKind } from './described-speaker'
import { genderOf } from './given-names'
import { nameInFull } from './name-in-full'
import type { NameInText } from './names-in-text'
import { type StatementBefore } from './passage'
import { cited, type Proposal } from './proposal'

/** Words that name a speaker by somebody who was named before. */
export const PRONOUNS = new Set('he she him her they them it who i we his their its'.split(' '))

/** Names that are still looked at, backwards. */
const NAMES_BACK = 6

type Gender = 'm' | 'f'

const GENDER: Record<string, Gender> = { he: 'm', him: 'm', his: 'm', she: 'f', her: 'f' }

/**
 * Who is meant by a pronoun: the last who spoke, of those who did not speak within another's words; within another's
 * words, somebody whom these name. Whoever was "she" further up is not meant by "he".
 */
export function pronounAntecedents(
  asked: AskedSpeaker & { source: TokenRange },
  words: string,
): Proposal<SpeakersMeant>[] {
  const { before, source, cue } = asked
  // By the cue: what stands beside another's words may begin with the pronoun of both.
  const outer = before.find(({ content }) => isWithin(content, cue ?? source.from)) ?? null
  const pronoun = words.toLowerCase()
  const told = gendersTold(before)
  const isUnlikely = ({ speakers }: StatementBefore) =>
    !told.has(speakers.join()) && isNamedOtherwise(speakers[0] ?? '', pronoun)
  const spoke = before
    .filter(
      (one) => one.at <= (cue ?? source.from) && !isInAnother(one, before) && !isOfOtherGender(one, pronoun, told),
    )
    .toReversed()
    .toSorted((a, b) => Number(isUnlikely(a)) - Number(isUnlikely(b)))
    .toSorted((a, b) => (pronoun === 'they' ? Number(isPlural(b)) - Number(isPlural(a)) : 0))
    .map(({ speakers }) => meant([...speakers], 'person', `${cited(words)}: the last who spoke`))
  const named = namedBefore(asked, outer, pronoun).map((name) =>
    meant(
      [nameInFull(asked, name)],
      name.isPerson ? 'person' : 'organisation',
      `${cited(words)} behind ${cited(name.name)}`,
    ),
  )
  return outer ? [...named, ...spoke] : [...spoke.slice(0, 1), ...named, ...spoke.slice(1)]
}

/** Several who spoke, or a group: “officials”, “Britain and France”. */
const isPlural = ({ speakers }: StatementBefore) =>
  speakers.length > 1 || speakers.some((name) => / and /.test(name) || /\p{Ll}s$/u.test(name))

const meant = (names: string[], kind: SpeakersMeant['kind'], reason: string) => ({ value: { names, kind }, reason })

const isInAnother = ({ at, content }: StatementBefore, all: readonly StatementBefore[]) =>
  all.some((other) => other.content !== content && isWithin(other.content, at))

/** Somebody who can’t be meant: several, or whoever was told by the pronoun of another gender further up. */
function isOfOtherGender({ speakers }: StatementBefore, pronoun: string, told: ReadonlyMap<string, Gender>): boolean {
  const asked = GENDER[pronoun]
  if (asked === undefined) return false
  const gender = told.get(speakers.join())
  return speakers.length > 1 || isOfAKind(speakers[0] ?? '') || (gender !== undefined && gender !== asked)
}

/** By which pronoun each was told, the last counts. */
const gendersTold = (all: readonly StatementBefore[]): ReadonlyMap<string, Gender> =>
  new Map(
    all.flatMap(({ speakers, source }): [string, Gender][] => {
      const gender = GENDER[source.toLowerCase()]
      return gender ? [[speakers.join(), gender]] : []
    }),
  )

/** Whether the given name is rather another’s. It only puts them behind: a name is no proof. */
const isNamedOtherwise = (name: string, pronoun: string): boolean => {
  const [asked, gender] = [GENDER[pronoun], genderOf(name)]
  return asked !== undefined && gender !== null && gender !== asked
}

/** Names before the pronoun: in another's words the first of its sentence, which is what it tells of; else the last. */
function namedBefore(asked: AskedSpeaker & { source: TokenRange }, outer: StatementBefore | null, pronoun: string) {
  const { text, source, names: all } = asked
  const from = outer ? (text.starts[sentenceOf(text, source.from)] as number) : 0
  const outers = outer?.speakers ?? []
  const fits = (name: NameInText) => {
    const full = nameInFull(asked, name)
    if (outers.includes(full)) return false
    if (isNamedOtherwise(full, pronoun)) return false
    const isPerson = name.isPerson || (full !== name.name && !full.startsWith('The '))
    return pronoun === 'it' ? !isPerson : GENDER[pronoun] === undefined || isPerson
  }
  const names = all.filter((name) => name.from >= from && name.to <= source.from)
  return outer ? names.filter(fits) : names.slice(-LOOKED_AT).filter(fits).slice(-NAMES_BACK).reverse()
}

/** Names before a pronoun that are asked who they are. */
const LOOKED_AT = 20
