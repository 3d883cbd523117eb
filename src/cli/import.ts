import fs from 'node:fs'
import path from 'node:path'
import { Command } from 'commander'
import type { EntityManager } from 'typeorm'
import { ArticleUrl, Language, PublishedOn } from '../articles/article.schema'
import { importArticle, importAtNewAddress, sha256 } from '../articles/articles.commands'
import { revisionsWithText } from '../articles/articles.queries'
import { RIGHTS, type Rights } from '../articles/rights'
import { extract } from '../extraction/extract.client'
import type { SentFile } from '../extraction/extracted'
import { fetcher } from '../fetching/fetcher.client'
import { detailsOf, type Given, type ReadCapture } from '../importing/capture'
import { articleOf, type NewItem } from '../importing/captures.commands'
import { nextTextOf } from '../importing/next-text-of.queries'
import { type Extract as Extracting, readSent } from '../importing/read-sent'
import { saidOf } from '../importing/said-of.schema'
import { isOfMany, itemsOf } from '../importing/sent-items.client'
import { noticeOf, sentOf } from '../importing/work-off.commands'
import { CodePoints } from '../quotes/code-points'
import { addRevision, type NewText } from '../revising/revise.commands'
import { Problem } from '../web/problems'
import { collectionAt } from './brat-files'
import { withDatabase } from './database'
import { filesAt } from './files-at'
import { annotationsAmong, type ImportText, importAnnotations, importCollections } from './import-annotations'
import { exportAmong, importExport } from './import-export'
import { lacks, perhapsNextOf, type Result, report, takenOf } from './import-report'
import { checked, choice, positiveNumber } from './options'
import { progress } from './progress'
import { FAILED, WRONG_USAGE } from './terminal'

interface Options {
  outlet?: string
  published?: string
  url?: string
  headline?: string
  byline?: string
  language?: string
  rights?: Rights
  zones?: 'accept' | 'none'
  again?: boolean
  asRevisionOf?: number
  asSaid?: boolean
  withoutErased?: boolean
  texts?: string
  article?: number
  json?: boolean
}

export function importCommand() {
  return new Command('import')
    .argument(
      '<what...>',
      'text, HTML, Markdown, PDF, .docx, .json, .jsonl, .zip, a folder, https://…; - is a text on standard input; or one export of Gainsay’s, claims.csv with links.csv; or annotations of Hypothesis, brat or other programs, brat’s with their texts',
    )
    .option(
      '--outlet <name>',
      'who published it, or “unknown”; needed but for a page that is fetched and says it for its site',
    )
    .option('--published <date>', 'day of publication, YYYY-MM-DD, or “unknown”; needed in the same way', (value) =>
      value === 'unknown' ? value : checked(PublishedOn)(value),
    )
    .option('--url <url>', 'address of the original', checked(ArticleUrl))
    .option('--headline <text>', 'without one, the article’s own or the first line of the text')
    .option('--byline <text>', 'who wrote it')
    .option('--language <tag>', 'en, es, pt-BR …', checked(Language))
    .option('--rights <rights>', `what readers may see: ${RIGHTS.join(' or ')}`, choice(RIGHTS))
    .option(
      '--zones <what>',
      'what seems not to be the article’s own: accept marks it, none doesn’t look for it; otherwise it is told and not marked',
      choice(['accept', 'none'] as const),
    )
    .option('--as-said', 'believe what files say of their outlet and day themselves, without looking')
    .option('--again', 'import a text or an address that is here already as another article')
    .option('--as-revision-of <id>', 'the one text that is given is the newer text of this article', positiveNumber)
    .option(
      '--without-erased',
      'of an article from which words were erased: you have looked, and none of them is in its newer text',
    )
    .option(
      '--texts <folder>',
      'of an export: whole texts, each as ARTICLE-NUMBER.txt (4-1.txt), to hold its quotes against',
    )
    .option(
      '--article <id>',
      'of annotations: the article that all of them are on; else their addresses tell',
      positiveNumber,
    )
    .option('--json', 'one JSON object an article, or of an export')
    .addHelpText(
      'after',
      '\nWhat is given here goes before what an article says of itself; what a line of JSON says goes before what is given here.' +
        '\nA text becomes a revision of an article that is here by itself if it was fetched from its address, if it is the only one and' +
        '\n--url is that address, or if it says that address, is of the same outlet and is nearly the same text. Any page can say that it' +
        '\nhas some address: another one that does so is refused until --as-revision-of or --again tells what it is. So is one from an' +
        '\naddress that several articles have, unless it is nearly the same text as one of them.' +
        '\nAn export, claims.jsonl or datapackage.zip (packed or as a folder), comes back into an empty desk at the same BASE_URL, with its' +
        '\nnumbers and times: all of it, or nothing. So do claims.csv, with links.csv beside it or in its folder, and annotations.jsonld,' +
        '\nwhich tell less: what they lack is said. With the embedded database set DATA_DIR to a new folder, and import before the first start.' +
        '\nAnnotations (Hypothesis’s JSON, Web Annotations, brat’s .ann beside its .txt) are looked for in articles that are here, by the address' +
        '\nthat they tell, and wait there for a speaker: all of a file, or nothing. A text of brat’s that is not here is imported with them,' +
        '\nand so is a whole collection of brat’s, a folder or a zip as brat.zip is: all of a text and its annotations, or nothing of either.',
    )
    .action(async (what: string[], options: Options, command: Command) => {
      const misused = (problem: string): never => command.error(`error: ${problem}`, { exitCode: WRONG_USAGE })
      const brought = await exportAmong(what)
      if (brought !== null) {
        const other = Object.keys(options).find((name) => name !== 'texts' && name !== 'json')
        if (other !== undefined || !brought.isAlone)
          misused(
            `${brought.file} is an export, which is imported alone${other === undefined ? '' : ', and says all of its articles itself'}`,
          )
        return importExport(brought, options)
      }
      const importOne: ImportText = (db, baseUrl, file) => importText(db, baseUrl, file, options)
      const collections = (await Promise.all(what.map(collectionAt))).filter((one) => one !== null)
      const [collection] = collections
      if (collection) {
        if (collections.length < what.length || options.article !== undefined)
          misused(
            `${collection.what} is a collection of brat’s, which is imported alone, each text as an article of its own`,
          )
        return importCollections(collections, options, importOne)
      }
      const annotations = annotationsAmong(what)
      if (annotations.length > 0) {
        if (annotations.length < what.length)
          misused(`${annotations[0]} is a file of annotations, which are imported without articles`)
        return importAnnotations(annotations, options, importOne)
      }
      if (options.article !== undefined) misused('--article is for annotations, and these are none')
      if (options.texts !== undefined) misused('--texts is for an export, and this is none')
      if (options.asRevisionOf !== undefined && !isOne(what)) misused('--as-revision-of is for a single text')
      const refused = await withDatabase(({ db, baseUrl }) => importAll(db, baseUrl, what, options))
      if (refused > 0) process.exitCode = FAILED
    })
}

/** Imports one text as any other; `db` may be within a transaction. */
async function importText(
  db: EntityManager,
  baseUrl: string,
  { path: place, name }: { path: string; name: string },
  options: Options,
): Promise<Result> {
  const { size } = fs.statSync(place)
  const files = [{ path: place, originalname: path.basename(name), mimetype: null, size }]
  for await (const item of itemsOf(files, [])) return importItem(importingWith(db, baseUrl, [place], options), item)
  return { file: name, state: 'refused', problem: 'There is nothing in it.' }
}

interface Importing {
  isOne: boolean
  options: Options
  db: EntityManager
  extract: Extracting
  fetchPage: ReturnType<typeof fetcher>['fetchPage']
}

const importingWith = (db: EntityManager, baseUrl: string, what: readonly string[], options: Options): Importing => ({
  isOne: isOne(what),
  options,
  db,
  extract: (sent) => extract(sent),
  fetchPage: fetcher({ baseUrl }).fetchPage,
})

/** Returns how many were refused. */
async function importAll(db: EntityManager, baseUrl: string, what: string[], options: Options): Promise<number> {
  const importing = importingWith(db, baseUrl, what, options)
  const addresses = what.filter(isAddress)
  const files = filesAt(what.filter((one) => !isAddress(one)))
  const tell = progress()
  let [done, refused] = [0, 0]
  for await (const item of itemsOf(files, addresses)) {
    const result = await importItem(importing, item)
    done += 1
    if (result.state === 'refused') refused += 1
    report(result, options)
    tell(() => `${done} done, ${refused} refused: ${item.name}`)
  }
  return refused
}

const isAddress = (what: string) => /^https?:\/\//i.test(what)

/** Whether it can be nothing but one article. */
function isOne(what: readonly string[]): boolean {
  const [only] = what
  if (only === undefined || what.length > 1) return false
  return isAddress(only) || !(isOfMany(only) || fs.statSync(only, { throwIfNoEntry: false })?.isDirectory())
}

async function importItem(importing: Importing, item: NewItem): Promise<Result> {
  const { options } = importing
  const { name: file } = item
  const refused = (problem: string): Result => ({ file, state: 'refused', problem })
  if ('problem' in item) return refused(item.problem)
  const brought =
    'sent' in item ? { sent: item.sent, capturedAt: null, notice: null } : await fetched(importing, item.askedUrl)
  if ('problem' in brought) return refused(brought.problem)
  const given = { ...givenBy(options), ...item.given }
  const read = await readSent(importing.extract, brought.sent, given)
  if ('problem' in read) return refused(read.problem)
  const zones = options.zones === 'none' ? [] : read.zones
  return importRead(importing, file, brought, { ...read, zones }, given)
}

async function fetched({ fetchPage }: Importing, address: string): Promise<Brought | { problem: string }> {
  const page = await fetchPage(address)
  return 'problem' in page ? page : { sent: sentOf(page), capturedAt: page.fetchedAt, notice: noticeOf(page.headers) }
}

interface Brought {
  sent: SentFile
  capturedAt: Date | null
  notice: string | null
}

async function importRead(
  importing: Importing,
  file: string,
  brought: Brought,
  read: ReadCapture,
  given: Given,
): Promise<Result> {
  const { db, isOne, options } = importing
  const { sent, capturedAt, notice } = brought
  const refused = (problem: string): Result => ({ file, state: 'refused', problem })
  const capturedFrom = capturedAt ? sent.url : null
  const { said, counted: unseen } = saidOf(read.metadata, capturedFrom)
  const counted = options.asSaid ? said : unseen
  const { outlet, publishedOn, language, ...details } = detailsOf(given, counted, {})
  const { text, zones, extractor } = read
  const { bytes: raw, mediaType, fileName } = sent
  const captured = articleOf({ raw, text, extractor, mediaType, fileName, capturedFrom, capturedAt })
  const marked = options.zones === 'accept' ? zones : []
  const next = { ...captured, withoutErased: options.withoutErased ?? false, zones: marked }
  const revised = async (articleId: number) => ({ ...(await revise(db, file, articleId, next)), notice })
  if (options.asRevisionOf !== undefined) return revised(options.asRevisionOf)
  if (!options.again) {
    const ownAddress = capturedFrom ?? (isOne ? (options.url ?? null) : null)
    const found = await nextTextOf(db, { text, zones, outlet, ownAddress, saidAddress: details.url ?? null })
    if (found && 'surely' in found) return revised(found.surely)
    if (found) return refused(perhapsNextOf(found.perhaps))
    const [copy] = await revisionsWithText(db, sha256(text))
    if (copy) return { file, state: 'known', articleId: copy.articleId }
  }
  if (outlet === undefined || publishedOn === undefined) return refused(lacks(outlet, publishedOn, said))
  const outcome = await (options.again ? importArticle : importAtNewAddress)(db, null, {
    ...details,
    ...captured,
    ...{ outlet, publishedOn, language: language ?? 'und', again: options.again },
    zones: marked,
  })
  // Somebody else imported one at this address meanwhile.
  if ('atAddress' in outcome) return importRead(importing, file, brought, read, given)
  if ('problem' in outcome) return refused(outcome.problem)
  if ('copies' in outcome) return { file, state: 'known', articleId: outcome.copies[0]?.articleId ?? 0 }
  const taken = takenOf(counted, { outlet, publishedOn, ...details, language })
  const length = CodePoints.of(text).length
  return {
    file,
    state: 'imported',
    articleId: outcome.articleId,
    taken,
    zones,
    zonesMarked: options.zones === 'accept',
    length,
    notice,
  }
}

async function revise(db: EntityManager, file: string, articleId: number, captured: NewText): Promise<Result> {
  const outcome = await addRevision(db, null, articleId, null, captured).catch((error: unknown) => {
    // There is no such article, or it was withdrawn.
    if (error instanceof Problem) return { problems: { article: error.detail } }
    throw error
  })
  if ('problems' in outcome) return { file, state: 'refused', problem: Object.values(outcome.problems).join(' ') }
  if ('same' in outcome) return { file, state: 'known', articleId }
  const { number: revision, counts, waiting } = outcome
  return { file, state: 'revised', articleId, revision, carried: counts.unchanged + counts.moved, waiting }
}

function givenBy({ outlet, published, url, headline, byline, language, rights }: Options): Given {
  const given = {
    outlet: nullIfUnknown(outlet),
    publishedOn: nullIfUnknown(published),
    url,
    headline,
    byline,
    language,
    rights,
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

const nullIfUnknown = (value: string | undefined) => (value === 'unknown' ? null : value)
