/** How a reply came to the desk: the names, and the words readers see. */
export const REPLY_WAYS = {
  form: 'sent through the form on the claim’s page',
  letter: 'sent to the desk in writing',
  spoken: 'told to the desk',
  published: 'published elsewhere',
} as const
export type ReplyWay = keyof typeof REPLY_WAYS

/** More replies to one claim than anybody reads; what is further to be said goes into one of them. */
export const MOST_REPLIES = 50
