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

/** Where the marked documents are, which are nobody's to pass on. */
const FOLDER = process.env.GAINSAY_DATASETS

/**
 * `attribution learn` makes the model anew from the documents to learn from, and tells how one does that was not shown
 * every tenth of them; without, tells how the model that is there does on the documents to try it with.
 */
export async function benchAttribution({ only: [learn] }: { only: string[] }): Promise<boolean> {
  if (!FOLDER) {
    process.stderr.write('Name the folder of attribution-train.jsonl and attribution-dev.jsonl in GAINSAY_DATASETS.\n')
    return false
  }
  if (learn !== 'learn') {
    tellScore(
      'attribution-dev.jsonl',
      scoreOf(readPolnear(path.join(FOLDER, 'attribution-dev.jsonl')), attributionModel()),
    )
    return true
  }
  const read = () => readPolnear(path.join(FOLDER, 'attribution-train.jsonl'))
  const isHeldOut = (_: unknown, place: number) => place % 10 === 9
  const documents = read()
  const model = asKept(learntModel(documents.filter((one, place) => !isHeldOut(one, place))))
  tellScore('a tenth that was held out', scoreOf(documents.filter(isHeldOut), model))
  const bytes = packedModel(learntModel(read()))
  const packed = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS },
  })
  fs.writeFileSync(path.join(rootFolder(), 'src/attribution/attribution.model'), packed)
  process.stdout.write(`src/attribution/attribution.model: ${packed.length} bytes\n`)
  return true
}

/** As it is once it has been written down and read again. */
const asKept = (model: AttributionModel) => unpackedModel(packedModel(model))

export function tellScore(what: string, score: Score) {
  const { documents, marked, found, spans, joint, cue, source, both } = score
  const f1 = (right: number) => percent(2 * right, marked + found)
  process.stdout.write(
    `${what}: ${documents} documents, ${marked} marked, ${found} found; span F1 ${f1(spans)}, joint F1 ${f1(joint)}\n` +
      `  given the content: cue ${percent(cue, marked)}, source ${percent(source, marked)}, both ${percent(both, marked)}\n`,
  )
}

const percent = (of: number, all: number) => ((100 * of) / all).toFixed(1)
