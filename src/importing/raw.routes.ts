import { Router } from 'express'
import type { EntityManager } from 'typeorm'
import type { Policy } from '../accounts/policy'
import { rawOfRevision } from '../articles/revisions.queries'
import { openArticle } from '../articles/withdrawn-article'
import { idFrom } from '../web/parse'
import { notFound } from '../web/problems'
import { words } from '../words/words'

export const rawPolicy: Policy = {
  'GET /articles/:id/revisions/:number/raw': 'editor',
}

/**
 * The bytes that a captured text came from, as a file to keep: what a stranger's page has in it is never shown under our name, so nothing
 * of it is named as what it is, and a browser that opened it all the same would run nothing.
 */
export function rawRoutes({ db }: { db: EntityManager }) {
  const router = Router()

  router.get('/articles/:id/revisions/:number/raw', async (req, res) => {
    const articleId = idFrom(req.params.id, words.these.article)
    const number = idFrom(req.params.number, words.these.revision)
    const found = openArticle(articleId, await rawOfRevision(db, articleId, number))
    // Of what was redacted the bytes are gone.
    if (!found.raw || found.raw.length === 0) throw notFound(words.these.revision)
    res.attachment(found.fileName ?? `article-${articleId}-revision-${number}`)
    res.set({
      'Content-Type': 'application/octet-stream',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cache-Control': 'private, no-store',
      'Content-Length': String(found.raw.length),
    })
    res.end(found.raw)
  })

  return router
}
