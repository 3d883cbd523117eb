import type { FeedDocument, FeedEntry } from './feed'

export const ATOM = 'application/atom+xml; charset=utf-8'

/** The feed as Atom 1.0 (RFC 4287). */
export function atom({ id, title, author, page, self, updated, entries }: FeedDocument): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><id>${xml(id)}</id><updated>${updated}</updated>`,
    `<title>${xml(title)}</title><author><name>${xml(author)}</name></author>`,
    `<link rel="self" type="application/atom+xml" href="${xml(self)}"/>`,
    `<link rel="alternate" type="text/html" href="${xml(page)}"/>`,
    ...entries.map(entryElement),
    '</feed>',
    '',
  ].join('\n')
}

const entryElement = ({ id, url, title, published, updated, html }: FeedEntry) =>
  `<entry><id>${xml(id)}</id><link rel="alternate" type="text/html" href="${xml(url)}"/><title>${xml(title)}</title>
<published>${published}</published><updated>${updated}</updated>
<content type="html">${xml(html)}</content></entry>`

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Characters that XML 1.0 can't have, not even escaped: a text may hold them, and one would make the whole unreadable. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** Text for XML, in elements and in quoted attributes; what it can't have is told to be missing. */
export const xml = (text: string): string =>
  text.replace(NOT_IN_XML, '\ufffd').replace(/[&<>"]/g, (character) => ENTITIES[character] as string)
