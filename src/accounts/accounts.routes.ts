import { Router } from 'express'
import { accessRoutes } from './access.routes'
import type { AccountParts } from './account-parts'
import { administrationRoutes } from './administration.routes'
import { forgottenRoutes } from './forgotten.routes'
import { keptNowhere } from './kept-nowhere.middleware'
import { ownAccountRoutes } from './own-account.routes'
import type { Policy } from './policy'
import { signInRoutes } from './sign-in.routes'
import { welcomeRoutes } from './welcome.routes'

/** Whom the pages of signing in and of accounts are for. */
export const accountsPolicy: Policy = {
  'GET /signin': 'anyone',
  'POST /signin': 'anyone',
  'POST /signout': 'reader',
  'GET /forgotten': 'anyone',
  'POST /forgotten': 'anyone',
  'GET /welcome/:token': 'anyone',
  'POST /welcome/:token': 'anyone',

  'GET /account': 'reader',
  'POST /account/password': 'reader',
  'POST /account/public-name': 'reader',
  'POST /account/sessions/end': 'reader',
  'POST /account/sessions/:session/end': 'reader',
  'POST /account/tokens': 'reader',
  'POST /account/tokens/revocation': 'reader',
  'POST /account/tokens/:token/revocation': 'reader',

  'GET /accounts': 'admin',
  'POST /accounts': 'admin',
  'GET /accounts/new': 'admin',
  'GET /accounts/:id': 'admin',
  'POST /accounts/:id': 'admin',
  'POST /accounts/:id/disabling': 'admin',
  'POST /accounts/:id/enabling': 'admin',
  'POST /accounts/:id/link': 'admin',
  'POST /accounts/:id/sessions/end': 'admin',
  'POST /accounts/:id/sessions/:session/end': 'admin',
  'POST /accounts/:id/tokens/:token/revocation': 'admin',
}

/** Signing in, one's own account, and everybody's for an admin. */
export function accountsRoutes(parts: AccountParts) {
  const router = Router()
  router.use(signInRoutes(parts))
  router.use(['/account', '/accounts', '/welcome'], keptNowhere())
  router.use(forgottenRoutes(parts))
  router.use(welcomeRoutes(parts))
  router.use(ownAccountRoutes(parts))
  router.use(administrationRoutes(parts))
  router.use(accessRoutes(parts))
  return router
}
