import { readText } from '../articles/articles.commands'
import type { Extracted, SentFile } from '../extraction/extracted'

/** Reads plain text alone. */
export async function extract({ bytes }: SentFile): Promise<Extracted | { problem: string }> {
  const read = readText(bytes)
  return 'problem' in read
    ? read
    : { format: 'text', text: read.text, metadata: {}, zones: [], extractor: 'plain text' }
}
