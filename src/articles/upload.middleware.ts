import multer from 'multer'
import { LARGEST_TEXT } from './article.schema'

/**
 * Reads a form that may bring a file: kept in memory, within the limit of a text, and as few fields as the form has. A
 * pasted text is a field, so a field may be as large.
 */
export const upload = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: LARGEST_TEXT, files: 1, fields: 20, fieldSize: LARGEST_TEXT, fieldNameSize: 100, parts: 25 },
}).single('file')
