/** The ways out of a page: citing, embedding, downloading, following. */
export const take = {
  heading: 'Take it with you',
  asOf: 'As it was at the end of',
  show: 'Show',
  history: 'All that was changed',
  cite: 'Cite:',
  plainText: 'plain text',
  embed: 'Embed it in a page',
  embedMeans: 'Paste this where it is to stand. It has no script, and shows the newest state.',
  download: 'Download:',
  pairs: 'pairs of claims (CSV)',
  claims: 'claims (CSV)',
  links: 'links (CSV)',
  everything: 'everything (JSON Lines)',
  followSearch: 'Keep this search: its address stays, and new claims that it finds come by',
  feed: 'Follow what is added:',
  watch: 'Watch this',
  /** A citation in one line: "Ana Ruiz, 2020-02-03: “The bridge is safe”. Tweet. The Desk, https://desk.example/claims/1". */
  citation: ({
    said,
    title,
    kind,
    desk,
    url,
  }: {
    said: string
    title: string
    kind: string
    desk: string
    url: string
  }) => `${said ? `${said}: ` : ''}${title} ${kind}. ${desk}, ${url}`,
  /** Words that bring marks of their own get no more. */
  quoted: (text: string) => (/^[“"«„]/.test(text) ? text : `“${text}”`),
  reportedBy: (outlet: string, day: string | null) => `as reported by ${outlet}${day === null ? '' : `, ${day}`}`,
  /** The same with the day on which it was looked at. */
  lookedAt: (citation: string, day: string) => `${citation} (as of ${day}).`,
}
