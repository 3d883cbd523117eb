import express, { type Request, type RequestHandler, type Response } from 'express'
import multer from 'multer'
import type { SentField, SentForm } from './kept-form'
import { isAskedFromHere } from './same-origin.middleware'
import { wholeForm } from './sent-bytes'

/** A form without a file, as large and with as many fields as any of ours. */
export const formBody: RequestHandler = express.urlencoded({
  extended: false,
  limit: '256kb',
  parameterLimit: 200,
  verify: wholeForm,
})

/** The texts of the longest form, 5 MiB as a pasted article may have; files are let go as they come. */
const LARGEST_TEXT = 5 * 1024 * 1024
const FILES = 'namesOfFiles'
const textsOfForm = multer({
  limits: { files: 1, fileSize: LARGEST_TEXT, fields: 20, fieldSize: LARGEST_TEXT, fieldNameSize: 100, parts: 25 },
  fileFilter(req, file, skip) {
    const { locals } = (req as Request).res as Response
    locals[FILES] = [...((locals[FILES] as string[] | undefined) ?? []), file.originalname]
    skip(null, false)
  },
}).any()

/**
 * What the form of a request brought, though the request failed, and perhaps before anybody had read it: null where it
 * was none, where it can't be read, or where it didn't come from a page of ours. (What another site's page sends is not
 * shown under our name, with a button that sends it.)
 */
export async function sentForm(req: Request, res: Response): Promise<SentForm | null> {
  const type = req.is(['urlencoded', 'multipart'])
  if (req.method !== 'POST' || !type || !isAskedFromHere(req)) return null
  if (req.body === undefined) {
    const isRead = await read(type === 'multipart' ? textsOfForm : formBody, req, res)
    if (!isRead) return null
  }
  const chosen = req.file ? [req.file.originalname] : ((res.locals[FILES] as string[] | undefined) ?? [])
  return { fields: fieldsOf(req.body), files: type === 'multipart' ? chosen : null }
}

function read(parser: RequestHandler, req: Request, res: Response): Promise<boolean> {
  return new Promise((resolve) => void parser(req, res, (error?: unknown) => resolve(error === undefined)))
}

function fieldsOf(body: unknown): SentField[] {
  return Object.entries((body ?? {}) as Record<string, unknown>).flatMap(([name, given]) =>
    [given].flat().flatMap((value) => (typeof value === 'string' ? { name, value } : [])),
  )
}
