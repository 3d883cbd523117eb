/** The page that says what the words mean. */
export const vocabulary = {
  title: 'What the words mean',
  description: 'The relations between claims, stances, mediums and dates, as Gainsay uses the words.',
  opening: 'Gainsay’s words tell what somebody did by speaking. None of them says who is right.',
  relations: 'Relations between claims',
  relationsMean: 'A link runs from the answering claim to the one it answers, as an editor judged it, with the reason.',
  opposing: 'Against the other claim, drawn solid',
  supporting: 'With the other claim, drawn dotted',
  /** Of whose claim a relation may be said. */
  speakers: {
    anyone: 'Of anyone’s claim.',
    another: 'Of another speaker’s claim.',
    same: 'Of the speaker’s own claim.',
  },
  stances: 'Stances',
  stancesMean: 'What the speaker does with the words of a claim.',
  stanceMeanings: {
    asserts: 'Says that it is so.',
    denies: 'Says that it is not so, with or without words of its own: “Rosneft denied the allegations.”',
    declines: 'Was asked, and did not answer.',
    does_not_dispute: 'Was asked, and let it stand without saying it.',
    asks: 'Puts it as a question.',
  },
  dates: 'Dates',
  datesMean: 'A claim’s date is the day it was made, not the day it was published. Beside it stands what it rests on.',
  basisMeanings: {
    stated: 'The article gives the day.',
    counted: 'Worked out from words such as “on Monday”, which are shown, and the day of publication.',
    inferred: 'An editor concluded it from other words, which are shown.',
    not_stated: 'Nothing says when. In a chain the claim stands where its links put it; that is an order, and no date.',
  },
  wordings: 'Wordings',
  wordingsMean: 'Whose words stand in the quotation.',
  wordingMeanings: {
    direct: 'The article gives the speaker’s own words, in quotation marks.',
    indirect: 'The article tells in its own words what was said.',
    mixed: 'The article’s words, with some of the speaker’s in quotation marks.',
  },
  mediums: 'Mediums',
  mediumsMean: 'How the words reached the public, before any article.',
}
