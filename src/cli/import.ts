import fs from 'node:fs'
import path from 'node:path'
import { Command } from 'commander'
import type { EntityManager } from 'typeorm'
import { ArticleUrl, Language, PublishedOn } from '../articles/article.schema'
import { importArticle, type NewArticle } from '../articles/articles.commands'
import { RIGHTS, type Rights } from '../articles/rights'
import { withDatabase } from './database'
import { checked, choice } from './options'
import { complain, FAILED, print } from './terminal'

interface Options {
  outlet: string
  published: string
  url?: string
  headline?: string
  byline?: string
  language?: string
  rights?: Rights
  again?: boolean
  json?: boolean
}

/** What became of one file. */
type Result = { file: string } & (
  | { articleId: number; state: 'imported' | 'known' }
  | { problem: string; state: 'refused' }
)

export function importCommand() {
  return new Command('import')
    .description('Take in articles: text files (UTF-8), one article a file')
    .argument('<file...>', 'text files; - is standard input')
    .requiredOption('--outlet <name>', 'who published it, or “unknown”')
    .requiredOption('--published <date>', 'day of publication, YYYY-MM-DD, or “unknown”', (value) =>
      unknownOr(value, () => checked(PublishedOn)(value)),
    )
    .option('--url <url>', 'address of the original', checked(ArticleUrl))
    .option('--headline <text>', 'without one, the first line of the text')
    .option('--byline <text>', 'who wrote it')
    .option('--language <tag>', 'en, es, pt-BR …', checked(Language))
    .option('--rights <rights>', `what readers may see: ${RIGHTS.join(' or ')}`, choice(RIGHTS))
    .option('--again', 'import a text that is here already as another article')
    .option('--json', 'one JSON object a file')
    .addHelpText('after', '\nExample: gainsay import report.txt --outlet "The Moscow Times" --published 2019-06-04')
    .action(async (files: string[], options: Options) => {
      const results = await withDatabase(({ db }) => importAll(db, files, options))
      if (results.some((result) => result.state === 'refused')) process.exitCode = FAILED
    })
}

const unknownOr = (value: string, read: () => string) => (value === 'unknown' ? value : read())
const nullIfUnknown = (value: string) => (value === 'unknown' ? null : value)

async function importAll(db: EntityManager, files: string[], options: Options): Promise<Result[]> {
  const results: Result[] = []
  for (const file of files) {
    const result = await importFile(db, file, options)
    results.push(result)
    if (options.json) print(JSON.stringify(result))
    else if (result.state === 'refused') complain(`${file}: ${result.problem}`)
    else print(`${file}: ${result.state === 'known' ? 'is here already, ' : ''}article ${result.articleId}`)
  }
  return results
}

async function importFile(db: EntityManager, file: string, options: Options): Promise<Result> {
  let raw: Buffer
  try {
    raw = fs.readFileSync(file === '-' ? 0 : path.resolve(file))
  } catch (error) {
    return { file, state: 'refused', problem: (error as Error).message }
  }
  const article: NewArticle = {
    ...options,
    raw,
    outlet: nullIfUnknown(options.outlet),
    publishedOn: nullIfUnknown(options.published),
  }
  const outcome = await importArticle(db, null, article)
  if ('problem' in outcome) return { file, state: 'refused', problem: outcome.problem }
  if ('copies' in outcome) return { file, state: 'known', articleId: outcome.copies[0]?.articleId ?? 0 }
  return { file, state: 'imported', articleId: outcome.articleId }
}
