/** Whose an article is to tag, and whether all in it is tagged. */
export const tagging = {
  done: 'Tagging done',
  open: 'Tagging open',
  yours: 'yours',
  assignedTo: (name: string) => `assigned to ${name}`,
  nobodys: 'nobody’s yet',
  take: 'I’ll take it',
  assign: 'Assign',
  openAgain: 'Open it again',
  markDone: 'Mark done',
  noEditor: 'This is no account of an editor who may sign in.',
}
