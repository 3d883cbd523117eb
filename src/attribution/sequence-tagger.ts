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
export const featureNumber = (name: string): number => folded(hashed(BASIS, name))

/** The same of a template, without the name ever being put together: making these took two thirds of a tagger's time. */
export function feature(between: TemplateStringsArray, ...values: readonly (string | number | null)[]): number {
  let hash = hashed(BASIS, between[0] as string)
  for (let at = 0; at < values.length; at += 1)
    hash = hashed(hashed(hash, String(values[at])), between[at + 1] as string)
  return folded(hash)
}

const BASIS = 0x811c9dc5

function hashed(before: number, part: string): number {
  let hash = before
  for (let at = 0; at < part.length; at += 1) hash = Math.imul(hash ^ part.charCodeAt(at), 0x01000193)
  return hash
}

const folded = (hash: number) => ((hash >>> FEATURE_BITS) ^ hash) & MASK

/** By which tags are weighed: `own[feature * tags + tag]`, and `step[(feature * tags + last) * tags + tag]`. */
export interface Weights {
  tags: number
  own: Float32Array
  step: Float32Array
}

/** Weights of so many tags before anything is learnt. */
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
  weights: Weights,
  penalty?: (place: number, tag: number) => number,
): Uint8Array {
  const { tags } = weights
  const cameFrom = new Uint8Array(places.length * tags)
  const own = new Float64Array(tags)
  const step = new Float64Array(tags * tags)
  let before = new Float64Array(tags)
  let now = new Float64Array(tags)
  for (let at = 0; at < places.length; at += 1) {
    const place = places[at] as Place
    addWeights(place.own, weights.own, own)
    if (at > 0) addWeights(place.step, weights.step, step)
    for (let tag = 0; tag < tags; tag += 1) {
      if (!(place.allowed & (1 << tag))) {
        now[tag] = Number.NEGATIVE_INFINITY
        continue
      }
      const from = at === 0 ? 0 : bestBefore(before, step, tag)
      const came = at === 0 ? 0 : (before[from] as number) + (step[from * tags + tag] as number)
      now[tag] = came + (own[tag] as number) + (penalty ? penalty(at, tag) : 0)
      cameFrom[at * tags + tag] = from
    }
    ;[before, now] = [now, before]
  }
  return traced(cameFrom, before.indexOf(Math.max(...before)), tags)
}

/** The sums of what some features weigh: their weights lie side by side, so each is gone to once. */
function addWeights(features: Int32Array, weights: Float32Array, into: Float64Array) {
  const many = into.length
  into.fill(0)
  for (let place = 0; place < features.length; place += 1) {
    const first = (features[place] as number) * many
    for (let at = 0; at < many; at += 1) into[at] = (into[at] as number) + (weights[first + at] as number)
  }
}

/** Behind which tag this one is best. */
function bestBefore(before: Float64Array, step: Float64Array, tag: number): number {
  let best = 0
  let most = Number.NEGATIVE_INFINITY
  for (let last = 0; last < before.length; last += 1) {
    const came = (before[last] as number) + (step[last * before.length + tag] as number)
    if (came > most) {
      most = came
      best = last
    }
  }
  return best
}

/** The way back from the best tag of the last place. */
function traced(cameFrom: Uint8Array, lastTag: number, tags: number): Uint8Array {
  const result = new Uint8Array(cameFrom.length / tags)
  let tag = lastTag
  for (let at = result.length - 1; at >= 0; at -= 1) {
    result[at] = tag
    tag = cameFrom[at * tags + tag] as number
  }
  return result
}
