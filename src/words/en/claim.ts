/** The page of a claim. */
export const claim = {
  drift: 'How reports worded it',
  driftMeans: 'Each wording once, the earliest first. Words that the first report has not are marked.',
  number: (id: number) => `Claim ${id}`,
  permanent: 'permanent address',
  history: 'history',
  correction: 'Ask for a correction, or to reply',
}
