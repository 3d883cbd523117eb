/** Where requests of a script that ran would go; nothing listens there, and the browser is asked before they leave. */
export const SENTINEL = 'http://127.0.0.1:9/sentinel'

/**
 * A text that runs, or shows as markup, wherever it is written as it stands: in an element, in an attribute of either
 * quotes, in a title, a text area, a script. Its number tells where it was stored. Some 150 characters, for fields of 200.
 */
export const payload = (number: number): string =>
  `'"></title></textarea><xss-${number}><img src=${SENTINEL}/${number} onerror=xss(${number})><svg onload=xss(${number})>`

/** For fields that take fewer characters. */
export const shortPayload = (number: number): string => `'"><xss-${number}><svg onload=xss(${number})>`

/** For addresses: what runs when it is followed, and what is no address but begins like one. */
export const addressPayloads = (number: number): string[] => [
  `javascript:xss(${number})//${shortPayload(number)}`,
  `https://x.example/${payload(number)}`,
  `https://x.example/${shortPayload(number)}`,
]

/** The number of the payload that a text holds unescaped; null if it holds none. */
export const unescapedIn = (html: string): number | null => {
  const found = /<xss-(\d+)/.exec(html)?.[1]
  return found === undefined ? null : Number(found)
}

/** The numbers of all payloads that a text shows, escaped or not. */
export const shownIn = (html: string): number[] => [...html.matchAll(/xss-(\d+)/g)].map(([, number]) => Number(number))
