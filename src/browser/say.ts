/** Says something to whoever hears the page, in its one polite region; a problem is shown as well, until the next one. */
export function say(words: string, kind?: 'problem'): void {
  const region = document.querySelector('#announcement')
  const shown = document.querySelector<HTMLElement>('#trouble')
  // The same words again are said again only when they are new to the region.
  if (region) region.textContent = region.textContent === words ? `${words}\u00a0` : words
  if (kind !== 'problem' || !shown) return
  shown.textContent = words
  shown.hidden = false
}

/** What went wrong is over. */
export function takeTroubleBack(): void {
  const shown = document.querySelector<HTMLElement>('#trouble')
  if (shown) shown.hidden = true
}
