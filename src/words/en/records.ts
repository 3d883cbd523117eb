import { counted } from '../counted'

/** A speaker’s record: what they said beside what gainsaid it. */
export const record = {
  speakers: 'Speakers',
  about: (name: string) => `What ${name} said, when, and what gainsays it.`,
  wikidata: (id: string) => `Wikidata ${id}`,
  redacted: 'The name has been redacted:',
  moreOnThis: 'More on this',
  history: 'History: how this page’s names and roles were changed',

  /** Figures, in one line. */
  gainsaidTimes: (times: string, speakers: string) => `gainsaid ${times} by ${speakers}`,
  gainsaidByUnnamed: (times: string) => `gainsaid ${times} by sources not named`,
  gainsaidByNobody: 'gainsaid by nobody on record',
  ownTurnarounds: (count: string) => `${count} against own words`,
  once: 'once',
  times: (count: string) => `${count} times`,
  orMore: (count: string) => `${count} or more`,
  ofTheNewest: (claims: string, answers: string) =>
    `Answers are counted to the newest ${claims} claims that were gainsaid, and no more than ${answers} of them.`,

  months: 'When they spoke',
  monthsMeaning: 'A bar a month, as far as the month is known. It leads to the claims.',
  monthsCaption: 'Claims a month',
  monthsOfNewest: (count: string) => `Counted are the newest ${count} claims; earlier years have their own page:`,
  year: 'Year',
  claimsIn: (month: string, claims: string) => `${month}: ${claims}`,

  contradictors: 'Who gainsays them most',
  gainsays: (claims: string) => `gainsays ${claims}`,
  turnarounds: 'Own turnarounds',
  turnaroundsMeaning:
    'Two claims of their own, or said for them, of which an editor has linked the one to the other as walking it back, correcting or contradicting it.',
  allTurnarounds: 'All claims that stand against own words',

  said: 'What they said, and what gainsaid it',
  for: 'for',
  saidBy: 'said by',
  as: 'as',
  jointly: 'jointly:',
  noAnswer: 'No answer is on record.',
  allAnswers: 'All its answers',
  allAnswersTo: (id: number) => `All answers to claim ${id}`,
  inFull: 'Claim in full',
  inFullOf: (id: number) => `Claim ${id} in full`,
  inChain: 'In its chain',
  inChainOf: (id: number) => `Claim ${id} in its chain`,
  links: 'What else it is linked to',
  reports: (count: number) => `${count} reports`,

  narrow: 'Narrow',
  narrowLabel: 'Narrow this record',
  narrowedTo: 'Narrowed to',
  takeOff: (what: string) => `Take off ${what}`,
  words: 'Words',
  stance: 'Stance',
  medium: 'Medium',
  when: 'When',
  anyStance: 'Any stance',
  anyMedium: 'Any medium',
  anyTime: 'Any time',
  onlyGainsaid: 'Only what was gainsaid',
  gainsaid: 'gainsaid by somebody',
  gainsaidBy: (name: string) => `gainsaid by ${name}`,
  gainsaidByThemselves: 'against own words',
  saying: (words: string) => `words: ${words}`,
  undated: 'day not stated',
  byCount: 'By stance, medium and year, with counts',
  fits: (claims: string) => `${claims} here`,
  newestWithWords: (count: string) =>
    `These are of the newest ${count} claims with these words. A year leads to earlier ones.`,
  noTime: 'Write a year as 2019, or a month as 2019-06.',
  refused: 'The record can’t be narrowed so',
  noSuchSpeaker: (id: number) => `There is no speaker ${id} here.`,

  empty: 'No claim of this speaker is public yet.',
  emptyBeyond: 'No claim of this speaker is public beyond this place.',
  nothingFits: 'No claim on record here fits all of this. Take a filter off, or try fewer words.',
  searchAll: 'Search what everybody said for these words',
  wholeRecord: 'The whole record',
  earlier: 'Earlier claims',
  newest: 'The newest',

  monthOrEarlier: (month: string) => `${month} or earlier`,
  monthOrLater: (month: string) => `${month} or later`,
  dayNotStated: 'Day not stated',
}

/** A source that is described and not named: no identity, and so no record. */
export const described = {
  label: 'A description, not a name',
  noIdentity:
    'These are an article’s words for somebody it does not name. They identify nobody: where another article describes a source in the same words, it may be somebody else. So no figures are made of them.',
  reason: 'Not named, the report says:',
  claims: 'What was said under this description',
  listed: 'Described, not named',
  named: 'Named',
  listTitle: 'Sources described, not named',
  listLede:
    'Articles’ words for people they do not name. None of them is an identity, so they stand apart from the speakers who have one.',
  listEmpty: 'No source that is described only is on record.',
  which: 'Who is listed',
}

/** Who answered what in a chain. */
export const matrix = {
  title: (chain: string) => `Who answered what: ${chain}`,
  heading: 'Who answered what',
  chains: 'Chains',
  thisChain: 'This chain',
  linksGone: 'the links that held it together are no longer published.',
  moreSpeakers: (count: string) => `more than ${count} speakers`,
  lede: (rows: string, speakers: string) =>
    `${rows} of this chain that somebody answers, and where ${speakers} stand on each.`,
  answered: (count: number) => counted(count, 'answered claim'),
  mostAnswered: (shown: string, all: string) =>
    `A chain this long has ${all}; here are the ${shown} that most claims answer.`,
  caption:
    'For each claim that is answered: who asserts it, who is against it, who declines to answer, and who says nothing on record',
  claim: 'Claim',
  says: 'Asserts it',
  against: 'Denies, contradicts or corrects it',
  declines: 'Declines to answer',
  doesNotDispute: 'Does not dispute it',
  through: 'On record only through others',
  silent: 'Nothing on record here',
  nobody: '–',
  claimOf: (names: string, act: string | null, number: number) =>
    act === null ? `${names}, claim ${number}` : `${names} ${act}, claim ${number}`,
  numbersOfChain: 'The numbers are those of the claims on the page of the chain.',
  numbersOfClaims: 'The numbers are those in the addresses of the claims.',
  nobodyDeclines: 'Nobody in it declines to answer.',
  nobodyLetsStand: 'Nobody in it is on record as not disputing a claim.',
  more: (count: string) => `and ${count} more`,
  onSilence:
    '“Nothing on record here” means that no published claim of theirs in this chain is linked to that one. They may have spoken where no article recorded here heard it.',
  silenceNotKnown: 'Not told: it has too many links.',
  silenceLeftOut: 'Who has nothing on record is not listed for a chain of so many speakers.',
  empty: 'No claim of this chain is answered by another yet.',
  inOrder: 'The claims in the order said',
  all: 'All answers',
  allTo: (id: number) => `All answers to claim ${id}`,
}

/** Claims that nobody has answered. */
export const unanswered = {
  title: 'Claims nobody has answered',
  description:
    'Published claims that assert something and that nothing on record denies, contradicts, corrects or walks back.',
  meaning:
    'Published claims that assert something, and that no published claim denies, contradicts, corrects or walks back. Who declined to answer, corroborates a claim or wrote a reply stands with it. This tells what is on record here, not that nobody ever answered.',
  order: 'The newest said first, undated ones last',
  which: 'Which of them',
  /** "There is no such list." */
  whatList: 'list',
  all: 'All',
  again: 'Reported by more than one origin',
  linked: 'In a chain',
  count: (claims: string) => `${claims}, answered by nobody`,
  moreThan: (count: string) => `More than ${count} claims`,
  reply: 'A reply in own words',
  replyTo: (id: number) => `A reply in own words to claim ${id}`,
  none: 'There is none of these. Take a filter off, or see all of them.',
  allOfThem: 'All claims that nobody has answered',
  refused: 'The list can’t be narrowed so',
  noSpeaker: (id: number) => `There is no speaker ${id} here.`,
  noOutlet: (id: number) => `There is no outlet ${id} here.`,
  narrower: 'Narrower',
  nothingNarrower: 'There is nothing here to narrow by.',
  speaker: 'Speaker',
  outlet: 'Outlet',
  medium: 'Medium',
  onHome: 'All that nobody has answered',
  noneOnHome: 'None: every claim on record is answered.',
}
