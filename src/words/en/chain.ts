/** The page of a chain, and the pictures on it. */
export const chain = {
  chains: 'Chains',
  overview: 'At a glance',
  firstOnly: (most: number) => `The picture counts the first ${most.toLocaleString('en')} claims.`,
  noDay: 'day not stated',
  otherSpeakers: (count: number) => `${count.toLocaleString('en')} other ${count === 1 ? 'speaker' : 'speakers'}`,
  /** A bubble of a long chain: "Donald Trump, June 2019: 12 claims". */
  bubble: ({ name, claims, when }: { name: string; claims: number; when: string }) =>
    `${name}, ${when}: ${claims.toLocaleString('en')} ${claims === 1 ? 'claim' : 'claims'}`,
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
    'Every dot is a claim, from left to right in the order said; every line a contradiction. Numbers are the claims most gainsaid.',
  mapPicture: (claims: number, contradictions: number) =>
    `A map of ${claims.toLocaleString('en')} claims and ${contradictions.toLocaleString('en')} contradictions; the claims most gainsaid are listed below it.`,
  landmarks: 'Most gainsaid',
  gainsaidTimes: (times: number) => `gainsaid ${times.toLocaleString('en')} ${times === 1 ? 'time' : 'times'}`,
  noLandmarks: 'No claim of this chain is gainsaid more than once.',
  back: 'The chain in words',
  matrix: 'Who answered what',
  drift: 'How reports worded it',
  driftMeans: 'One claim, as each report has it. Words that the first report has not are marked.',
  claim: (number: number) => `Claim ${number}`,
  shapeFrame: 'How much was said, by whom and when, to scroll sideways',
  overviewFrame: 'Days by speakers, to scroll sideways',
  /** How a picture's node is read out: "3 Rostec, day not stated, denies: “…” It denies 2." */
  node: ({ number, names, said, stance, words, answers }: NodeWords) =>
    `${number} ${names}, ${said}, ${stance}: ${words}${answers === null ? '' : ` · ${answers}`}`,
}

interface NodeWords {
  number: number
  names: string
  said: string
  stance: string
  words: string
  answers: string | null
}
