import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import express, { type Request, type RequestHandler, type Response } from 'express'
import multer, { type StorageEngine } from 'multer'
import { LARGEST_TEXT } from '../articles/article.schema'
import { LARGEST_RAW } from '../articles/articles.commands'
import { MOST_ZONES } from '../articles/zone'
import { Problem } from '../web/problems'
import { wholeForm } from '../web/sent-bytes'
import { words } from '../words/words'

/** The form of the second step has two fields for each part that is proposed: as many as a text may have zones. */
export const captureBody: RequestHandler = express.urlencoded({
  extended: false,
  limit: '256kb',
  parameterLimit: 2 * MOST_ZONES + 50,
  verify: wholeForm,
})

/** A file of a form, in a folder that is gone with the answer. */
export interface SpooledFile {
  originalname: string
  mimetype: string
  size: number
  path: string
  /** SHA-256 of its bytes. */
  digest: Buffer
}

/** As many as a browser sends in one form without its own trouble; a folder of more is a zip, or for the command line. */
export const MOST_FILES = 1_000

/** All files of a form (bytes): a thousand pages of 250 kB, ten PDFs of the largest size, a zip of either. They lie on the disk, not in memory. */
export const LARGEST_UPLOAD = 256 * 1024 * 1024

/** Whether a request, below `/articles`, brings annotations of one. */
const takesAnnotations = ({ method, path }: Request): boolean =>
  method === 'POST' && /^\/[^/]+\/annotations\/?$/.test(path)

/** Whether a request, below `/articles`, brings an article, or a new text of one. */
export const takesText = ({ method, path }: Request): boolean =>
  method === 'POST' && /^\/(?:[^/]+\/revisions\/?)?$/.test(path)

/**
 * Reads the form that takes articles in, or annotations of one. Its files are written to the disk while they come, and counted; one alone, of the size that
 * an article's may have, is then in memory as `req.file`, several are `spooledFiles(req)`.
 */
export const sentFiles: RequestHandler = (req, res, next) => {
  if (!takesText(req) && !takesAnnotations(req)) return next()
  const spool = new Spool(res)
  const read = multer({
    storage: spool,
    defParamCharset: 'utf8',
    limits: { files: MOST_FILES, fields: 30, fieldSize: LARGEST_TEXT, fieldNameSize: 100, parts: MOST_FILES + 30 },
  }).array('file')
  read(req, res, async (error: unknown) => {
    if (error instanceof multer.MulterError && error.code === 'LIMIT_FILE_COUNT')
      return next(new Problem(413, words.problems.tooLarge, words.importing.tooManyFiles(MOST_FILES)))
    if (error instanceof multer.MulterError || error instanceof Problem) return next(error)
    // Whatever the form's parser can't read it calls a plain error; it is always the sender's.
    if (error) return next(new Problem(400, words.problems.unreadable, words.intake.formCutShort))
    const files = spooledFiles(req)
    const [only] = files
    if (files.length === 1 && only && only.size <= LARGEST_RAW) {
      req.file = { ...only, buffer: await fs.promises.readFile(only.path) } as unknown as Express.Multer.File
    }
    next()
  })
}

/** What a form brought; empty where it brought none. */
export const spooledFiles = (req: Request): SpooledFile[] =>
  Array.isArray(req.files) ? (req.files as unknown as SpooledFile[]) : []

class Spool implements StorageEngine {
  private folder: Promise<string> | null = null
  private count = 0
  private size = 0

  constructor(private readonly res: Response) {}

  _handleFile(_req: Request, file: Express.Multer.File, done: (error?: unknown, info?: object) => void): void {
    this.keep(file).then(
      (info) => done(null, info),
      (error) => done(error),
    )
  }

  _removeFile(_req: Request, _file: Express.Multer.File, done: (error: Error | null) => void): void {
    // All go with the folder.
    done(null)
  }

  private async keep({ stream }: Express.Multer.File): Promise<Pick<SpooledFile, 'path' | 'size' | 'digest'>> {
    this.folder ??= this.newFolder()
    this.count += 1
    const name = String(this.count)
    const kept = path.join(await this.folder, name)
    const hash = createHash('sha256')
    let size = 0
    const counted = new Transform({
      transform: (chunk: Buffer, _encoding, next) => {
        size += chunk.length
        this.size += chunk.length
        hash.update(chunk)
        if (this.size <= LARGEST_UPLOAD) return next(null, chunk)
        next(new Problem(413, words.problems.tooLarge, words.importing.tooMuch(LARGEST_UPLOAD / 1024 / 1024)))
      },
    })
    await pipeline(stream, counted, fs.createWriteStream(kept))
    return { path: kept, size, digest: hash.digest() }
  }

  private async newFolder(): Promise<string> {
    const folder = await fs.promises.mkdtemp(path.join(os.tmpdir(), 'gainsay-import-'))
    // Also where the sender is gone before the end.
    this.res.once('close', () => void fs.promises.rm(folder, { recursive: true, force: true }).catch(() => undefined))
    return folder
  }
}
