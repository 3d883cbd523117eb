import { z } from 'zod'
import { Id, IdMember, Page, Pair, twoOf, Version } from './common.schema'
import { answerShapes, requestShapes } from './components'
import { pageOf } from './paging.schema'

export const NewJoin = z
  .strictObject({
    into: IdMember.describe('The claim that stays, with its own speakers, day, medium, stance and summary.'),
    intoVersion: IdMember.exactOptional().describe('Its version, if it should be refused when that has changed.'),
  })
  .register(requestShapes, { id: 'NewJoin' })

export const Join = z
  .strictObject({
    claim: Id.describe('The claim that went.'),
    version: Version.describe('Its version: what If-Match wants to take the two apart.'),
    into: Id.describe('The claim that stayed.'),
    page: Page.describe('Where people read that one.'),
  })
  .register(answerShapes, { id: 'Join' })

export const TakenApart = z
  .strictObject({
    claim: Id,
    version: Version,
    outOf: Id,
    notes: z.array(z.string()).describe('What had been changed since and is otherwise now, a sentence each.'),
  })
  .register(answerShapes, { id: 'TakenApart' })

export const NewDistinction = z
  .strictObject({ claims: twoOf('claims') })
  .register(requestShapes, { id: 'NewDistinction' })

export const Distinction = z
  .strictObject({ id: Id, claims: Pair.describe('The older one first.') })
  .register(answerShapes, { id: 'Distinction' })

const Duplicate = z
  .strictObject({
    id: Id,
    claims: Pair.describe('The older one first.'),
    likeness: z.number().min(0).max(1).describe('How alike their words are, by the trigrams they have in common.'),
  })
  .register(answerShapes, { id: 'Duplicate' })

export const DuplicatePage = pageOf(Duplicate).register(answerShapes, { id: 'DuplicatePage' })
