import type { SentFile } from '../extraction/extracted'
import type { Fetched } from '../fetching/fetcher.client'
import { words } from '../words/words'
import type { Given, ReadCapture } from './capture'
import type { Intake } from './intake.client'
import { readSent } from './read-sent'
import { sentOf } from './work-off.commands'

/** One article as it was sent or fetched, and read. */
export interface SentArticle {
  name: string
  sent: SentFile
  /** When it was fetched; null where it was sent. */
  capturedAt: Date | null
  read: ReadCapture
  /** What its editor should know besides; null where there is nothing. */
  notice: string | null
}

/** What its sender says of its language. */
type Language = Pick<Given, 'language' | 'languageElse'>

/** Fetches an address, and reads what came. */
export async function fetchArticle(
  { readers }: Intake,
  address: string,
  language: Language,
): Promise<SentArticle | { problem: string }> {
  const fetched = await readers.fetcher.fetchPage(address)
  if ('problem' in fetched) return { problem: fetched.problem }
  const sent = sentOf(fetched)
  const read = await readSent(readers.extract, sent, language)
  return 'problem' in read
    ? read
    : { name: fetched.url, sent, capturedAt: fetched.fetchedAt, read, notice: noticeOf(fetched.headers) }
}

/** Reads what somebody sent. */
export async function readArticle(
  { readers }: Intake,
  sent: SentFile,
  language: Language,
): Promise<SentArticle | { problem: string }> {
  const read = await readSent(readers.extract, sent, language)
  return 'problem' in read
    ? read
    : { name: sent.fileName ?? words.importing.pastedText, sent, capturedAt: null, read, notice: null }
}

/** `noarchive`, or `none`, which has it in it, is about copies that are shown: the desk decides what it shows, and is told. */
const noticeOf = (headers: Fetched['headers']): string | null =>
  /\b(noarchive|none)\b/i.test(headers['x-robots-tag'] ?? '') ? words.importing.noArchive : null
