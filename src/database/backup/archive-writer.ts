import fs from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { sealEnd, UNSEALED_END } from './archive-end'
import { BackupProblem } from './backup-problem'
import { Measured } from './measured'

/** What has been put into the archive, as it is when unpacked. */
export interface Written {
  bytes: number
  sha256: string
}

/** Half the time of level 6 for 8 % more bytes, over a made-up corpus; a backup is taken beside people at work. */
const COMPRESSION = 3

/** Whether a file may be larger than 4 GB is known only at its end, so all are written as if. */
const ZIP = { mode: 0o100600, compressionLevel: COMPRESSION, forceZip64Format: true }

/**
 * Writes a zip archive under a name of its own beside `out`, readable by this account alone, and gives it its name when
 * it is whole: whatever has that name is complete, and nothing that had it before is overwritten.
 */
export class ArchiveWriter {
  private readonly zip = new ZipFile()
  private readonly aside: string
  private readonly written: Promise<void>
  /** Rejects when the file can't be written, or what goes into it not be read; who waits for a source waits for this too. */
  private readonly failed: Promise<never>

  /** @throws BackupProblem if there is a file of this name, or none can be made here */
  constructor(private readonly out: string) {
    if (fs.existsSync(out)) throw new BackupProblem(`${out} is there already; nothing is overwritten.`)
    this.aside = `${out}.unfinished-${process.pid}`
    const target = fs.createWriteStream('', { fd: openAside(this.aside, out) })
    this.written = pipeline(this.zip.outputStream, target)
    this.failed = new Promise((_, reject) => {
      this.zip.once('error', reject)
      this.written.catch((error) => reject(inWords(error, out)))
    })
    this.failed.catch(() => {}) // nobody may be waiting just then
  }

  /** Adds a file of unknown length, and resolves when all of it has been taken. */
  async add(name: string, source: Readable): Promise<Written> {
    const measured = new Measured()
    this.zip.addReadStream(measured, name, ZIP)
    try {
      await Promise.race([Promise.all([pipeline(source, measured), finished(measured)]), this.failed])
    } catch (error) {
      source.destroy()
      throw error
    }
    return { bytes: measured.bytes, sha256: measured.sha256() }
  }

  addText(name: string, text: string): Promise<Written> {
    return this.add(name, Readable.from([Buffer.from(text, 'utf8')]))
  }

  /** Ends the archive; the file is on disk under its name, and safe from a power cut, when this resolves. */
  async end(): Promise<Written> {
    this.zip.end({ forceZip64Format: false, comment: UNSEALED_END as unknown as string })
    await Promise.race([this.written, this.failed])
    const file = await fs.promises.open(this.aside, 'r+')
    try {
      const sha256 = await sealEnd(file)
      await file.sync()
      nameIt(this.aside, this.out)
      return { bytes: (await file.stat()).size, sha256 }
    } catch (error) {
      throw inWords(error, this.out)
    } finally {
      await file.close()
    }
  }

  /** Leaves nothing behind. */
  async abandon(): Promise<void> {
    const { outputStream } = this.zip as unknown as { outputStream: Readable }
    outputStream.destroy()
    await this.written.catch(() => {})
    fs.rmSync(this.aside, { force: true })
  }
}

function openAside(aside: string, out: string): number {
  try {
    return fs.openSync(aside, 'wx', 0o600)
  } catch (error) {
    throw inWords(error, out)
  }
}

/** A link refuses to replace a file; where a file system knows none (memory sticks), the check at the start has to do. */
function nameIt(aside: string, out: string): void {
  try {
    fs.linkSync(aside, out)
    fs.rmSync(aside)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' || fs.existsSync(out))
      throw new BackupProblem(`${out} has come into being meanwhile; nothing is overwritten.`)
    fs.renameSync(aside, out)
  }
  if (process.platform === 'win32') return
  const folder = fs.openSync(path.dirname(path.resolve(out)), 'r')
  fs.fsyncSync(folder)
  fs.closeSync(folder)
}

function inWords(error: unknown, out: string): unknown {
  const { code } = (error ?? {}) as NodeJS.ErrnoException
  const folder = path.dirname(path.resolve(out))
  const sentence = {
    ENOSPC: `The disk is full: ${out} could not be written.`,
    EDQUOT: `The disk quota is used up: ${out} could not be written.`,
    EACCES: `This account may not write in ${folder}.`,
    EPERM: `This account may not write in ${folder}.`,
    EROFS: `${folder} is on a disk that is read-only.`,
    ENOENT: `There is no folder ${folder}.`,
    ENOTDIR: `${folder} is no folder.`,
  }[code ?? '']
  return sentence ? new BackupProblem(sentence, { cause: error }) : error
}
