import { MEDIUMS, STANCES, WORDINGS } from '../claims/claim'
import type { Relation } from '../links/relation'
import { RELATION_TERMS } from '../links/relation-terms'
import { PART_RELATIONS, relationType, SPAN_TYPES } from './brat-standoff'

/** Of which part each of them is the other end. */
const PART_ENDS = Object.entries(PART_RELATIONS) as [keyof typeof PART_RELATIONS, string][]

/** annotation.conf: the types that brat shows in these files, and lets people annotate with (https://brat.nlplab.org/configuration.html). */
export function bratConfiguration(): string {
  const { content: claim, ...others } = SPAN_TYPES
  const symmetric = (relation: Relation) => (RELATION_TERMS[relation].isSymmetric ? ', <REL-TYPE>:symmetric' : '')
  const values = (names: object) => Object.keys(names).join('|')
  return `${[
    '[entities]',
    claim,
    ...Object.values(others),
    '',
    '[relations]',
    ...PART_ENDS.map(([part, type]) => `${type} Arg1:${claim}, Arg2:${SPAN_TYPES[part]}`),
    ...(Object.keys(RELATION_TERMS) as Relation[]).map(
      (relation) => `${relationType(relation)} Arg1:${claim}, Arg2:${claim}${symmetric(relation)}`,
    ),
    `Equiv Arg1:${claim}, Arg2:${claim}, <REL-TYPE>:symmetric-transitive`,
    // Who is named often stands within what was said, and one passage reports several claims.
    '<OVERLAP> Arg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>',
    '',
    '[events]',
    '',
    '[attributes]',
    `Stance Arg:${claim}, Value:${values(STANCES)}`,
    `Medium Arg:${claim}, Value:${values(MEDIUMS)}`,
    `Wording Arg:${claim}, Value:${values(WORDINGS)}`,
    `InZone Arg:${claim}`,
  ].join('\n')}\n`
}
