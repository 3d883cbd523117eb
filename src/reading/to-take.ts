import { escapeHtml } from '../web/escape-html'
import { type Cited, citedInWords } from './citation'

/** What a page offers to take along into a paper or another site. */
export interface ToTake {
  citation: string
  /** HTML to paste. */
  embed: string
}

/** Height of an embedded page in CSS pixels: a heading and two cards; it scrolls. */
const EMBED_HEIGHT = 420

/** The citation of a chain or a claim, and the frame that shows it on another site. */
export function toTake(cited: Cited): ToTake {
  const frame = `<iframe src="${cited.url}/embed" title="${escapeHtml(cited.title)}" width="100%" height="${EMBED_HEIGHT}" loading="lazy"></iframe>`
  return { citation: citedInWords(cited), embed: frame }
}
