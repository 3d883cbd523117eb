import path from 'node:path'
import { markedArticles } from '../../bench/anchoring/articles'
import { isFallenFor, NO_MARGIN, TRAPS, type Trap, trapFrom, WORDS_ALONE } from '../../bench/anchoring/traps'
import { foreignSentences, newScore, type Score, trialOf, tryOn } from '../../bench/anchoring/trials'
import { chance } from '../../bench/trust/chance'
import { RULES } from '../../src/quotes/reanchor'
import type { ReanchorRules } from '../../src/quotes/reanchored'

/** A small sample of `npm run bench -- anchoring`: 80 texts, some 240 edits, on the demonstration corpus. */
const TEXTS = 80
const SEED = 1

const articles = markedArticles(path.resolve('.')).slice(0, 5)
const foreign = foreignSentences(articles)

function scoreBy(rules: ReanchorRules): Score {
  const score = newScore()
  for (let ordinal = 0; ordinal < TEXTS; ordinal++) tryOn(score, trialOf(articles, foreign, SEED, ordinal), rules)
  return score
}

test('after random edits nothing stands on wrong words, and little is asked', () => {
  const score = scoreBy(RULES)
  expect(score.examples).toEqual([])
  expect(score.verdicts).toMatchObject({ wrong: 0, mistaken: 0 })
  expect(score.unaltered.carried / score.unaltered.all).toBeGreaterThan(0.9)
  expect(score.surviving.right / score.surviving.all).toBeGreaterThan(0.97)
  expect(score.deleted.right).toBe(score.deleted.all)
})

describe('edits that are aimed at a matcher', () => {
  const trapsOf = (name: string) =>
    Array.from({ length: 25 }, (_, time): Trap | null => {
      const trapOf = TRAPS[name]
      return trapOf ? trapFrom(trapOf, chance(SEED, time)) : null
    }).filter((trap) => trap !== null)

  const fallenBy = (rules: ReanchorRules) =>
    Object.keys(TRAPS).filter((name) => trapsOf(name).some((trap) => isFallenFor(trap, rules)))

  test.each(Object.keys(TRAPS))('%s: nothing goes over by itself', (name) => {
    const traps = trapsOf(name)
    expect(traps.length).toBeGreaterThan(10)
    expect(traps.filter((trap) => isFallenFor(trap, RULES))).toEqual([])
  })

  test('the controls: rules less fall for some of them', () => {
    expect(fallenBy(WORDS_ALONE)).toEqual(
      expect.arrayContaining(['a quotation doubled on the spot', 'another speaker’s sentence put before “he said”']),
    )
    expect(fallenBy(NO_MARGIN)).toEqual(['of two same quotations beside each other one deleted, the other shortened'])
    expect(fallenBy({ ...RULES, speaker: false })).toEqual([
      'another speaker named before a paragraph with “he said”',
      'another speaker’s sentence put before “he said”',
      'another sentence before a quotation that names nobody',
    ])
  })
})
