import { type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import type { Policy } from '../accounts/policy'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { type ArticleWithText, articleWithText } from '../articles/articles.queries'
import { sentText, typedFields } from '../articles/sent-text'
import { openArticle } from '../articles/withdrawn-article'
import { type FieldProblems, fieldProblems, idFrom } from '../web/parse'
import { Versioned } from '../web/row-numbers'
import { whenStale } from '../web/when-stale'
import { words } from '../words/words'
import { addRevision } from './revise.commands'
import { newRevisionPage } from './revising.pages'

export const newRevisionPolicy: Policy = {
  'GET /articles/:id/revisions/new': 'editor',
  'POST /articles/:id/revisions': 'editor',
}

/** Capturing the text of an article anew, when its outlet has changed it. */
export function newRevisionRoutes({ db }: { db: EntityManager }) {
  const router = Router()

  router.get('/articles/:id/revisions/new', async (req, res) => {
    show(res, await articleToRevise(req.params.id), {}, {})
  })

  router.post('/articles/:id/revisions', async (req, res) => {
    const article = await articleToRevise(req.params.id)
    const typed = typedFields(req.body)
    const form = Versioned.safeParse(typed)
    const { raw, problems } = sentText(req, typed)
    if (!form.success || !raw || Object.keys(problems).length > 0)
      return show(res.status(422), article, typed, { ...problems, ...(form.success ? {} : fieldProblems(form.error)) })
    const outcome = await addRevision(db, signedIn(res), article.id, form.data.version, { raw }).catch(whenStale)
    if (outcome === 'stale') {
      const now = await articleToRevise(req.params.id)
      const told = { form: words.revisions.changedMeanwhile(now.revision) }
      return show(res.status(409), now, { ...typed, version: String(now.version) }, told)
    }
    if ('problems' in outcome) return show(res.status(422), article, typed, outcome.problems)
    if ('same' in outcome) {
      await seeOther(req, res, `/articles/${article.id}/annotate`, { text: words.revisions.same(outcome.same) })
      return
    }
    const { number, counts, waiting } = outcome
    await seeOther(req, res, `/articles/${article.id}/revisions/${number}`, {
      text: words.revisions.captured(number, counts.unchanged + counts.moved, waiting),
    })
  })

  async function articleToRevise(given: unknown): Promise<ArticleWithText> {
    const id = idFrom(given, words.these.article)
    return openArticle(id, await articleWithText(db, id))
  }

  function show(res: Response, article: ArticleWithText, typed: Record<string, string>, problems: FieldProblems) {
    newRevisionPage.render(res, {
      title: words.revisions.captureTitle,
      refusal: words.revisions.notCaptured,
      section: '/articles',
      article,
      typed,
      problems,
    })
  }

  return router
}
