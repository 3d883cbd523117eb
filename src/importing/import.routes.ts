import { type Request, type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import type { Policy } from '../accounts/policy'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { ImportForm } from '../articles/article.schema'
import {
  addressesOf,
  type ImportOutcome,
  importArticle,
  importAtNewAddress,
  sha256,
} from '../articles/articles.commands'
import { outletNames, revisionsWithText } from '../articles/articles.queries'
import { sentText, typedFields } from '../articles/sent-text'
import { afterCommit } from '../database/write'
import { fieldProblems } from '../web/parse'
import { words } from '../words/words'
import { keepCapture } from './captures.commands'
import { givenBy } from './given.schema'
import { hereAlready } from './here-already.queries'
import { beginJob, MOST_ITEMS } from './import-jobs.commands'
import { type ImportPage, importPage } from './importing.pages'
import type { Intake } from './intake.client'
import { type Brought, broughtBy, LOOK } from './read-first.middleware'
import type { SentArticle } from './sent-article'
import { itemsOf, nameOfMany } from './sent-items.client'

export const importPolicy: Policy = {
  'GET /articles/new': 'editor',
  'POST /articles': 'editor',
}

/** Taking articles in, by form: a text, an address, a file; or many of them, which is begun here and worked off beside. */
export function importRoutes({ db, intake }: { db: EntityManager; intake: Intake }) {
  const router = Router()

  router.get('/articles/new', (_req, res) => show(res, { typed: {}, problems: {}, copies: [] }))

  router.post('/articles', async (req, res) => {
    const typed = typedFields(req.body)
    const brought = broughtBy(res)
    if (brought.kind === 'refused') {
      return show(res.status(422), { typed, problems: { [brought.field]: brought.problem }, copies: [] })
    }
    if (brought.kind === 'many') return takeMany(req, res, typed, brought)
    if (brought.kind === 'article') return takeOne(req, res, typed, brought.article)
    await takeText(req, res, typed)
  })

  /** A text as it is, of which the form says all that has to be known. */
  async function takeText(req: Request, res: Response, typed: Record<string, string>) {
    const form = ImportForm.safeParse(typed)
    const sent = sentText(req, typed)
    const { raw } = sent
    const problems = { ...sent.problems, ...(form.success ? {} : fieldProblems(form.error)) }
    if (!form.success || !raw || Object.keys(problems).length > 0) {
      return show(res.status(422), { typed, problems, copies: [] })
    }
    const { again, ...article } = form.data
    const outcome = await importArticle(db, signedIn(res), { ...article, raw, again: again !== undefined })
    await answer(req, res, typed, outcome)
  }

  /** A pasted text of which all is known, and that seems to be nothing but the article, needs no second look; everything else gets it. */
  async function takeOne(req: Request, res: Response, typed: Record<string, string>, article: SentArticle) {
    const form = ImportForm.safeParse(typed)
    const isPasted = article.sent.url === null && article.sent.fileName === null
    if (isPasted && form.success && article.read.zones.length === 0 && !(await isNearlyHere(form.data, article))) {
      const { again, ...details } = form.data
      const given = { ...details, raw: article.sent.bytes, again: again !== undefined }
      const outcome = await (given.again ? importArticle : importAtNewAddress)(db, signedIn(res), given)
      if (!('atAddress' in outcome)) return answer(req, res, typed, outcome)
    }
    const { name, sent, capturedAt, read, notice } = article
    const item = { name, given: givenBy(typed), sent, capturedAt }
    const id = await keepCapture(db, signedIn(res).id, item, read, notice)
    res.redirect(303, `/captures/${id}`)
  }

  /** Whether it may be the next text of an article that is here, and not that very text, which is told where it is. */
  async function isNearlyHere({ url, again }: { url: string | null; again?: string }, { read }: SentArticle) {
    if (again !== undefined || (await revisionsWithText(db, sha256(read.text))).length > 0) return false
    return (await hereAlready(db, addressesOf(url), read.text, [])).length > 0
  }

  async function takeMany(
    req: Request,
    res: Response,
    typed: Record<string, string>,
    { files, addresses }: Extract<Brought, { kind: 'many' }>,
  ) {
    const job = {
      name: nameOfMany(files, addresses),
      defaults: givenBy(typed),
      acceptsZones: typed.acceptZones !== undefined,
    }
    const { jobId, count } = await beginJob(db, signedIn(res).id, job, itemsOf(files, addresses))
    if (count > MOST_ITEMS) {
      return show(res.status(422), { typed, problems: { file: words.importing.tooManyItems(MOST_ITEMS) }, copies: [] })
    }
    if (count === 0) {
      return show(res.status(422), { typed, problems: { file: words.importing.nothingInIt }, copies: [] })
    }
    await afterCommit(() => intake.wake())
    await seeOther(req, res, `/imports/${jobId}`, { text: words.importing.begun(count) })
  }

  async function answer(req: Request, res: Response, typed: Record<string, string>, outcome: ImportOutcome) {
    if ('problem' in outcome) return show(res.status(422), { typed, problems: { text: outcome.problem }, copies: [] })
    if ('copies' in outcome) return show(res.status(409), { typed, problems: {}, copies: outcome.copies })
    await seeOther(req, res, `/articles/${outcome.articleId}/annotate`, imported(outcome.articleId))
  }

  async function show(res: Response, model: Pick<ImportPage, 'typed' | 'problems' | 'copies'>) {
    importPage.render(res, {
      title: words.layout.importArticle,
      refusal: words.intake.notImportedTitle,
      section: '/articles',
      outlets: await outletNames(db),
      step: LOOK,
      ...model,
    })
  }

  return router
}

/** What the next page says of an import, and how it is taken back. */
export const imported = (articleId: number) => ({
  text: words.intake.imported,
  undo: {
    action: `/articles/${articleId}/withdrawal`,
    fields: { version: 1, reason: words.intake.importedByMistake },
  },
})
