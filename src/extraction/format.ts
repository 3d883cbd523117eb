import { words } from '../words/words'
import type { Format, SentFile } from './extracted'

const { extraction } = words

/** What a file is. A zip is told by what is in it, which only opening it shows: a .docx is one. Some text is no article. */
export type Told = { format: Format } | { format: 'zip' } | { problem: string; isText?: true }

/** First bytes of what no article is read from, in hex from the given place. */
const MAGIC: { hex: string; at?: number; problem: string }[] = [
  { hex: '89504e470d0a1a0a', problem: extraction.image },
  { hex: 'ffd8ff', problem: extraction.image },
  { hex: '474946383', problem: extraction.image },
  { hex: '57454250', at: 8, problem: extraction.image },
  { hex: '49492a00', problem: extraction.image },
  { hex: '4d4d002a', problem: extraction.image },
  { hex: '6674797068656963', at: 4, problem: extraction.image },
  { hex: '6674797061766966', at: 4, problem: extraction.image },
  { hex: 'd0cf11e0a1b11ae1', problem: extraction.oldWord },
  { hex: '7b5c727466', problem: extraction.richText },
  { hex: '1f8b', problem: extraction.compressed },
  { hex: '425a68', problem: extraction.compressed },
  { hex: '377abcaf271c', problem: extraction.compressed },
  { hex: '526172211a07', problem: extraction.compressed },
  { hex: 'fd377a585a00', problem: extraction.compressed },
  { hex: '28b52ffd', problem: extraction.compressed },
  { hex: '62706c697374', problem: extraction.webArchive },
  { hex: '66747970', at: 4, problem: extraction.media },
  { hex: '494433', problem: extraction.media },
  { hex: '4f676753', problem: extraction.media },
  { hex: '664c6143', problem: extraction.media },
  { hex: '1a45dfa3', problem: extraction.media },
  { hex: '57415645', at: 8, problem: extraction.media },
]

/** How much of a text is looked at: pages begin with a comment or a notice of some hundred bytes. */
const LOOKED_AT = 4_096

/** A page's first tag; a text that only speaks of HTML has words before. */
const PAGE = /^<(?:!doctype\s+html|html|head|body)\b/i
const OTHER_XML = /^<(?:rss|feed|rdf:RDF|svg|urlset|sitemapindex)\b/i
/** What may stand before it: one of them at a time, so that no text takes long to be seen not to be one. */
const BEFORE = /^(?:\s+|<!--[\s\S]*?-->|<\?[^>]*>|<!doctype(?!\s+html)[^>]*>)/i
const MAIL_ARCHIVE =
  /^(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,40}(?:content-type:\s*multipart\/|content-transfer-encoding:\s*(?:base64|quoted-printable))/i

/**
 * What a file is: by its first bytes, then by what a server or a form says of it, then by its name. The bytes come first because
 * the other two are often wrong, and never more right than they.
 */
export function formatOf({ bytes, mediaType, fileName }: Omit<SentFile, 'url'>): Told {
  if (bytes.length === 0) return { problem: extraction.empty }
  const head = headOf(bytes)
  const first = firstTag(head)
  if (PAGE.test(first)) return { format: 'html' }
  if (bytes.subarray(0, 1_024).includes('%PDF-')) return { format: 'pdf' }
  if (bytes.subarray(0, 4).equals(ZIP) || bytes.subarray(0, 4).equals(EMPTY_ZIP)) return { format: 'zip' }
  const start = bytes.subarray(0, 32).toString('hex')
  const known = MAGIC.find(({ hex, at = 0 }) => start.startsWith(hex, at * 2))
  if (known) return { problem: known.problem }

  if (OTHER_XML.test(first)) return { problem: extraction.feed, isText: true }
  if (MAIL_ARCHIVE.test(head)) return { problem: extraction.webArchive }
  return byMediaType(mediaType, fileName) ?? byName(fileName) ?? (looksLikeText(head) ? { format: 'text' } : UNKNOWN)
}

function firstTag(head: string): string {
  let rest = head
  for (let before = BEFORE.exec(rest); before; before = BEFORE.exec(rest)) rest = rest.slice(before[0].length)
  return rest
}

const ZIP = Buffer.from('PK\x03\x04')
const EMPTY_ZIP = Buffer.from('PK\x05\x06')
const UNKNOWN: Told = { problem: extraction.unknown, isText: true }

function byMediaType(mediaType: string | null, fileName: string | null): Told | null {
  const type = mediaType?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (type === 'text/html' || type === 'application/xhtml+xml') return { format: 'html' }
  if (type === 'text/markdown' || type === 'text/x-markdown') return { format: 'markdown' }
  if (type === 'application/pdf') return { problem: extraction.damagedPdf }
  if (/^image\//.test(type)) return { problem: extraction.image }
  if (/^(?:audio|video)\//.test(type)) return { problem: extraction.media }
  if (type === 'application/json' || type === 'application/ld+json') return { problem: extraction.data, isText: true }
  // Servers and forms say text/plain of a .md, and of whatever they don't know.
  return type === 'text/plain' ? (byName(fileName) ?? { format: 'text' }) : null
}

function byName(fileName: string | null): Told | null {
  const ending = /\.([a-z0-9]+)$/i.exec(fileName ?? '')?.[1]?.toLowerCase()
  if (ending === undefined) return null
  if (['html', 'htm', 'xhtml', 'shtml'].includes(ending)) return { format: 'html' }
  if (['md', 'markdown', 'mdown', 'mkd'].includes(ending)) return { format: 'markdown' }
  if (['txt', 'text'].includes(ending)) return { format: 'text' }
  if (ending === 'pdf') return { problem: extraction.damagedPdf }
  if (ending === 'docx') return { problem: extraction.damagedDocx }
  return ['json', 'jsonl', 'ndjson'].includes(ending) ? { problem: extraction.data, isText: true } : null
}

/** The beginning as letters, as far as its first bytes tell of which encoding they are; no letter above ASCII matters here. */
function headOf(bytes: Buffer): string {
  const start = bytes.subarray(0, LOOKED_AT)
  if (start[0] === 0xff && start[1] === 0xfe) return start.toString('utf16le').slice(1)
  if (start[0] === 0xfe && start[1] === 0xff) {
    return Buffer.from(start.subarray(0, start.length & ~1))
      .swap16()
      .toString('utf16le')
      .slice(1)
  }
  return start.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '')
}

/** Hardly any control characters: bytes of a program or of a picture have one in ten. */
function looksLikeText(head: string): boolean {
  const controls = head.match(/[^\P{Cc}\t\n\r\f\v\u0080-\u009f]/gu)?.length ?? 0
  return controls * 100 <= head.length
}

/** What a zip is, by the names in it; null when it is an archive of files. */
export function formatOfMembers(names: readonly string[]): Told | null {
  const has = (name: string | RegExp) => names.some((one) => (typeof name === 'string' ? one === name : name.test(one)))
  if (has('word/document.xml') || (has('[Content_Types].xml') && has(/^word\/document\d*\.xml$/)))
    return { format: 'docx' }
  if (has('[Content_Types].xml') && has(/^(?:xl|ppt)\//)) return { problem: extraction.otherOffice }
  if (has('META-INF/container.xml')) return { problem: extraction.book }
  return has('mimetype') && has('content.xml') ? { problem: extraction.openDocument } : null
}
