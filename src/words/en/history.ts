/** The page of what was changed: of a claim, a link, a chain, a speaker or an article. */
export const history = {
  // "What was changed, the newest first. Nothing here can be changed or taken away; what is a draft … is not shown."
  means: [
    'What was changed, the newest first. Nothing here can be changed or taken away',
    '; what is a draft or has been withdrawn is not shown',
    '.',
  ],
  nothingOnPage: 'Nothing to tell on this page.',
  nothing: 'Nothing to tell: it has not been changed in public.',
  by: (name: string) => `by ${name}`,
  undo: 'Undo this',
  earlier: 'Earlier changes',
  history: 'History',
  of: (what: string) => `History of ${what}`,
  quoted: (title: string) => `“${title}”`,
  /** Of a page that leaves some out; the parts are `ofStatements` and `ofLinks`. */
  newestOnly: (parts: readonly string[], most: number) =>
    `Of its ${parts.join(' and ')} only the ${most} newest are told of here.`,
  ofStatements: 'statements',
  ofLinks: 'links',
  commandLine: 'the command line',
  desk: 'the desk',
  nothingShown: 'Nothing that is shown here changed.',
  erased: 'What this was has been erased, as the law asked; that it happened stays on record.',
  first: 'So readers saw it first; what it was before was never public.',
  withdrawn: 'It has been withdrawn since; what it said is not shown.',
  publicReason: (reason: string) => `Public reason: ${reason}`,
  undoOf: (action: string, of: string) => `Undo: ${action}, ${of}`,
  wentAlong: (claim: number) => `This went along with claim ${claim}: undo it there`,
  publishReport: 'Publish a report of it',
  joinAgain: 'Join the two again',
  newText: (number: number) => `What became of it in revision ${number}, and how that is taken back`,
  letGo: (number: number) => `Revision ${number} of the article has these words no more.`,
}
