import { ask, isAsking } from './swap'

/** How often to ask what others did: soon enough that two don't record the same, and seldom enough to cost nothing. */
const EVERY = 5_000

interface Changes {
  state: string
  /** In words, or null where only the reader's own doing is to be seen. */
  words: string | null
}

/**
 * Asks, while the page is looked at, whether others have changed what is recorded in this text. Then the list and the
 * text's marks are renewed, and nothing else: not the form, nor the cursor, the selection or the focus.
 */
export function lookForOthers(say: (words: string) => void, then: () => void): void {
  setInterval(async () => {
    const list = document.querySelector<HTMLElement>('#list')
    const { changes, state } = list?.dataset ?? {}
    if (document.hidden || !list || !changes || !state || isAsking() || list.contains(document.activeElement)) return
    const answer = await fetch(`${changes}?since=${encodeURIComponent(state)}`).catch(() => null)
    if (answer?.status !== 200 || isAsking()) return
    const { words } = (await answer.json()) as Changes
    await ask({ url: location.href, ids: '#text #list', from: null }, say, () => {
      then()
      if (words) say(words)
    })
  }, EVERY)
}
