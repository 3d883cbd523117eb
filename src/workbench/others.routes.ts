import { Router } from 'express'
import type { EntityManager } from 'typeorm'
import type { Policy } from '../accounts/policy'
import { signedIn } from '../accounts/visitor.middleware'
import { newestRevision } from '../articles/articles.queries'
import { openArticle } from '../articles/withdrawn-article'
import { idFrom } from '../web/parse'
import { words } from '../words/words'
import { doneByOthers, isSameState, stateOfTagging } from './changes-by-others.queries'
import { typedValue } from './typed-form'

export const othersPolicy: Policy = { 'GET /articles/:id/annotate/changes': 'editor' }

/** What two who tag the same article want to know of one another; the page's script asks every few seconds. */
export function othersRoutes({ db }: { db: EntityManager }) {
  const router = Router()

  router.get('/articles/:id/annotate/changes', async (req, res) => {
    const id = idFrom(req.params.id, words.these.article)
    const { revisionId } = openArticle(id, await newestRevision(db, id))
    const since = typedValue(req.query.since)
    const state = await stateOfTagging(db, revisionId)
    if (isSameState(state, since)) return res.status(204).end()
    return res.json({ state, words: await doneByOthers(db, revisionId, since, signedIn(res).id) })
  })

  return router
}
