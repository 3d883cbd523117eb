import { Router } from 'express'
import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import type { Policy } from '../accounts/policy'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { PublicReason } from '../claims/claim.schema'
import { afterCommit } from '../database/write'
import type { CurrentSettings } from '../settings/settings.queries'
import { fieldProblems } from '../web/parse'
import { Problem, unprocessable } from '../web/problems'
import { LARGEST_INTEGER } from '../web/row-numbers'
import { MOST_UNDONE, UNDOABLE } from '../web/undo-form'
import { words } from '../words/words'
import { mayUndo } from './may-undo'
import type { Change } from './undo.commands'
import { undo } from './undo.commands'

export const undoPolicy: Policy = { 'POST /undo': 'editor' }

/** As `undoing` writes it: "statement.5.3" is what made version 3 of statement 5. */
const ChangeGiven = z
  .string()
  .regex(new RegExp(`^(?:${UNDOABLE.join('|')})\\.[1-9]\\d{0,9}\\.[1-9]\\d{0,9}$`), words.undoing.noChange)
  .transform((given): Change => {
    const [kind, id, version] = given.split('.')
    return { kind: kind as Change['kind'], id: Number(id), version: Number(version) }
  })
  .refine(({ id, version }) => id <= LARGEST_INTEGER && version <= LARGEST_INTEGER, words.undoing.noChange)

const UndoForm = z.object({
  change: z.preprocess(
    (value) => (value === undefined ? [] : [value].flat()),
    z.array(ChangeGiven).min(1).max(MOST_UNDONE),
  ),
  reason: z.preprocess((value) => value ?? '', z.union([z.literal('').transform(() => null), PublicReason])),
  /** The page to come back to, one of ours. */
  back: z
    .string()
    .regex(/^\/(?![/\\])[^\s\\]{0,500}$/)
    .catch('/'),
})

/** Undoing what was done, from the notice that tells of it or from a page of history. */
export function undoRoutes({ db, settings }: { db: EntityManager; settings: CurrentSettings }) {
  const router = Router()

  router.post('/undo', async (req, res) => {
    const form = UndoForm.safeParse(req.body ?? {})
    if (!form.success) throw unprocessable(Object.values(fieldProblems(form.error)).join(' '))
    const { change, reason, back } = form.data
    const account = signedIn(res)
    const closed = change.find(({ kind }) => !mayUndo(kind, account.role))
    if (closed) throw new Problem(403, words.problems.notAllowed, words.undoing.onlyBy(words.terms.roles.admin))
    const outcome = await undo(db, account, change, reason)
    if ('problem' in outcome)
      throw new Problem(
        409,
        words.undoing.notUndone,
        outcome.problem,
        {},
        { text: words.undoing.backToWhere, path: back },
      )
    if (change.some(({ kind }) => kind === 'settings')) await afterCommit(() => settings.forget())
    await seeOther(req, res, back, { text: words.undoing.undone })
  })

  return router
}
