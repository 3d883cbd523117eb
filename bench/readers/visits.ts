import { get } from 'node:http'
import type { Browser, CDPSession } from 'playwright-core'

/** Bytes as they came over the wire, headers included; none for what the browser had kept. */
export interface Weights {
  first: number
  repeat: number
  /** The document alone: a repeat visit of a page that has changed meanwhile. */
  changed: number
  /** Of all stylesheets’ bodies, gzipped. */
  styles: number
  /** Of scripts, whether fetched or written into the page; linked data is none, it never runs. */
  script: number
}

/** Visits a page as somebody who was never here, and once more. */
export async function weigh(browser: Browser, url: string): Promise<Weights> {
  const context = await browser.newContext({ viewport: PHONE, deviceScaleFactor: 2, isMobile: true })
  try {
    const first = await visit(await devtoolsOf(context), url)
    // A page of its own: what is loaded again by the same one would be asked for anew.
    const repeat = await visit(await devtoolsOf(context), url)
    const styles = await Promise.all(first.styles.map(gzipped))
    return {
      first: first.bytes,
      repeat: repeat.bytes,
      changed: first.document,
      styles: styles.reduce((sum, bytes) => sum + bytes, 0),
      script: first.script + repeat.script,
    }
  } finally {
    await context.close()
  }
}

/** Lighthouse’s telephone. */
const PHONE = { width: 412, height: 823 }

type Context = Awaited<ReturnType<Browser['newContext']>>

const devtoolsOf = async (context: Context) => context.newCDPSession(await context.newPage())

interface Visit {
  bytes: number
  document: number
  script: number
  /** Addresses. */
  styles: string[]
}

async function visit(devtools: CDPSession, url: string): Promise<Visit> {
  const kinds = new Map<string, { type: string; url: string }>()
  let [bytes, document, script] = [0, 0, 0]
  devtools.on('Network.responseReceived', ({ requestId, type, response }) => {
    kinds.set(requestId, { type, url: response.url })
  })
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes += encodedDataLength
    if (kinds.get(requestId)?.type === 'Document') document += encodedDataLength
    if (kinds.get(requestId)?.type === 'Script') script += encodedDataLength
  })
  await devtools.send('Network.enable')
  await devtools.send('Page.enable')
  const loaded = new Promise((resolve) => devtools.once('Page.loadEventFired', resolve))
  const { errorText } = await devtools.send('Page.navigate', { url })
  if (errorText) throw new Error(`${url}: ${errorText}`)
  await loaded
  // Fonts may be asked for by what is laid out last.
  const { result } = await devtools.send('Runtime.evaluate', { expression: WRITTEN_IN, awaitPromise: true })
  const styles = [...kinds.values()].filter(({ type }) => type === 'Stylesheet').map(({ url }) => url)
  return { bytes, document, script: script + Number(result.value), styles }
}

const WRITTEN_IN = `document.fonts.ready.then(() =>
  [...document.scripts].filter(({ type }) => type !== 'application/ld+json').reduce((sum, { text }) => sum + text.length, 0))`

function gzipped(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'Accept-Encoding': 'gzip' } }, (response) => {
      if (response.headers['content-encoding'] !== 'gzip') reject(new Error(`${url} came as it is`))
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      response.on('end', () => resolve(bytes))
    }).on('error', reject)
  })
}
