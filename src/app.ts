import compression from 'compression'
import express, { type Express, type RequestHandler, Router } from 'express'
import { ruleFor, rulesOf } from './accounts/policy'
import { policed } from './accounts/policy.middleware'
import { sessions } from './accounts/sessions.middleware'
import { visitors } from './accounts/visitor.middleware'
import { apiRateLimit } from './api/rate-limit.middleware'
import { readFirstOfApi } from './api/read-first.middleware'
import type { Context } from './context'
import { waitingCorrections } from './corrections/waiting-count.middleware'
import { unreadCounts } from './discussion/unread.middleware'
import { healthRoutes } from './health.routes'
import { onceOnly } from './idempotency/once.middleware'
import { readFirst } from './importing/read-first.middleware'
import { captureBody, sentFiles } from './importing/sent-files.middleware'
import { keptPages } from './kept-pages.middleware'
import { readersPlace } from './readers-place.middleware'
import { goOnInHand, requestLog } from './request-log.middleware'
import { forAll, policy, routes } from './routes'
import { deskOfPages } from './settings/settings.middleware'
import { staleForms } from './versions/stale-forms.middleware'
import { countDownloads } from './watching/downloads.middleware'
import { assetRoutes } from './web/assets'
import { COMPRESSION } from './web/compressed'
import { answerErrors, nothingHere } from './web/errors.middleware'
import { wholeQuery } from './web/query-members'
import { countRequests } from './web/request-count.middleware'
import { SAFE, sameOriginOnly } from './web/same-origin.middleware'
import { securityHeaders } from './web/security-headers.middleware'
import { wholeJson } from './web/sent-bytes'
import { formBody } from './web/sent-form.middleware'
import { setBaseUrl } from './web/site'

/** The application, the same one in the product and in tests. The order below is the order of a request. */
export function createApp(context: Context): Express {
  const { database, settings, log, baseUrl, sessionSecret, trustProxy } = context
  const { visits } = database
  const https = baseUrl.startsWith('https:')
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', trustProxy)
  app.set('query parser', wholeQuery)
  setBaseUrl(app, baseUrl)

  app.use(countRequests)
  app.use(requestLog({ log, believesProxy: trustProxy > 0, ...toldOf(context) }))
  app.use(securityHeaders(https))
  app.use(healthRoutes(context))
  app.use(compression(COMPRESSION))
  app.use(assetRoutes())
  app.use(readersPlace(database.pages, https))
  app.use(deskOfPages(settings))
  app.use(sessions({ pool: visits.pool, secret: sessionSecret, https, log }))
  app.use(visitors(visits.db))
  app.use('/api/v1', ...apiRateLimit(context.apiPerMinute, { pool: visits.pool, secret: sessionSecret }))
  app.use(unreadCounts(visits.db))
  app.use(policed(policy))
  app.use(
    keptPages({
      settings,
      pages: database.pages,
      routes: forAll,
      told: (outcome) => context.metrics?.keptPage(outcome),
    }),
  )
  if (context.metrics) app.use(countDownloads(context.metrics))
  app.use(waitingCorrections(database.pages))
  app.use(ofChanges(context))
  app.use(routes(context))
  app.use(nothingHere())
  app.use(staleForms(database))
  app.use(answerErrors())
  return app
}

/** Who is told of each request: what counts, and what follows. */
function toldOf({ metrics, traces }: Context) {
  const rules = rulesOf(policy)
  const routeFor = (method: string, path: string) => {
    const rule = ruleFor(rules, method, path)
    return rule && `${rule.method} ${rule.path}`
  }
  return { metrics, routeFor, ...(traces && { traced: traces.request.bind(traces) }) }
}

/** What a request passes that may change something, and one that only looks does not. */
function ofChanges({ database, intake, sessionSecret }: Context): RequestHandler {
  const changes = Router()
  changes.use(sameOriginOnly())
  // Only those whom the policy let through may send a body, and only as much as a form or a text has.
  // A file in base64; nothing else is as large.
  changes.use(
    '/api/v1/articles',
    express.json({ limit: '36mb', strict: true, verify: wholeJson }),
    readFirstOfApi(intake),
  )
  changes.use('/api', express.json({ limit: '12mb', strict: true, verify: wholeJson }))
  changes.use('/captures', captureBody)
  changes.use(formBody)
  changes.use('/articles', sentFiles, readFirst(intake))
  changes.use(goOnInHand())
  changes.use(onceOnly({ orm: database.orm, secret: sessionSecret }))
  return (req, res, next) => (SAFE.has(req.method) ? next() : changes(req, res, next))
}
