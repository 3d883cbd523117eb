import { keep, kept } from './kept'

const KEPT_AS = 'gainsay.hints'

/** Whoever has saved so many statements knows how it goes. */
const ENOUGH = 10

/** The lines for newcomers above the text go away when they are dismissed, or after some statements. */
export function hintsForNewcomers(): void {
  const hints = document.querySelector<HTMLElement>('#hints')
  let saved = Number(kept(KEPT_AS))
  const count = (now: number) => {
    saved = now
    if (hints) hints.hidden = saved >= ENOUGH
    keep(KEPT_AS, saved)
  }
  count(saved)
  hints?.querySelector('button')?.addEventListener('click', () => count(ENOUGH))
  document.addEventListener('saved', () => count(saved + 1))
}
