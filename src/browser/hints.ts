const KEPT_AS = 'gainsay.hints'

/** Whoever has saved so many statements knows how it goes. */
const ENOUGH = 10

/** The lines for newcomers above the text; they go away when they are dismissed, or after some statements. */
export function hintsForNewcomers(): { saved(): void } {
  const hints = document.querySelector<HTMLElement>('#hints')
  let saved = Number(read()) || 0
  const keep = (count: number) => {
    saved = count
    if (hints) hints.hidden = saved >= ENOUGH
    try {
      localStorage.setItem(KEPT_AS, String(saved))
    } catch {
      // A browser that keeps nothing shows them again on the next page.
    }
  }
  if (hints) hints.hidden = saved >= ENOUGH
  hints?.querySelector('button')?.addEventListener('click', () => keep(ENOUGH))
  return { saved: () => saved < ENOUGH && keep(saved + 1) }
}

function read(): string | null {
  try {
    return localStorage.getItem(KEPT_AS)
  } catch {
    return null
  }
}
