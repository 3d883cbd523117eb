import { z } from 'zod'
import { ArticleUrl, Language, PublishedOn } from '../articles/article.schema'
import { RIGHTS } from '../articles/rights'
import { optionalLine } from '../web/text-fields'
import { words } from '../words/words'
import type { SentFile } from './extracted'
import { LARGEST_FILE } from './limits'

const said = words.extraction.line

const Line = z
  .strictObject({
    text: z.string().optional(),
    html: z.string().optional(),
    headline: optionalLine(500),
    byline: optionalLine(500),
    outlet: optionalLine(200),
    publishedOn: PublishedOn.nullish(),
    url: ArticleUrl.nullish(),
    language: Language.nullish(),
    rights: z.enum(RIGHTS).nullish(),
  })
  .refine(({ text, html }) => (text === undefined) !== (html === undefined), { path: ['text'], error: said.textOrHtml })

/** An article of a file of JSON lines: what it is read from, and what is said of it, which goes before what is read. */
export interface ArticleLine {
  sent: SentFile
  details: Omit<z.output<typeof Line>, 'text' | 'html'>
}

/**
 * Reads one line of a file of articles: `{ "text" or "html", "headline", "byline", "outlet", "publishedOn", "url",
 * "language", "rights" }`, where all but the first may be missing. A field of another name is refused: misspelt, it would
 * be lost and nobody would hear of it.
 *
 * @param number of the line, from 1, for the sentence that refuses it
 */
export function readArticleLine(line: string, number: number): ArticleLine | { problem: string } {
  if (line.length > LARGEST_FILE) return { problem: said.tooLong(number) }
  const value = objectIn(line)
  if (value === undefined) return { problem: said.noJson(number) }
  const parsed = Line.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const field = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : (issue?.path.join('.') ?? '')
    const problem = issue?.code === 'unrecognized_keys' ? said.unknownField : (issue?.message ?? '')
    return { problem: said.wrong(number, field, problem) }
  }
  const { text, html, ...details } = parsed.data
  const mediaType = html === undefined ? 'text/plain; charset=utf-8' : 'text/html; charset=utf-8'
  // As UTF-16 a lone surrogate would reach the reader; as UTF-8 it is replaced, so it is refused here.
  if (/\p{Surrogate}/u.test(html ?? text ?? '')) {
    return { problem: said.wrong(number, html === undefined ? 'text' : 'html', words.refusals.notStorable) }
  }
  return {
    sent: { bytes: Buffer.from(html ?? text ?? ''), mediaType, fileName: null, url: details.url ?? null },
    details,
  }
}

function objectIn(line: string): object | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}
