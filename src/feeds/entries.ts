import { RELATIONS, type Relation } from '../links/relation'
import { quotedWords } from '../reading/chain-picture'
import type { ClaimCard } from '../reading/claim-card'
import { shortened } from '../reading/shortened'
import { escapeHtml } from '../web/escape-html'
import { words } from '../words/words'
import type { FeedEntry } from './feed'

/** When a row was made, and when what is told of it last became another; as `utcSql` writes them. */
export interface Times {
  published: string
  updated: string
}

/** A link with both its claims, as a feed's entry is made of it. */
export interface LinkTold extends Times {
  id: number
  relation: Relation
  reason: string | null
  answer: ClaimCard
  answered: ClaimCard
}

/** A quotation in a feed: what a reader of feeds shows without a scroll. The page has it whole. */
const LONGEST_QUOTE = 1_000

/** A link: who did what to whom, and both quotations. `url` is where it is to be read. */
export function linkEntry(baseUrl: string, link: LinkTold, url: string): FeedEntry {
  const { id, answer, answered, reason, published, updated } = link
  const { verb, pluralVerb } = RELATIONS[link.relation]
  const does = answer.speakers.length > 1 ? pluralVerb : verb
  const parts = [
    quoted(baseUrl, answer),
    `<p>${escapeHtml(words.feeds.does(does, saidBy(answered)))}</p>`,
    quoted(baseUrl, answered),
    ...(reason === null ? [] : [`<p>${escapeHtml(words.feeds.reason(reason))}</p>`]),
  ]
  return {
    id: `${baseUrl}/links/${id}`,
    url,
    title: `${answer.namesAsTold} ${does} ${answered.namesAsTold}`,
    published,
    updated,
    html: [`<p>${escapeHtml(saidBy(answer))}:</p>`, ...parts].join('\n'),
  }
}

/** A claim that a search found. */
export function claimEntry(baseUrl: string, claim: ClaimCard, { published, updated }: Times): FeedEntry {
  const id = `${baseUrl}/claims/${claim.id}`
  return {
    id,
    url: id,
    title: words.feeds.says(claim.namesAsTold, quotedWords(claim)),
    published,
    updated,
    html: `<p>${escapeHtml(saidBy(claim))}:</p>\n${quoted(baseUrl, claim)}`,
  }
}

const saidBy = ({ namesAsTold, date, medium }: ClaimCard) => [namesAsTold, date.words, medium].join(', ')

/** The words as their report has them, with where they are from; a claim without a report has its summary. */
function quoted(baseUrl: string, { id, quote, summary }: ClaimCard): string {
  const link = (text: string) => `<a href="${escapeHtml(`${baseUrl}/claims/${id}`)}">${escapeHtml(text)}</a>`
  const gloss = summary === null ? '' : `<p>${link(shortened(summary, LONGEST_QUOTE))}</p>`
  if (quote === null) return gloss
  const { lead, language, words: said, headline, outlet, statementId } = quote
  const place = `${baseUrl}/statements/${statementId}`
  const before = lead === null ? '' : `${escapeHtml(lead)} `
  const text = shortened(said, LONGEST_QUOTE)
  return `<blockquote cite="${escapeHtml(place)}"><p lang="${escapeHtml(language)}" dir="auto">${before}${summary === null ? link(text) : escapeHtml(text)}</p></blockquote>
<p><cite><a href="${escapeHtml(place)}">${escapeHtml(headline)}</a></cite>, ${escapeHtml(outlet)}</p>${gloss && `\n${gloss}`}`
}
