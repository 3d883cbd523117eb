import { bestTags, noWeights, type Place, type Weights } from '../../src/attribution/sequence-tagger'

/** A sequence with its right tags. */
export interface Example {
  places: Place[]
  tags: Uint8Array
}

interface Learning {
  tags: number
  epochs: number
  /** Features that fewer places have are left out: they were learnt by heart. */
  atLeast: number
  /** What it costs to take a tag for another: what costs more is missed less often. */
  cost?: (right: number, taken: number) => number
}

/**
 * An averaged structured perceptron (Collins 2002), which learns with a margin where mistakes have a cost (Taskar 2003).
 * The same examples make the same weights.
 */
export function learnt(examples: readonly Example[], { tags, epochs, atLeast, cost }: Learning): Weights {
  leaveOutRare(examples, atLeast)
  const weights = noWeights(tags)
  const sums = { own: new Float64Array(weights.own.length), step: new Float64Array(weights.step.length) }
  let time = 1
  const add = (kind: 'own' | 'step', at: number, by: number) => {
    weights[kind][at] = (weights[kind][at] as number) + by
    sums[kind][at] = (sums[kind][at] as number) + by * time
  }
  const order = [...examples]
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(order, epoch)
    for (const { places, tags: right } of order) {
      time += 1
      const taken = bestTags(places, weights, cost && ((at, tag) => cost(right[at] as number, tag)))
      places.forEach(({ own, step }, at) => {
        const [goal, got] = [right[at] as number, taken[at] as number]
        const [goalBefore, gotBefore] = [right[at - 1], taken[at - 1]]
        if (goal !== got)
          for (const feature of own) {
            add('own', feature * tags + goal, 1)
            add('own', feature * tags + got, -1)
          }
        if (goalBefore === undefined || gotBefore === undefined || (goal === got && goalBefore === gotBefore)) return
        for (const feature of step) {
          add('step', (feature * tags + goalBefore) * tags + goal, 1)
          add('step', (feature * tags + gotBefore) * tags + got, -1)
        }
      })
    }
  }
  const averaged = (kind: 'own' | 'step') =>
    weights[kind].map((weight, at) => weight - (sums[kind][at] as number) / time)
  return { tags, own: averaged('own'), step: averaged('step') }
}

function leaveOutRare(examples: readonly Example[], atLeast: number) {
  for (const kind of ['own', 'step'] as const) {
    const counts = new Map<number, number>()
    for (const { places } of examples)
      for (const place of places) for (const feature of place[kind]) counts.set(feature, (counts.get(feature) ?? 0) + 1)
    for (const { places } of examples)
      for (const place of places) place[kind] = place[kind].filter((feature) => (counts.get(feature) ?? 0) >= atLeast)
  }
}

/** In an order that a number decides, by Fisher and Yates. */
function shuffle<Item>(list: Item[], seed: number) {
  let state = seed + 1
  for (let last = list.length - 1; last > 0; last -= 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    const other = state % (last + 1)
    ;[list[last], list[other]] = [list[other] as Item, list[last] as Item]
  }
}
