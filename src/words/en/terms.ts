/** The words of the vocabularies, each with its name in the product’s rules and tables. */
export const terms = {
  /** What a speaker does with a claim’s words. */
  stances: {
    asserts: 'asserts',
    denies: 'denies',
    declines: 'declines to answer',
    does_not_dispute: 'does not dispute',
    asks: 'asks',
  },
  /** How the words reached the public, before any article. */
  mediums: {
    tweet: 'tweet',
    social_media_post: 'social media post',
    press_briefing: 'press briefing',
    remarks_to_reporters: 'remarks to reporters',
    interview: 'interview',
    written_statement: 'written statement',
    joint_statement: 'joint statement',
    speech: 'speech',
    opening_remarks: 'opening remarks',
    testimony: 'testimony',
    phone_call: 'phone call',
    talks: 'talks',
    letter: 'letter',
    resolution: 'resolution',
    court_filing: 'court filing',
    news_report: 'news report',
    news_agency: 'news agency',
    broadcast: 'broadcast',
    report: 'report',
    other: 'another medium',
    unknown: 'medium unknown',
  },
  /** Whose words a statement gives. */
  wordings: {
    direct: 'direct quotation',
    indirect: 'in the article’s words',
    mixed: 'partly quoted',
  },
  /** Who or what a speaker is. */
  speakerKinds: { person: 'person', organisation: 'organisation', group: 'group', described: 'described' },
  /** What readers may see of an article. */
  rights: { excerpts: 'excerpts', full: 'full' },
  /** What an account may do. */
  roles: { reader: 'reader', editor: 'editor', reviewer: 'reviewer', admin: 'admin' },
  /** What a claim’s date rests on. */
  bases: {
    stated: 'stated',
    counted: 'counted',
    inferred: 'inferred',
    not_stated: 'not stated',
  },
  /**
   * Relations between claims: from the answering claim, of one speaker and of several; from the answered one; and what it
   * means. None says who is right.
   */
  relations: {
    contradicts: {
      verb: 'contradicts',
      pluralVerb: 'contradict',
      passive: 'contradicted by',
      meaning: 'Both claims cannot be true. Neither needs to have been made as an answer to the other.',
    },
    denies: {
      verb: 'denies',
      pluralVerb: 'deny',
      passive: 'denied by',
      meaning: 'Answers the other claim: it is not so.',
    },
    corrects: {
      verb: 'corrects',
      pluralVerb: 'correct',
      passive: 'corrected by',
      meaning: 'Puts another figure or wording in the place of the one given.',
    },
    walks_back: {
      verb: 'walks back',
      pluralVerb: 'walk back',
      passive: 'walked back by',
      meaning: 'The same speaker softens or withdraws what was said.',
    },
    corroborates: {
      verb: 'corroborates',
      pluralVerb: 'corroborate',
      passive: 'corroborated by',
      meaning: 'Another speaker says the same from own knowledge.',
    },
    repeats: {
      verb: 'repeats',
      pluralVerb: 'repeat',
      passive: 'repeated by',
      meaning: 'The same speaker says it again.',
    },
    relays: {
      verb: 'relays',
      pluralVerb: 'relay',
      passive: 'relayed by',
      meaning: 'Passes on what another speaker said.',
    },
  },
  /** Parts of a text that are not the article’s own: as a heading, in a sentence, and before the article’s name. */
  zones: {
    appeal: {
      name: 'Appeal or advertisement',
      inSentence: 'an appeal or advertisement',
      place: 'in an appeal or advertisement beside',
    },
    navigation: { name: 'Navigation', inSentence: 'navigation of the site', place: 'in navigation of the site around' },
    comments: { name: 'Readers’ comments', inSentence: 'readers’ comments', place: 'in readers’ comments below' },
    caption: { name: 'Caption', inSentence: 'a caption', place: 'in a caption of' },
    other: { name: 'Other text', inSentence: 'text that is not the article’s own', place: 'in text beside' },
  },
}
