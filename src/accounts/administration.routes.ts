import { type Request, type Response, Router } from 'express'
import { changedSince, imageAt } from '../history/images.queries'
import type { FieldProblems } from '../web/parse'
import { fieldProblems, idFrom, parsed } from '../web/parse'
import { notFound, unprocessable } from '../web/problems'
import { type StaleForm, staleForm } from '../web/stale-form'
import type { FieldGroup } from '../web/three-way'
import { whenStale } from '../web/when-stale'
import { words } from '../words/words'
import { AccountForm, NewAccount, VersionedForm } from './account.schema'
import { ACCOUNTS_ON_PAGE, type AccountInFull, accountInFull, accountsByName, happenedTo } from './account-list.queries'
import type { AccountParts } from './account-parts'
import {
  accessShown,
  accountListPage,
  accountPage,
  accountShown,
  happenedShown,
  newAccountPage,
  roleWords,
} from './accounts.pages'
import { changeAccount, disableAccount, enableAccount } from './administer.commands'
import { formFields } from './form-fields'
import { moment } from './moments'
import { inviteAccount } from './one-time-links.commands'
import { waitingLinks } from './one-time-links.queries'
import { seeOther } from './see-other'
import { sessionsOf } from './sessions.queries'
import { showLink } from './show-link'
import { tokensOf } from './tokens.queries'
import { signedIn } from './visitor.middleware'

/** Everybody's accounts, for an admin. The list takes one query, an account five at once after its own. */
export function administrationRoutes(parts: AccountParts) {
  const { db, mail } = parts
  const router = Router()

  router.get('/accounts', async (req, res) => {
    const after = req.query.after === undefined ? 0 : idFrom(req.query.after, words.these.pageOfList)
    const rows = await accountsByName(db, after)
    const accounts = rows.slice(0, ACCOUNTS_ON_PAGE).map(accountShown)
    accountListPage.render(res, {
      title: words.accounts.accounts,
      section: '/accounts',
      accounts,
      isFirst: after === 0,
      next: rows.length > ACCOUNTS_ON_PAGE ? `/accounts?after=${accounts.at(-1)?.id}` : null,
    })
  })

  router.get('/accounts/new', (_req, res) => showNew(res, { role: 'editor' }, {}))

  router.post('/accounts', async (req, res) => {
    const typed = formFields(req.body)
    const form = NewAccount.safeParse(typed)
    if (!form.success) return showNew(res.status(422), typed, fieldProblems(form.error))
    const made = await inviteAccount(db, signedIn(res), form.data)
    if ('problem' in made) return showNew(res.status(422), typed, { email: made.problem })
    await showLink(parts, res, made)
  })

  router.get('/accounts/:id', async (req, res) => {
    const account = await accountOr404(req.params.id)
    await show(req, res, account, { name: account.name, role: account.role }, {})
  })

  router.post('/accounts/:id', async (req, res) => {
    const account = await accountOr404(req.params.id)
    const typed = formFields(req.body)
    const form = AccountForm.safeParse(typed)
    if (!form.success) return show(req, res.status(422), account, typed, fieldProblems(form.error))
    const { name, role, version, sure } = form.data
    const { id } = account
    const outcome = await changeAccount(db, signedIn(res), { id, version, sure }, { name, role }).catch(whenStale)
    if (outcome === 'stale') return showStale(req, res, version, typed)
    if ('problems' in outcome) return show(req, res.status(422), account, typed, outcome.problems)
    // Who took the admin role from themselves has no way back to this page.
    const isOut = signedIn(res).id === id && role !== 'admin'
    const undo = {
      action: `/accounts/${id}`,
      fields: { name: account.name, role: account.role, version: outcome.version },
    }
    await seeOther(
      req,
      res,
      isOut ? '/account' : `/accounts/${id}`,
      isOut ? { text: words.accounts.noAdminAnyMore } : { text: words.accounts.saved, undo },
    )
  })

  router.post('/accounts/:id/disabling', async (req, res) => {
    const account = await accountOr404(req.params.id)
    const { id } = account
    const change = { id, ...parsed(VersionedForm, req.body ?? {}) }
    const outcome = await disableAccount(db, signedIn(res), change)
    if ('problems' in outcome) {
      return show(req, res.status(422), account, { name: account.name, role: account.role }, outcome.problems)
    }
    if (signedIn(res).id === id) return res.redirect(303, '/signin')
    const undo = { action: `/accounts/${id}/enabling`, fields: { version: outcome.version } }
    await seeOther(req, res, `/accounts/${id}`, { text: words.accounts.isShutOut(account.name), undo })
  })

  router.post('/accounts/:id/enabling', async (req, res) => {
    const { id, name } = await accountOr404(req.params.id)
    const { version } = parsed(VersionedForm, req.body ?? {})
    const outcome = await enableAccount(db, signedIn(res), { id, version })
    if ('problems' in outcome) throw unprocessable(outcome.problems.form ?? '')
    await seeOther(req, res, `/accounts/${id}`, { text: words.accounts.maySignInAgain(name) })
  })

  async function accountOr404(id: unknown): Promise<AccountInFull> {
    const account = await accountInFull(db, idFrom(id, words.these.account))
    if (!account) throw notFound(words.these.account)
    return account
  }

  function showNew(res: Response, typed: Record<string, string>, problems: FieldProblems) {
    newAccountPage.render(res, {
      title: words.accounts.add,
      section: '/accounts',
      roles: roleWords,
      canMail: mail.isSet,
      typed,
      problems,
    })
  }

  /** Keeps what was typed, beside what it was and what is there now; sent again, it is a change of that. */
  async function showStale(req: Request, res: Response, version: number, mine: Record<string, string>) {
    const account = await accountOr404(req.params.id)
    const subject = { kind: 'account', id: account.id } as const
    const base = await imageAt<{ name: string; role: string }>(db, subject, version)
    const values = { base, theirs: { name: account.name, role: account.role }, mine }
    const { stale, typed } = staleForm(ACCOUNT_GROUPS, values, await changedSince(db, subject, version))
    await show(req, res.status(409), account, formFields(typed), {}, stale)
  }

  async function show(
    req: Request,
    res: Response,
    account: AccountInFull,
    typed: Record<string, string>,
    problems: FieldProblems,
    stale: StaleForm | null = null,
  ) {
    const { id } = account
    // One after the other: after a change that is refused they run in its transaction, on one connection.
    const sessions = await sessionsOf(db, id)
    const tokens = await tokensOf(db, id)
    const waiting = await waitingLinks(db, id)
    const happened = await happenedTo(db, id)
    accountPage.render(res, {
      title: account.name,
      section: '/accounts',
      account: accountShown(account),
      roles: roleWords,
      isOwn: signedIn(res).id === id,
      made: moment(account.createdAt),
      waiting: waiting.map(({ purpose, expiresAt }) => ({ purpose, expires: moment(expiresAt) })),
      happened: happenedShown(happened),
      ...accessShown(sessions, tokens, req.sessionID),
      typed,
      problems,
      stale,
    })
  }

  return router
}

const ACCOUNT_GROUPS: readonly FieldGroup[] = [
  { label: words.accounts.name, names: ['name'] },
  { label: words.accounts.role, names: ['role'] },
]
