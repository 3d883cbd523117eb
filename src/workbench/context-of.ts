/** A quote in its paragraph. */
export interface Context {
  before: string
  quote: string
  after: string
}

/** As much before and after a quote as shows its sentence, and no more than a paragraph; in code points. */
export const CONTEXT = 240

/** A passage with up to `CONTEXT` code points of text around it, as they were read; `start` is the passage's place. */
export interface PassageRead {
  start: number
  before: string
  passage: string
  after: string
}

/** The passage in its paragraph; what is cut says so with dots. */
export function contextOf({ start, before, passage, after }: PassageRead): Context {
  const inParagraph = { before: before.slice(before.lastIndexOf('\n') + 1), after: after.split('\n')[0] ?? '' }
  const isCutAfter = inParagraph.after === after && [...after].length === CONTEXT
  return {
    // Cut within a paragraph, at a word: the dots say so.
    before: inParagraph.before === before && start > CONTEXT ? before.replace(/^\S*\s+/, '… ') : inParagraph.before,
    quote: passage,
    after: isCutAfter ? after.replace(/\s+\S*$/, ' …') : inParagraph.after,
  }
}
