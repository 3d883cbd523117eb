import path from 'node:path'
import { attributionModel } from '../src/attribution/attribution-model.queries'
import { tellScore } from './attribution'
import { readPolnear } from './attribution/polnear'
import { scoreOf } from './attribution/score'
import type { BenchOptions, Part } from './frame/part'
import type { Report } from './frame/report'
import { type Collection, readGold } from './workbench/gold'
import { weighHeavyPages } from './workbench/heavy-pages'
import { readMarkedPlaces } from './workbench/marked-places'
import { tellFound } from './workbench/report'
import { tagCollection } from './workbench/tagging'

/** A tagged collection, in the layout of docs/contributing.md; it is nobody's to pass on. */
const FOLDER = process.env.GAINSAY_REAL_ARTICLES
/** PolNeAR’s documents, and as their texts are nobody’s to pass on, either. */
const DATASETS = process.env.GAINSAY_DATASETS

/** In the sources: nothing compiles them. */
const MARKED = path.join(__dirname, '..', '..', 'bench', 'workbench', 'marked')

/** Sets that are marked by places alone, and the file of the documents that they are of. */
const MARKED_IN: Record<string, string> = {
  'held-out': 'attribution-dev.jsonl',
  'developed-on': 'attribution-train.jsonl',
}

/**
 * A scripted editor in Chromium tags a collection by keyboard alone: how many keydowns a statement takes, how much was
 * right before it corrected anything, and how long each key took until its answer was painted. Beside it, without goals,
 * the same for articles that no rule was made by.
 * `workbench held-out` tags a set of `marked/` alone, `workbench heavy-pages` weighs these alone.
 */
export const workbench: Part = {
  what: 'A scripted editor in Chromium tags a collection by keyboard alone',
  within: [...Object.keys(MARKED_IN), 'heavy-pages'],
  async run(report, options) {
    for (const name of options.only) {
      if (name === 'heavy-pages') await weighHeavyPages(report.within(name))
      else await tagMarked(report.within(name), name, options)
    }
    if (options.only.length > 0) return
    if (FOLDER) tellFound(report, await tagCollection(begun(readGold(FOLDER), options)), true)
    else report.lacks('articles', { what: 'a collection tagged by keyboard' })
    await weighHeavyPages(report.within('heavy-pages'))
    await tagMarked(report.within('held-out'), 'held-out', options)
    if (!DATASETS) return
    const documents = readPolnear(path.join(DATASETS, 'attribution-dev.jsonl'))
    tellScore(report.within('held-out'), 'attribution-dev.jsonl', scoreOf(documents, attributionModel()))
  },
}

/** Tags the marked set, without goals: no rule was made by what was held out. */
async function tagMarked(report: Report, set: string, options: BenchOptions): Promise<void> {
  const documents = MARKED_IN[set]
  if (!documents || !DATASETS) {
    report.lacks('datasets', { what: 'articles that nobody made rules by, tagged' })
    return
  }
  const marks = path.join(MARKED, `${set}.jsonl`)
  const collection = readMarkedPlaces(marks, path.join(DATASETS, documents))
  tellFound(report, await tagCollection(begun(collection, options)), false)
}

/** The first of them, where little has to do. */
const begun = (collection: Collection, { short }: BenchOptions): Collection =>
  short ? { ...collection, articles: collection.articles.slice(0, 1) } : collection
