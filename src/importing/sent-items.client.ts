import fs from 'node:fs'
import { StringDecoder } from 'node:string_decoder'
import { LARGEST_RAW } from '../articles/articles.commands'
import { memberNames, membersOf } from '../extraction/article-archive.client'
import { readArticleLine } from '../extraction/article-lines'
import { words } from '../words/words'
import type { NewItem } from './captures.commands'

/** A file on the disk, as its sender calls it. */
export interface FileToTake {
  path: string
  originalname: string
  mimetype: string | null
  size: number
}

/** What files and addresses come to, one after the other: only one of them is ever in memory. Items among them are left as they are. */
export async function* itemsOf(
  files: Iterable<FileToTake | NewItem> | AsyncIterable<FileToTake | NewItem>,
  addresses: readonly string[],
): AsyncGenerator<NewItem> {
  for (const address of addresses) yield { name: address, given: {}, askedUrl: address }
  for await (const file of files) {
    if ('given' in file) yield file
    else yield* itemsOfFile(file)
  }
}

/** A zip is the files in it, JSON the articles in it; everything else is one article. */
async function* itemsOfFile(file: FileToTake): AsyncGenerator<NewItem> {
  const { path, originalname: name, mimetype, size } = file
  if (isZip(name)) return yield* itemsOfZip(path, name)
  if (isBrat(name)) return yield { name, given: {}, problem: words.intake.bratAlone }
  if (isLines(name)) return yield* itemsOfLines(name, fs.createReadStream(path))
  if (size > LARGEST_RAW) return yield { name, given: {}, problem: words.intake.fileTooLarge }
  const bytes = await fs.promises.readFile(path)
  if (isJson(name)) return yield* itemsOfJson(name, bytes)
  yield { name, given: {}, sent: { bytes, mediaType: mimetype || null, fileName: name, url: null } }
}

const isZip = (name: string) => /\.zip$/i.test(name)
const isLines = (name: string) => /\.(jsonl|ndjson)$/i.test(name)
const isJson = (name: string) => /\.json$/i.test(name)
/** Annotations in brat’s format: never an article, and beside texts a sign that all else in an archive is brat’s too. */
const isBrat = (name: string) => /\.ann$/i.test(name)

/** Whether a file may be more than one article. */
export const isOfMany = (name: string) => isZip(name) || isLines(name) || isJson(name)

async function* itemsOfZip(path: string, archive: string): AsyncGenerator<NewItem> {
  const isOfBrat = (await memberNames(path)).some(isBrat)
  for await (const member of membersOf(path)) {
    const name = member.name === null ? archive : `${archive}/${member.name}`
    if ('problem' in member) yield { name, given: {}, problem: member.problem }
    else if (isBrat(name)) yield { name, given: {}, problem: words.intake.bratAlone }
    else if (isOfBrat && !/\.txt$/i.test(name)) yield { name, given: {}, problem: words.intake.besideBrat }
    else if (isLines(name)) yield* itemsOfLines(name, [member.sent.bytes])
    else if (isJson(name)) yield* itemsOfJson(name, member.sent.bytes)
    else yield { name, given: {}, sent: member.sent }
  }
}

/** A line an article; empty ones are passed over. */
async function* itemsOfLines(name: string, chunks: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<NewItem> {
  let number = 0
  for await (const line of linesOf(chunks)) {
    number += 1
    if (line.trim() !== '') yield itemOfLine(name, line, number)
    // What has no end is no line, and nothing behind it is either.
    if (line.length > LARGEST_RAW) return
  }
}

/** One article, or a list of them. */
function* itemsOfJson(name: string, bytes: Buffer): Generator<NewItem> {
  let value: unknown
  try {
    value = JSON.parse(bytes.toString('utf8'))
  } catch {
    return yield itemOfLine(name, bytes.toString('utf8'), 1)
  }
  if (!Array.isArray(value)) return yield itemOfLine(name, bytes.toString('utf8'), 1)
  for (const [at, article] of value.entries()) yield itemOfLine(name, JSON.stringify(article), at + 1)
}

function itemOfLine(file: string, line: string, number: number): NewItem {
  const name = `${file}, ${number}`
  const read = readArticleLine(line, number)
  if ('problem' in read) return { name, given: {}, problem: read.problem }
  // A missing member leaves it to what is read, and to what holds for all; only a `null` that stands there says “not known”.
  const said = Object.entries(JSON.parse(line) as object).filter(([, value]) => value === null)
  const given = Object.entries(read.details).filter(
    ([key, value]) => value != null || said.some(([name]) => name === key),
  )
  return { name, given: Object.fromEntries(given), sent: read.sent }
}

/** Lines of a file; one that is longer than an article may be is cut just beyond that. */
async function* linesOf(chunks: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  let left = ''
  for await (const chunk of chunks) {
    const lines = (left + decoder.write(chunk)).split('\n')
    left = lines.pop() ?? ''
    yield* lines
    if (left.length > LARGEST_RAW) return yield left
  }
  left += decoder.end()
  if (left !== '') yield left
}

/** What an import of many is called in a list. */
export function nameOfMany(files: readonly { originalname: string }[], addresses: readonly string[]): string {
  const [file] = files
  if (!file) return words.importing.addresses(addresses.length)
  return files.length === 1 ? file.originalname : words.importing.filesAnd(file.originalname, files.length - 1)
}
