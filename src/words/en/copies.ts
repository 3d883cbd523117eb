import { counted } from '../counted'

/** The same story under several outlets. */
export const copies = {
  ofItself: 'An article can’t be a copy of itself.',
  alreadyOf: (copy: number, origin: number) => `Article ${copy} is a copy of article ${origin} already.`,
  isNone: (article: number) => `Article ${article} is no copy.`,
  tooMany: (most: number) =>
    `More than ${most} copies would have to change their origin. Make the other article the copy.`,
  areOneStory: (one: number, other: number) =>
    `Articles ${one} and ${other} are one story here. Take that back first, on the page of the copy.`,
  originMissing: 'Say of which article: its number stands at the end of its address.',
  otherMissing: 'The other article is missing.',

  title: 'Seem to be copies',
  mean: 'Two outlets with nearly the same text: one may have it from the other, or both from an agency. A copy’s reports count together with its origin’s, as one.',
  empty: 'No two articles look like one story.',
  /** "Reuters and The Harbour Gazette · 94 % of the words in common" */
  line: (outlets: string, share: string) => `${outlets} · ${share}`,
  inCommon: (percent: number) => `${percent} % of the shorter one’s words are in the other`,
  /** Where a copy of one of them is nearer to the other than they are themselves. */
  inCommonByCopies: (percent: number) =>
    `${percent} % of the shorter one’s words are in the other, going by their copies`,
  both: (one: string, other: string) => `${one} and ${other}`,
  likely: 'likely the origin',
  because: {
    named: 'the other names it in its byline or dateline',
    earlier: 'it was published first',
    'first here': 'it came in first',
  },
  isCopyOf: (copy: number, origin: number) => `Article ${copy} is a copy of ${origin}`,
  otherWayRound: 'The other way round',
  neither: 'Neither',
  neitherOf: (one: number, other: number) => `Neither of articles ${one} and ${other} is a copy`,
  compare: 'The words that differ',
  compareThese: (one: number, other: number) => `The words in which articles ${one} and ${other} differ`,
  olderPairs: 'Older pairs',
  nowCopyOf: (copy: number, origin: number) => `Article ${copy} is a copy of article ${origin} now.`,
  nowOrigin: (article: number) => `Article ${article} is no longer a copy.`,
  apart: (one: number, other: number) => `Articles ${one} and ${other} are not copies; they are not offered again.`,
  offeredAgain: 'The pair is offered again while it looks alike.',

  compared: 'Two articles, word by word',
  compareWith: 'Compare with article',
  legend: 'Struck through is what only the first has; underlined is what only the second has.',
  tooDifferent: 'They differ too much, or are too long, to be set side by side word by word.',

  aCopyOf: 'A copy of',
  anArticleOf: 'an article of',
  originWithdrawn: 'which has been withdrawn here',
  alsoRan: (others: number) =>
    others === 0 ? 'Also ran again in the same outlet' : `Also ran in ${counted(others, 'other outlet')}`,
  first: (shown: number) => `the first ${shown} are listed`,
  noCopy: 'No longer a copy',
  setOrigin: 'It is a copy of article',
  setOriginButton: 'Say so',

  /** Behind how often a claim was reported, where reports are copies of one another. */
  counted: (articles: number, origins: number) => `${counted(articles, 'article')}, ${counted(origins, 'origin')}`,
  ranIn: (articles: number, ran: number) =>
    `in ${counted(articles, 'article')}, which ran in ${counted(ran, 'outlet')}`,
}
