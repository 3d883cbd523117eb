/** What the desk sees beside a link. */
export const link = {
  number: (id: number) => `Link ${id}`,
  discussionOf: (link: number) => `Discussion of link ${link}`,
  takeBackOf: (link: number) => `Take link ${link} back to draft`,
  takeBack: 'Take back to draft',
  withdraw: 'Withdraw this link',
}
