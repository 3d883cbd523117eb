import path from 'node:path'
import { attributionModel } from '../src/attribution/attribution-model.queries'
import { tellScore } from './attribution'
import { readPolnear } from './attribution/polnear'
import { scoreOf } from './attribution/score'
import { type Collection, readGold } from './workbench/gold'
import { benchHeavyPages } from './workbench/heavy-pages'
import { readMarkedPlaces } from './workbench/marked-places'
import { report } from './workbench/report'
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
 *
 * @param only a set of `marked/`, to tag it alone; or `heavy-pages`, to weigh these alone
 */
export async function benchWorkbench({ short, only }: { short: boolean; only: string[] }): Promise<boolean> {
  const [set, ...more] = only
  if (more.length > 0) {
    process.stderr.write('One set at a time.\n')
    return false
  }
  if (set === 'heavy-pages') return benchHeavyPages()
  if (set !== undefined) return tagMarked(set, short)
  if (!FOLDER) {
    process.stderr.write('Name the folder of a tagged collection in GAINSAY_REAL_ARTICLES.\n')
    return false
  }
  const isReached = [report(await tagCollection(begun(readGold(FOLDER), short)), true), await benchHeavyPages()].every(
    Boolean,
  )
  if (!DATASETS) {
    process.stdout.write('Name the folder of PolNeAR’s documents in GAINSAY_DATASETS for what nobody made rules by.\n')
    return isReached
  }
  process.stdout.write('\nArticles that no rule was made by\n')
  await tagMarked('held-out', short)
  tellScore(
    'attribution-dev.jsonl',
    scoreOf(readPolnear(path.join(DATASETS, 'attribution-dev.jsonl')), attributionModel()),
  )
  return isReached
}

/** Tells how the marked set is tagged; false where there is none to tag. */
async function tagMarked(set: string, short: boolean): Promise<boolean> {
  const documents = MARKED_IN[set]
  if (!documents || !DATASETS) {
    process.stderr.write(`${Object.keys(MARKED_IN).join(' or ')}, of the documents in GAINSAY_DATASETS.\n`)
    return false
  }
  const marks = path.join(MARKED, `${set}.jsonl`)
  report(await tagCollection(begun(readMarkedPlaces(marks, path.join(DATASETS, documents)), short)), false)
  return true
}

/** The first of them, where little has to do. */
const begun = (collection: Collection, short: boolean): Collection =>
  short ? { ...collection, articles: collection.articles.slice(0, 1) } : collection
