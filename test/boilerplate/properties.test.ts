import fc from 'fast-check'
import { proposeNothing, proposeShortLines, scoreOf } from '../../bench/anchoring/zone-score'
import { inventedTexts, realTexts } from '../../bench/anchoring/zoned-texts'
import { zonesProblem } from '../../src/articles/zone'
import { proposeZones } from '../../src/boilerplate/propose-zones'
import { CodePoints } from '../../src/quotes/code-points'
import { paragraphs, sentences } from '../../src/quotes/sentences'

const { tunedOn, heldOut } = inventedTexts()
const real = realTexts()
const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'it', 'ru', 'pt-BR', 'nl', 'und', 'no tag', '']

/** Lines of the invented texts in any order, with anything between them. */
const lines = fc.constantFrom(...[...tunedOn, ...heldOut].flatMap(({ text }) => text.split('\n')))
const odd = fc.string({
  unit: fc.constantFrom('a', ' ', '.', '“', '”', '"', '\u00a0', '😀', 'é', '©', '$', '1', ':', '•'),
})
const text = fc
  .array(fc.tuple(fc.oneof({ weight: 4, arbitrary: lines }, odd), fc.constantFrom('\n', '\n\n', ' ', '\n \n')))
  .map((parts) => parts.flat().join(''))

test('zones lie in the text in order, apart, on the bounds of paragraphs or sentences, and always the same', () => {
  fc.assert(
    fc.property(text, fc.constantFrom(...LANGUAGES), (whole, language) => {
      const zones = proposeZones(whole, language)
      const points = new CodePoints(whole)
      expect(zonesProblem(zones, points.length)).toBeNull()
      expect(zones.map(({ start }) => start)).toEqual(zones.map(({ start }) => start).sort((a, b) => a - b))
      const units = [...inked(points, paragraphs(points)), ...sentences(points, language)]
      const [starts, ends] = [new Set(units.map(({ start }) => start)), new Set(units.map(({ end }) => end))]
      for (const { start, end, reason } of zones) {
        expect([starts.has(start), ends.has(end)]).toEqual([true, true])
        expect(reason).not.toMatch(/undefined|^“\s*” |\n/)
      }
      expect(proposeZones(points, language)).toEqual(zones)
    }),
  )
})

/** Paragraphs without the spaces around them. */
const inked = (points: CodePoints, places: { start: number; end: number }[]) =>
  places.map(({ start, end }) => {
    const words = points.slice(start, end)
    const before = words.length - words.trimStart().length
    return { start: start + before, end: start + before + new CodePoints(words.trim()).length }
  })

test.each([
  ['the invented texts that rules were made by', tunedOn, 0.95] as const,
  ['those that are held out', heldOut, 0.75] as const,
  ...(real.length > 0 ? [['the real articles', real, 0.95] as const] : []),
])('finds what is not the article’s in %s, and nothing that is', (_name, texts, least) => {
  const { boilerplate, found, wrong } = scoreOf(texts, proposeZones)
  expect(wrong).toEqual([])
  expect(found).toBeGreaterThanOrEqual(boilerplate * least)
})

test('a proposer of nothing, and one of every short line, are told from it', () => {
  expect(scoreOf(tunedOn, proposeNothing).found).toBe(0)
  expect(scoreOf(tunedOn, proposeShortLines).wrong.length).toBeGreaterThan(20)
})

test('proposes as many zones as a text may have, the longest', () => {
  const paragraph = 'The council decided on Monday that the bridge stays shut until the autumn of next year.'
  const many = `Share on Facebook\n\n${paragraph}\n\n`.repeat(250)
  const zones = proposeZones(`${many}Share on Facebook and on others\n\n${paragraph}`, 'en')
  expect(zones).toHaveLength(200)
  expect(zones.at(-1)?.end).toBeGreaterThan(many.length)
})
