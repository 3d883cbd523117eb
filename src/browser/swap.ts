/**
 * Partial updates. A form or a link with `data-swap="#record #list"` is asked for in the background; the answer is the
 * same whole page as ever, of which only these parts are taken, with what it has to say. So a page without a script is
 * the same code on the server.
 */
export interface Swapped {
  /** The element that asked, or null for a poll. */
  from: Element | null
  status: number
  /** Whether something was sent, and taken. */
  isSaved: boolean
}

type Asked = { url: string; ids: string; from: Element | null; body?: URLSearchParams; address?: 'push' | 'replace' }

/** Told once the parts are in the page. */
export type WhenSwapped = (swapped: Swapped) => void

let number = 0
let asking = 0
let sending = 0
let waiting: (() => void) | null = null

/** Whether an answer to something that was sent is still to come. */
export const isSending = () => sending > 0

/** Whether any answer is still to come. */
export const isAsking = () => asking > 0

/** Listens to all forms and links that say what they swap. */
export function swapOnRequest(say: (words: string, kind?: 'problem') => void, then: WhenSwapped): void {
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    const { submitter } = event
    const ids = swapOf(submitter) ?? swapOf(form)
    if (event.defaultPrevented || !ids) return
    event.preventDefault()
    if (form.method === 'post' && isSending()) return
    const body = new URLSearchParams()
    for (const [name, value] of new FormData(form, submitter)) body.append(name, String(value))
    const url = (submitter?.hasAttribute('formaction') && (submitter as HTMLButtonElement).formAction) || form.action
    if (form.method === 'post') void ask({ url, ids, from: submitter ?? form, body }, say, then)
    else void ask({ url: withQuery(url, body), ids, from: submitter ?? form, address: 'push' }, say, then)
  })
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest?.<HTMLAnchorElement>('a[data-swap]')
    if (!link || event.defaultPrevented || event.button > 0 || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    void ask({ url: link.href, ids: swapOf(link) as string, from: link, address: 'push' }, say, then)
  })
  addEventListener('popstate', ({ state }) => {
    const { ids } = (state ?? {}) as { ids?: string }
    if (ids) void ask({ url: location.href, ids, from: null }, say, then)
  })
}

const swapOf = (element: Element | null) => element?.getAttribute('data-swap') || undefined

function withQuery(url: string, fields: URLSearchParams): string {
  const asked = new URL(url)
  asked.search = fields.toString()
  return asked.href
}

/** Asks for a page and takes parts of it. An answer that comes after a later one was asked for is left aside. */
export async function ask(
  asked: Asked,
  say: (words: string, kind?: 'problem') => void,
  then: WhenSwapped,
): Promise<void> {
  if (isSending()) {
    // What is being sent comes first: its answer would take away what this one brings. Only the last is kept waiting.
    waiting = () => void ask(asked, say, then)
    return
  }
  number += 1
  const mine = number
  const { body } = asked
  const main = document.querySelector('main')
  asking += 1
  if (body) sending += 1
  if (asked.from) main?.setAttribute('aria-busy', 'true')
  const answer = await answerTo(asked)
  asking -= 1
  if (body) sending -= 1
  if (mine === number) {
    main?.removeAttribute('aria-busy')
    take(asked, answer, say, then)
  }
  const next = waiting
  waiting = null
  next?.()
}

interface Answer {
  status: number
  url: string
  page: Document
}

async function answerTo({ url, body }: Asked): Promise<Answer | null> {
  try {
    const method = body ? 'POST' : 'GET'
    const response = await fetch(url, { method, body, headers: { Accept: 'text/html' } })
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    return { status: response.status, url: response.url, page }
  } catch {
    return null
  }
}

function take(asked: Asked, answer: Answer | null, say: (words: string, kind?: 'problem') => void, then: WhenSwapped) {
  const { ids, from, body } = asked
  if (!answer || answer.status >= 500) {
    if (from)
      say(answer ? 'The desk could not do it just now. Nothing typed is lost: try again.' : NO_ANSWER, 'problem')
    return
  }
  const parts = ids.split(' ').flatMap((id) => {
    const [old, fresh] = [document.querySelector(id), answer.page.querySelector(id)]
    return old && fresh ? [{ old, fresh }] : []
  })
  if (parts.length === 0 || answer.status === 409) {
    if (from) leaveFor(asked)
    return
  }
  const wasIn = parts.find(({ old }) => old.contains(document.activeElement))
  for (const { old, fresh } of parts) old.replaceWith(document.adoptNode(fresh))
  if (from) takeNotice(answer.page)
  document.title = answer.page.title || document.title
  if (wasIn && document.activeElement === document.body) focusIn(wasIn.fresh)
  if (answer.status < 400) keepAddress(asked, answer.url)
  then({ from, status: answer.status, isSaved: body !== undefined && answer.status < 400 })
}

const NO_ANSWER = 'The desk could not be reached. Nothing typed is lost: try again.'

/** Another page was answered: it is shown as it would be without a script. What is sent twice has one key, and is done once. */
function leaveFor({ url, from }: Asked) {
  const form = from instanceof HTMLFormElement ? from : (from as HTMLButtonElement | null)?.form
  if (!form) return location.assign(url)
  const { name, value } = from as HTMLButtonElement
  if (name) form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
  form.action = url
  form.submit()
}

function takeNotice(page: Document) {
  const place = document.querySelector('#notices')
  document.querySelector('main > .notice')?.remove()
  const notice = page.querySelector('main > .notice')
  place?.replaceChildren(...(notice ? [document.adoptNode(notice)] : []))
}

/** The focus stays in the part that it was in: on its heading, or on what else takes it first. */
function focusIn(part: Element) {
  const first = part.querySelector<HTMLElement>('[tabindex="-1"], a[href], button')
  const place = part.matches('[tabindex]') ? (part as HTMLElement) : first
  place?.focus({ preventScroll: true })
}

function keepAddress({ body, address, ids }: Asked, url: string) {
  const state = { ids }
  if (address === 'push' && url !== location.href) {
    history.replaceState(history.state ?? state, '')
    history.pushState(state, '', url)
  } else if (body || address) history.replaceState(state, '', url)
}
