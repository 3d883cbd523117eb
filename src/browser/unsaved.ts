/**
 * What is typed into a form with `data-unsaved` is sent to the server while it is typed, so that a crash, a sign-out or
 * another machine finds it. Heard on the whole document: a form that is swapped for another is kept like the one before.
 */

/** Between two requests (ms), however fast somebody types: what is a second old is on its way. */
const EVERY = 1_000

/** Before another try where it could not be kept (ms). */
const AGAIN = 2_000

/** What a browser sends though the page closes is 64 KiB at most, of all that is under way. */
const SENT_AFTER_CLOSING = 60_000

/** Names copies in the browser's own storage: those of forms that the server could not keep. */
const COPY = 'gainsay unsaved '

interface Keeping {
  form: HTMLFormElement
  /** Whether anything was typed since it was last sent. */
  isChanged: boolean
  isUnderWay: boolean
  hasFailed: boolean
  timer: number | undefined
}

interface Copy {
  form: string
  fields: string
  at: number
}

/** By the idempotency key, which tells one opening of a form from another. */
const keepings = new Map<string, Keeping>()

const keyOf = (form: HTMLFormElement) => (form.elements.namedItem('idempotencyKey') as HTMLInputElement).value

function changed(form: HTMLFormElement) {
  const key = keyOf(form)
  const keeping = keepings.get(key) ?? { form, isChanged: false, isUnderWay: false, hasFailed: false, timer: undefined }
  keepings.set(key, Object.assign(keeping, { form, isChanged: true }))
  later(keeping, EVERY)
}

function later(keeping: Keeping, wait: number) {
  if (!keeping.isUnderWay) keeping.timer ??= window.setTimeout(() => send(keeping), wait)
}

async function send(keeping: Keeping) {
  const { form } = keeping
  const name = nameOf(form)
  clearTimeout(keeping.timer)
  Object.assign(keeping, { timer: undefined, isChanged: false, isUnderWay: true })
  const copy = copyOf(form)
  const status = await post(copy)
  keeping.isUnderWay = false
  keeping.hasFailed = !SETTLED.has(status)
  if (keeping.hasFailed) {
    store(name, copy)
    keeping.isChanged = true
  } else forget(name)
  // Another form may stand in its place by now: this one was recorded.
  if (nameOf(form) === name) tell(form, status)
  if (keeping.isChanged) later(keeping, keeping.hasFailed ? AGAIN : EVERY)
}

const copyOf = (form: HTMLFormElement): Copy => ({
  form: form.dataset.unsaved ?? '',
  fields: `${new URLSearchParams(new FormData(form) as never)}`,
  at: Date.now(),
})

/** The answer's status; 0 is no answer. */
const post = ({ form, fields, at }: Copy): Promise<number> =>
  fetch(`/unsaved?form=${form}&age=${Math.max(0, Date.now() - at)}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    keepalive: fields.length < SENT_AFTER_CLOSING,
    // As long as the server waits for its database; a connection that hangs would else keep all later words waiting.
    signal: AbortSignal.timeout(10_000),
  }).then(
    ({ status }) => status,
    () => 0,
  )

/** Kept, recorded already, too long: another try would be answered the same. */
const SETTLED = new Set([204, 409, 413])

const REFUSED: Record<number, string> = {
  409: 'Not kept: this form has been recorded already. Open the page anew.',
  413: 'Not kept: it is longer than 64 KB.',
  422: 'Not kept: you have 100 unfinished forms (record or discard some), or it has a character that can’t be kept.',
}

function tell(form: HTMLFormElement, status: number) {
  let line = form.querySelector<HTMLElement>('.kept')
  if (!line) {
    line = document.createElement('p')
    line.className = 'kept hint'
    line.setAttribute('role', 'status')
    form.append(line)
  }
  const time = new Date().toISOString().slice(11, 16)
  const isOut = status === 401 || status === 403
  const words =
    status === 204
      ? `Kept ${time} UTC. It is not recorded yet.`
      : isOut
        ? 'Not kept: you are signed out. It stays in this browser until you are back. '
        : (REFUSED[status] ?? 'Not kept: the server does not answer.')
  // Said again only where it is something else: it is read out.
  if (line.dataset.said === words) return
  line.dataset.said = line.textContent = words
  if (!isOut) return
  const link = document.createElement('a')
  Object.assign(link, { href: '/signin', target: '_blank', rel: 'noopener', textContent: 'Sign in in a new tab' })
  line.append(link)
}

const prefixOf = (form: HTMLFormElement) => `${COPY}${form.dataset.by} `
const nameOf = (form: HTMLFormElement) => prefixOf(form) + keyOf(form)

/** A full or forbidden storage keeps nothing: the line below the form says already that it is not kept. */
function tried<Result>(work: () => Result): Result | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

const store = (name: string, copy: Copy) => tried(() => localStorage.setItem(name, JSON.stringify(copy)))
const forget = (name: string) => tried(() => localStorage.removeItem(name))

/** Before the page goes: what a link, a button or the end of the page would leave behind. */
function sendNow() {
  for (const keeping of keepings.values()) {
    if (!keeping.isChanged) continue
    if (keeping.hasFailed) store(nameOf(keeping.form), copyOf(keeping.form))
    else send(keeping)
  }
}

/** Copies of an earlier page go to the server, which takes the newer words; then this page shows them. */
async function sendCopies(form: HTMLFormElement) {
  let isShownHere = false
  const names = tried(() => Object.keys(localStorage)) ?? []
  for (const name of names.filter((name) => name.startsWith(prefixOf(form)))) {
    const copy = tried((): Copy => JSON.parse(localStorage.getItem(name) ?? ''))
    if (!copy) continue
    const status = await post(copy)
    if (!SETTLED.has(status)) continue
    forget(name)
    isShownHere ||= status === 204 && copy.form === form.dataset.unsaved
  }
  // Not while somebody types, nor instead of a form that was sent and refused.
  if (isShownHere && keepings.size === 0 && !document.querySelector('.errors')) location.reload()
}

for (const type of ['input', 'change'])
  document.addEventListener(type, ({ target }) => {
    const { form } = target as HTMLInputElement
    if (form?.dataset.unsaved) changed(form)
  })
for (const type of ['click', 'submit']) document.addEventListener(type, sendNow, true)
addEventListener('pagehide', sendNow)
const first = document.querySelector<HTMLFormElement>('form[data-unsaved]')
if (first) sendCopies(first)
