import { MEDIUMS, STANCES, WORDINGS } from '../claims/claim'
import type { FieldGroup } from '../web/three-way'

const BASES = { stated: 'stated', counted: 'counted', inferred: 'inferred', not_stated: 'not stated' }

/** The fields of a statement's form, as they are compared where somebody else has saved meanwhile. */
export const STATEMENT_GROUPS: readonly FieldGroup[] = [
  { label: 'Words', names: ['content'], along: ['start', 'end', 'prefix', 'suffix'] },
  { label: 'Words that name the speaker', names: ['source'] },
  { label: 'Words that name the saying', names: ['cue'] },
  { label: 'Wording', names: ['wording'], vocabulary: WORDINGS },
  {
    label: 'Passed on by',
    names: ['hopSpeaker', 'hopMedium', 'hopWording', 'hopSaidOn', 'hopBasis', 'hopSaidOnWords', 'hopSource', 'hopCue'],
    rowNeeds: 'hopSpeaker',
    vocabulary: { ...MEDIUMS, ...WORDINGS, ...BASES },
  },
  {
    label: 'Speaker',
    names: ['speaker', 'role'],
    along: ['choice', 'kind', 'lookalike', 'speakerDescription', 'anonymityReason'],
  },
  { label: 'Said on', names: ['saidOn', 'basis', 'saidOnWords'], vocabulary: BASES },
  { label: 'Medium', names: ['medium'], vocabulary: MEDIUMS },
  { label: 'Stance', names: ['stance'], vocabulary: STANCES },
  { label: 'Summary', names: ['summary'] },
]
