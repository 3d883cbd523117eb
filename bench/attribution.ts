import fs from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import type { AttributionModel } from '../src/attribution/attribution'
import { attributionModel } from '../src/attribution/attribution-model.queries'
import { packedModel, unpackedModel } from '../src/attribution/model-file'
import { rootFolder } from '../src/root-folder'
import { learntModel } from './attribution/learn'
import { readPolnear } from './attribution/polnear'
import { type Score, scoreOf } from './attribution/score'
import type { Part } from './frame/part'
import type { Report } from './frame/report'
import { say } from './frame/say'

/** Where the marked documents are, which are nobody's to pass on. */
const FOLDER = process.env.GAINSAY_DATASETS

/**
 * `attribution learn` makes the model anew from the documents to learn from, and tells how one does that was not shown
 * every tenth of them; without, tells how the model that is there does on the documents to try it with.
 */
export const attribution: Part = {
  what: 'How much of marked news the model finds; `attribution learn` makes the model anew',
  within: ['learn'],
  async run(report, { only: [learn] }) {
    if (!FOLDER) {
      report.lacks('datasets', { what: 'cue and source in marked news' })
      return
    }
    if (learn === 'learn') return learnFrom(FOLDER, report.within('learn'))
    const documents = readPolnear(path.join(FOLDER, 'attribution-dev.jsonl'))
    tellScore(report, 'attribution-dev.jsonl', scoreOf(documents, attributionModel()))
  },
}

async function learnFrom(folder: string, report: Report): Promise<void> {
  const read = () => readPolnear(path.join(folder, 'attribution-train.jsonl'))
  const isHeldOut = (_: unknown, place: number) => place % 10 === 9
  const documents = read()
  const model = asKept(learntModel(documents.filter((one, place) => !isHeldOut(one, place))))
  tellScore(report, 'a tenth that was held out', scoreOf(documents.filter(isHeldOut), model))
  const bytes = packedModel(learntModel(read()))
  const packed = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS },
  })
  fs.writeFileSync(path.join(rootFolder(), 'src/attribution/attribution.model'), packed)
  say(`src/attribution/attribution.model: ${packed.length} bytes`)
}

/** As it is once it has been written down and read again. */
const asKept = (model: AttributionModel) => unpackedModel(packedModel(model))

/** A score without goals, each of its figures of a hundred. */
export function tellScore(report: Report, of: string, score: Score) {
  const { documents, marked, found, spans, joint, cue, source, both } = score
  say(`  ${of}: ${documents} documents, ${marked} marked, ${found} found`)
  const tell = (what: string, part: number, all: number) =>
    report.figure({ what: `${of}: ${what}`, unit: '%' }, (100 * part) / all)
  tell('F1 of spans', 2 * spans, marked + found)
  tell('F1 of spans with their source', 2 * joint, marked + found)
  tell('cue, given the content', cue, marked)
  tell('source, given the content', source, marked)
  tell('both, given the content', both, marked)
}
