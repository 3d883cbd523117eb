import type { AttributionModel } from './attribution'
import { noWeights, type Weights } from './sequence-tagger'

/**
 * Weights are kept as whole numbers, and those nearer to zero than this not at all. On documents held out that cost half
 * a point of F1 and made the file a third; 3 cost two points.
 */
const LIGHTEST = 2

/** A weight as the file keeps it. */
export const keptWeight = (weight: number): number => (Math.abs(weight) < LIGHTEST ? 0 : Math.round(weight))

/** LEB128: seven bits a byte, the lowest first, the eighth set where more follow. */
function putInteger(bytes: number[], value: number) {
  let rest = value
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80)
  bytes.push(rest)
}

const zigzag = (value: number) => (value << 1) ^ (value >> 31)
const unzigzag = (value: number) => (value >>> 1) ^ -(value & 1)

/**
 * A model as bytes: of each of its three weights the number of tags, then of `own` and of `step` how many are not zero,
 * and of each of these the distance from the one before and its value.
 */
export function packedModel({ cues, roles, saying }: AttributionModel): Uint8Array {
  const bytes: number[] = []
  for (const { tags, own, step } of [cues, roles, saying]) {
    putInteger(bytes, tags)
    for (const weights of [own, step]) {
      const values = Array.from(weights, keptWeight)
      const kept = [...values.keys()].filter((at) => values[at] !== 0)
      putInteger(bytes, kept.length)
      kept.forEach((at, place) => {
        putInteger(bytes, at - (kept[place - 1] ?? 0))
        putInteger(bytes, zigzag(values[at] as number))
      })
    }
  }
  return Uint8Array.from(bytes)
}

/** @throws RangeError on bytes that end too early */
export function unpackedModel(bytes: Uint8Array): AttributionModel {
  let at = 0
  function take(): number {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at]
      if (byte === undefined) throw new RangeError('The model ends too early')
      at += 1
      value |= (byte & 0x7f) << shift
      if (byte <= 0x7f) return value >>> 0
    }
  }
  function weights(): Weights {
    const found = noWeights(take())
    for (const into of [found.own, found.step]) {
      let place = 0
      for (let left = take(); left > 0; left -= 1) {
        place += take()
        into[place] = unzigzag(take())
      }
    }
    return found
  }
  return { cues: weights(), roles: weights(), saying: weights() }
}
