import { Router } from 'express'
import type { EntityManager } from 'typeorm'
import type { Policy } from '../accounts/policy'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { restoreArticle, withdrawArticle } from '../claims/article-withdrawal.commands'
import { PublicReason } from '../claims/claim.schema'
import { idFrom, parsed } from '../web/parse'
import { Versioned } from '../web/row-numbers'
import { undoing } from '../web/undo-form'
import { words } from '../words/words'

export const articleWithdrawalPolicy: Policy = {
  'POST /articles/:id/withdrawal': 'editor',
  'POST /articles/:id/restoration': 'editor',
}

const Withdrawal = Versioned.extend({ reason: PublicReason })

/** Withdrawing an article with all that it reports, and bringing both back. */
export function articleWithdrawalRoutes({ db }: { db: EntityManager }) {
  const router = Router()

  router.post('/articles/:id/withdrawal', async (req, res) => {
    const { version, reason } = parsed(Withdrawal, req.body ?? {})
    const id = idFrom(req.params.id, words.these.article)
    const { statements } = await withdrawArticle(db, signedIn(res), id, version, reason)
    const undo = { action: `/articles/${id}/restoration`, fields: { version: version + 1 } }
    const text = statements === 0 ? words.intake.articleWithdrawn : words.intake.articleWithdrawnWith(statements)
    await seeOther(req, res, '/articles', { text, undo })
  })

  router.post('/articles/:id/restoration', async (req, res) => {
    const { version } = parsed(Versioned, req.body ?? {})
    const id = idFrom(req.params.id, words.these.article)
    const outcome = await restoreArticle(db, signedIn(res), id, version)
    const place = `/articles/${id}/annotate`
    const undo = undoing([{ kind: 'article', id, version: version + 1 }], '/articles')
    await seeOther(req, res, place, { text: restoredInWords(outcome), undo })
  })

  return router
}

function restoredInWords({ restored, left }: { restored: number; left: number }): string {
  const told = restored === 0 ? words.intake.articleRestored : words.intake.articleRestoredWith(restored)
  return left === 0 ? told : `${told} ${words.intake.stayedBehind(left)}`
}
