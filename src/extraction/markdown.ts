import MarkdownIt from 'markdown-it'
import { words } from '../words/words'
import type { SentFile } from './extracted'
import { frontMatter, metadataOfFields } from './front-matter'
import { readBody } from './html'
import { textOfBytes } from './plain-text'
import type { Reading } from './reading'
import { lineOf } from './said-metadata'

/** HTML within Markdown is told as it is written; what an address alone would become stays what was typed. */
const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false })

export const MARKDOWN_EXTRACTOR = 'markdown-it 15.0.3, sanitize-html 2.17.5, linkedom 0.18.12'

/** An article in Markdown: its words without the marks, its front matter for what is known of it. */
export function readMarkdown({ bytes, mediaType }: Pick<SentFile, 'bytes' | 'mediaType'>): Reading {
  const decoded = textOfBytes(bytes, mediaType)
  if ('problem' in decoded) return decoded
  const { fields, rest } = frontMatter(decoded.text.replace(/^\uFEFF+/, '').replace(/\r\n?/g, '\n'))
  const metadata = metadataOfFields(fields)
  // The parser would put the replacement character in place of it, and nobody would be told.
  if (rest.includes('\0')) return { problem: words.extraction.unknown }
  const html = markdown.render(rest)
  const heading = /<h1>([\s\S]*?)<\/h1>/.exec(html)?.[1]
  const read = readBody(html, { language: metadata.language?.value ?? null, titles: [], isPage: false })
  if ('problem' in read) return read
  const headline = metadata.headline ?? headingFound(heading)
  return {
    ...read,
    metadata: headline ? { ...metadata, headline } : metadata,
    extractor: MARKDOWN_EXTRACTOR,
  }
}

/** A heading's words, from HTML of our own making. */
export function headingFound(html: string | undefined) {
  const value = html === undefined ? null : lineOf(withoutTags(html), 500)
  return value ? { value, from: words.extraction.from.heading } : null
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

const withoutTags = (html: string) =>
  html.replace(/<[^>]*>/g, '').replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '')
