import fc from 'fast-check'
import { MEDIUMS, type Medium } from '../../src/claims/claim'
import { type Attribution, attributionInWords, attributionText } from '../../src/reading/attribution-in-words'

const numbers = new Map<string, number>()
const named = (name: string) => {
  numbers.set(name, numbers.get(name) ?? numbers.size + 1)
  return { id: numbers.get(name) as number, name }
}
const speakers = (...names: string[]) => names.map(named)
const hop = (name: string, medium: Medium = 'unknown') => ({ speaker: named(name), medium })

/** Said by Ann Lee and reported by The Daily, but for what is given. */
const attribution = (given: Partial<Attribution>): Attribution => ({
  speakers: speakers('Ann Lee'),
  medium: 'unknown',
  hops: [],
  relays: [],
  citing: [],
  outlet: 'The Daily',
  isReported: true,
  ...given,
})

test.each<[string, Partial<Attribution>]>([
  ['Ann Lee, as reported by The Daily', {}],
  ['Ann Lee (tweet), as reported by The Daily', { medium: 'tweet' }],
  ['Ann Lee (remarks to reporters), as reported by The Daily', { medium: 'remarks_to_reporters' }],
  ['Ann Lee, as reported by The Daily', { medium: 'other' }],
  ['John Bolton and Michael Pompeo, as reported by The Daily', { speakers: speakers('John Bolton', 'Michael Pompeo') }],
  [
    'Britain, France and Germany (joint statement), as reported by The Daily',
    { speakers: speakers('Britain', 'France', 'Germany'), medium: 'joint_statement' },
  ],
  // One claim relays another.
  [
    'Russia, according to Donald Trump’s tweet, as reported by The Moscow Times',
    {
      speakers: speakers('Russia'),
      relays: [{ speakers: speakers('Donald Trump'), medium: 'tweet', hops: [] }],
      outlet: 'The Moscow Times',
    },
  ],
  [
    'Russia, according to Russian officials’ interview, as reported by The Daily',
    {
      speakers: speakers('Russia'),
      relays: [{ speakers: speakers('Russian officials'), medium: 'interview', hops: [] }],
    },
  ],
  [
    'Russia, according to Ann Lee and Bob James’ press briefing, as reported by The Daily',
    {
      speakers: speakers('Russia'),
      relays: [{ speakers: speakers('Ann Lee', 'Bob James'), medium: 'press_briefing', hops: [] }],
    },
  ],
  [
    'Russia, according to Sergei Lavrov in a phone call, as reported by The Daily',
    { speakers: speakers('Russia'), relays: [{ speakers: speakers('Sergei Lavrov'), medium: 'phone_call', hops: [] }] },
  ],
  [
    'Russia (letter), according to Bob Ray, according to Ann Lee’s speech, as reported by The Daily',
    {
      speakers: speakers('Russia'),
      medium: 'letter',
      relays: [
        { speakers: speakers('Bob Ray'), medium: 'unknown', hops: [] },
        { speakers: speakers('Ann Lee'), medium: 'speech', hops: [] },
      ],
    },
  ],
  // Hops.
  [
    'an unnamed source in Caracas, cited by Interfax, as reported by The Moscow Times',
    {
      speakers: speakers('an unnamed source in Caracas'),
      medium: 'news_agency',
      hops: [hop('Interfax', 'news_agency')],
      outlet: 'The Moscow Times',
    },
  ],
  [
    'Russian foreign ministry (written statement), cited by Reuters, cited by The Post, as reported by Breitbart News',
    {
      speakers: speakers('Russian foreign ministry'),
      medium: 'written_statement',
      hops: [hop('Reuters', 'news_agency'), hop('The Post')],
      outlet: 'Breitbart News',
    },
  ],
  ['Ann Lee, according to Bob Ray’s letter, as reported by The Daily', { hops: [hop('Bob Ray', 'letter')] }],
  [
    'Russia, cited by Tass, according to Ann Lee’s tweet, cited by Interfax, as reported by The Daily',
    {
      speakers: speakers('Russia'),
      hops: [hop('Tass', 'news_agency')],
      relays: [{ speakers: speakers('Ann Lee'), medium: 'tweet', hops: [hop('Interfax')] }],
    },
  ],
  // Whom it cites, where its own words don't say.
  [
    'The Wall Street Journal (news report), citing a person close to the ministry, as reported by The Moscow Times',
    {
      speakers: speakers('The Wall Street Journal'),
      medium: 'news_report',
      citing: [speakers('a person close to the ministry')],
      outlet: 'The Moscow Times',
    },
  ],
  // The outlet.
  ['The Daily’s own report', { speakers: speakers('The Daily'), medium: 'news_report' }],
  [
    'The Times’ own report, citing Ann Lee',
    { speakers: speakers('The Times'), outlet: 'the times', citing: [speakers('Ann Lee')] },
  ],
  ['The Daily, cited by Tass, as reported by The Daily', { speakers: speakers('The Daily'), hops: [hop('Tass')] }],
  ['Ann Lee (tweet), as reported by an outlet not known', { medium: 'tweet', outlet: null }],
  ['Ann Lee (tweet)', { medium: 'tweet', isReported: false }],
])('%s', (words, given) => {
  expect(attributionText(attributionInWords(attribution(given)))).toBe(words)
})

const anybody = fc.string({ minLength: 1, maxLength: 12 }).map(named)
const medium = fc.constantFrom(...(Object.keys(MEDIUMS) as Medium[]))
const somebody = fc.array(anybody, { minLength: 1, maxLength: 3 })
const hops = fc.array(fc.record({ speaker: anybody, medium }), { maxLength: 3 })

test('everybody on the way is named once for each time, in order, and can be followed', () => {
  const ways = fc.record<Attribution>({
    speakers: somebody,
    medium,
    hops,
    relays: fc.array(fc.record({ speakers: somebody, medium, hops }), { maxLength: 3 }),
    citing: fc.array(somebody, { maxLength: 2 }),
    outlet: fc.option(fc.string({ minLength: 1 })),
    isReported: fc.boolean(),
  })
  fc.assert(
    fc.property(ways, (way) => {
      const all = [
        ...way.speakers,
        ...way.citing.flat(),
        ...way.hops.map(({ speaker }) => speaker),
        ...way.relays.flatMap((told) => [...told.speakers, ...told.hops.map(({ speaker }) => speaker)]),
      ]
      const followed = attributionInWords(way).filter((piece) => piece.speaker !== undefined)
      expect(followed).toEqual(all.map(({ id, name }) => ({ words: name, speaker: id })))
    }),
  )
})
