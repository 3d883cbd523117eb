/** Forms that carry no key, each with the reason why it needs none. Every other unsafe route wants one. */
export const KEYLESS: Record<string, string> = {
  'POST /articles/:id/annotate': 'It shows the form with a proposal in it, and records nothing: the key is for that.',
  'POST /signin': 'An answer sent again can’t hand out a session; who signs in twice has two, and ends either.',
  'POST /signout': 'Ended twice, a session is ended.',
  'POST /unsaved': 'Its key is that of the form which it keeps, and not spent by that; kept twice, it is kept.',
  'POST /welcome/:token': 'The link is spent once by itself, and what it is spent on is a session.',
}
