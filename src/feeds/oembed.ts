import { claimWords } from '../reading/claim-card'
import { escapeHtml } from '../web/escape-html'
import { LARGEST_INTEGER } from '../web/row-numbers'
import { words } from '../words/words'
import type { Glimpse } from './glimpse.queries'

/** What oEmbed can show: a page of ours by its kind and number. */
export interface Embeddable {
  kind: 'chains' | 'claims'
  id: number
}

/** As wide as a column of text, and as high as two quotations in it. */
const SIZE = { width: 550, height: 260 }

/** Longer words are cut: a quotation inside of somebody's own text, with the rest behind its link. */
const LONGEST_WORDS = 400

/** How long whoever embeds may keep it (s): a withdrawal is to be seen elsewhere within the hour. */
const KEPT = 3600

const PATH = /^\/(chains|claims)\/([1-9]\d{0,9})\/?$/

/** Which page of ours an address names, whatever stands behind its path; null is none. */
export function embeddableAt(address: string, baseUrl: string): Embeddable | null {
  if (!URL.canParse(address)) return null
  const [asked, ours] = [new URL(address), new URL(baseUrl)]
  const root = ours.pathname.replace(/\/$/, '')
  if (asked.origin !== ours.origin || !asked.pathname.startsWith(`${root}/`)) return null
  const [, kind, id] = PATH.exec(asked.pathname.slice(root.length)) ?? []
  const isOurs = (kind === 'chains' || kind === 'claims') && Number(id) <= LARGEST_INTEGER
  return isOurs ? { kind, id: Number(id) } : null
}

/** What is asked to fit into; undefined is anything. */
export interface Limits {
  maxwidth?: number | undefined
  maxheight?: number | undefined
}

export interface OEmbed {
  version: '1.0'
  type: 'rich'
  provider_name: string
  provider_url: string
  title: string
  width: number
  height: number
  html: string
  cache_age: number
  thumbnail_url?: string
  thumbnail_width?: number
  thumbnail_height?: number
}

/** @param address of the page, whole; `picture` is of one drawn for it */
export function oEmbed(
  glimpse: Glimpse,
  address: string,
  desk: { name: string; baseUrl: string },
  picture: { url: string; width: number; height: number },
  { maxwidth = Number.POSITIVE_INFINITY, maxheight = Number.POSITIVE_INFINITY }: Limits,
): OEmbed {
  const fits = picture.width <= maxwidth && picture.height <= maxheight
  return {
    version: '1.0',
    type: 'rich',
    provider_name: desk.name,
    provider_url: `${desk.baseUrl}/`,
    title: glimpse.title,
    width: Math.min(SIZE.width, maxwidth),
    height: Math.min(SIZE.height, maxheight),
    html: quotation(glimpse, address, desk.baseUrl),
    cache_age: KEPT,
    ...(fits ? { thumbnail_url: picture.url, thumbnail_width: picture.width, thumbnail_height: picture.height } : {}),
  }
}

/** A quotation that any page may hold: no script, no style, every line with where it leads. */
function quotation({ title, facts, pair, claim }: Glimpse, address: string, baseUrl: string): string {
  const shown = pair ? [pair.answered, pair.answer] : claim ? [claim] : []
  const lines = shown.map((card) => {
    const language = card.summary === null && card.quote ? ` lang="${escapeHtml(card.quote.language)}"` : ''
    const href = escapeHtml(`${baseUrl}/claims/${card.id}`)
    const said = `<a href="${href}"${language} dir="auto">${escapeHtml(claimWords(card, LONGEST_WORDS))}</a>`
    const who = words.feeds.whoAndWhen(card.namesAsTold, card.date.words)
    return `<p>${said}<br>${escapeHtml(who)}</p>`
  })
  const head = `<p><a href="${escapeHtml(address)}">${escapeHtml(title)}</a><br>${escapeHtml(facts.join(' · '))}</p>`
  return `<blockquote cite="${escapeHtml(address)}">${head}${lines.join('')}</blockquote>`
}
