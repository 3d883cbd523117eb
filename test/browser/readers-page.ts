import { get } from 'node:http'
import { gzipSync } from 'node:zlib'
import { HtmlValidate } from 'html-validate'
import type { Page } from 'playwright-core'

const validator = new HtmlValidate({ extends: ['html-validate:standard'] })

/** What is wrong with a page's HTML: where, which rule, and why. */
export async function invalidIn(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html)
  return results.flatMap(({ messages }) =>
    messages.map(({ line, column, ruleId, message }) => `${line}:${column} ${ruleId}: ${message}`),
  )
}

/** Bytes of a page's visit, as sent: gzipped, fonts as they are; headers, some 1.5 KB of all, left out. */
export interface Weight {
  first: number
  /** Styles and fonts are kept by the browser, so the page alone. */
  repeat: number
  styles: number
  script: number
}

/** What a page, with all that it asked for, may weigh; `npm run bench -- readers` measures it over the wire. */
const MOST: Weight = { first: 110 * 1024, repeat: 25 * 1024, styles: 8 * 1024, script: 0 }

/** The reference of the API has every operation on one page, so that a browser’s own search finds any; whoever reads it writes a script. */
const MOST_OF_REFERENCE: Weight = { ...MOST, repeat: 40 * 1024 }

export const tooHeavy = (weight: Weight, path = '/'): string[] => {
  const most = path === '/api' ? MOST_OF_REFERENCE : MOST
  return (Object.keys(most) as (keyof Weight)[])
    .filter((what) => weight[what] > most[what])
    .map((what) => `${what}: ${weight[what]} of ${most[what]} bytes`)
}

export async function weightOf(page: Page, html: string): Promise<Weight> {
  const asked = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))
  const weights = await Promise.all(asked.map(async (url) => ({ url, bytes: await sent(url) })))
  const sum = (isMeant: (url: string) => boolean) =>
    weights.reduce((all, { url, bytes }) => (isMeant(url) ? all + bytes : all), 0)
  const repeat = gzipSync(html).length
  return {
    repeat,
    first: repeat + sum(() => true),
    styles: sum((url) => new URL(url).pathname.endsWith('.css')),
    script: sum((url) => /\.m?js$/.test(new URL(url).pathname)),
  }
}

/** What each asset weighs, by its address. */
const known = new Map<string, Promise<number>>()

function sent(url: string): Promise<number> {
  const before = known.get(url)
  if (before) return before
  const bytes = new Promise<number>((resolve, reject) => {
    get(url, { headers: { 'Accept-Encoding': 'gzip' } }, (response) => {
      let length = 0
      response.on('data', (chunk: Buffer) => {
        length += chunk.length
      })
      response.on('end', () => resolve(length))
    }).on('error', reject)
  })
  known.set(url, bytes)
  return bytes
}
