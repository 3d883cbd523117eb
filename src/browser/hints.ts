import { ENOUGH, HINTS_KEPT_AS, hideHints } from './hints-kept'
import { keep } from './kept'

/** The lines for newcomers above the text go away when they are dismissed, or after some statements. */
export function hintsForNewcomers(): void {
  let saved = hideHints()
  const count = (now: number) => {
    saved = now
    keep(HINTS_KEPT_AS, saved)
    hideHints()
  }
  document.querySelector('#hints button')?.addEventListener('click', () => count(ENOUGH))
  document.addEventListener('saved', () => count(saved + 1))
}
