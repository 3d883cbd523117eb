import type { RequestHandler, Response } from 'express'
import type { SentFile } from '../extraction/extracted'
import type { Intake } from '../importing/intake.client'
import { fetchArticle, readArticle, type SentArticle } from '../importing/sent-article'
import { ArticleToRead, NewArticle } from './article.schema'
import { NewRevision } from './revision.schema'

/** What a script sent to be read, or had fetched. */
export type ReadFirst = SentArticle | { problem: string; member: 'url' | 'html' | 'file' | 'text' }

const READ = 'readFirst'

/** What `readFirstOfApi` found; null where nothing had to be read. */
export const readFirstBy = (res: Response): ReadFirst | null => res.locals[READ] ?? null

/**
 * Fetches and reads what a script sends as an article, before its transaction begins: a site may take most of a minute. What is
 * no such request is left to the operation, which says what is wrong with it.
 */
export function readFirstOfApi(intake: Intake): RequestHandler {
  return async (req, res, next) => {
    const schema = req.method === 'POST' ? READ_OF.find(({ path }) => path.test(req.path))?.schema : undefined
    const sent = schema?.safeParse(req.body)
    if (sent?.success) res.locals[READ] = await read(intake, sent.data, schema === ArticleToRead)
    next()
  }
}

/** What is sent as an article, by its address below `/articles`. */
const READ_OF = [
  { path: /^\/$/, schema: NewArticle },
  { path: /^\/reading$/, schema: ArticleToRead },
  { path: /^\/\d+\/revisions$/, schema: NewRevision },
] as const

/** @param texts whether plain texts are read too, which need it only to be told of */
async function read(
  intake: Intake,
  { text, html, file, url, language, ...more }: Body,
  texts: boolean,
): Promise<ReadFirst | null> {
  const said = { language: language ?? null }
  const isPlain = text !== undefined && !texts && more.zones !== 'proposed'
  if (isPlain) return null
  if (file) {
    const sent = {
      bytes: Buffer.from(file.base64, 'base64'),
      mediaType: file.mediaType ?? null,
      fileName: file.name,
      url: null,
    }
    return told('file', await readArticle(intake, { ...sent, url: url ?? null }, said))
  }
  if (html !== undefined) return told('html', await readArticle(intake, asFile(html, 'text/html', url), said))
  if (text !== undefined) return told('text', await readArticle(intake, asFile(text, 'text/plain', url), said))
  return told('url', await fetchArticle(intake, url ?? '', said))
}

interface Body {
  text?: string | undefined
  html?: string | undefined
  file?: { name: string; mediaType?: string | null | undefined; base64: string } | undefined
  url?: string | null | undefined
  language?: string | undefined
  zones?: unknown
}

const asFile = (words: string, type: string, url: string | null | undefined): SentFile => ({
  bytes: Buffer.from(words, 'utf8'),
  mediaType: `${type}; charset=utf-8`,
  fileName: null,
  url: url ?? null,
})

const told = (member: 'url' | 'html' | 'file' | 'text', article: SentArticle | { problem: string }): ReadFirst =>
  'problem' in article ? { ...article, member } : article
