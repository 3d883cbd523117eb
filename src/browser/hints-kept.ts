import { kept } from './kept'

export const HINTS_KEPT_AS = 'gainsay.hints'

/** Whoever has saved so many statements knows how it goes. */
export const ENOUGH = 10

/** Hides the lines for newcomers where this browser has seen enough of them; how many statements were saved in it. */
export function hideHints(): number {
  const saved = Number(kept(HINTS_KEPT_AS))
  const hints = document.querySelector<HTMLElement>('#hints')
  if (hints) hints.hidden = saved >= ENOUGH
  return saved
}
