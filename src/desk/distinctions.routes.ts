import { Router } from 'express'
import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { takeDistinctionBack, tellApart } from '../claims/distinctions.commands'
import { idFrom, parsed } from '../web/parse'
import { unprocessable } from '../web/problems'
import { rowNumber } from '../web/row-numbers'
import { words } from '../words/words'

const Distinction = z.object({
  other: rowNumber(words.desk.otherMissing),
})

/** "Not the same": the pair is not offered for joining again, unless that word is taken back. */
export function distinctionRoutes({ db }: { db: EntityManager }) {
  const router = Router()

  router.post('/claims/:id/distinctions', async (req, res) => {
    const id = idFrom(req.params.id, words.these.claim)
    const { other } = parsed(Distinction, req.body ?? {})
    const outcome = await tellApart(db, signedIn(res), id, other)
    if ('problem' in outcome) throw unprocessable(outcome.problem)
    const undo = { action: `/distinctions/${outcome.id}/withdrawal`, fields: {} }
    const text = words.desk.notTheSame(...outcome.pair)
    await seeOther(req, res, '/desk/duplicates', { text, undo })
  })

  router.post('/distinctions/:id/withdrawal', async (req, res) => {
    await takeDistinctionBack(db, signedIn(res), idFrom(req.params.id, words.these.distinction))
    await seeOther(req, res, '/desk/duplicates', {
      text: words.desk.offeredAgain,
    })
  })

  return router
}
