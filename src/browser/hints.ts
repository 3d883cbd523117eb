import { keep, kept } from './kept'

const HINTS_KEPT_AS = 'gainsay.hints'

/** Whoever has saved so many statements knows how it goes. */
const ENOUGH = 10

/**
 * The lines for newcomers above the text go away when they are dismissed, or after some statements: from then on a cookie
 * tells the server to leave them out, so that no text moves when a page comes up.
 */
export function hintsForNewcomers(): void {
  let saved = Number(kept(HINTS_KEPT_AS))
  const count = (now: number) => {
    saved = now
    keep(HINTS_KEPT_AS, saved)
    if (saved < ENOUGH) return
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in all browsers yet.
    document.cookie = 'gainsay-hints=hidden; path=/articles; max-age=31536000; samesite=lax'
    document.querySelector('#hints')?.remove()
  }
  // The cookie may have gone before what is kept.
  if (saved >= ENOUGH) count(saved)
  document.querySelector('#hints button')?.addEventListener('click', () => count(ENOUGH))
  document.addEventListener('saved', () => count(saved + 1))
}
