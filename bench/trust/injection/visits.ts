import type { BrowserContext, Page, Response } from 'playwright-core'
import { SENTINEL, shownIn, unescapedIn } from './payloads'

/** Visits with a browser that would run whatever a page lets run. */
export interface Visits {
  pages: number
  /** What ran, or could have, a line each. */
  findings: string[]
  /** Numbers of payloads that some page has shown, as text. */
  shown: Set<number>
  /** Pages that failed: of these nothing is known. */
  failed: string[]
}

export const nothingVisited = (): Visits => ({ pages: 0, findings: [], shown: new Set(), failed: [] })

/** Lets a page tell what ran in it: a function that the payloads call, dialogs, and requests to the sentinel. */
export async function watched(context: BrowserContext, visits: Visits): Promise<Page> {
  const page = await context.newPage()
  const found = (what: string) => visits.findings.push(`${new URL(page.url()).pathname}: ${what}`)
  await page.exposeFunction('xss', (number: number) => void found(`payload ${number} ran`))
  page.on('dialog', (dialog) => {
    found(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  await page.route(`${SENTINEL}/**`, (route) => {
    found(`asked for ${route.request().url()}`)
    return route.abort()
  })
  return page
}

/** Opens an address, and looks at what has come of it. */
export async function visit(page: Page, url: string, visits: Visits): Promise<void> {
  // Downloads, and addresses that end nowhere, are no pages.
  const response = await page.goto(url, { waitUntil: 'load' }).catch(() => null)
  await look(page, response, visits)
}

/** Looks at the page that is open: its source, and what the browser made of it. */
export async function look(page: Page, response: Response | null, visits: Visits): Promise<void> {
  if (!response?.headers()['content-type']?.startsWith('text/html')) return
  visits.pages += 1
  const where = `${response.request().method()} ${response.url().slice(0, 200)}`
  if (response.status() >= 500) visits.failed.push(`${where} ${response.status()}`)
  const source = await response.text().catch(() => '')
  for (const number of shownIn(source)) visits.shown.add(number)
  const raw = unescapedIn(source)
  if (raw !== null) visits.findings.push(`${where}: payload ${raw} stands there unescaped`)
  for (const words of await alive(page)) visits.findings.push(`${where}: ${words}`)
}

/** What in the document would run, or has been made of a text: no page of ours has any of it. */
function alive(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    for (const element of document.querySelectorAll('*')) {
      const name = element.localName
      // A base without an address only says where links open.
      const isMade = name === 'base' ? element.hasAttribute('href') : ['iframe', 'object', 'embed'].includes(name)
      if (name.startsWith('xss-') || isMade) found.push(`has an element ${name}`)
      for (const { name: attribute, value } of element.attributes) {
        if (attribute.startsWith('on')) found.push(`${name} has ${attribute}="${value.slice(0, 60)}"`)
        const isAddress = ['href', 'src', 'action', 'formaction', 'poster', 'srcdoc', 'xlink:href'].includes(attribute)
        if (isAddress && /^\s*(javascript|data|vbscript):/i.test(value))
          found.push(`${name} leads to ${value.slice(0, 60)}`)
      }
      const isOurs = element.getAttribute('src')?.startsWith('/assets/') && element.textContent === ''
      // Linked data runs nowhere, as long as nothing in it can end its element.
      const isData = element.getAttribute('type') === 'application/ld+json' && !element.innerHTML.includes('<')
      if (name === 'script' && !isOurs && !isData) found.push(`has a script: ${element.textContent?.slice(0, 60)}`)
    }
    return found
  })
}

/** Fills every field of each form of the open page with a payload, sends it, and looks at what comes back. */
export async function sendForms(page: Page, url: string, number: number, visits: Visits): Promise<void> {
  await page.goto(url, { waitUntil: 'load' })
  const count = await page.locator('main form[method=post]').count()
  for (let place = 0; place < count; place += 1) {
    if (place > 0) await page.goto(url, { waitUntil: 'load' })
    const sent = page.waitForNavigation({ waitUntil: 'load', timeout: 15_000 }).catch(() => null)
    const isThere = await page.evaluate(
      ([place, text]) => {
        const form = document.querySelectorAll<HTMLFormElement>('main form[method=post]')[place]
        if (!form) return false
        for (const field of form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>(
          '[name]',
        )) {
          if (field instanceof HTMLSelectElement) field.append(new Option(text, text, true, true))
          else if (['radio', 'checkbox', 'file'].includes(field.type)) continue
          else {
            // Whatever the browser would not let somebody type, a script sends.
            if (field instanceof HTMLInputElement && field.type !== 'hidden') field.type = 'text'
            if (field.name !== 'version') field.value = text
          }
        }
        form.noValidate = true
        HTMLFormElement.prototype.submit.call(form)
        return true
      },
      [place, number === 0 ? '' : `'"></title></textarea><xss-${number}><svg onload=xss(${number})>`] as const,
    )
    if (!isThere) return
    await look(page, await sent, visits)
  }
}
