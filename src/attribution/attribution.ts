import { CUE, cuePlaces } from './cue-features'
import { aroundCue, ROLE, rolePlaces } from './role-features'
import { aroundContent, SAYING, sayingPlaces } from './saying-features'
import { bestTags, type Weights } from './sequence-tagger'
import { sentenceOf } from './surroundings'
import { tidyContent, tidySource } from './tidy-ranges'
import { overlaps, type TokenizedText, type TokenRange } from './tokenized-text'

/** What is learnt from marked news: where cues are, what stands around one, and what stands around a content. */
export interface AttributionModel {
  cues: Weights
  roles: Weights
  saying: Weights
}

/** That something was said, as a text has it. */
export interface Attribution {
  /** The word that says so. */
  cue: number
  content: TokenRange[]
  /** What names who said it; null where the text does not. */
  source: TokenRange | null
}

/** A sentence has no more cues than this; where one seems to, it is a list of words, and each would be read around. */
const MOST_CUES = 8

/** The words of some sentences that say that something was said. */
export function cuesIn(text: TokenizedText, { from, to }: TokenRange, model: AttributionModel): number[] {
  const cues: number[] = []
  for (let first = from; first < to; ) {
    const next = text.starts[sentenceOf(text, first) + 1] as number
    const tags = bestTags(cuePlaces(text, { from: first, to: next }), model.cues)
    const found = Array.from(tags.keys()).filter((place) => tags[place] === CUE.cue)
    for (const place of found.slice(0, MOST_CUES)) cues.push(first + place)
    first = next
  }
  return cues
}

/** What is said in one sentence, in the order of its cues: each cue with a content, which may lie around it. */
export function attributionsIn(text: TokenizedText, sentence: number, model: AttributionModel): Attribution[] {
  const range = { from: text.starts[sentence] as number, to: text.starts[sentence + 1] as number }
  return cuesIn(text, range, model)
    .map((cue) => attributionOf(text, cue, model))
    .filter(({ content }) => content.length > 0)
}

function attributionOf(text: TokenizedText, cue: number, model: AttributionModel): Attribution {
  const range = aroundCue(text, cue)
  const tags = bestTags(rolePlaces(text, cue, range), model.roles)
  const found = (role: number) => rangesOf(tags, role, range.from)
  const content = tidyContent(text, found(ROLE.content))
  const source = nearest(tidySource(text, found(ROLE.source)), cue)
  return { cue, content: isTorn(text, content, cue) ? clauseBefore(text, source, cue) : content, source }
}

/** Whether a content is of another sentence, and begins or ends within a quotation there: nobody means half of one. */
function isTorn(text: TokenizedText, content: readonly TokenRange[], cue: number): boolean {
  const isOutside = (at: number) => sentenceOf(text, at) !== sentenceOf(text, cue)
  const goesOn = (at: number) => text.quotation[at] !== 0 && text.quotation[at] === text.quotation[at + 1]
  return (
    content.length === 0 ||
    content.every(({ from, to }) => isOutside(from) && isOutside(to - 1) && (goesOn(from - 1) || goesOn(to - 1)))
  )
}

/** "The bridge will open, minister Ana Ruiz told them": what stands before the source, up to the comma between. */
function clauseBefore(text: TokenizedText, source: TokenRange | null, cue: number): TokenRange[] {
  if (!source || source.to !== cue) return []
  const from = text.starts[sentenceOf(text, cue)] as number
  const isComma = text.tokens[source.from - 1]?.text === ','
  return isComma && source.from - 1 - from >= SHORTEST_CLAUSE ? [{ from, to: source.from - 1 }] : []
}

/** Fewer tokens before a comma are "On Monday", not what was said. */
const SHORTEST_CLAUSE = 4

/** Who says a content and by which word, as the text around it tells; each null where it does not. */
export function sayingOf(
  text: TokenizedText,
  content: readonly TokenRange[],
  model: AttributionModel,
): { cue: number | null; source: TokenRange | null } {
  const range = aroundContent(text, content)
  const tags = bestTags(sayingPlaces(text, content, range), model.saying)
  const [found] = rangesOf(tags, SAYING.cue, range.from)
  const cue = found?.from ?? null
  const source = nearest(
    tidySource(text, rangesOf(tags, SAYING.source, range.from)),
    cue ?? (content[0] as TokenRange).from,
  )
  return { cue, source: source ?? (cue === null ? null : sourceOfCue(text, cue, content, model)) }
}

/** What a cue alone tells of its source, where that lies outside of the content. */
function sourceOfCue(text: TokenizedText, cue: number, content: readonly TokenRange[], model: AttributionModel) {
  const { source } = attributionOf(text, cue, model)
  return source && !overlaps(content, source) ? source : null
}

/** Where a tag stands, in ranges of tokens. */
function rangesOf(tags: Uint8Array, tag: number, first: number): TokenRange[] {
  const ranges: TokenRange[] = []
  tags.forEach((one, place) => {
    if (one !== tag) return
    const last = ranges.at(-1)
    if (last?.to === first + place) last.to += 1
    else ranges.push({ from: first + place, to: first + place + 1 })
  })
  return ranges
}

const nearest = (ranges: readonly TokenRange[], place: number): TokenRange | null =>
  ranges.toSorted((a, b) => distance(a, place) - distance(b, place))[0] ?? null

const distance = ({ from, to }: TokenRange, place: number) =>
  place < from ? from - place : place >= to ? place - to + 1 : 0
