import { proposeZones } from '../../src/boilerplate/propose-zones'
import { sentences } from '../../src/quotes/sentences'
import type { BenchOptions } from '../frame/part'
import { say } from '../frame/say'
import { mixedTexts } from './mixed-texts'
import { type Proposer, proposeNothing, proposeShortLines, scoreOf, type ZoneScore } from './zone-score'
import { inventedTexts, realTexts, type ZonedText } from './zoned-texts'

/** What a set of texts has to reach: characters of what is not the article’s, and sentences of it proposed at most. */
interface Goal {
  found: number
  wrong: number
}

/** The issue’s, for the five real articles. */
const REAL: Goal = { found: 0.95, wrong: 0 }

/** Of texts that rules were made by the same can be asked. */
const TUNED_ON: Goal = REAL

/** Of texts that no rule was made by less is found, but nothing may be proposed that is the article’s. */
const HELD_OUT: Goal = { found: 0.75, wrong: 0 }

/** 5 MB in at most so many seconds, on one core: a form’s page waits for it. */
const LONGEST_SECONDS = 2

/**
 * Zones proposed in texts that somebody marked by hand. `GAINSAY_SHOW_ZONES=1` prints what was missed and what is
 * wrong, of texts that are held out only where a goal is missed.
 */
export async function benchZones(_options: BenchOptions): Promise<boolean> {
  const { tunedOn, heldOut } = inventedTexts()
  const real = realTexts()
  const results = [
    real.length > 0
      ? told('real articles', real, REAL)
      : skipped('real articles: GAINSAY_REAL_ARTICLES is unset, so they were left out'),
    told('invented, rules made by them', tunedOn, TUNED_ON),
    told('invented, held out', heldOut, HELD_OUT),
    ...inTextsOfOthers(tunedOn, heldOut),
    fails('a proposer of nothing', [...real, ...tunedOn, ...heldOut], proposeNothing),
    fails('a proposer of every short line', [...real, ...tunedOn, ...heldOut], proposeShortLines),
    takesTime([...tunedOn, ...heldOut]),
  ]
  return results.every(Boolean)
}

function told(name: string, texts: ZonedText[], goal: Goal): boolean {
  const score = scoreOf(texts, proposeZones)
  const isMet = meets(score, goal)
  say(`${verdict(isMet)} ${name}, ${texts.length} texts: ${inWords(score)}; goal ${percent(goal.found)}, ${goal.wrong}`)
  const isShown = process.env.GAINSAY_SHOW_ZONES === '1' && !(name.includes('held out') && isMet)
  if (isShown) for (const line of score.missed) say(`       missed ${line}`)
  if (isShown) for (const line of score.wrong) say(`       wrong  ${line}`)
  return isMet
}

/** Of a hundred thousand sentences of others’ articles so many may be proposed that would not be without zones around. */
const MOST_OF_OTHERS = 20

/** Zones of the invented texts laid into articles of others, with and without empty lines between paragraphs. */
function inTextsOfOthers(...invented: ZonedText[][]): boolean[] {
  const folder = process.env.GAINSAY_DATASETS
  if (!folder) return [skipped('articles of others: GAINSAY_DATASETS is unset, so they were left out')]
  const donors = invented.flat().filter(({ language, zones }) => language === 'en' && zones.length > 0)
  return (['\n\n', '\n'] as const).map((separator) => {
    const { clean, mixed } = mixedTexts(folder, donors, separator)
    const before = new Set(scoreOf(clean, proposeZones).wrong)
    const score = scoreOf(mixed, proposeZones)
    const wrong = score.wrong.filter((line) => !before.has(line))
    const all = mixed.reduce((sum, { text, language }) => sum + sentences(text, language).length, 0)
    const isMet = wrong.length * 100_000 <= MOST_OF_OTHERS * all
    const lines = separator === '\n' ? 'without empty lines' : 'with empty lines'
    say(
      `${verdict(isMet)} ${mixed.length} articles of others ${lines}: ${inWords({ ...score, wrong })} of ${all} ` +
        `(${before.size} are proposed of the articles alone); goal ${MOST_OF_OTHERS} of 100,000`,
    )
    if (process.env.GAINSAY_SHOW_ZONES === '1') for (const line of wrong) say(`       wrong  ${line}`)
    return isMet
  })
}

function skipped(line: string): boolean {
  say(`     ${line}`)
  return true
}

/** A control: what can’t tell zones has to be told from what can. */
function fails(name: string, texts: ZonedText[], propose: Proposer): boolean {
  const score = scoreOf(texts, propose)
  const isFound = !meets(score, HELD_OUT)
  say(`${verdict(isFound)} control, ${name}: ${inWords(score)}; has to miss`)
  return isFound
}

const meets = ({ boilerplate, found, wrong }: ZoneScore, goal: Goal) =>
  found >= boilerplate * goal.found && wrong.length <= goal.wrong

const inWords = ({ boilerplate, found, wrong }: ZoneScore) =>
  `${percent(boilerplate === 0 ? 1 : found / boilerplate)} of ${boilerplate} characters found, ` +
  `${wrong.length} sentences of articles proposed`

const percent = (share: number) => `${(100 * share).toFixed(1)} %`

const FIVE_MEGABYTES = 5 * 1024 * 1024

/** All invented texts strung together, until they are 5 MB. */
function takesTime(texts: ZonedText[]): boolean {
  const all = texts.map(({ text }) => text).join('\n')
  const long = all.repeat(Math.ceil(FIVE_MEGABYTES / all.length)).slice(0, FIVE_MEGABYTES)
  // The processor’s time, and the best of three: the first runs before it is compiled, and others use this machine.
  const runs = [1, 2, 3].map(() => {
    const begun = process.cpuUsage()
    const { length } = proposeZones(long, 'en')
    const { user, system } = process.cpuUsage(begun)
    return { length, seconds: (user + system) / 1e6 }
  })
  const seconds = Math.min(...runs.map((run) => run.seconds))
  const isMet = seconds <= LONGEST_SECONDS
  say(`${verdict(isMet)} 5 MB: ${seconds.toFixed(2)} s, ${runs[0]?.length} zones; goal ${LONGEST_SECONDS} s`)
  return isMet
}

const verdict = (isMet: boolean) => (isMet ? 'ok  ' : 'MISS')
