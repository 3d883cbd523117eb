import type { LinkWithNew } from '../links/record-with-links.commands'
import { RELATIONS, type Relation } from '../links/relation'
import type { FieldProblems } from '../web/parse'
import { LARGEST_INTEGER } from '../web/row-numbers'
import { words } from '../words/words'
import { valuesOf } from './speaker-fields'
import { type TypedForm, typedValue } from './typed-form'

/** The fields of a claim that a new one may be linked to: the box, how they relate, and which answers which. */
export const relationField = (claimId: number) => `relation-${claimId}`
export const directionField = (claimId: number) => `direction-${claimId}`

/** More than a form offers; a form by hand may have so many. */
const MOST_LINKS = 20

/** The links that are ticked in a form. */
export function typedLinks(typed: TypedForm): { links: LinkWithNew[] } | { problems: FieldProblems } {
  const ticked = [...new Set(valuesOf(typed, 'link'))].filter((value) => value !== '')
  if (ticked.length > MOST_LINKS) return { problems: { link: words.linking.mostLinks(MOST_LINKS) } }
  const links: LinkWithNew[] = []
  const problems: FieldProblems = {}
  for (const value of ticked) {
    const claimId = /^[1-9]\d{0,9}$/.test(value) ? Number(value) : LARGEST_INTEGER + 1
    const relation = typedValue(typed[relationField(claimId)])
    if (claimId > LARGEST_INTEGER) problems.link = words.linking.noClaimNumber
    else if (!isRelation(relation)) problems[`link-${claimId}`] = words.linking.sayHow
    else links.push({ claimId, relation, direction: directionIn(typed, claimId) })
  }
  return Object.keys(problems).length > 0 ? { problems } : { links }
}

const isRelation = (name: string): name is Relation => Object.hasOwn(RELATIONS, name)

const directionIn = (typed: TypedForm, claimId: number) =>
  typedValue(typed[directionField(claimId)]) === 'answered' ? 'answered' : 'answers'
