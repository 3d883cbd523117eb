/** What is known of one place of a sequence that is to be tagged. */
export interface Place {
  /** Numbers of the features that speak for a tag here. */
  own: Int32Array
  /** Numbers of the features that speak for a tag here behind another one. */
  step: Int32Array
  /** The tags that it may have, as bits. */
  allowed: number
}

/** Any tag. */
export const ANY = 0xff

/** Features are told apart by this many bits of a hash. Of 2^16 to 2^20, fewer lost accuracy, more gained none. */
export const FEATURE_BITS = 18
const MASK = (1 << FEATURE_BITS) - 1

/** The number of a feature: FNV-1a of its name, folded. Two that meet in one number share its weight. */
export function featureNumber(name: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < name.length; at += 1) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193)
  return ((hash >>> FEATURE_BITS) ^ hash) & MASK
}

/** By which tags are weighed: `own[feature * tags + tag]`, and `step[(feature * tags + last) * tags + tag]`. */
export interface Weights {
  tags: number
  own: Float32Array
  step: Float32Array
}

export const noWeights = (tags: number): Weights => ({
  tags,
  own: new Float32Array((MASK + 1) * tags),
  step: new Float32Array((MASK + 1) * tags * tags),
})

/**
 * The best tags of a sequence, by Viterbi's algorithm over a linear chain.
 *
 * @param penalty added to the score of a tag at a place, while weights are learnt
 */
export function bestTags(
  places: readonly Place[],
  { tags, own, step }: Weights,
  penalty?: (place: number, tag: number) => number,
): Uint8Array {
  const cameFrom = new Uint8Array(places.length * tags)
  let before = new Float64Array(tags)
  let now = new Float64Array(tags)
  places.forEach((place, at) => {
    for (let tag = 0; tag < tags; tag += 1) {
      if (!(place.allowed & (1 << tag))) {
        now[tag] = Number.NEGATIVE_INFINITY
        continue
      }
      let score = penalty ? penalty(at, tag) : 0
      for (const feature of place.own) score += own[feature * tags + tag] as number
      let [best, from] = at === 0 ? [0, 0] : [Number.NEGATIVE_INFINITY, 0]
      for (let last = 0; at > 0 && last < tags; last += 1) {
        let came = before[last] as number
        if (came === Number.NEGATIVE_INFINITY) continue
        for (const feature of place.step) came += step[(feature * tags + last) * tags + tag] as number
        if (came > best) [best, from] = [came, last]
      }
      now[tag] = best + score
      cameFrom[at * tags + tag] = from
    }
    ;[before, now] = [now, before]
  })
  const result = new Uint8Array(places.length)
  let tag = before.indexOf(Math.max(...before))
  for (let at = places.length - 1; at >= 0; at -= 1) {
    result[at] = tag
    tag = cameFrom[at * tags + tag] as number
  }
  return result
}
