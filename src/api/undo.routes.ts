import { z } from 'zod'
import { PublicReason } from '../claims/claim.schema'
import { mayUndo } from '../undoing/may-undo'
import { undo } from '../undoing/undo.commands'
import { Problem } from '../web/problems'
import { MOST_UNDONE, UNDOABLE } from '../web/undo-form'
import { words } from '../words/words'
import { Id, IdMember, Version } from './common.schema'
import { answerShapes, requestShapes } from './components'
import { operation } from './operation'

const NewUndoing = z
  .strictObject({
    changes: z
      .array(
        z.strictObject({
          kind: z.enum(UNDOABLE, words.undoing.noChange),
          id: IdMember,
          version: IdMember.describe('The version that the change made of the row.'),
        }),
        'Give a list of changes.',
      )
      .min(1, 'Name a change.')
      .max(MOST_UNDONE, `At most ${MOST_UNDONE} at once.`)
      .describe('All or none, the last named first.'),
    reason: PublicReason.exactOptional().describe(
      'The public one: where a change made its row, which is withdrawn so.',
    ),
  })
  .register(requestShapes, { id: 'NewUndoing' })

const Undone = z
  .strictObject({ undone: z.array(z.strictObject({ kind: z.enum(UNDOABLE), id: Id, version: Version })) })
  .register(answerShapes, { id: 'Undone' })

const undoChanges = operation({
  name: 'undo',
  method: 'post',
  path: '/api/v1/undo',
  audience: 'editor',
  summary: 'Undo changes by new ones',
  description:
    'What each changed is as it was before; what others have changed since stays. Outlets and settings are for admins.',
  body: NewUndoing,
  example: { changes: [{ kind: 'claim', id: 17, version: 3 }] },
  success: 200,
  response: Undone,
  refusals: { 409: 'The same has been changed again, or history can’t tell any more what it was.' },
  async answer({ db, account, body: { changes, reason = null } }) {
    if (changes.some(({ kind }) => !mayUndo(kind, account.role)))
      throw new Problem(403, words.problems.notAllowed, words.undoing.onlyBy(words.terms.roles.admin))
    const outcome = await undo(db, account, changes, reason)
    if ('problem' in outcome) throw new Problem(409, words.undoing.notUndone, outcome.problem)
    return { document: { undone: changes } }
  },
})

export const undoOperations = [undoChanges]
