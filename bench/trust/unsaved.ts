import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { addAccount, addToken } from '../../src/accounts/accounts.commands'
import { connect } from '../../src/database/database'
import { entities } from '../../src/entities'
import { launchBrowser } from '../../test/support/chromium'
import type { Figure, Harness } from './harness'
import { ServedApart, type Victim } from './served-apart'

/** What may be lost of the last keystrokes (ms): the promise made to editors. */
const MAY_BE_LOST_MS = 2_000

/** Between two keystrokes (ms): somebody who types fast. */
const KEYSTROKE_MS = 60

/** How long somebody types before something is killed (ms), at least and at most. */
const TYPED_MS = [2_500, 6_000] as const

/** What the control holds each request up for (ms): longer than what may be lost. */
const HELD_UP_MS = 4_000

export const unsaved: Harness = {
  what: 'kill -9 of the app, a backend, the postmaster while somebody types into a form in Chromium',
  run: ({ short }) => tryKillingWhileTyping({ rounds: short ? 6 : 45 }),
}

/**
 * Somebody types into the form for tagging while parts of a Gainsay are killed. Then every keystroke that was older than two
 * seconds has to be in the database, and on the page that is opened after the start. The control holds each request up for
 * longer than that.
 */
export async function tryKillingWhileTyping({ rounds }: { rounds: number }): Promise<Figure[]> {
  const gainsay = await ServedApart.start()
  let browser: Browser | undefined
  try {
    browser = await launchBrowser()
    const page = await (await browser.newContext()).newPage()
    const tagging = await prepare(gainsay, page)
    const found: Round[] = []
    for (let number = 0; number < rounds; number += 1)
      found.push(await oneRound(gainsay, page, tagging, VICTIMS[number % VICTIMS.length] as Victim))

    await page.addInitScript((wait) => {
      const { fetch: now } = globalThis
      globalThis.fetch = async (...request) => {
        await new Promise((resolve) => setTimeout(resolve, wait))
        return now(...request)
      }
    }, HELD_UP_MS)
    const control = await oneRound(gainsay, page, tagging, 'app')

    const sum = (of: (round: Round) => number) => found.reduce((all, round) => all + of(round), 0)
    const lost = sum((round) => round.lost)
    const oldest = Math.max(...found.map((round) => round.oldestLost))
    const shown = found.filter((round) => round.isShown).length
    return [
      {
        what: 'keystrokes lost that were older than two seconds',
        found: `${lost} of ${sum((round) => round.old)}, ${rounds} kills; the oldest that was lost: ${oldest.toFixed(0)} ms`,
        goal: '0',
        isReached: lost === 0 && sum((round) => round.old) > rounds * 5,
      },
      {
        what: 'pages opened afterwards that show what was kept',
        found: `${shown} of ${rounds}`,
        goal: 'all',
        isReached: shown === rounds,
      },
      {
        what: 'control: requests held up for four seconds',
        found: `${control.lost} of ${control.old} found lost`,
        goal: 'more than 0',
        isReached: control.lost > 0,
      },
    ]
  } finally {
    await browser?.close()
    await gainsay.end()
  }
}

const VICTIMS: Victim[] = ['app', 'postmaster', 'backend']

/** Somebody who is signed in, and an article: where it is tagged. */
async function prepare(gainsay: ServedApart, page: Page): Promise<string> {
  const database = await connect(await gainsay.address('app'), entities)
  const email = 'typist@harness.example'
  try {
    const added = await addAccount(database.db, { email, name: 'Typist', role: 'editor' })
    if ('problem' in added) throw new Error(added.problem)
    const token = await addToken(database.db, added.id)
    const answer = await fetch(`${gainsay.url}/api/v1/articles`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': crypto.randomUUID(),
      },
      body: JSON.stringify({ text: 'The bridge is safe.\n', outlet: null, publishedOn: null }),
    })
    const { id } = (await answer.json()) as { id: number }
    await page.goto(`${gainsay.url}/signin`)
    await page.fill('[name=email]', email)
    await page.fill('[name=password]', added.password)
    await page.click('main button')
    await page.waitForURL(/\/desk$/)
    return `/articles/${id}/annotate`
  } finally {
    await database.close()
  }
}

interface Round {
  /** Keystrokes that were older than what may be lost when something was killed, and how many of these were. */
  old: number
  lost: number
  /** How old the oldest keystroke was that was lost (ms). */
  oldestLost: number
  /** Whether the page that is opened afterwards has all that was kept. */
  isShown: boolean
}

const WORDS = '[data-record] [name=content] >> nth=0'
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

async function oneRound(gainsay: ServedApart, page: Page, tagging: string, victim: Victim): Promise<Round> {
  const before = await newestKept(gainsay)
  await opened(page, `${gainsay.url}${tagging}?unsaved=0`)
  await page.focus(WORDS)
  const at: number[] = []
  let words = ''
  const [least, most] = TYPED_MS
  for (const end = performance.now() + least + Math.random() * (most - least); performance.now() < end; ) {
    const letter = LETTERS[words.length % LETTERS.length] as string
    await page.keyboard.press(letter)
    at.push(performance.now())
    words += letter
    await sleep(KEYSTROKE_MS)
  }
  const killedAt = performance.now()
  await gainsay.kill(victim)
  if (victim === 'app') await gainsay.startApp()

  const now = await newestKept(gainsay)
  const kept = now.id === before.id || !words.startsWith(now.words) ? '' : now.words
  const old = at.filter((typedAt) => killedAt - typedAt > MAY_BE_LOST_MS).length
  await opened(page, `${gainsay.url}${tagging}`)
  return {
    old,
    lost: Math.max(0, old - kept.length),
    oldestLost: killedAt - (at[kept.length] ?? killedAt),
    isShown: (await page.inputValue(WORDS)).startsWith(kept),
  }
}

/** As soon as it is answered again. */
async function opened(page: Page, url: string): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    const answer = await page.goto(url).catch(() => null)
    if (answer?.status() === 200) return
    await sleep(500)
  }
  throw new Error(`${url} is not answered`)
}

const newestKept = (gainsay: ServedApart): Promise<{ id: number; words: string }> =>
  gainsay.asOwner(async (owner) => {
    const { rows } = await owner.query(
      `SELECT id, fields->'content'->>0 AS words FROM unsaved_forms ORDER BY id DESC LIMIT 1`,
    )
    return rows[0] ?? { id: 0, words: '' }
  })
