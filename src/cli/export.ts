import fs from 'node:fs'
import { Command } from 'commander'
import { ExportFilters } from '../exports/export-filters.schema'
import { EXPORT_SETS, type ExportName, isExportName } from '../exports/export-sets'
import { writeExport } from '../exports/write-export.queries'
import { parsed } from '../web/parse'
import { withDatabase } from './database'
import { complain, FAILED } from './terminal'

interface Options {
  format: string
  out?: string
  chain?: string
  speaker?: string
  q?: string
  from?: string
  to?: string
  json?: boolean
}

const FORMATS = Object.keys(EXPORT_SETS).join(', ')

export function exportCommand() {
  return new Command('export')
    .description('Write claims, links or contradicting pairs to standard output or a file')
    .requiredOption('--format <file>', `one of ${FORMATS}`)
    .option('--out <file>', 'write there; an unfinished file is removed')
    .option('--chain <id>', 'only this chain')
    .option('--speaker <id>', 'only claims of this speaker')
    .option('--q <words>', 'only claims that a search for these words finds')
    .option('--from <date>', 'only claims said on this day or later')
    .option('--to <date>', 'only claims said on this day or earlier')
    .option('--json', 'say on standard error, as JSON, what was written')
    .action(async (options: Options) => {
      if (!isExportName(options.format)) {
        complain(`There is no format “${options.format}”; there are ${FORMATS}.`)
        process.exitCode = FAILED
        return
      }
      await write(options.format, options)
    })
}

async function write(set: ExportName, { out, chain, speaker, q, from, to, json }: Options) {
  const filters = parsed(ExportFilters, { chain, speaker, q, from, to })
  const receipt = await withDatabase(async ({ database, baseUrl }) => {
    const writable = out === undefined ? process.stdout : fs.createWriteStream(out)
    try {
      return await writeExport(database.exports, { set, filters, baseUrl }, writable)
    } catch (error) {
      // What is cut must not look whole.
      if (out !== undefined) fs.rmSync(out, { force: true })
      throw error
    }
  })
  if (json) complain(JSON.stringify(receipt))
  else if (out !== undefined) complain(`${out}: ${receipt.rows} rows, ${receipt.bytes} bytes, sha256 ${receipt.sha256}`)
}
