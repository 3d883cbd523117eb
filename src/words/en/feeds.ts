import { locale } from './locale'

/** What feeds say, and what is shown of a page inside of another. */
export const feeds = {
  /** "The Daily, what Ann Lee said: wording changed in revision 2" */
  edit: (outlet: string, names: string, told: string) => `${outlet}, on what ${names} said: ${told}`,
  /** "denies Donald Trump, 3 June 2019, tweet:" */
  does: (verb: string, whom: string) => `${verb} ${whom}:`,
  says: (who: string, what: string) => `${who}: ${what}`,
  whoAndWhen: (who: string, when: string) => `${who}, ${when}`,
  firstOf: (shown: number, all: number) => `The first ${shown} of ${all.toLocaleString(locale)} claims.`,
  moreAnswers: 'There are more answers.',
  readOn: 'Read it whole',
  at: (desk: string) => `at ${desk}`,
  notOffered: 'Not offered',
  jsonOnly: 'Only JSON is given here; leave the format out.',
  giveUrl: 'Give the address of a page, as url.',
  noPixels: 'This is no number of pixels.',
  reason: (reason: string) => `Why they are linked: ${reason}`,
}
