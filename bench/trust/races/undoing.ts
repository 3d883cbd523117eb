import type { Answered } from '../authorisation/askers'
import { duel, editForm, entry, type Outcome, pairOf, rowHas, rowsOf, summaryTold } from './duel'
import { formOf, type OpenForm, send, typedInto } from './forms'
import type { Ground } from './ground'
import { type Race, unless } from './race'
import { tells } from './told'

/** A claim whose summary has just been changed, as the notice offers to undo it. */
async function justEdited(ground: Ground) {
  const said = await ground.claim()
  const [editor] = pairOf(ground.editors)
  const { status } = await send(ground.site.url, editor, await editForm(ground, editor, said.id, 'The first edit'))
  if (status !== 303) throw new Error(`the first edit was answered ${status}`)
  // Of both, as the notice has it.
  const undo = (): OpenForm => {
    const { action, fields } = formOf('/undo', { change: `statement.${said.id}.2`, back: '/' })
    return { action, fields: [...fields, ['change', `claim.${said.claimId}.2`]] }
  }
  return { ...said, undo }
}

const undoAndEdit: Race = duel(
  'edit × undoing of the one before',
  'edit first: 303, the undoing 409 with the words that it has been changed again. Undone first: 303, the edit 409 with the three sides. Never both.',
  async (ground, round) => {
    const { id, claimId, undo } = await justEdited(ground)
    const [editor, colleague] = pairOf(ground.editors)
    const words = `Edited in ${round}`
    const form = typedInto(await editForm(ground, colleague, id, words), { wording: 'indirect' })
    return {
      entries: [entry('edit', colleague, form), entry('undoing', editor, undo())],
      rows: rowsOf({ id, claimId }),
      outcomes: {
        '303 409': {
          went: 'edit first',
          holds: async (_edit, undone) => [
            ...unless(
              tells(undone, 'It has been changed again since') || tells(undone, 'has been changed since'),
              'it was not told so',
            ),
            ...(await rowHas(ground, 'claims', claimId, { summary: words, version: 3 })),
          ],
        },
        '409 303': {
          went: 'undone first',
          holds: async (edit) => [
            ...summaryTold(edit, 'The first edit', 'nothing', words),
            ...(await rowHas(ground, 'claims', claimId, { summary: null, version: 3 })),
          ],
        },
      },
    }
  },
)

const bothUndo: Race = duel(
  '2 × undoing of one change',
  'both: 303, the second finds it undone. Or one won: 303, and the other 409, with the words that it has been changed since. It is as it was before.',
  async (ground) => {
    const { claimId, undo } = await justEdited(ground)
    const [editor, colleague] = pairOf(ground.editors)
    const outcome: Outcome = {
      went: 'undone',
      holds: async (...answers: [Answered, Answered]) => {
        const lost = answers.find(({ status }) => status === 409)
        return [
          ...unless(
            !lost || tells(lost, 'It has been changed again since') || tells(lost, 'has been changed since'),
            'it was not told so',
          ),
          ...(await rowHas(ground, 'claims', claimId, { summary: null })),
        ]
      },
    }
    return {
      entries: [entry('undoing', editor, undo()), entry('undoing', colleague, undo())],
      rows: [['claims', claimId]],
      outcomes: { '303 303': outcome, '303 409': outcome, '409 303': outcome },
    }
  },
)

export const UNDOING: Race[] = [undoAndEdit, bothUndo]
