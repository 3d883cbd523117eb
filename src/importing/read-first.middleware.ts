import type { Request, RequestHandler, Response } from 'express'
import { typedFields } from '../articles/sent-text'
import type { SentFile } from '../extraction/extracted'
import { formatOf } from '../extraction/format'
import { LanguageTag } from '../web/text-fields'
import { words } from '../words/words'
import type { Intake } from './intake.client'
import { fetchArticle, readArticle, type SentArticle } from './sent-article'
import { type SpooledFile, spooledFiles, takesText } from './sent-files.middleware'
import { isOfMany } from './sent-items.client'

/** What a form brought to take in, as far as it has to be read before it can be looked at. */
export type Brought =
  /** Texts as they are; the form itself says all that is known. */
  | { kind: 'text' }
  | { kind: 'article'; article: SentArticle }
  | { kind: 'many'; files: SpooledFile[]; addresses: string[] }
  | { kind: 'refused'; field: 'text' | 'address' | 'file'; problem: string }

const BROUGHT = 'brought'

/** What `readFirst` found. */
export const broughtBy = (res: Response) => res.locals[BROUGHT] as Brought

/**
 * Fetches and reads what a form brings, before the form's transaction begins: a site may take most of a minute, and a transaction that
 * waits for it would hold a connection of all writers.
 */
export function readFirst(intake: Intake): RequestHandler {
  return async (req, res, next) => {
    if (takesText(req)) res.locals[BROUGHT] = await brought(intake, req)
    next()
  }
}

async function brought(intake: Intake, req: Request): Promise<Brought> {
  const typed = typedFields(req.body)
  const files = spooledFiles(req).filter(({ size }) => size > 0)
  const text = typed.text?.trim() ? typed.text : null
  // The form for a newer text comes with the article's address in it: who pastes, or chooses a file, has not typed that.
  const isOwn = typed.ownAddress !== undefined && typed.address === typed.ownAddress
  const isOutdone = isOwn && (text !== null || files.length > 0)
  const addresses = isOutdone ? [] : (typed.address ?? '').split(/\s+/).filter((address) => address !== '')
  const ways = [addresses.length > 0, files.length > 0, text !== null].filter(Boolean).length
  if (ways > 1) {
    const field = text === null ? 'address' : 'text'
    return { kind: 'refused', field, problem: addresses.length > 0 ? words.importing.oneWay : words.intake.textAndFile }
  }
  if (addresses.length > MOST_ADDRESSES) {
    return { kind: 'refused', field: 'address', problem: words.importing.tooManyAddresses(MOST_ADDRESSES) }
  }
  const [file] = files
  if (addresses.length > 1 || files.length > 1 || (file && isOfMany(file.originalname)))
    return { kind: 'many', files, addresses }

  const language = { languageElse: LanguageTag.safeParse(typed.language ?? '').data ?? 'und' }
  if (addresses[0]) return told('address', await fetchArticle(intake, addresses[0], language))
  const sent = oneSent(req, text)
  // Without the button that looks first, a text is taken as it is: what scripts, and forms of old, send.
  if (!sent || (typed.step !== LOOK && isText(sent))) return { kind: 'text' }
  if (text?.includes('\ufffd')) return { kind: 'text' }
  return told(text === null ? 'file' : 'text', await readArticle(intake, sent, language))
}

/** What the button of the first step sends. */
export const LOOK = 'look'

/** As many as are fetched in some ten minutes from one site. */
const MOST_ADDRESSES = 500

const told = (field: 'text' | 'address' | 'file', article: SentArticle | { problem: string }): Brought =>
  'problem' in article ? { kind: 'refused', field, problem: article.problem } : { kind: 'article', article }

function oneSent({ file }: Request, text: string | null): SentFile | null {
  if (file?.buffer && file.size > 0) {
    return { bytes: file.buffer, mediaType: file.mimetype || null, fileName: file.originalname || null, url: null }
  }
  if (text === null) return null
  return { bytes: Buffer.from(text, 'utf8'), mediaType: 'text/plain; charset=utf-8', fileName: null, url: null }
}

function isText(sent: SentFile): boolean {
  const told = formatOf(sent)
  return (
    sent.fileName === null ||
    ('format' in told && (told.format === 'text' || told.format === 'markdown')) ||
    'problem' in told
  )
}
