import type { AttributionModel } from '../../src/attribution/attribution'
import { CUE, cuePlaces } from '../../src/attribution/cue-features'
import { aroundCue, ROLE, rolePlaces } from '../../src/attribution/role-features'
import { aroundContent, SAYING, sayingPlaces } from '../../src/attribution/saying-features'
import type { Place } from '../../src/attribution/sequence-tagger'
import type { TokenRange } from '../../src/attribution/tokenized-text'
import { type Example, learnt } from './perceptron'
import type { MarkedDocument } from './polnear'

/** A missed cue costs an editor more than one too many, which is passed over by one key. */
const MISSED_CUE = 10

/** What fewer places than this show is learnt by heart. Of 3 to 8, the figures were the same, and the file smaller. */
const atLeast = 8

/** What marked documents teach. */
export function learntModel(documents: readonly MarkedDocument[]): AttributionModel {
  const cost = (right: number, taken: number) => (right === taken ? 0 : right === CUE.cue ? MISSED_CUE : 1)
  return {
    cues: learnt(documents.flatMap(cueExamples), { tags: 2, epochs: 8, atLeast, cost }),
    roles: learnt(documents.flatMap(roleExamples), { tags: 3, epochs: 8, atLeast }),
    saying: learnt(documents.flatMap(sayingExamples), { tags: 3, epochs: 8, atLeast }),
  }
}

function cueExamples({ text, marked }: MarkedDocument): Example[] {
  const cues = new Set(marked.map(({ cue }) => cue))
  return text.starts.slice(0, -1).map((from, sentence) => {
    const places = cuePlaces(text, { from, to: text.starts[sentence + 1] as number })
    return { places, tags: Uint8Array.from(places, (_, place) => (cues.has(from + place) ? CUE.cue : CUE.none)) }
  })
}

function roleExamples({ text, marked }: MarkedDocument): Example[] {
  return marked.flatMap(({ cue, content, source }) => {
    if (cue === null) return []
    const range = aroundCue(text, cue)
    return [
      tagged(rolePlaces(text, cue, range), range, [
        [ROLE.source, source],
        [ROLE.content, content],
      ]),
    ]
  })
}

function sayingExamples({ text, marked }: MarkedDocument): Example[] {
  return marked.map(({ cue, content, source }) => {
    const range = aroundContent(text, content)
    const cues = cue === null ? [] : [{ from: cue, to: cue + 1 }]
    return tagged(sayingPlaces(text, content, range), range, [
      [SAYING.source, source],
      [SAYING.cue, cues],
    ])
  })
}

/** Tags where they may stand; what lies outside of the range is not to be found. */
function tagged(places: Place[], range: TokenRange, given: readonly [number, readonly TokenRange[]][]): Example {
  const tags = new Uint8Array(places.length)
  for (const [tag, ranges] of given)
    for (const { from, to } of ranges)
      for (let at = Math.max(from, range.from); at < Math.min(to, range.to); at += 1)
        if ((places[at - range.from] as Place).allowed & (1 << tag)) tags[at - range.from] = tag
  return { places, tags }
}
