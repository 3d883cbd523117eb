import { say } from './say'

/** What was swapped, for whoever goes on from there. */
export interface Swapped {
  /** The element that asked, or null for a poll. */
  from: Element | null
  status: number
  /** Whether something was sent, and taken. */
  isSaved: boolean
}

/** A page to ask for, and the parts to take from it: `#record #list`. */
interface Asked {
  url: string
  ids: string
  from: Element | null
  body?: URLSearchParams
}

type WhenSwapped = (swapped: Swapped) => void

let number = 0
let asking = 0
let sending = 0

/** Whether an answer to something that was sent is still to come. */
export const isSending = () => sending > 0

/** Whether any answer is still to come. */
export const isAsking = () => asking > 0

/**
 * Partial updates. A form or a link with `data-swap="#record #list"` is asked for in the background; the answer is the
 * same whole page as ever, of which only these parts are taken, with what it has to say. So a page without a script is
 * the same code on the server.
 */
export function swapOnRequest(then: WhenSwapped): void {
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    const { submitter } = event
    const { swap } = form.dataset
    if (event.defaultPrevented || !swap) return
    event.preventDefault()
    const body = new URLSearchParams()
    for (const [name, value] of new FormData(form, submitter)) body.append(name, String(value))
    // A button may send the form elsewhere, to see it again with something more in it.
    const action = (submitter as HTMLButtonElement | null)?.getAttribute('formaction') ?? form.action
    const asked = { url: action, ids: swap, from: submitter ?? form }
    if (form.method === 'post') return void ask({ ...asked, body }, then)
    const url = new URL(form.action)
    url.search = body.toString()
    void ask({ ...asked, url: url.href }, then)
  })
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-swap]')
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    void ask({ url: link.href, ids: link.dataset.swap as string, from: link }, then)
  })
}

/** Asks for a page and takes parts of it, unless something is being sent. An answer that comes after a later one was asked for is left aside. */
export async function ask(asked: Asked, then: WhenSwapped): Promise<void> {
  // What is being sent comes first: its answer would take away what this one brings, and says where to go on.
  if (isSending()) return
  number += 1
  const mine = number
  const sent = asked.body ? 1 : 0
  const main = document.querySelector('main')
  asking += 1
  sending += sent
  if (asked.from) main?.setAttribute('aria-busy', 'true')
  // What is typed into a form that is on its way would be lost with it.
  const form = asked.body ? asked.from?.closest('form') : null
  const focused = form?.contains(document.activeElement) ? (document.activeElement as HTMLElement) : null
  if (form) form.inert = true
  const answer = await answerTo(asked)
  if (form) form.inert = false
  focused?.focus()
  asking -= 1
  sending -= sent
  if (mine === number) {
    main?.removeAttribute('aria-busy')
    take(asked, answer, then)
  }
}

interface Answer {
  status: number
  url: string
  page: Document
}

async function answerTo({ url, body }: Asked): Promise<Answer | null> {
  try {
    const answer = await fetch(url, { method: body ? 'POST' : 'GET', body })
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    return { status: answer.status, url: answer.url, page }
  } catch {
    return null
  }
}

function take(asked: Asked, answer: Answer | null, then: WhenSwapped) {
  const { ids, from, body } = asked
  const why = problemOf(answer)
  if (!answer || why) {
    if (from) say(`${why} Nothing typed is lost: try again.`, 'problem')
    return
  }
  const { status, page, url } = answer
  const parts = ids.split(' ').flatMap((id) => {
    const [old, fresh] = [document.querySelector(id), page.querySelector(id)]
    return old && fresh ? [{ old, fresh }] : []
  })
  if (parts.length === 0 || status === 409) {
    if (from) show(answer)
    return
  }
  const wasIn = parts.find(({ old }) => old.contains(document.activeElement))
  for (const { old, fresh } of parts) old.replaceWith(fresh)
  if (from) {
    takeNotice(page)
    document.title = page.title
    // What was refused has no page of its own to come back to.
    if (status < 400) history.replaceState(null, '', ids.includes('#list') ? url : withShown(url))
  }
  if (wasIn && document.activeElement === document.body) focusIn(wasIn.fresh)
  then({ from, status, isSaved: body !== undefined && status < 400 && !from?.hasAttribute('formaction') })
}

/** An address that says what of the list is shown, as this one does. */
function withShown(address: string): string {
  const [url, shown] = [new URL(address), new URL(location.href).searchParams.get('show')]
  if (shown) url.searchParams.set('show', shown)
  return url.href
}

/** Why there is nothing to show, or undefined. */
function problemOf(answer: Answer | null): string | undefined {
  if (!answer) return 'The desk could not be reached.'
  if (answer.status >= 500) return 'The desk could not do it.'
  if (answer.status === 401) return 'You are signed out: sign in in another tab.'
}

/** Another page was answered, a conflict or one of another kind: it is shown as it is. */
function show({ page, url }: Answer) {
  document.documentElement.replaceWith(page.documentElement)
  history.replaceState(null, '', url)
  const wrong = document.querySelector<HTMLElement>('.errors') ?? document.querySelector('main')
  wrong?.focus()
}

function takeNotice(page: Document) {
  document.querySelector('main > .notice')?.remove()
  const notice = page.querySelector('main > .notice')
  document.querySelector('#notices')?.replaceChildren(...(notice ? [notice] : []))
}

/** The focus stays in the part that it was in: on what takes it first, its heading. */
function focusIn(part: Element) {
  const first = part.matches('[tabindex]') ? part : part.querySelector('[tabindex="-1"], a[href], button')
  if (first instanceof HTMLElement) first.focus({ preventScroll: true })
}
