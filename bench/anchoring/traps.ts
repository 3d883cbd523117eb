import { CodePoints } from '../../src/quotes/code-points'
import { RULES, reanchor } from '../../src/quotes/reanchor'
import type { AnchoredPart, AnchoredSpan, ReanchorRules } from '../../src/quotes/reanchored'
import { type Chance, chance } from '../trust/chance'
import type { Figure, Harness } from '../trust/harness'
import { type ApproximateSearch, approximateSearch, placeAsHypothesis } from './hypothesis'

const TIMES = { long: 4_000, short: 200 }
const SEED = 4_711

/** An article of two speakers, its quotations as paragraphs, and what is done to it. */
export interface Trap {
  before: string
  after: string
  statement: AnchoredSpan[]
  /** The statement was taken out, and something else stands there: it may not be said to be edited, either. */
  isGone?: boolean
}

interface Made {
  speaker: string
  quote: string
  filler: string
}

type TrapOf = (one: Made, other: Made, chance: Chance) => Trap | null

/** Edits aimed at what a matcher may fall for. In none may the statement go over by itself. */
export const TRAPS: Record<string, TrapOf> = {
  'two nearly identical sentences swapped': (one, other) => {
    const [was, is] = [sentence(one), sentence({ ...other, quote: one.quote.replace(/\d+/, '1$&') })]
    const texts = [`${one.filler} ${was} ${is} ${other.filler}`, `${one.filler} ${is} ${was} ${other.filler}`]
    return { before: texts[0] as string, after: texts[1] as string, statement: spansIn(texts[0] as string, one) }
  },
  'the speakers of two quotations next to each other swapped': (one, other) => {
    const before = article(one, other)
    const after = article({ ...one, speaker: other.speaker }, { ...other, speaker: one.speaker })
    return { before, after, statement: spansIn(before, one) }
  },
  'a quotation put under another speaker': (one, other) => {
    const before = `${one.speaker} spoke first, and at length.\n\n“${one.quote}”\n\n${other.speaker} answered soon.\n\n“${other.quote}”\n\n${one.filler}`
    const after = `${one.speaker} spoke first, and at length.\n\n“${other.quote}”\n\n${other.speaker} answered soon.\n\n“${one.quote}”\n\n${one.filler}`
    return { before, after, statement: spansIn(before, one) }
  },
  'a paragraph with “he said” put behind another speaker’s': (one, other) => {
    const said = `“${one.quote},” he said.`
    const before = `${one.speaker} spoke first.\n\n${said}\n\n${one.filler}\n\n${other.speaker} answered soon.\n\n${other.filler}`
    const after = `${one.speaker} spoke first.\n\n${one.filler}\n\n${other.speaker} answered soon.\n\n${said}\n\n${other.filler}`
    return { before, after, statement: spansIn(before, { ...one, speaker: 'he' }) }
  },
  'another speaker named before a paragraph with “he said”': (one, other) => {
    const textOf = (speaker: string) =>
      `${one.filler}\n\nThen ${speaker} spoke, and at length.\n\n“${one.quote},” he said.\n\n${other.filler}`
    const before = textOf(one.speaker)
    return { before, after: textOf(other.speaker), statement: spansIn(before, { ...one, speaker: 'he' }) }
  },
  'another speaker’s sentence put before “he said”': (one, other) => {
    const textOf = (between: string) =>
      `Then ${one.speaker} spoke, and at length.${between} “${one.quote},” he said. ${one.filler}\n\n${other.filler}`
    const before = textOf('')
    const after = textOf(` Soon ${other.speaker} took over.`)
    return { before, after, statement: spansIn(before, { ...one, speaker: 'he' }) }
  },
  'another sentence before a quotation that names nobody': (one, other) => {
    const textOf = (speaker: string) => `${one.filler} It was ${speaker} who spoke. “${one.quote}.” ${other.filler}`
    const before = textOf(one.speaker)
    const [content] = spansIn(before, one).filter(({ part }) => part === 'content')
    return content ? { before, after: textOf(other.speaker), statement: [content] } : null
  },
  'one of two same quotations deleted, with what stood around both': (one, other, chance) => {
    const same = sentence(one)
    const before = `${one.filler} ${same} ${other.filler} ${same} ${sentence(other)}`
    const after = chance.oneIn(2) ? `${one.filler} ${same} ${sentence(other)}` : `Now ${same} Then ${sentence(other)}`
    return { before, after, statement: spansIn(before, one) }
  },
  'a deleted quotation repeated in the lede': (one, other) => {
    const before = `${other.filler}\n\n${sentence(other)}\n\n${sentence(one)} ${one.filler}`
    const after = `${other.filler} ${sentence(one)}\n\n${sentence(other)}\n\n${one.filler}`
    return { before, after, statement: spansIn(before, one) }
  },
  'a quotation edited, and a true copy put right behind it': (one, other) => {
    const before = `${one.filler} ${sentence(one)} ${other.filler}`
    const spoilt = sentence({ ...one, quote: one.quote.replace('not ', '') })
    return {
      before,
      after: `${one.filler} ${spoilt} ${sentence(one)} ${other.filler}`,
      statement: spansIn(before, one),
    }
  },
  'a quotation doubled on the spot': (one, other) => {
    const before = `${one.filler} ${sentence(one)} ${other.filler}`
    return {
      before,
      after: `${one.filler} ${sentence(one)} ${sentence(one)} ${other.filler}`,
      statement: spansIn(before, one),
    }
  },
  'a “not” taken out': (one, other) => {
    const before = article(one, other)
    return { before, after: before.replace('not ', ''), statement: spansIn(before, one) }
  },
  'a nought more': (one, other) => {
    const before = article(one, other)
    return { before, after: before.replace(/\d+/, '$&0'), statement: spansIn(before, one) }
  },
  '“never” put between speaker and saying': (one, other) => {
    const before = article(one, other)
    return {
      before,
      after: before.replace(`${one.speaker} said`, `${one.speaker} never said`),
      statement: spansIn(before, one),
    }
  },
  '“It is not true that” put before the sentence': (one, other) => {
    const before = article(one, other)
    const after = before.replace(sentence(one), `It is not true that ${sentence(one)}`)
    return { before, after, statement: spansIn(before, one) }
  },
  'a paragraph moved, and words put on the line before it': (one, other) => {
    const lines = [one.filler, other.filler, sentence(other)].flatMap((text) => [...inLines(text), ''])
    const said = inLines(sentence(one))
    const before = [...said, '', ...lines].join('\n')
    return { before, after: [...lines, 'It is not true that', ...said].join('\n'), statement: spansIn(before, one) }
  },
  'a quotation edited, a true copy put behind it, and both moved': (one, other) => {
    const spoilt = sentence({ ...one, quote: one.quote.replace('not', 'this').replace(/since \d+/, 'things') })
    const before = `${one.filler}\n\n${sentence(one)} ${sentence(other)}\n\n${other.filler}`
    const after = `${spoilt} ${sentence(one)} ${sentence(other)}\n\n${one.filler}\n\n${other.filler}`
    return { before, after, statement: spansIn(before, one) }
  },
  'one of two same quotations beside each other deleted, a third further on': (one, other) => {
    const same = sentence(one)
    const before = `${one.filler} ${same} ${same} Then this: ${same} ${other.filler}`
    return {
      before,
      after: `${one.filler} ${same} Then this: ${same} ${other.filler}`,
      statement: spansIn(before, one),
    }
  },
  'one of two same paragraphs beside each other deleted': (one, other) => {
    const same = `${other.filler} ${sentence(one)} ${one.filler}\n\n`
    const before = `${sentence(other)}\n\n${same}${same}${sentence(other)}`
    const after = `${sentence(other)}\n\n${same}${sentence(other)}`
    return { before, after, statement: spansIn(before, one) }
  },
  'a quotation’s paragraph deleted, a copy put behind a short sentence of the next': (one, other) => {
    const next = (copy: string) => `The two sides do not agree.${copy} ${other.filler}`
    const before = `${one.filler}\n\nThe rest was short. ${sentence(one)} ${sentence(other)}\n\n${next('')}`
    return { before, after: `${one.filler}\n\n${next(` ${sentence(one)}`)}`, statement: spansIn(before, one) }
  },
  'a quotation deleted, another sentence of the same small words put there': (one, other) => {
    const quote = 'it would be an embarrassment not to'
    const said = (words: string) => `${one.speaker} said ${words}.`
    const before = `${one.filler}\n\n${said(quote)}\n\n${other.filler}`
    const after = `${one.filler}\n\nWhoever did it could be subject to dismissal.\n\n${other.filler}`
    return { before, after, statement: spansIn(before, { ...one, quote }), isGone: true }
  },
  'of two same quotations one deleted, the other edited': (one, other) => {
    const spoilt = sentence({ ...one, quote: one.quote.replace('not', 'this') })
    const before = `${one.filler} ${sentence(one)}\n\n${sentence(one)} ${sentence(other)}\n\n${other.filler}`
    const statement = spansIn(before, one).map((span) => ({
      ...span,
      start: span.start + sentence(one).length + 2,
      end: span.end + sentence(one).length + 2,
    }))
    return { before, after: `${one.filler} ${spoilt}\n\n${other.filler}`, statement, isGone: true }
  },
  'of two same quotations beside each other one deleted, the other shortened': (one, other) => {
    const shortened = sentence({ ...one, quote: one.quote.replace('have ', '').replace('since ', '') })
    const before = `${one.filler} ${sentence(one)} ${sentence(one)} ${other.filler}`
    const after = `${one.filler} ${shortened} ${other.filler}`
    return { before, after, statement: spansIn(before, one), isGone: true }
  },
}

/** Broken at a width that makes a text one of fixed lines. */
function inLines(text: string): string[] {
  return text.match(/.{1,40}(?:\s|$)/g)?.map((line) => line.trim()) ?? []
}

const sentence = ({ speaker, quote }: Made) => `“${quote},” ${speaker} said.`
const article = (one: Made, other: Made) => `${one.filler}\n\n${sentence(one)}\n\n${sentence(other)}\n\n${other.filler}`

function spansIn(text: string, { speaker, quote }: Made): AnchoredSpan[] {
  const start = text.indexOf(quote)
  const span = (part: AnchoredPart, words: string, from: number): AnchoredSpan[] => {
    const at = text.indexOf(words, from)
    return at < 0 ? [] : [{ part, position: 0, start: at, end: at + words.length }]
  }
  const source = span('source', speaker, start)
  // Where the speaker is named before the quotation, the source is there.
  return [
    ...span('content', quote, 0),
    ...(source.length > 0 && text.includes(`,” ${speaker}`) ? source : span('source', speaker, 0)),
  ]
}

const NAMES = ['Ruiz', 'Gomez', 'Petrova', 'Adeyemi', 'the minister', 'Lindqvist', 'the spokesman', 'O’Neill']
const VERBS = ['sold', 'bought', 'shipped', 'lost', 'hidden', 'returned']
const THINGS = ['tanks', 'barrels of oil', 'tonnes of wheat', 'visas', 'aircraft', 'reports']
const FILLERS = [
  'Analysts had expected another answer on Friday.',
  'The talks went on until late in the night.',
  'Nobody in the ministry picked up the telephone.',
  'Prices rose by a tenth in the same week.',
  'A crowd waited in front of the building.',
]

const made = (chance: Chance): Made => ({
  speaker: chance.oneOf(NAMES),
  quote: `We have not ${chance.oneOf(VERBS)} ${10 + chance.below(900)} ${chance.oneOf(THINGS)} since ${1990 + chance.below(30)}`,
  filler: `${chance.oneOf(FILLERS)} ${chance.oneOf(FILLERS)}`,
})

/** What a matcher makes of them that has no rule but words and their order. */
export const WORDS_ALONE: ReanchorRules = { ...RULES, context: false, speaker: false }
/** What it makes of them when any lead of a place is enough. */
export const NO_MARGIN: ReanchorRules = { ...RULES, margin: 0 }
/** So many traps of a kind are also tried on Hypothesis's method, which takes a hundred times as long. */
const ON_HYPOTHESIS = 10
/** Here only the letters of its words tell, which no control leaves out: nothing that is tried falls for it. */
const WITHOUT_CONTROL = 'a quotation deleted, another sentence of the same small words put there'

export const traps: Harness = {
  what: 'edits aimed at what a matcher may fall for: none may be carried over by itself, and but for one kind some control falls',
  async run({ short }) {
    const times = TIMES[short ? 'short' : 'long']
    const search = await approximateSearch()
    return Object.entries(TRAPS).map(([what, trapOf], kind): Figure => {
      let [tried, fallen, wordsAlone, noMargin, hypothesis] = [0, 0, 0, 0, 0]
      for (let time = 0; time < times; time++) {
        const trap = trapFrom(trapOf, chance(SEED, kind, time))
        if (!trap) continue
        if (isFallenFor(trap, RULES)) fallen++
        if (isFallenFor(trap, WORDS_ALONE)) wordsAlone++
        if (isFallenFor(trap, NO_MARGIN)) noMargin++
        if (tried++ < ON_HYPOTHESIS && hypothesisFallsFor(search, trap)) hypothesis++
      }
      const found = `${fallen} of ${tried} fallen for; words and order alone ${wordsAlone}, no margin ${noMargin}, Hypothesis’s method ${hypothesis} of ${Math.min(tried, ON_HYPOTHESIS)}`
      const hasControl = what !== WITHOUT_CONTROL
      const isControlled = !hasControl || wordsAlone + noMargin + hypothesis > 0
      const goal = hasControl ? '0, and some control more' : '0'
      return { what, found, goal, isReached: fallen === 0 && tried > 0 && isControlled }
    })
  },
}

/** A trap of two different speakers and quotations; null where chance made the same. */
export function trapFrom(trapOf: TrapOf, chances: Chance): Trap | null {
  const [one, other] = [made(chances), made(chances)]
  return one.speaker === other.speaker || one.quote === other.quote ? null : trapOf(one, other, chances)
}

export function isFallenFor({ before, after, statement, isGone }: Trap, rules: ReanchorRules): boolean {
  const [outcome] = reanchor(before, after, [statement], rules)
  return ['unchanged', 'moved', ...(isGone ? ['edited'] : [])].includes(outcome?.class ?? '')
}

/** Whatever it finds a place for it puts there. */
export function hypothesisFallsFor(search: ApproximateSearch, { before, after, statement }: Trap): boolean {
  const placed = placeAsHypothesis(search, CodePoints.of(before), CodePoints.of(after), statement)
  return placed.some(({ part }) => part === 'content')
}
