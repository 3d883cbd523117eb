import { named } from '../words/named'
import { words } from '../words/words'

/** How a reply came to the desk: the names, and the words readers see. */
export const REPLY_WAYS = named(['form', 'letter', 'spoken', 'published'], words.replies.ways)
export type ReplyWay = keyof typeof REPLY_WAYS

/** More replies to one claim than anybody reads; what is further to be said goes into one of them. */
export const MOST_REPLIES = 50
