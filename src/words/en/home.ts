import { counted } from '../counted'

/** The page that a visitor first sees. */
export const home = {
  title: 'Who said what, and who gainsaid it',
  description:
    'Gainsay keeps claims from the news with their speaker, date and source, and links each to what gainsays it.',
  opening:
    'Gainsay keeps claims from the news as they were made: who spoke, when, through what medium, in whose words, and where it was reported. Each is linked to the claims that deny, contradict or correct it, so that a dispute can be read from its first word to its last.',
  newest: 'Newest contradictions',
  earlier: 'Earlier contradictions',
  theNewest: 'The newest',
  hottest: 'Most disputed now',
  hottestMeans: 'Chains with the most of the newest contradictions.',
  unanswered: 'Nobody has answered',
  newestChains: 'Newest chains',
  allChains: 'All chains',
  noChains: 'None yet: two linked claims make one.',
  noContradictions: 'None is recorded yet. They appear here as soon as an editor links a claim to the one it answers.',
  importFirst: 'Import an article',
  toBegin: 'to begin.',
  editors: 'Editors',
  signIn: 'sign in',
  /** "Did Russia pull its specialists out? · 6 claims" */
  inChain: (title: string | null, claims: number) =>
    title === null ? `a chain of ${counted(claims, 'claim')}` : `${title} · ${counted(claims, 'claim')}`,
  chain: 'Chain:',
  saidBy: 'said by',
  /** "5 new contradictions · 15 claims" */
  contradictionsOf: (contradictions: number, claims: number) =>
    `${counted(contradictions, 'new contradiction')} · ${counted(claims, 'claim')}`,
}
