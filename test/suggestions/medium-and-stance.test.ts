import { mediumTold } from '../../src/suggestions/medium-told'
import { stanceTold } from '../../src/suggestions/stance-told'
import { marked, recordedIn } from './marked'

const medium = (text: string) => mediumTold({ ...marked(text), before: [], speakers: [] })[0]?.value

test.each([
  ['tweet', '<Lee> {tweeted} [it was safe].'],
  ['tweet', 'In a Twitter post <Lee> {said} [it was safe].'],
  ['social_media_post', '<Lee> {wrote} on Facebook that [it was safe].'],
  ['joint_statement', '<They> {said} in a joint statement that [it was safe].'],
  ['written_statement', '<Lee> {said} in an emailed statement that [it was safe].'],
  ['testimony', '<Lee> {told} a Senate committee that [it was safe].'],
  ['court_filing', 'In a court filing <Lee> {said} [it was safe].'],
  ['court_filing', '<Lee> {argued} in the suit that [it was safe].'],
  ['testimony', '<Lee> {said} [it was safe] during a hearing last week.'],
  ['interview', '<Lee> {told} the Northmark Post [it was safe].'],
  ['interview', 'Reached by phone on Tuesday, <Lee> {said} [it was safe].'],
  ['written_statement', 'In a Monday statement <Lee> {said} [it was safe].'],
  ['written_statement', '<Lee> {said} in a brief statement that [it was safe].'],
  ['interview', '<Lee> {said} in a CNN interview that [it was safe].'],
  ['speech', 'In a Friday speech <Lee> {said} [it was safe].'],
  ['tweet', '<His> tweet {said} [it was safe].'],
  ['unknown', '<Lee> {said} in a hearing aids shop that [it was safe].'],
  ['unknown', '<Lee> {told} a Northmark Post Office clerk that [it was safe].'],
  ['unknown', 'In answer to Ray’s tweet <Lee> {said} [it was safe].'],
  ['letter', '<Lee> {said} in a short letter that [it was safe].'],
  ['press_briefing', '<Lee> {said} at a news conference that [it was safe].'],
  ['interview', '<Lee> {said} in a radio interview that [it was safe].'],
  ['remarks_to_reporters', '<Lee> {told} reporters that [it was safe].'],
  ['speech', '<Lee> {said} in a long speech that [it was safe].'],
  ['phone_call', '<Lee> {told} her by phone that [it was safe].'],
  ['talks', '<Lee> {said} during the talks that [it was safe].'],
  ['broadcast', '<Lee> {said} on state television that [it was safe].'],
  ['report', 'In the annual report <Lee> {said} [it was safe].'],
  ['news_agency', '<Reuters> {reported} that [it was safe].'],
  ['news_report', '<The Northmark Post> {reported} that [it was safe].'],
  ['unknown', '<Lee> {said} [she had read it in a tweet].'],
  ['unknown', '<Lee> {said} [it was safe].'],
])('%s: %s', (value, text) => {
  expect(medium(text)).toBe(value)
})

test('words beside the cue come before what the same speaker spoke in shortly before; then “unknown”, and what is common', () => {
  const passage = marked('Ann Lee said no. <Lee> {told} reporters [it was safe].')
  const before = recordedIn(passage, { words: 'no', speakers: ['Ann Lee'], medium: 'interview' })
  const proposed = mediumTold({ ...passage, before, speakers: ['Ann Lee'] })
  expect(proposed.slice(3).map(({ value }) => value)).toEqual(['written_statement', 'tweet', 'news_report'])
  expect(proposed.slice(0, 3)).toEqual([
    { value: 'remarks_to_reporters', reason: '“told reporters”' },
    { value: 'interview', reason: 'as Ann Lee shortly before' },
    { value: 'unknown', reason: 'no word of the sentence tells' },
  ])
})

test('a statement of several is a joint one', () => {
  const passage = marked('<Lee and Dahl> {said} in a statement that [it was safe].')
  const first = (speakers: string[]) => mediumTold({ ...passage, before: [], speakers })[0]?.value
  expect(first(['Ann Lee', 'Bo Dahl'])).toBe('joint_statement')
  expect(first(['Department of Health and Safety'])).toBe('written_statement')
  expect(first(['Ann Lee'])).toBe('written_statement')
})

test('a speaker’s own tweet is no other’s', () => {
  const passage = marked('In Lee’s tweet <she> {said} [it was safe].')
  expect(mediumTold({ ...passage, before: [], speakers: ['Ann Lee'] })[0]?.value).toBe('tweet')
})

/** Tried from each of its letters on, it would be read for minutes. */
test('a word without an end is read', () => {
  const passage = marked(`${'A'.repeat(40_000)} <Lee> {said} [it was safe].`)
  expect(mediumTold({ ...passage, before: [], speakers: [] })[0]?.value).toBe('unknown')
})

test.each([
  ['denies', '“denied”', '<Lee> {denied} [the report].'],
  ['denies', '“dismissed”', '<Lee> {dismissed} [it as gossip].'],
  ['does_not_dispute', '“not deny”', '<Lee> did not {deny} [the report].'],
  ['does_not_dispute', '“not disputed”', '<Lee> has n’t publicly {disputed} [the report].'],
  ['denies', '“denied”', '<Lee> did not stay and {denied} [the report].'],
  ['denies', '“denied”', 'It was not. <Lee> {denied} [the report].'],
  ['declines', '“declined”', '<Lee> {declined} [to comment].'],
  ['declines', '“no comment”', '<Lee> {said} [she had no comment].'],
  ['asks', '“asked”', '<Lee> {asked} [who had paid].'],
  ['denies', '“there was no”', '<Lee> {said} [there was no bribe].'],
  ['denies', '“is false”', '<Lee> {said} [the report is false].'],
  ['asserts', '“said”', '<Lee> {said} [it was safe].'],
  ['asserts', 'no word denies it', '[It was safe.]'],
])('%s by %s: %s', (value, reason, text) => {
  expect(stanceTold(marked(text))).toEqual({ value, reason })
})
