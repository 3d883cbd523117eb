/** The right of reply: somebody’s own words beside a claim, and the form to publish them. */
export const replies = {
  hasBeenWithdrawn: (by: string, day: string, reason: string) =>
    `A reply of ${by}, ${day}, has been withdrawn: ${reason}`,
  // "Right of reply: Ana Ruiz writes:"
  writes: ['Right of reply', '(draft: only the desk sees it)', ':', 'writes:'],
  ownWords: (by: string) => `These are ${by}’s own words.`,
  restoreOf: (by: string) => `Restore the reply of ${by}`,
  restore: 'Restore',
  editOf: (by: string) => `Edit the reply of ${by}`,
  waitsOf: (by: string) => `Where the reply of ${by} waits`,
  waits: 'Where it waits for review',
  publishOf: (by: string) => `Publish the reply of ${by}`,
  publish: 'Publish',
  withdraw: 'Withdraw this reply',
  means:
    'Somebody whom a claim concerns may answer it here in their own words. They stand beside the claim, for all readers.',
  forReview:
    'This desk asks for review: what you save is a draft until a reviewer who hasn’t worked on it publishes it.',
  publicForReview: 'A public reply that is changed is not public until then.',
  byLabel: 'Whose words: a speaker’s name, or another name to be shown',
  whose: 'Whose words are they?',
  somebodyElse: 'Somebody else of this name',
  // "It comes with correction 17. …"
  comesWith: ['It comes with', '. The sender’s name is known to the desk alone; ask before you publish it.'],
  wordsLabel: 'The words of the reply',
  day: 'Day of the reply',
  way: 'How it came',
  urlLabel: 'Where it was published, if it was (a web address)',
  saveDraft: 'Save the draft',
  /** How a reply came to the desk. */
  ways: {
    form: 'sent through the form on the claim’s page',
    letter: 'sent to the desk in writing',
    spoken: 'told to the desk',
    published: 'published elsewhere',
  },
  sameWords: 'A reply with these very words stands beside this claim already.',
  isPublic: 'The reply is public now.',
  isWithdrawn: 'Reply withdrawn.',
  isRestored: 'Reply restored.',
  publishTitle: 'Publish a reply',
  changeTitle: 'Change a reply',
  whoseField: 'Whose words',
  wordsField: 'Words',
  dayField: 'Replied on',
  addressField: 'Address',
  publishedByMistake: 'Published by mistake',
  savedAsDraft: 'Saved as a draft. Another reviewer publishes it.',
  standsNow: 'The reply stands beside the claim now.',
  oneOfThisName: (name: string) => `A speaker is named ${name}; say whether it is their reply, or somebody else’s.`,
  severalOfThisName: (name: string) => `Several speakers are named ${name}; choose one, or none.`,
}
