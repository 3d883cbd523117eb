import fc from 'fast-check'
import { attributionModel } from '../../src/attribution/attribution-model.queries'
import type { TokenRange } from '../../src/attribution/tokenized-text'
import { parseSaidOn } from '../../src/claims/said-on'
import { CodePoints } from '../../src/quotes/code-points'
import { wordsOf } from '../../src/suggestions/passage'
import {
  type Prefill,
  prefillOf,
  readingAt,
  readingWithin,
  type StatementRecorded,
} from '../../src/suggestions/prefill'
import { type ReadableText, readableText } from '../../src/suggestions/readable-text'

const model = attributionModel()
const ARTICLE = `Mayor says crane failed
By Our Reporter
🙂 Mayor Petra Lindqvist said on Monday that the crane had failed twice.
“It is old and it has to go,” Lindqvist told reporters. “It never was safe.”
Tomas Brandt, a spokesman for the dockers’ union, denied the report in a statement on Tuesday.
He added that nobody had asked the union.
According to the Harbour Company, the crane was new.`
const KNOWN = [{ name: 'Dockers’ Union of Northmark', aliases: ['the union'] }]

const read = readableText(ARTICLE, 100, 'en', model)
const prefills = (recorded: StatementRecorded[] = [], of: ReadableText = read) =>
  of.found().map((reading) => prefillOf({ read: of, published: '2019-06-12', recorded, known: KNOWN, model }, reading))
const words = (places: Prefill['content'], of: ReadableText = read) =>
  places.map(({ start, end }) => of.text.points.slice(start - of.offset, end - of.offset)).join(' + ')
const inShort = (one: Prefill) => ({
  content: words(one.content),
  cue: one.cues[0]?.value.words,
  source: one.sources[0]?.value.words,
  speaker: one.speakers[0]?.value.names.join('; '),
  saidOn: one.saidOn[0]?.value.saidOn,
  medium: one.mediums[0]?.value,
  stance: one.stance.value,
})

test('an article is read as an editor would begin to record it', () => {
  const found = prefills()
  const of = (content: string) => found.map(inShort).find((one) => one.content === content)
  expect(of('the crane had failed twice')).toMatchObject({
    cue: 'said',
    source: 'Mayor Petra Lindqvist',
    speaker: 'Petra Lindqvist',
    saidOn: '2019-06-10',
    medium: 'unknown',
    stance: 'asserts',
  })
  expect(of('“It is old and it has to go,” + “It never was safe.”')).toMatchObject({
    source: 'Lindqvist',
    speaker: 'Petra Lindqvist',
    medium: 'remarks_to_reporters',
  })
  expect(of('the report')).toMatchObject({
    cue: 'denied',
    speaker: 'Tomas Brandt',
    saidOn: '2019-06-11',
    medium: 'written_statement',
    stance: 'denies',
  })
  const [crane] = found
  expect([crane?.sources, crane?.cues].map((all) => all?.map(({ reason }) => reason))).toEqual([
    ['before “said”', 'also named here', 'no words here name them'],
    ['says so before these words', 'no word here says so'],
  ])
  expect(of('the crane was new')).toMatchObject({ cue: 'According to', source: 'the Harbour Company' })
})

const BRANDT: StatementRecorded = {
  content: [],
  source: 'Tomas Brandt',
  speakers: ['Tomas Brandt'],
  saidOn: '2019-06-11',
  basis: 'counted',
  saidOnWords: 'on Tuesday',
  medium: 'written_statement',
}

test('what was recorded before tells who is meant, on which day and how', () => {
  const start = 100 + new CodePoints(ARTICLE).offsetAt(ARTICLE.indexOf('the report'))
  const recorded = [{ ...BRANDT, content: [{ start, end: start + 10 }] }]
  const added = prefills(recorded).find((one) => inShort(one).cue === 'added')
  expect(added && inShort(added)).toMatchObject({
    content: 'nobody had asked the union',
    speaker: 'Tomas Brandt',
    saidOn: '2019-06-11',
    medium: 'written_statement',
  })
  expect(added?.speakers[0]?.reason).toBe('“He”: the last who spoke')
})

test('reasons cite the words, and say where they stand', () => {
  const [first] = prefills()
  expect(first?.speakers[0]?.reason).toBe('“Mayor Petra Lindqvist” before “said”')
  expect(first?.saidOn[0]?.reason).toBe('“on Monday”, counted from publication')
  expect(first?.readings.length).toBeGreaterThan(0)
  for (const { content, words: offered } of first?.readings ?? [])
    expect(words(content).replace(' + ', ' […] ')).toBe(offered)
})

test('other words that may name the speaker are offered with whom they name, and none; so are other cues', () => {
  const [first] = prefills()
  expect(first?.sources.map(({ value }) => [value.words, value.speaker?.names[0]])).toEqual([
    ['Mayor Petra Lindqvist', 'Petra Lindqvist'],
    // Of the line before, where a report may name whom it goes on to tell of.
    ['Our Reporter', 'Our Reporter'],
    ['', undefined],
  ])
  const denied = prefills().find((one) => inShort(one).cue === 'denied')
  expect(denied?.sources.map(({ value }) => value.words)).toEqual(expect.arrayContaining(['Tomas Brandt', '']))
  expect(denied?.cues.map(({ value }) => value.words)).toEqual(['denied', 'statement', ''])
})

test('a page that is chosen whole is read in time', () => {
  const page = readableText('Ann Lee met Bo Dahl. She said that the crane had failed. '.repeat(600), 0, 'en', model)
  const chosen = [{ start: 4, end: page.text.points.length }]
  const reading = readingAt({ read: page, model, recorded: [] }, chosen)
  const begun = performance.now()
  const found = reading && prefillOf({ read: page, published: null, recorded: [], known: KNOWN, model }, reading)
  expect(performance.now() - begun).toBeLessThan(1_000)
  expect(found?.readings).toHaveLength(1)
})

test('what is passed on within the words of a statement is found there', () => {
  const text = 'Dahl told people that Lindqvist had said that the crane had failed.'
  const of = readableText(text, 0, 'en', model)
  const words = 'Lindqvist had said that the crane had failed'
  const start = text.indexOf(words)
  const outer = [{ start, end: start + words.length }]
  const within = readingWithin({ read: of, recorded: [{ ...BRANDT, content: outer }] }, outer)
  expect(within && wordsOf(of.text, within.content[0] as TokenRange)).toBe('the crane had failed')
  expect(readingWithin({ read: of, recorded: [] }, [{ start: 0, end: 4 }])).toBeNull()
})

test('places that an editor chose are read as the model found them, if it did, else from their surroundings', () => {
  const [first] = read.found()
  const [found] = prefills()
  expect(readingAt({ read, model, recorded: [] }, found?.content ?? [])).toBe(first)
  const start = 100 + ARTICLE.indexOf('crane had failed twice') - 1
  expect(readingAt({ read, model, recorded: [] }, [{ start, end: start + 22 }])).toMatchObject({
    cue: first?.cue,
    source: first?.source,
  })
  expect(readingAt({ read, model, recorded: [] }, [])).toBeNull()
  expect(readingAt({ read, model, recorded: [] }, [{ start: 0, end: 50 }])).toBeNull()
})

const piece = fc.oneof(
  fc.constantFrom(
    ...'said|told|denied|added|asked|that|and|he|She|it|the|“|”|"|‘|\'|«|,|.|?|\n|\n\n|Ann Lee|Mayor Bo Dahl|the statement|on Monday|over the weekend|May 3|2019|in|a|reporters|🙂|U.S.'.split(
      '|',
    ),
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
)

test('whatever the text, nothing throws, and what is proposed lies in it, holds words and can be recorded', () => {
  const space = fc.constantFrom(' ', '', '\n')
  fc.assert(
    fc.property(fc.array(fc.tuple(piece, space), { maxLength: 40 }), fc.nat(50), fc.nat(50), (pieces, from, length) => {
      const text = pieces.flat().join('')
      const of = readableText(text, 7, 'en', model)
      const size = of.text.points.length
      const start = 7 + Math.min(from, size)
      const chosen = readingAt({ read: of, model, recorded: [] }, [{ start, end: Math.min(7 + size, start + length) }])
      const asked = { read: of, published: '2019-06-12', known: KNOWN, model }
      const recorded = of.found().map((reading) => ({
        content: prefillOf({ ...asked, recorded: [] }, reading).content,
        source: 'he',
        speakers: ['Ann Lee'],
        saidOn: null,
        basis: 'not_stated',
        saidOnWords: null,
        medium: 'unknown',
      }))
      for (const reading of [...of.found(), ...(chosen ? [chosen] : [])]) {
        const { content, readings, saidOn, speakers } = prefillOf({ ...asked, recorded }, reading)
        for (const places of [content, ...readings.map((one) => one.content)]) {
          expect(places.every((place) => place.start >= 7 && place.start < place.end && place.end <= 7 + size)).toBe(
            true,
          )
          if (reading !== chosen) expect(words(places, of)).toMatch(/[\p{L}\p{N}]/u)
        }
        for (const { value } of saidOn) expect(parseSaidOn(value)).not.toHaveProperty('problem')
        for (const { value } of speakers) expect(value.names.every((name) => name.trim() !== '')).toBe(true)
      }
    }),
    { numRuns: 150 },
  )
})

test('names of the text in full complete a speaker, the nearest first', () => {
  const [crane] = prefills()
  expect(crane?.completions.speaker[0]).toBe('Petra Lindqvist')
  expect(crane?.completions.speaker).toContain('Tomas Brandt')
  expect(crane?.completions.speaker).not.toContain('Lindqvist')
})

test('two with a remark in brackets each are one source', () => {
  const text =
    'Chairwoman Ann Lee (D-Utah) and Chairman Bo Dahl (R-Ohio) said that the crane was safe.\nNobody ELSE was there.'
  const [both] = prefills([], readableText(text, 0, 'en', model))
  expect([both?.sources[0]?.value.words, both?.speakers[0]?.value.names]).toEqual([
    'Chairwoman Ann Lee (D-Utah) and Chairman Bo Dahl',
    ['Ann Lee', 'Bo Dahl'],
  ])
})

test('from a passage that its cue leads on to, the sentence of the cue is reached', () => {
  const text =
    'The Harbour Board made such charges in May, and the Northmark Company responded:\n\n“The crane was never safe at all, and everybody knew it.”\n'
  const led = prefills([], readableText(text, 0, 'en', model)).find(
    ({ content }) => content[0]?.start === text.indexOf('“'),
  )
  expect(led?.readings.at(-1)?.words).toMatch(/^The Harbour Board made such charges/)
})
