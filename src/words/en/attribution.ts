/** "Russia, according to Donald Trump’s tweet, as reported by The Moscow Times": who says so, in one breath. */
export const attribution = {
  whoSaysSo: 'Who says so:',
  nobodyNamed: 'nobody named',
  /** Between the last two of several names, and between the others. */
  and: ' and ',
  comma: ', ',
  /** "Mike Pompeo and John Bolton" */
  names: (names: readonly string[]) => `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`,
  /** Who alone tells of a claim: "(says Donald Trump)". */
  toldBy: (names: string, isOne: boolean) => `(${isOne ? 'says' : 'say'} ${names})`,
  /** What goes after somebody’s name before what is theirs; of joint speakers only the last takes it. */
  possessive: (lastName: string) => (/s$/i.test(lastName) ? '’' : '’s'),
  ownReport: ' own report',
  citing: ', citing ',
  accordingTo: 'according to ',
  citedBy: 'cited by ',
  asReportedBy: (outlet: string) => `, as reported by ${outlet}`,
  /** Of what is no article’s own text: ", in readers’ comments below an article of The Daily". */
  placedIn: (place: string, outlet: string) => `, ${place} an article of ${outlet}`,
  anOutletNotKnown: 'an outlet not known',
  medium: (medium: string) => ` (${medium})`,
  /** Mediums that are nobody’s own: "Sergei Lavrov in a phone call". */
  within: { phone_call: ' in a phone call', talks: ' in talks' },
  /** Mediums that are somebody’s: "Donald Trump’s tweet". */
  own: {
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
    letter: 'letter',
    resolution: 'resolution',
    court_filing: 'court filing',
    news_report: 'news report',
    broadcast: 'broadcast',
    report: 'report',
  },
}
