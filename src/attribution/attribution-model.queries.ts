import fs from 'node:fs'
import path from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { rootFolder } from '../root-folder'
import type { AttributionModel } from './attribution'
import { unpackedModel } from './model-file'

/** Of what it is made, and how well it does, tells docs/models/attribution.md. */
const FILE = path.join(rootFolder(), 'src/attribution/attribution.model')

let model: AttributionModel | null = null

/** The model that comes with Gainsay; read at the first call, in some tens of milliseconds. */
export function attributionModel(): AttributionModel {
  model ??= unpackedModel(brotliDecompressSync(fs.readFileSync(FILE)))
  return model
}
