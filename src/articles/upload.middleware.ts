import type { RequestHandler } from 'express'
import multer from 'multer'
import { Problem } from '../web/problems'
import { words } from '../words/words'
import { LARGEST_TEXT } from './article.schema'

/**
 * Reads a form that may bring a file: kept in memory, within the limit of a text, and as few fields as the form has. A
 * pasted text is a field, so a field may be as large.
 */
const readForm = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: LARGEST_TEXT, files: 1, fields: 20, fieldSize: LARGEST_TEXT, fieldNameSize: 100, parts: 25 },
}).single('file')

/** Below `/articles`: a new text of one. */
const TAKES_TEXT = /^\/[^/]+\/revisions\/?$/

/**
 * Reads the forms that take a text in; every other with a file in it is left unread. The form's parser calls whatever it can't read
 * a plain error; it is always the sender's.
 */
export const upload: RequestHandler = (req, res, next) => {
  if (req.method !== 'POST' || !TAKES_TEXT.test(req.path)) return next()
  readForm(req, res, (error: unknown) => {
    if (!error || error instanceof multer.MulterError) return next(error)
    next(new Problem(400, words.problems.unreadable, words.intake.formCutShort))
  })
}
