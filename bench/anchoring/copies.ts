import fs from 'node:fs'
import path from 'node:path'
import { comparedWords } from '../../src/fingerprints/compared-words'
import {
  type Comparable,
  comparable,
  isCopy,
  LEAST_CONTAINMENT,
  LEAST_SHARED,
  type Likeness,
  likeness,
} from '../../src/fingerprints/likeness'
import { SHINGLE } from '../../src/fingerprints/shingles'
import { LEAST_FOUND_BY, WINDOW, winnowed } from '../../src/fingerprints/winnowing'
import { rootFolder } from '../../src/root-folder'
import { say } from '../frame/say'
import { chance } from '../trust/chance'
import { EDITS, quotingTheSame } from './made-copies'

interface Text {
  name: string
  text: string
}

/** A pair of texts that is a copy, or is none, and how it was made. */
interface Pair {
  how: string
  isCopy: boolean
  one: string
  other: string
}

/**
 * Whether copies of stories are told from other articles on the same event: copies made by graded edits, against every pair
 * of different articles, and against articles that quote all that another quotes. Prints a sweep over floors and sizes of
 * shingles, and how many copies are found among all by what is kept of a text. The demonstration corpus alone, or beside it
 * what GAINSAY_REAL_ARTICLES names.
 */
export async function benchCopies({ short }: { short: boolean }): Promise<boolean> {
  const texts = readTexts(short)
  const made = madePairs(texts)
  const sizes = short ? [SHINGLE] : [3, 4, 5, 6]
  say(`${texts.length} texts, ${made.filter((pair) => pair.isCopy).length} copies made of them`)
  let reached = true
  for (const size of sizes) {
    const scored = made.map((pair) => ({ ...pair, ...likenessOf(pair, size) }))
    const others = differentPairs(texts, size)
    tellSweep(size, scored, others)
    if (size === SHINGLE) reached = tellChosen(scored, others)
  }
  return tellFinding(made) && reached
}

/** Shorter texts are headlines and captions: nothing that runs in ten places. */
const LEAST_WORDS = 80

function readTexts(short: boolean): Text[] {
  const seeds = path.join(rootFolder(), 'seeds/articles')
  const real = process.env.GAINSAY_REAL_ARTICLES
  const texts = [...textsIn(seeds), ...(real ? [...textsIn(path.join(real, 'articles')), ...polnear(real)] : [])]
  const long = texts.filter(({ text }) => comparedWords(text).length >= LEAST_WORDS)
  return short ? long.slice(0, 60) : long
}

const textsIn = (folder: string): Text[] =>
  fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => ({ name, text: fs.readFileSync(path.join(folder, name), 'utf8') }))

const polnear = (folder: string): Text[] =>
  ['dev', 'train']
    .map((part) => path.join(folder, `datasets/attribution-${part}.jsonl`))
    .filter((file) => fs.existsSync(file))
    .flatMap((file) => fs.readFileSync(file, 'utf8').trim().split('\n'))
    .map((line) => JSON.parse(line) as { doc_id: string; text: string })
    .map(({ doc_id: name, text }) => ({ name, text }))

/** Of the real collection: one story twice, as somebody who read both found. */
const ONE_STORY: [string, string][] = [
  ['wash-post_2015-12-22_as-spotlight', 'wash-post_2015-12-23_as-spotlight'],
  ['wash-post_2015-12-12_misinformation', 'wash-post_2015-12-13_misinformation'],
  ['nyt_2016-03-04_republicans-have-stake', 'nyt_2016-03-05_polls-suggest'],
  ['nyt_2015-11-25_golf-courses', 'nyt_2015-11-26_with-fewer-golfers'],
  ['nyt_2016-03-15_sanders-advances', 'nyt_2016-03-16_via-legislative'],
  ['breitbart_2016-03-15_the-latest-kasich', 'breitbart_2016-03-15_the-latest-sanders'],
  ['usa-today_2016-04-06_sanders-says', 'usa-today_2016-04-06_sanders-winning'],
]

const areOneStory = (one: Text, other: Text) =>
  ONE_STORY.some(
    ([a, b]) => (one.name.includes(a) && other.name.includes(b)) || (one.name.includes(b) && other.name.includes(a)),
  )

function madePairs(texts: readonly Text[]): Pair[] {
  return texts.flatMap(({ text }, place) => {
    const copies = Object.entries(EDITS).map(([how, edit], kind) => ({
      how,
      isCopy: true,
      one: text,
      other: edit(text, chance(place, kind)),
    }))
    const next = texts[(place + 1) % texts.length]?.text ?? ''
    return [
      ...copies,
      { how: 'another article, all its quotations', isCopy: false, one: text, other: quotingTheSame(next, text) },
    ]
  })
}

const likenessOf = ({ one, other }: Pick<Pair, 'one' | 'other'>, size: number): Likeness =>
  likeness(comparable(one, [], size), comparable(other, [], size))

/** Every two different articles that share a shingle; those that share none are told apart whatever the floor. */
function differentPairs(texts: readonly Text[], size: number): (Likeness & { isOneStory: boolean; names: string })[] {
  const all = texts.map(({ text }) => comparable(text, [], size))
  const having = new Map<number, number[]>()
  all.forEach((list, place) => {
    for (const shingle of new Set(list.all)) having.set(shingle, [...(having.get(shingle) ?? []), place])
  })
  const pairs = new Set<number>()
  for (const places of having.values()) {
    for (const [rank, one] of places.entries())
      for (const other of places.slice(rank + 1)) pairs.add(one * texts.length + other)
  }
  return Array.from(pairs, (pair) => {
    const [a, b] = [Math.floor(pair / texts.length), pair % texts.length]
    const [one, other] = [texts[a] as Text, texts[b] as Text]
    const names = `${one.name} / ${other.name}`
    return { ...likeness(all[a] as Comparable, all[b] as Comparable), isOneStory: areOneStory(one, other), names }
  })
}

const FLOORS = [0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8]

function tellSweep(size: number, scored: (Pair & Likeness)[], others: (Likeness & { isOneStory: boolean })[]) {
  say(`\nshingles of ${size} words; ${LEAST_SHARED} shared at least`)
  for (const floor of FLOORS) {
    const over = (one: Likeness) => isCopy(one, floor)
    const copies = [...scored.filter((pair) => pair.isCopy), ...others.filter((pair) => pair.isOneStory)]
    const found = copies.filter(over).length
    const wrong = [...scored.filter((pair) => !pair.isCopy), ...others.filter((pair) => !pair.isOneStory)].filter(
      over,
    ).length
    say(
      `  floor ${floor.toFixed(2)}: recall ${share(found, copies.length)}, precision ${share(found, found + wrong)}, ${wrong} wrong`,
    )
  }
}

const least = ({ containment, ownContainment }: Likeness) => Math.min(containment, ownContainment)

/** What a reader of the figures wants of the chosen floor: nearly all copies, and hardly ever something else. */
const GOALS = { recall: 0.97, precision: 0.999 }

function tellChosen(
  scored: (Pair & Likeness)[],
  others: (Likeness & { isOneStory: boolean; names: string })[],
): boolean {
  say(`\nat the chosen floor, ${LEAST_CONTAINMENT}, by kind of edit: found, and the least alike of them`)
  for (const how of new Set(scored.map((pair) => pair.how))) {
    const kind = scored.filter((pair) => pair.how === how)
    const extreme = kind.map(least).sort((a, b) => a - b)
    const [lowest, highest] = [extreme[0] ?? 0, extreme.at(-1) ?? 0]
    const told = kind[0]?.isCopy ? `least ${lowest.toFixed(2)}` : `most ${highest.toFixed(2)}`
    say(`  ${how.padEnd(62)} ${share(kind.filter((pair) => isCopy(pair)).length, kind.length)}  ${told}`)
  }
  const stories = others.filter((pair) => pair.isOneStory)
  if (stories.length > 0)
    say(
      `  ${'one story twice in the collection'.padEnd(62)} ${share(stories.filter((pair) => isCopy(pair)).length, stories.length)}`,
    )
  const apart = others.filter((pair) => !pair.isOneStory).sort((a, b) => least(b) - least(a))
  say(`  pairs of different articles that share a shingle: ${apart.length}; the most alike:`)
  for (const pair of apart.slice(0, 5))
    say(`    ${least(pair).toFixed(2)} (${pair.shared} shared) ${pair.names.slice(0, 130)}`)
  const copies = [...scored.filter((pair) => pair.isCopy), ...stories]
  const wrong = [...scored.filter((pair) => !pair.isCopy), ...apart].filter((pair) => isCopy(pair)).length
  const found = copies.filter((pair) => isCopy(pair)).length
  const [recall, precision] = [found / copies.length, found / (found + wrong)]
  const isReached = recall >= GOALS.recall && precision >= GOALS.precision
  say(
    `  recall ${percent(recall)} (goal ${percent(GOALS.recall)}), precision ${percent(precision)} (goal ${percent(GOALS.precision)})${isReached ? '' : ' MISSED'}`,
  )
  return isReached
}

/** Of the copies that would be recognised, so many have to be among the candidates. */
const FOUND_GOAL = 0.999

/** What is kept of a text, by winnowing and, to compare, by taking every shingle that a number divides, of equal density. */
function tellFinding(made: readonly Pair[]): boolean {
  const copies = made
    .filter((pair) => pair.isCopy)
    .map(({ one, other }) => [comparable(one), comparable(other)] as const)
    .filter(([one, other]) => isCopy(likeness(one, other)))
    .map(([one, other]) => [one.all, other.all] as const)
  let chosen = 0
  say(`\nfound by ${LEAST_FOUND_BY} kept numbers in common at least, of ${copies.length} recognised copies`)
  for (const window of [6, 9, 12, 16, 24]) {
    const ways = {
      winnowing: (list: Int32Array) => winnowed(list, window),
      'modulus  ': (list: Int32Array) =>
        [...new Set(list)].filter((shingle) => (shingle >>> 0) % ((window + 1) / 2) < 1),
    }
    for (const [name, way] of Object.entries(ways)) {
      let [found, kept, words] = [0, 0, 0]
      for (const [one, other] of copies) {
        const [mine, theirs] = [way(one), new Set(way(other))]
        if (mine.filter((number) => theirs.has(number)).length >= LEAST_FOUND_BY) found++
        kept += mine.length
        words += one.length
      }
      if (window === WINDOW && name === 'winnowing') chosen = found / copies.length
      say(
        `  window ${String(window).padStart(2)}, ${name}: ${share(found, copies.length)} found, ${copies.length - found} missed, ${((100 * kept) / words).toFixed(1)} kept of 100 words`,
      )
    }
  }
  return chosen >= FOUND_GOAL
}

const percent = (part: number) => `${(100 * part).toFixed(2)} %`
const share = (part: number, all: number) => (all === 0 ? 'none' : percent(part / all).padStart(8))
