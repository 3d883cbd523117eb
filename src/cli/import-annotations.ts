import fs from 'node:fs'
import path from 'node:path'
import type { EntityManager } from 'typeorm'
import { takenInWords } from '../annotations/annotations.pages'
import { readBrat } from '../annotations/brat'
import type { ReadAnnotations } from '../annotations/foreign-annotation'
import type { LineProblem } from '../annotations/json-lines'
import { areAnnotations, LARGEST_ANNOTATIONS } from '../annotations/read-annotations'
import { readTold } from '../annotations/sent-annotations.client'
import { type TakenOver, type TakingOver, takeOver } from '../annotations/take-over.commands'
import { sha256 } from '../articles/articles.commands'
import { revisionsWithText } from '../articles/articles.queries'
import { inTransaction } from '../database/transaction'
import { canonicalText, decodeUtf8 } from '../quotes/canonical-text'
import { words } from '../words/words'
import { type FileOfCollection, type FilesOfText, type GivenCollection, withFiles } from './brat-files'
import { withDatabase } from './database'
import type { Result } from './import-report'
import { progress } from './progress'
import { complain, FAILED, print } from './terminal'

/** Imports a text that is not here yet, for the annotations beside it. */
export type ImportText = (db: EntityManager, baseUrl: string, file: FileOfCollection) => Promise<Result>

interface Given {
  /** Which of the articles here they are on; without one their addresses tell. */
  article?: number
  json?: boolean
}

/** Which of what was given are annotations of other programs, by what is in them: articles come as .json, too. */
export const annotationsAmong = (what: readonly string[]): string[] =>
  what.filter((file) => {
    // An address is a page to fetch, whatever its end.
    if (/^https?:\/\//i.test(file)) return false
    if (/\.(?:ann|jsonld)$/i.test(file)) return !isFolder(file)
    if (!/\.json$/i.test(file)) return false
    const found = fs.statSync(file, { throwIfNoEntry: false })
    return (
      Boolean(found?.isFile()) &&
      (found?.size ?? 0) <= LARGEST_ANNOTATIONS &&
      areAnnotations(fs.readFileSync(file, 'utf8'), '')
    )
  })

const isFolder = (file: string) => fs.statSync(file, { throwIfNoEntry: false })?.isDirectory() === true

/** Takes over the annotations of each of these files, all or nothing of each, and tells what came; the exit code says whether any was refused. */
export async function importAnnotations(files: readonly string[], given: Given, importText: ImportText): Promise<void> {
  await withDatabase(async ({ db, baseUrl }) => {
    const tell = progress()
    for (const file of files) {
      const outcome = await importOne(db, baseUrl, { file, given, importText }, (done, of) =>
        tell(() => `${file}: ${done.toLocaleString('en')} of ${of.toLocaleString('en')} passages looked for …`),
      )
      if ('problems' in outcome) process.exitCode = FAILED
      report(file, outcome, given)
    }
  })
}

interface Importing {
  file: string
  given: Given
  importText: ImportText
}

type Outcome = TakenOver | { problems: LineProblem[] }

/** All of it in one transaction: a new article for a text beside brat’s annotations goes when these are refused. */
async function importOne(
  db: EntityManager,
  baseUrl: string,
  importing: Importing,
  tell: (done: number, of: number) => void,
): Promise<Outcome> {
  const { file, given } = importing
  const beside = besideOf(file)
  const told = readFile(file, beside, baseUrl)
  if ('problems' in told) return told
  const { read } = told
  return orUndone(db, async (db) => {
    const text = read.format === 'brat' && given.article === undefined ? beside : null
    const articleId =
      text === null ? (given.article ?? null) : await articleOfText(db, baseUrl, { path: text, name: text }, importing)
    return takenOver(db, read, { articleId, baseUrl, tell })
  })
}

/** What was taken over; what was refused takes the transaction back. */
async function takenOver(db: EntityManager, read: ReadAnnotations, taking: TakingOver): Promise<TakenOver> {
  const outcome = await takeOver(db, null, read, taking)
  if ('problems' in outcome) throw new Undone(outcome.problems)
  return outcome
}

async function orUndone(db: EntityManager, work: (db: EntityManager) => Promise<TakenOver>): Promise<Outcome> {
  try {
    return await inTransaction(db, work)
  } catch (error) {
    if (error instanceof Undone) return { problems: error.problems }
    throw error
  }
}

/** Takes its transaction back. */
class Undone extends Error {
  constructor(readonly problems: LineProblem[]) {
    super(problems.map(({ problem }) => problem).join(' '))
  }
}

/** Where the text of brat’s annotations lies. */
const besideOf = (file: string) => file.replace(/\.ann$/i, '.txt')

/** Reads annotations, and the text beside them if there is one. */
function readFile(
  file: string,
  beside: string,
  baseUrl: string,
): { read: ReadAnnotations } | { problems: LineProblem[] } {
  const annotations = textOf(file)
  if ('problem' in annotations) return { problems: [annotations] }
  const text = beside !== file && fs.existsSync(beside) ? textOf(beside) : null
  if (text && 'problem' in text) return { problems: [text] }
  const read = readTold({ annotations: annotations.text, text: text?.text ?? null }, baseUrl)
  return 'read' in read && read.read.problems.length > 0 ? { problems: read.read.problems } : read
}

function textOf(file: string): { text: string } | LineProblem {
  const refused = (problem: string): LineProblem => ({ line: null, problem })
  try {
    if (fs.statSync(file).size > LARGEST_ANNOTATIONS)
      return refused(words.annotations.fileTooLarge(LARGEST_ANNOTATIONS / 1024 / 1024))
    const decoded = decodeUtf8(fs.readFileSync(file))
    return 'problem' in decoded ? refused(decoded.problem) : decoded
  } catch (error) {
    return refused((error as Error).message)
  }
}

/** The article with the text that lies beside; one that is not here yet is imported as any text is. */
async function articleOfText(
  db: EntityManager,
  baseUrl: string,
  beside: FileOfCollection,
  { importText }: Pick<Importing, 'importText'>,
): Promise<number> {
  const undone = (problem: string) => new Undone([{ line: null, problem }])
  const text = fs.existsSync(beside.path) ? textOf(beside.path) : null
  if (!text) throw undone(`No text lies beside it as ${beside.name}: give --article ID.`)
  if ('problem' in text) throw new Undone([text])
  const canonical = canonicalText(text.text)
  if ('problem' in canonical) throw undone(canonical.problem)
  const articles = new Set((await revisionsWithText(db, sha256(canonical.text))).map(({ articleId }) => articleId))
  const [only, another] = articles
  if (another !== undefined) throw undone('Several articles here have its text: give --article ID.')
  if (only !== undefined) return only
  const result = await importText(db, baseUrl, beside)
  if (result.state === 'refused') throw undone(`Its text is not here, and can’t be imported. ${result.problem}`)
  return result.articleId
}

/**
 * Takes in collections in brat’s format, each a folder or a zip: a text that is not here yet becomes an article as other texts do, and the
 * annotations beside it are taken over; both of a text, or neither. What is no text and no annotations is told.
 */
export async function importCollections(
  collections: readonly GivenCollection[],
  given: Pick<Given, 'json'>,
  importText: ImportText,
): Promise<void> {
  const refuse = (name: string, problem: string) => {
    process.exitCode = FAILED
    report(name, { problems: [{ line: null, problem }] }, given)
  }
  await withDatabase(async ({ db, baseUrl }) => {
    const tell = progress()
    for (const collection of collections) {
      const { what, isZip, texts, alone, others } = collection
      let done = 0
      const importNext = async (files: FilesOfText) => {
        const outcome = await importPair(db, baseUrl, files, importText)
        if ('problems' in outcome) process.exitCode = FAILED
        report(files.annotations?.name ?? files.text.name, outcome, given)
        done += 1
        tell(() => `${what}: ${done.toLocaleString('en')} of ${texts.length.toLocaleString('en')} texts …`)
      }
      await withFiles(collection, importNext, refuse)
      const called = (name: string) => (isZip ? `${what}/${name}` : path.join(what, name))
      for (const name of alone) refuse(called(name), 'No text lies beside it.')
      for (const name of others) reportPassedOver(called(name), given)
    }
  })
}

/** A text and the annotations beside it, in one transaction. */
function importPair(
  db: EntityManager,
  baseUrl: string,
  { text, annotations }: FilesOfText,
  importText: ImportText,
): Promise<Outcome> {
  return orUndone(db, async (db) => {
    const articleId = await articleOfText(db, baseUrl, text, { importText })
    // brat makes an empty file for a text in which nothing is marked yet.
    const isEmpty = annotations === null || fs.statSync(annotations.path).size === 0
    const told = isEmpty ? { read: readBrat('') } : readFile(annotations.path, text.path, baseUrl)
    if ('problems' in told) throw new Undone(told.problems)
    const outcome = await takenOver(db, told.read, { articleId, baseUrl })
    return { ...outcome, articles: outcome.articles.length > 0 ? outcome.articles : [{ articleId, taken: 0 }] }
  })
}

function reportPassedOver(file: string, { json }: Given): void {
  if (json) print(JSON.stringify({ file, state: 'passed over' }))
  else print(`${file}: passed over; it is neither a text nor annotations.`)
}

function report(file: string, outcome: Outcome, { json }: Given): void {
  if (json) print(JSON.stringify({ file, state: 'problems' in outcome ? 'refused' : 'taken over', ...outcome }))
  else if ('problems' in outcome) complainOf(file, outcome.problems)
  else {
    const on = outcome.articles.map(({ articleId }) => articleId).join(', ')
    print(`${file}: ${takenInWords(outcome)}${on === '' ? '' : ` On article ${on}.`}`)
  }
}

function complainOf(file: string, problems: readonly LineProblem[]): void {
  for (const { line, problem } of problems) complain(`${file}${line === null ? '' : `, line ${line}`}: ${problem}`)
  complain(`${file}: nothing was taken over.`)
}
