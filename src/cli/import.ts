import { Command } from 'commander'
import type { EntityManager } from 'typeorm'
import { ArticleUrl, Language, PublishedOn } from '../articles/article.schema'
import { importArticle } from '../articles/articles.commands'
import { RIGHTS, type Rights } from '../articles/rights'
import { type ProposedZone, shareOfZones } from '../articles/zone'
import { extract } from '../extraction/extract.client'
import type { SentFile } from '../extraction/extracted'
import { fetcher } from '../fetching/fetcher.client'
import { detailsOf, type Given, type ReadCapture } from '../importing/capture'
import { articleOf, type NewItem } from '../importing/captures.commands'
import { addressesOf, articlesAt } from '../importing/here-already.queries'
import { type Extract as Extracting, readSent } from '../importing/read-sent'
import { itemsOf } from '../importing/sent-items.client'
import { fitting, sentOf } from '../importing/work-off.commands'
import { CodePoints } from '../quotes/code-points'
import { addRevision, type NewText } from '../revising/revise.commands'
import { withDatabase } from './database'
import { filesAt } from './files-at'
import { checked, choice } from './options'
import { progress } from './progress'
import { complain, FAILED, print } from './terminal'

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
  withoutErased?: boolean
  json?: boolean
}

/** What became of one article. */
type Result = { file: string } & (
  | { articleId: number; state: 'imported'; zones: ProposedZone[]; zonesMarked: boolean; length: number }
  | { articleId: number; state: 'known' }
  | { articleId: number; state: 'revised'; revision: number; carried: number; waiting: number }
  | { problem: string; state: 'refused' }
)

export function importCommand() {
  return new Command('import')
    .argument(
      '<what...>',
      'text, HTML, Markdown, PDF, .docx, .json, .jsonl, .zip, a folder, https://…; - is a text on standard input',
    )
    .option('--outlet <name>', 'who published it, or “unknown”; needed where an article doesn’t say it itself')
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
    .option('--again', 'import a text or an address that is here already as another article')
    .option(
      '--without-erased',
      'of an article from which words were erased: you have looked, and none of them is in its newer text',
    )
    .option('--json', 'one JSON object an article')
    .addHelpText(
      'after',
      '\nWhat is given here goes before what an article says of itself.' +
        '\nExample: gainsay import report.txt --outlet "The Moscow Times" --published 2019-06-04',
    )
    .action(async (what: string[], options: Options) => {
      const refused = await withDatabase(({ db, baseUrl }) => importAll(db, baseUrl, what, options))
      if (refused > 0) process.exitCode = FAILED
    })
}

interface Readers {
  db: EntityManager
  extract: Extracting
  fetchPage: ReturnType<typeof fetcher>['fetchPage']
}

/** Returns how many were refused. */
async function importAll(db: EntityManager, baseUrl: string, what: string[], options: Options): Promise<number> {
  const readers: Readers = { db, extract: (sent) => extract(sent), fetchPage: fetcher({ baseUrl }).fetchPage }
  const addresses = what.filter(isAddress)
  const files = filesAt(what.filter((one) => !isAddress(one)))
  const tell = progress()
  let [done, refused] = [0, 0]
  for await (const item of itemsOf(files, addresses)) {
    const result = await importItem(readers, item, options)
    done += 1
    if (result.state === 'refused') refused += 1
    report(result, options)
    tell(() => `${done} done, ${refused} refused: ${item.name}`)
  }
  return refused
}

const isAddress = (what: string) => /^https?:\/\//i.test(what)

function report(result: Result, { json, zones: wanted }: Options) {
  if (json) return print(JSON.stringify(result))
  const { file } = result
  if (result.state === 'refused') return complain(`${file}: ${result.problem}`)
  if (result.state === 'known') return print(`${file}: is here already, article ${result.articleId}`)
  if (result.state === 'revised') return print(`${file}: ${revisedInWords(result)}`)
  print(`${file}: article ${result.articleId}`)
  if (result.zones.length === 0) return
  const share = shareOfZones(result.zones, result.length)
  print(
    `  ${share} seems not to be the article’s own${wanted === 'accept' ? ', and is marked' : '; mark it with --zones accept, or on its page'}:`,
  )
  for (const { kind, start, end, reason } of result.zones) print(`  ${kind} ${start}–${end}: ${reason}`)
}

function revisedInWords({ articleId, revision, carried, waiting }: Extract<Result, { state: 'revised' }>): string {
  const waits = waiting === 0 ? '' : `; ${waiting} wait for an editor`
  return `has changed, revision ${revision} of article ${articleId}: ${carried} statements went along${waits}`
}

async function importItem(readers: Readers, item: NewItem, options: Options): Promise<Result> {
  const { name: file } = item
  const refused = (problem: string): Result => ({ file, state: 'refused', problem })
  if ('problem' in item) return refused(item.problem)
  const brought = 'sent' in item ? { sent: item.sent, capturedAt: null } : await fetched(readers, item.askedUrl)
  if ('problem' in brought) return refused(brought.problem)
  const given = { ...givenBy(options), ...item.given }
  const read = await readSent(readers.extract, brought.sent, given)
  if ('problem' in read) return refused(read.problem)
  return importRead(
    readers.db,
    file,
    brought,
    { ...read, zones: options.zones === 'none' ? [] : read.zones },
    given,
    options,
  )
}

async function fetched({ fetchPage }: Readers, address: string): Promise<Brought | { problem: string }> {
  const page = await fetchPage(address)
  return 'problem' in page ? page : { sent: sentOf(page), capturedAt: page.fetchedAt }
}

interface Brought {
  sent: SentFile
  capturedAt: Date | null
}

async function importRead(
  db: EntityManager,
  file: string,
  { sent, capturedAt }: Brought,
  read: ReadCapture,
  given: Given,
  options: Options,
): Promise<Result> {
  const { outlet, publishedOn, language, ...details } = detailsOf(given, fitting(read.metadata), {})
  if (outlet === undefined || publishedOn === undefined)
    return { file, state: 'refused', problem: lacks(outlet, publishedOn) }
  const capturedFrom = capturedAt ? sent.url : null
  const { text, zones, extractor } = read
  const { bytes: raw, mediaType, fileName } = sent
  const captured = articleOf({ raw, text, extractor, mediaType, fileName, capturedFrom, capturedAt })
  // The same address again is the same article, whose outlet has changed it.
  const urls = options.again ? [] : addressesOf(details.url, capturedFrom)
  const [there] = await articlesAt(db, urls)
  if (there) {
    const text = { ...captured, withoutErased: options.withoutErased ?? false }
    return revise(db, file, there.articleId, text)
  }
  const outcome = await importArticle(db, null, {
    ...details,
    ...captured,
    ...{ outlet, publishedOn, language: language ?? 'und', again: options.again },
    zones: options.zones === 'accept' ? zones : [],
  })
  if ('problem' in outcome) return { file, state: 'refused', problem: outcome.problem }
  if ('copies' in outcome) return { file, state: 'known', articleId: outcome.copies[0]?.articleId ?? 0 }
  const { articleId } = outcome
  const length = CodePoints.of(text).length
  return { file, state: 'imported', articleId, zones, zonesMarked: options.zones === 'accept', length }
}

async function revise(db: EntityManager, file: string, articleId: number, captured: NewText): Promise<Result> {
  const outcome = await addRevision(db, null, articleId, null, captured)
  if ('problems' in outcome) return { file, state: 'refused', problem: Object.values(outcome.problems).join(' ') }
  if ('same' in outcome) return { file, state: 'known', articleId }
  const { number: revision, counts, waiting } = outcome
  return { file, state: 'revised', articleId, revision, carried: counts.unchanged + counts.moved, waiting }
}

/** Names the options that say it. */
function lacks(outlet: unknown, publishedOn: unknown): string {
  const flags = [
    ...(outlet === undefined ? ['its outlet: give --outlet NAME, or --outlet unknown'] : []),
    ...(publishedOn === undefined
      ? ['its day of publication: give --published YYYY-MM-DD, or --published unknown']
      : []),
  ]
  return `It does not say ${flags.join('; nor ')}.`
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
