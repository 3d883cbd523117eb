import { z } from 'zod'
import { LACKS, type Lack } from '../claims/claim-look.entity'
import { findRight, takeLookBack } from '../claims/looks.commands'
import { Id } from './common.schema'
import { answerShapes } from './components'
import { operation } from './operation'

const Look = z
  .strictObject({
    claimId: Id,
    section: z.enum(LACKS).describe('Of the desk, that lists claims for what they lack.'),
    right: z.boolean().describe('Whether an editor has said that the claim lacks it rightly.'),
  })
  .register(answerShapes, { id: 'Look' })

/** The router lets no other through. */
const lackOf = (section: string) => section as Lack

const lookOf = (claimId: number, section: string, right: boolean) => ({ claimId, section: lackOf(section), right })

const look = operation({
  name: 'findClaimRight',
  method: 'post',
  path: '/api/v1/claims/:id/looks/:section',
  audience: 'editor',
  summary: 'Say that a claim is right as it is',
  description: 'A section of the desk lists it for something it lacks, and rightly: it is listed there no longer.',
  sections: LACKS,
  success: 200,
  response: Look,
  async answer({ db, account, id, section }) {
    await findRight(db, account, id, lackOf(section))
    return { document: lookOf(id, section, true) }
  },
})

const takeBack = operation({
  name: 'takeLookBack',
  method: 'delete',
  path: '/api/v1/claims/:id/looks/:section',
  audience: 'editor',
  summary: 'Take back that a claim is right as it is',
  sections: LACKS,
  success: 200,
  response: Look,
  async answer({ db, account, id, section }) {
    await takeLookBack(db, account, id, lackOf(section))
    return { document: lookOf(id, section, false) }
  },
})

export const lookOperations = [look, takeBack]
