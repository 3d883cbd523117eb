import type { Extracted } from './extracted'

/** What a reader of one format makes of a file, or one sentence that tells an editor why there is nothing. */
export type Reading = Omit<Extracted, 'format'> | { problem: string }

/** A reader's refusal on its way out of a library's callbacks; what was read says it as `{ problem }`. */
export class Unreadable extends Error {}
