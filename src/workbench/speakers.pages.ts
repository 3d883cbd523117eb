import type { SpeakerCandidate } from '../claims/speaker-candidates.queries'
import { MOST_ROLES } from '../speakers/speaker.schema'
import { type PageHead, page } from '../web/page'
import type { FieldProblems } from '../web/parse'
import type { StaleForm } from '../web/stale-form'
import type { SpeakerSide } from './speaker-sides.queries'
import { type TypedForm, typedValue } from './typed-form'

interface SpeakerFormPage extends PageHead {
  /** Null is somebody new. */
  speaker: { id: number; name: string } | null
  /** Whom they have been merged into. */
  root: { id: number; name: string } | null
  typed: TypedForm
  problems: FieldProblems
  /** Where somebody else has saved since the form was opened. */
  stale: StaleForm | null
  /** Whoever has the same Wikidata id. */
  same: { id: number; name: string } | null
  outlets: string[]
  speakers: string[]
}

interface MergePage extends PageHead {
  speaker: SpeakerSide
  /** Whom to merge into, once chosen. */
  other: SpeakerSide | null
  /** Who may be the same, until then. */
  words: string
  candidates: SpeakerCandidate[]
  /** Under review merging is a reviewer's. */
  mayMerge: boolean
  problem: string | null
}

const inner = page<SpeakerFormPage & { typedValue: typeof typedValue; MOST_ROLES: number }>('speakers/form')

export const speakerFormPage = {
  view: inner.view,
  render: (...[res, model]: [Parameters<typeof inner.render>[0], SpeakerFormPage]) =>
    inner.render(res, { ...model, typedValue, MOST_ROLES }),
}

export const mergePage = page<MergePage>('speakers/merge')
