import type { SentFile } from '../extraction/extracted'
import { words } from '../words/words'
import type { Given, ReadCapture } from './capture'
import type { Intake } from './intake.client'
import { readSent } from './read-sent'
import { noticeOf, sentOf } from './work-off.commands'

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
