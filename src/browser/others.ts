/** How often to ask what others did: soon enough that two don't record the same, and seldom enough to cost nothing. */
const EVERY = 5_000

interface Changes {
  state: string
  /** In words, or null where only the reader's own doing is to be seen. */
  words: string | null
}

/** What of the main script is needed here. */
interface Main {
  /** Takes the list and the text's marks anew, and nothing else. */
  renew(then: () => void): void
  isAsking(): boolean
  say(words: string): void
}

/**
 * Asks, while the page is looked at, whether others have changed what is recorded in this text. Then the list and the
 * text's marks are renewed, and nothing else: not the form, nor the cursor, the selection or the focus.
 */
export function lookForOthers({ renew, isAsking, say }: Main): void {
  setInterval(async () => {
    const list = document.querySelector<HTMLElement>('#list')
    const { changes, state } = list?.dataset ?? {}
    const isAsked = list?.querySelector('#withdrawal form')
    const isInUse = isAsked || list?.contains(document.activeElement) || getSelection()?.isCollapsed === false
    if (document.hidden || !changes || !state || isInUse || isAsking()) return
    const answer = await fetch(`${changes}?since=${encodeURIComponent(state)}`).catch(() => null)
    if (answer?.status !== 200 || isAsking()) return
    const { words } = (await answer.json()) as Changes
    renew(() => words && say(words))
  }, EVERY)
}
