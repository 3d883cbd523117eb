import { Router } from 'express'
import type { Policy } from './accounts/policy'
import { signInRoutes } from './accounts/sign-in.routes'
import { apiPolicy, apiRoutes } from './api/api.routes'
import { importRoutes } from './articles/import.routes'
import type { Context } from './context'
import { deskPolicy, deskRoutes } from './desk/desk.routes'
import { exportPolicy, exportRoutes } from './exports/exports.routes'
import { readingPolicy, readingRoutes } from './reading/reading.routes'
import { linkRoutes } from './workbench/link-claims.routes'
import { statementRoutes } from './workbench/statements.routes'
import { tagArticleRoutes } from './workbench/tag-article.routes'

/**
 * The table of contents: every address of the product and whom it is for. A route that is not here is not found; a
 * test compares this with the routes Express knows.
 */
export const policy: Policy = {
  'GET /signin': 'anyone',
  'POST /signin': 'anyone',
  'POST /signout': 'editor',

  'GET /articles/new': 'editor',
  'POST /articles': 'editor',
  'GET /articles/:id/annotate': 'editor',
  'POST /articles/:id/statements': 'editor',
  'GET /statements/:id/edit': 'editor',
  'POST /statements/:id': 'editor',
  'POST /statements/:id/split': 'editor',
  'POST /statements/:id/withdrawal': 'editor',
  'POST /statements/:id/restoration': 'editor',
  'POST /claims/:id/withdrawal': 'editor',
  'POST /claims/:id/restoration': 'editor',
  'GET /claims/:id/links/new': 'editor',
  'POST /claims/:id/links': 'editor',
  'POST /links/:id/withdrawal': 'editor',
  'POST /links/:id/restoration': 'editor',
  'POST /chains/:id/title': 'editor',
  ...readingPolicy,
  ...deskPolicy,
  ...exportPolicy,
  ...apiPolicy,
}

export function routes({ database, baseUrl }: Context) {
  const { db, pages, exports } = database
  const router = Router()
  router.use(signInRoutes({ db, pool: database.writes }))
  router.use(importRoutes({ db }))
  router.use(tagArticleRoutes({ db }))
  router.use(statementRoutes({ db }))
  router.use(linkRoutes({ db }))
  router.use(readingRoutes({ pages, db }))
  router.use(deskRoutes({ pages, db }))
  router.use(exportRoutes({ exports, pages, baseUrl }))
  router.use(apiRoutes({ db, pages, baseUrl }))
  return router
}
