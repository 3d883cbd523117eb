import { MEDIUMS, STANCES, WORDINGS } from '../claims/claim'
import type { FieldGroup } from '../web/three-way'
import { words } from '../words/words'

const BASES = { stated: 'stated', counted: 'counted', inferred: 'inferred', not_stated: words.terms.bases.not_stated }

/** The fields of a statement's form, as they are compared where somebody else has saved meanwhile. */
export const STATEMENT_GROUPS: readonly FieldGroup[] = [
  { label: words.tag.wordsField, names: ['content'], along: ['start', 'end', 'prefix', 'suffix'] },
  { label: words.tag.namesSpeaker, names: ['source'] },
  { label: words.tag.namesSaying, names: ['cue'] },
  { label: words.tag.wording, names: ['wording'], vocabulary: WORDINGS },
  {
    label: words.tag.passedOnBy,
    names: ['hopSpeaker', 'hopMedium', 'hopWording', 'hopSaidOn', 'hopBasis', 'hopSaidOnWords', 'hopSource', 'hopCue'],
    rowNeeds: 'hopSpeaker',
    vocabulary: { ...MEDIUMS, ...WORDINGS, ...BASES },
  },
  {
    label: words.tag.speaker,
    names: ['speaker', 'role'],
    along: ['choice', 'kind', 'lookalike', 'speakerDescription', 'anonymityReason'],
  },
  { label: words.tag.saidOn, names: ['saidOn', 'basis', 'saidOnWords'], vocabulary: BASES },
  { label: words.tag.medium, names: ['medium'], vocabulary: MEDIUMS },
  { label: words.tag.stance, names: ['stance'], vocabulary: STANCES },
  { label: words.tag.summaryField, names: ['summary'] },
]
