import { Router } from 'express'
import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { LACKS } from '../claims/claim-look.entity'
import { findRight, takeLookBack } from '../claims/looks.commands'
import { idFrom, parsed } from '../web/parse'
import { words } from '../words/words'

const Look = z.object({ lack: z.enum(LACKS, words.desk.notListed) })

/** "It is right so": a claim that lacks something, and rightly, is listed for it no longer. */
export function lookRoutes({ db }: { db: EntityManager }) {
  const router = Router()

  router.post('/claims/:id/looks', async (req, res) => {
    const id = idFrom(req.params.id, words.these.claim)
    const { lack } = parsed(Look, req.body ?? {})
    await findRight(db, signedIn(res), id, lack)
    const undo = { action: `/claims/${id}/looks/withdrawal`, fields: { lack } }
    await seeOther(req, res, `/desk/${lack}`, { text: words.desk.isRightSo(id), undo })
  })

  router.post('/claims/:id/looks/withdrawal', async (req, res) => {
    const id = idFrom(req.params.id, words.these.claim)
    const { lack } = parsed(Look, req.body ?? {})
    await takeLookBack(db, signedIn(res), id, lack)
    await seeOther(req, res, `/desk/${lack}`, { text: words.desk.isListedAgain(id) })
  })

  return router
}
