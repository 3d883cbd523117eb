import { type Response, Router } from 'express'
import { z } from 'zod'
import { type PageHead, page } from '../web/page'
import { line, typed } from '../web/text-fields'
import { words } from '../words/words'
import type { AccountParts } from './account-parts'
import { accountForSignIn } from './accounts.queries'
import { passwordLimit } from './attempt-limits'
import { beginSession } from './begin-session'
import { passwordMatches } from './passwords'
import { admits } from './role'
import { accountOrNull } from './visitor.middleware'

interface SignInPage extends PageHead {
  email: string
  next: string
  problem: string | null
}

const signInPage = page<SignInPage>('accounts/sign-in')

const SignInForm = z.object({
  email: line(254, words.accounts.giveYourEmail),
  password: typed(200).pipe(z.string().min(1, words.accounts.givePassword)),
  next: z.string().max(2_000).catch('/'),
})

export function signInRoutes({ visits: { db, pool }, secret }: Pick<AccountParts, 'visits' | 'secret'>) {
  const router = Router()
  const limit = passwordLimit({ pool, secret })

  router.get('/signin', (req, res) => {
    const next = localPath(req.query.next)
    if (accountOrNull(res)) return res.redirect(303, next)
    show(res, { email: '', next, problem: null })
  })

  router.post('/signin', async (req, res) => {
    const form = SignInForm.safeParse(req.body ?? {})
    if (!form.success) {
      const email = typeof req.body?.email === 'string' ? req.body.email.slice(0, 254) : ''
      return show(res.status(422), {
        email,
        next: localPath(req.body?.next),
        problem: words.accounts.giveBoth,
      })
    }
    const { password } = form.data
    const email = form.data.email.toLowerCase()
    const address = req.ip ?? 'unknown'
    const next = localPath(form.data.next)

    await limit.attempt(address, email)
    const account = await accountForSignIn(db, email)
    const passwordHash = account?.passwordHash ?? null
    const matches = await passwordMatches(passwordHash, password)
    const begun = matches && account && passwordHash && (await beginSession(db, req, { id: account.id, passwordHash }))
    if (!begun) {
      return show(res.status(422), {
        email: form.data.email,
        next,
        problem: words.accounts.notTogether,
      })
    }
    await limit.succeeded(address, email)
    res.redirect(303, next === '/' && admits('editor', account.role) ? '/desk' : next)
  })

  router.post('/signout', async (req, res) => {
    await new Promise<void>((resolve, reject) => req.session.destroy((error) => (error ? reject(error) : resolve())))
    res.redirect(303, '/')
  })

  function show(res: Response, model: Omit<SignInPage, 'title'>) {
    signInPage.render(res, { title: words.layout.signIn, refusal: words.problems.notSignedIn, ...model })
  }

  return router
}

/** Where to go on: only a path of this site. */
function localPath(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])[\x21-\x7e]*$/.test(next) ? next : '/'
}
