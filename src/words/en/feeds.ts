/** What feeds say, and what is shown of a page inside of another. */
export const feeds = {
  /** "denies Donald Trump, 3 June 2019, tweet:" */
  does: (verb: string, whom: string) => `${verb} ${whom}:`,
  says: (who: string, what: string) => `${who}: ${what}`,
  reason: (reason: string) => `Why they are linked: ${reason}`,
}
