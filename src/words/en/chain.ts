import { counted } from '../counted'
import { locale } from './locale'

/** The page of a chain, and the pictures on it. */
export const chain = {
  chains: 'Chains',
  overview: 'At a glance',
  firstOnly: (most: number) => `The picture counts the first ${most.toLocaleString(locale)} claims.`,
  noDay: 'day not stated',
  otherSpeakers: (count: number) => `${count.toLocaleString(locale)} other ${count === 1 ? 'speaker' : 'speakers'}`,
  /** A bubble of a long chain: "Donald Trump, June 2019: 12 claims". */
  bubble: ({ name, claims, when }: { name: string; claims: number; when: string }) =>
    `${name}, ${when}: ${claims.toLocaleString(locale)} ${claims === 1 ? 'claim' : 'claims'}`,
  inOrder: 'The claims in the order said',
  unanswered: 'What nobody has answered',
  unansweredMeans: 'Claims of this chain that nothing on record gainsays.',
  keyDenial: 'denies',
  keyUnsure: 'day not stated, or not to the day',
  keyOpposing: 'against the claim it points to',
  keyBoth: 'contradict each other',
  keyHollow: 'corrects or walks back',
  keySupporting: 'goes along with it',
  keyRelays: 'passes it on',
  map: 'Map of all its claims',
  mapMeans:
    'Every dot is a claim, from left to right in the order said; every line a contradiction. Letters are the claims most gainsaid.',
  mapPicture: (claims: number, contradictions: number) =>
    `A map of ${claims.toLocaleString(locale)} claims and ${contradictions.toLocaleString(locale)} contradictions; the claims most gainsaid are listed below it.`,
  landmarks: 'Most gainsaid',
  gainsaidTimes: (times: number) => `gainsaid ${times.toLocaleString(locale)} ${times === 1 ? 'time' : 'times'}`,
  noLandmarks: 'No claim of this chain is gainsaid more than once.',
  back: 'The chain in words',
  matrix: 'Who answered what',
  unansweredOnPage: 'Claims on this page that nothing on record gainsays.',
  drift: 'How reports worded it',
  driftMeans: 'One claim, as each report has it. Words that the first report has not are marked.',
  claim: (number: number) => `Claim ${number}`,
  shapeFrame: 'How much was said, by whom and when, to scroll sideways',
  overviewFrame: 'Days by speakers, to scroll sideways',
  /** How a picture's node is read out: "3 Rostec, day not stated, denies: “…” It denies 2." */
  node: ({ number, names, said, stance, words, answers }: NodeWords) =>
    `${number} ${names}, ${said}, ${stance}: ${words}${answers === null ? '' : ` · ${answers}`}`,
  changeTitle: 'Change the title',
  giveTitle: 'Give it a title: the question it is about',
  titleLabel: 'Title, a question',
  reports: (count: number) => `${count} reports`,
  allRepliesTo: (claim: number) => `All replies to claim ${claim}`,
  allReplies: 'All replies',
  inFull: 'Claim in full',
  inFullOf: (claim: number) => `Claim in full: ${claim}, its paragraph and reports`,
  correction: 'Ask for a correction',
  correctionOf: (claim: number) => `Ask for a correction of claim ${claim}`,
  link: 'Link to another claim',
  linkClaim: (claim: number) => `Link claim ${claim} to another`,
  goesOn: 'The chain goes on',
  beginning: 'Its beginning',
  listMeans:
    'A chain is a dispute: claims that answer each other, in the order they were said. The newest chains come first.',
  noneHere: 'There are none here.',
  // "Open an article, tag two statements and link them: that makes one."
  makeOne: ['Open', 'an article', ', tag two statements and link them: that makes one.'],
  firstAppears: 'The first one appears when an editor links two claims.',
  older: 'Older chains',
  listDescription: 'Claims that answer each other, each chain in the order said.',
  chain: (id: number) => `Chain ${id}`,
  description: (facts: string) => `${facts}: who said what, in the order said, and who gainsaid it.`,
  /** Of a page that has part of a chain: "51 to 100 here". */
  part: (first: number, last: number) => `${first.toLocaleString(locale)} to ${last.toLocaleString(locale)} here`,
  mapTitle: (title: string) => `Map of all its claims: ${title}`,
  mapDescription: (claims: number) =>
    `${counted(claims, 'claim')} at one glance: who said them, when, and against whose words.`,
  /** What kind of thing a chain is, where it is cited: "chain of 15 claims, 2–4 June 2019". */
  cited: (claims: number, days: string | null) =>
    `chain of ${counted(claims, 'claim')}${days === null ? '' : `, ${days}`}`,
  notHeld: 'the links that held it together are no longer published.',
  asOf: (title: string, at: string) => `${title}, as of ${at}`,
  tooLongAsOf: (most: number) =>
    `This chain has more than ${most.toLocaleString(locale)} claims; see each claim as of that day.`,
}

interface NodeWords {
  number: number
  names: string
  said: string
  stance: string
  words: string
  answers: string | null
}
