import { parseAtomFeed, parseJsonFeed } from 'feedsmith'
import { notWellFormed } from './well-formed'

/** A time as ours are: UTC, six decimals. */
const OUR_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/
const IRI = /^https?:\/\/[^\s<>"]+$/

/**
 * What is wrong with an Atom feed by RFC 4287 and by formats of our own; an empty list is nothing. A parser of feeds reads
 * it first, but takes a feed without `id` and `updated`, so the musts are told here.
 */
export function atomComplaints(text: string): string[] {
  const read = parse(() => parseAtomFeed(text))
  if (read === null || notWellFormed(text)) return ['no parser reads it']
  const complaints: string[] = []
  const must = (what: string, holds: boolean) => holds || complaints.push(what)
  must('is of Atom’s namespace', text.includes('<feed xmlns="http://www.w3.org/2005/Atom"'))
  must('has an IRI as its id', IRI.test(read.id ?? ''))
  must('says when it was updated', OUR_TIME.test(read.updated ?? ''))
  must('has a title', textOf(read.title) !== '')
  must(
    'has an author',
    (read.authors ?? []).some(({ name }) => Boolean(name)),
  )
  must('leads to itself once', (read.links ?? []).filter(({ rel }) => rel === 'self').length === 1)
  must('leads to its page once', (read.links ?? []).filter(({ rel }) => rel === 'alternate').length === 1)
  const entries = read.entries ?? []
  must('has each entry once', new Set(entries.map(({ id }) => id)).size === entries.length)
  must('has 50 entries at most', entries.length <= 50)
  for (const { id, title, updated, published, links = [], content } of entries) {
    must(`${id} has an IRI as its id`, IRI.test(id ?? ''))
    must(`${id} has a title`, textOf(title) !== '')
    must(`${id} says when it was updated`, OUR_TIME.test(updated ?? ''))
    must(
      `${id} says when it was published, not after that`,
      OUR_TIME.test(published ?? '') && String(published) <= String(updated),
    )
    must(`${id} leads to one page`, links.filter(({ rel }) => rel === 'alternate').length === 1)
    must(`${id} says something`, textOf(content) !== '')
    must(`${id} is no newer than the feed`, String(updated) <= String(read.updated))
  }
  return complaints
}

/** What is wrong with a JSON Feed by its version 1.1. */
export function jsonFeedComplaints(text: string): string[] {
  const read = parse(() => parseJsonFeed(JSON.parse(text)))
  if (read === null) return ['no parser reads it']
  const raw = JSON.parse(text) as Record<string, unknown> & { items: Record<string, unknown>[] }
  const complaints: string[] = []
  const must = (what: string, holds: boolean) => holds || complaints.push(what)
  must('is of version 1.1', raw.version === 'https://jsonfeed.org/version/1.1')
  must('has a title', typeof raw.title === 'string' && raw.title !== '')
  must('has whole addresses', IRI.test(String(raw.home_page_url)) && IRI.test(String(raw.feed_url)))
  must('has items', Array.isArray(raw.items) && raw.items.length <= 50)
  must('has each item once', new Set(raw.items.map(({ id }) => id)).size === raw.items.length)
  for (const { id, url, title, content_html, date_published, date_modified = date_published } of raw.items) {
    must(`${id} has an IRI as its id`, IRI.test(String(id)))
    must(`${id} leads to a page`, IRI.test(String(url)))
    must(
      `${id} has a title and says something`,
      [title, content_html].every((part) => typeof part === 'string' && part !== ''),
    )
    must(
      `${id} has times`,
      [date_published, date_modified].every((time) => OUR_TIME.test(String(time))),
    )
  }
  return complaints
}

const textOf = (part: unknown): string =>
  typeof part === 'string' ? part : String((part as { value?: string } | undefined)?.value ?? '')

function parse<Read>(read: () => Read): Read | null {
  try {
    return read()
  } catch {
    return null
  }
}
