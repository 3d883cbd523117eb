import { Router } from 'express'
import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import type { Policy } from '../accounts/policy'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { idFrom, parsed } from '../web/parse'
import { notFound, Problem, unprocessable } from '../web/problems'
import { sentKeyOf } from '../web/sent-key'
import { words } from '../words/words'
import { fieldsOf, isNothingTyped } from './typed-fields'
import {
  DAYS_UNSAVED,
  discardUnsaved,
  forgetUnsaved,
  type Kept,
  keepUnsaved,
  MOST_UNSAVED,
} from './unsaved-forms.commands'

export const unsavedPolicy: Policy = {
  'POST /unsaved': 'editor',
  'POST /unsaved/:id/discard': 'editor',
}

const LONGEST_AGE = DAYS_UNSAVED * 24 * 60 * 60 * 1000

/** In the address, since the body is the form itself. */
const WhichForm = z.object({
  form: z
    .string(words.unsaved.sayWhichForm)
    .regex(
      /^(articles\/[1-9]\d{0,9}\/annotate|statements\/[1-9]\d{0,9}\/edit|claims\/[1-9]\d{0,9}\/links\/new)$/,
      words.unsaved.onlyTheseForms,
    ),
  age: z
    .string(words.unsaved.giveAge)
    .regex(/^\d{1,12}$/, words.unsaved.giveAge)
    .transform((age) => Math.min(Number(age), LONGEST_AGE))
    .default(0),
})

/** Why a form is not kept. */
const REFUSALS: Record<Exclude<Kept, 'kept'>, Problem> = {
  recorded: new Problem(409, words.unsaved.recordedAlready, words.unsaved.hasBeenRecorded),
  full: new Problem(422, words.unsaved.tooMany, words.unsaved.manyForms(MOST_UNSAVED)),
  'too large': new Problem(413, words.problems.tooLarge, words.unsaved.mostKept),
}

/** Keeping forms while somebody types, and discarding what was kept. */
export function unsavedRoutes({ db, visits }: { db: EntityManager; visits: { db: EntityManager } }) {
  const router = Router()

  // Each second of somebody's typing: no transaction around it, and not on the connections that writes may hold up.
  router.post('/unsaved', async (req, res) => {
    const { form, age } = parsed(WhichForm, req.query)
    const key = sentKeyOf(res)
    if (key === null) throw unprocessable(words.unsaved.keyMissing)
    const { id: accountId } = signedIn(res)
    const fields = fieldsOf(req.body)
    if (isNothingTyped(fields)) await forgetUnsaved(visits.db, accountId, key)
    else {
      const kept = await keepUnsaved(visits.db, accountId, { form, key, fields, age })
      if (kept !== 'kept') throw REFUSALS[kept]
    }
    res.status(204).end()
  })

  router.post('/unsaved/:id/discard', async (req, res) => {
    const form = await discardUnsaved(db, signedIn(res).id, idFrom(req.params.id, words.these.unfinishedForm))
    if (form === null) throw notFound(words.these.unfinishedForm)
    // As it is without any that was kept, though there may be others.
    await seeOther(req, res, `/${form}?unsaved=0`, { text: words.unsaved.discarded })
  })

  return router
}
