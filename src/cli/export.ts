import fs from 'node:fs'
import { Command } from 'commander'
import { codebook } from '../exports/codebook'
import { type ExportFilters, FilterDay, FilterId, inOrder } from '../exports/export-filters.schema'
import { EXPORT_SETS, type ExportName } from '../exports/export-sets'
import { type ExportReceipt, writeExport } from '../exports/write-export.queries'
import { Words } from '../search/search.schema'
import { withDatabaseAsItIs } from './database'
import { checked, choice } from './options'
import { complain, print, WRONG_USAGE } from './terminal'

interface Options extends ExportFilters {
  format?: ExportName
  codebook?: true
  out?: string
  json?: boolean
}

const FORMATS = Object.keys(EXPORT_SETS) as ExportName[]

export function exportCommand() {
  return new Command('export')
    .option('--format <file>', `one of ${FORMATS.join(', ')}`, choice(FORMATS))
    .option('--codebook', 'what every column of every file means, in Markdown, and nothing else')
    .option('--out <file>', 'write there; an unfinished file is removed')
    .option('--chain <id>', 'only this chain', checked(FilterId))
    .option('--speaker <id>', 'only claims of this speaker', checked(FilterId))
    .option('--q <words>', 'only claims that a search for these words finds', checked(Words))
    .option('--from <date>', 'only claims said on this day or later', checked(FilterDay))
    .option('--to <date>', 'only claims said on this day or earlier', checked(FilterDay))
    .option('--json', 'the receipt on standard error as JSON: rows, bytes, sha256, checkpoint')
    .addHelpText('after', `\n${FORMATS.map((name) => `${name}: ${EXPORT_SETS[name].use}`).join('\n')}`)
    .action(async (options: Options, command: Command) => {
      if (options.codebook) return print(codebook().trimEnd())
      const { format } = options
      if (!format) command.error('error: give --format, or --codebook', { exitCode: WRONG_USAGE })
      if (!inOrder(options)) command.error('error: the day of --to is before that of --from', { exitCode: WRONG_USAGE })
      await write({ ...options, format })
    })
}

async function write({ format: set, out, json, codebook: _, ...filters }: Options & { format: ExportName }) {
  const receipt = await withDatabaseAsItIs(async ({ database, baseUrl, signingKeys }) => {
    const writable = out === undefined ? process.stdout : fs.createWriteStream(out)
    try {
      return await writeExport(database.exports, { set, filters, baseUrl, signingKeys }, writable)
    } catch (error) {
      // What is cut must not look whole.
      if (out !== undefined) fs.rmSync(out, { force: true })
      throw error
    }
  })
  const { rows, bytes, sha256, checkpoint } = receipt
  if (json) complain(JSON.stringify({ rows, bytes, sha256, checkpoint }))
  else complain(inWords(out ?? 'standard output', receipt))
}

function inWords(file: string, { rows, bytes, sha256, checkpoint }: ExportReceipt): string {
  const written = `${file}: ${rows} rows, ${bytes} bytes, sha256 ${sha256}`
  return checkpoint === null ? written : `${written}\nThe newest checkpoint of history then:\n\n${checkpoint.trimEnd()}`
}
