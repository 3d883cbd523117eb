import { Router } from 'express'
import { accountsPolicy, accountsRoutes } from './accounts/accounts.routes'
import type { Policy } from './accounts/policy'
import { annotationsPolicy, annotationsRoutes } from './annotations/annotations.routes'
import { apiPolicy, apiRoutes } from './api/api.routes'
import { outletRoutes } from './articles/outlets.routes'
import type { Context } from './context'
import { correctionInboxPolicy, correctionInboxRoutes } from './desk/correction-inbox.routes'
import { deskPolicy, deskRoutes } from './desk/desk.routes'
import { replyPolicy, replyRoutes } from './desk/replies.routes'
import { discussionPolicy, discussionRoutes } from './discussion/discussion.routes'
import { notificationsPolicy, notificationsRoutes } from './discussion/notifications.routes'
import { exportPolicy, exportRoutes } from './exports/exports.routes'
import { KeptDownloads } from './exports/kept-export.middleware'
import { preparedExportPolicy, preparedExportRoutes } from './exports/prepared-exports.routes'
import { preparedLimit } from './exports/prepared-limit'
import { snapshotPolicy, snapshotRoutes } from './exports/snapshots.routes'
import { embedPolicy, embedRoutes } from './feeds/embed.routes'
import { feedPolicy, feedRoutes } from './feeds/feeds.routes'
import { picturePolicy, pictureRoutes } from './feeds/picture.routes'
import { sitemapPolicy, sitemapRoutes } from './feeds/sitemap.routes'
import { capturePolicy, captureRoutes } from './importing/captures.routes'
import { importPolicy, importRoutes } from './importing/import.routes'
import { importJobsPolicy, importJobsRoutes } from './importing/import-jobs.routes'
import { newRevisionPolicy, newRevisionRoutes } from './importing/new-revision.routes'
import { rawPolicy, rawRoutes } from './importing/raw.routes'
import { transparencyPolicy, transparencyRoutes } from './proof/transparency.routes'
import { correctionPolicy, correctionRoutes } from './reading/corrections.routes'
import { readingPolicy, readingRoutes } from './reading/reading.routes'
import { recordsPolicy, recordsRoutes } from './records/records.routes'
import { reviewPolicy, reviewRoutes } from './reviewing/review.routes'
import { settlePolicy, settleRoutes } from './revising/settle.routes'
import { searchPolicy, searchRoutes } from './search/search.routes'
import { settingsRoutes } from './settings/settings.routes'
import { undoPolicy, undoRoutes } from './undoing/undo.routes'
import { unsavedPolicy, unsavedRoutes } from './unsaved/unsaved.routes'
import { systemPolicy, systemRoutes } from './watching/system.routes'
import { oneWebhookPolicy, oneWebhookRoutes } from './webhooks/one-webhook.routes'
import { webhooksPolicy, webhooksRoutes } from './webhooks/webhooks.routes'
import { articleDetailsPolicy, articleDetailsRoutes } from './workbench/article-details.routes'
import { articleWithdrawalPolicy, articleWithdrawalRoutes } from './workbench/article-withdrawal.routes'
import { linkRoutes } from './workbench/link-claims.routes'
import { mergeSpeakerRoutes } from './workbench/merge-speakers.routes'
import { othersPolicy, othersRoutes } from './workbench/others.routes'
import { speakerEditingPolicy, speakerEditingRoutes } from './workbench/speakers.routes'
import { statementRoutes } from './workbench/statements.routes'
import { tagArticleRoutes } from './workbench/tag-article.routes'
import { zonePolicy, zoneRoutes } from './workbench/zones.routes'

/**
 * The table of contents: every address of the product and whom it is for. A route that is not here is not found; a
 * test compares this with the routes Express knows. The first that matches counts, here as below: what readers ask for
 * stands as far to the front as it can, behind addresses like `/articles/new`, which `/articles/:id` would take.
 */
export const policy: Policy = {
  ...importPolicy,
  ...newRevisionPolicy,
  ...settlePolicy,
  ...speakerEditingPolicy,
  ...readingPolicy,
  ...recordsPolicy,
  ...accountsPolicy,
  'GET /articles/:id/annotate': 'editor',
  'POST /articles/:id/annotate': 'editor',
  ...othersPolicy,
  ...annotationsPolicy,
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
  'GET /outlets': 'admin',
  'GET /outlets/:id/edit': 'admin',
  'POST /outlets/:id': 'admin',
  'GET /settings': 'admin',
  'POST /settings': 'admin',
  ...capturePolicy,
  ...importJobsPolicy,
  ...rawPolicy,
  ...unsavedPolicy,
  ...articleDetailsPolicy,
  ...articleWithdrawalPolicy,
  ...zonePolicy,
  ...discussionPolicy,
  ...notificationsPolicy,
  ...reviewPolicy,
  ...undoPolicy,
  ...correctionPolicy,
  ...correctionInboxPolicy,
  ...replyPolicy,
  ...systemPolicy,
  ...deskPolicy,
  ...searchPolicy,
  ...transparencyPolicy,
  ...feedPolicy,
  ...embedPolicy,
  ...picturePolicy,
  ...sitemapPolicy,
  ...preparedExportPolicy,
  ...snapshotPolicy,
  ...exportPolicy,
  ...webhooksPolicy,
  ...oneWebhookPolicy,
  ...apiPolicy,
}

/**
 * Readers' pages that are made of nothing but the database, the desk's settings and their address: made once, they are for
 * all, until something is written (`keptPages`). Not those that tell the time or the year, forms with a key of their own,
 * and what is made without a query. A test looks at each page that is for anyone.
 */
export const forAll: ReadonlySet<string> = new Set([
  'GET /',
  'GET /articles',
  'GET /articles/:id',
  'GET /articles/:id/history',
  'GET /articles/:id/revisions/:number',
  'GET /chains',
  'GET /chains/:id',
  'GET /chains/:id/history',
  'GET /chains/:id/map',
  'GET /chains/:id/matrix',
  'GET /claims/:id',
  'GET /claims/:id/history',
  'GET /exports',
  'GET /exports/snapshots',
  'GET /links/:id/history',
  'GET /search',
  'GET /speakers',
  'GET /speakers/:id',
  'GET /speakers/:id/history',
  'GET /transparency',
  'GET /unanswered',
])

export function routes(context: Context) {
  const { database, settings, intake, preparing, mail, sender, baseUrl, sessionSecret, signingKeys } = context
  const { db, pages, visits, exports } = database
  const downloads = new KeptDownloads(database.kept)
  const webhooks = { sender, secret: sessionSecret }
  const prepared = preparedLimit({ pool: visits.pool, secret: sessionSecret })
  const router = Router()
  router.use(importRoutes({ db, intake }))
  router.use(newRevisionRoutes({ db }))
  router.use(settleRoutes({ db }))
  router.use(speakerEditingRoutes({ db }))
  router.use(readingRoutes({ pages, db: visits.db, baseUrl }))
  router.use(recordsRoutes({ pages }))
  router.use(accountsRoutes({ db, visits, secret: sessionSecret, mail, baseUrl }))
  router.use(outletRoutes({ db }))
  router.use(settingsRoutes({ db, settings }))
  router.use(captureRoutes({ db }))
  router.use(importJobsRoutes({ db, intake }))
  router.use(rawRoutes({ db }))
  router.use(unsavedRoutes({ db, visits }))
  router.use(tagArticleRoutes({ db }))
  router.use(othersRoutes({ db }))
  router.use(annotationsRoutes({ db, baseUrl }))
  router.use(articleDetailsRoutes({ db }))
  router.use(articleWithdrawalRoutes({ db }))
  router.use(zoneRoutes({ db }))
  router.use(statementRoutes({ db }))
  router.use(linkRoutes({ db }))
  router.use(mergeSpeakerRoutes({ db }))
  router.use(discussionRoutes({ db }))
  router.use(notificationsRoutes({ db, mailIsSet: mail.isSet }))
  router.use(reviewRoutes({ db }))
  router.use(undoRoutes({ db, settings }))
  router.use(correctionRoutes({ db, pages, pool: visits.pool, secret: sessionSecret }))
  router.use(correctionInboxRoutes({ db, pages }))
  router.use(replyRoutes({ db, pages }))
  router.use(systemRoutes({ database }))
  router.use(deskRoutes({ pages, db }))
  router.use(searchRoutes({ pages }))
  router.use(transparencyRoutes({ pages, baseUrl }))
  router.use(feedRoutes({ pages, baseUrl }))
  router.use(embedRoutes({ pages, baseUrl }))
  router.use(pictureRoutes({ pages }))
  router.use(sitemapRoutes({ pages, baseUrl }))
  router.use(preparedExportRoutes({ db, pages, preparing, downloads, limit: prepared, secret: sessionSecret, baseUrl }))
  router.use(snapshotRoutes({ db, pages, preparing, downloads, baseUrl }))
  router.use(exportRoutes({ exports, pages, baseUrl, signingKeys }))
  router.use(webhooksRoutes({ db, baseUrl, ...webhooks }))
  router.use(oneWebhookRoutes({ db, ...webhooks }))
  router.use(apiRoutes({ db, pages, mail, webhooks, preparing, prepared, baseUrl }))
  return router
}
