import { words } from '../words/words'
import { readDocx } from './docx'
import type { Extracted, SentFile } from './extracted'
import { formatOf, formatOfMembers } from './format'
import { readHtml } from './html'
import { LARGEST_FILE } from './limits'
import { readMarkdown } from './markdown'
import { decodePage } from './page-decoding'
import { readPdf } from './pdf'
import { readPlainText } from './plain-text'
import type { Reading } from './reading'
import { openZip } from './zip-parts'

const { extraction } = words

/** What an article's file has in it. Takes what time and memory it takes: `extract` gives it limits. */
export async function readFile(sent: SentFile): Promise<Extracted | { problem: string }> {
  if (sent.bytes.length > LARGEST_FILE) return { problem: extraction.tooLarge(LARGEST_FILE / 1024 / 1024) }
  const told = formatOf(sent)
  if ('problem' in told) return { problem: told.problem }
  if (told.format === 'zip') return readZip(sent)
  const read = await readAs(told.format, sent)
  return 'problem' in read ? read : { format: told.format, ...read }
}

function readAs(format: 'html' | 'text' | 'markdown' | 'pdf' | 'docx', sent: SentFile): Reading | Promise<Reading> {
  if (format === 'pdf') return readPdf(sent.bytes)
  if (format === 'markdown') return readMarkdown(sent)
  if (format !== 'html') return readPlainText(sent)
  const page = decodePage(sent.bytes, sent.mediaType)
  return 'problem' in page ? page : readHtml(page.html, sent.url)
}

async function readZip({ bytes }: SentFile): Promise<Extracted | { problem: string }> {
  const opened = await openZip(bytes)
  if (!opened) return { problem: extraction.zip.damaged }
  const told = formatOfMembers(opened.names)
  if (!told) return { problem: extraction.archive }
  if ('problem' in told) return told
  const read = await readDocx(opened)
  return 'problem' in read ? read : { format: 'docx', ...read }
}
