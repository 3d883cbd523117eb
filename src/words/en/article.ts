import { counted } from '../counted'

/** Articles and what is known of them. */
export const article = {
  statement: (number: number) => `Statement ${number}`,
  unknownOutlet: 'outlet not known',
  articles: 'Articles',
  revision: (number: number) => `revision ${number}`,
  readOriginal: (outlet: string) => `Read the original at ${outlet}`,
  searchReported: (outlet: string) => `Search what ${outlet} reported`,
  tag: 'Tag this article',
  markZones: 'Mark what is not its own',
  edit: 'Edit its details',
  makeSpeaker: (outlet: string) => `Make ${outlet} a speaker, for what it asserts by itself`,
  notWhole: 'Only passages of this article may be shown, in their context; its whole text is its outlet’s.',
  excerptsOnly: 'Shown here are the paragraphs with recorded statements.',
  noAddress: 'The address of the original is not known.',
  wholeForDesk: 'You see the whole text because you are signed in; readers see the paragraphs with statements.',
  inPart:
    'Of this text only what was quoted is here, since the export that it came with has no more; blocks (█) stand for the rest.',
  history: 'History of what is said of this article',
  statements: 'Statements in this article',
  // "None is recorded yet. Tag its statements, beginning with the one …"
  none: [
    'None is recorded yet.',
    'Tag its statements',
    ', beginning with the one that somebody answered; readers see the article when it has one.',
  ],
  firstOnly: (count: number) => `These are the first ${count}; the article has more, each on the page of its claim.`,
  oneOfReports: (count: number) => `one of ${count} reports`,
  backToText: 'Back to the text',
  backToTextOf: (statement: number) => `Back to the text of statement ${statement}`,
  claim: 'The claim',
  claimOf: (statement: number) => `The claim of statement ${statement}`,
  chain: 'Its chain',
  chainOf: (statement: number) => `Its chain, of statement ${statement}`,
  gap: 'Part of the text is left out here.',
  /** "Readers’ comments, 120 words, not part of the article" */
  zone: (name: string, words: number) => `${name}, ${counted(words, 'word')}, not part of the article`,
  zoneLeftOut: (name: string, words: number) =>
    `${name}, ${counted(words, 'word')}, not part of the article: left out here.`,
  listMeans: 'The texts that the claims were found in, the newest first.',
  noneHere: 'There are none here.',
  importFirst: ['Import the first one', '.'],
  appears: 'An article appears when its first statement is recorded.',
  earlier: 'Earlier articles',
  listDescription: 'Articles whose statements are recorded here, the newest first.',
  statementsOrMore: (most: number) => `${most} statements or more`,
  description: (statements: number) =>
    `${counted(statements, 'statement')} in this article, who made each, and what gainsays it.`,
  unknownOutletFirst: 'Outlet not known',
}
