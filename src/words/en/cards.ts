/** What stands on the card of a claim, wherever one is shown. */
export const cards = {
  // "Rosneft denies what Donald Trump said: “They left.”"
  answered: ['what', 'said', ':'],
  // In brackets behind a name: "(spokesman, for The Kremlin)"
  speaksFor: ', for',
  /** "What “denies”, “relays” mean" */
  whatItMeans: (verbs: readonly string[]) =>
    `What ${verbs.map((verb) => `“${verb}”`).join(', ')} ${verbs.length === 1 ? 'means' : 'mean'}`,
  lines: 'A solid line is against the other claim, a dotted one with it.',
  answers: 'What it answers, and what answers it',
  allAnswersTo: (claim: number) => `All answers to claim ${claim}`,
  allAnswers: 'All its answers',
  why: 'Why:',
  passedOn: 'Passed on, said by others',
  newestOnly: (count: number) => `These are the newest ${count}; there are more.`,
  noReport: 'No report of this claim is public now.',
}
