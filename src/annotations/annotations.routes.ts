import { type Request, type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import type { Policy } from '../accounts/policy'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { type ArticleWithText, articleWithText } from '../articles/articles.queries'
import { typedFields } from '../articles/sent-text'
import { openArticle } from '../articles/withdrawn-article'
import { spooledFiles } from '../importing/sent-files.middleware'
import { type FieldProblems, idFrom } from '../web/parse'
import { words } from '../words/words'
import { takenInWords, takeOverPage } from './annotations.pages'
import { countsOfAnnotations, dismissedAnnotations, partOfList } from './annotations.queries'
import type { LineProblem } from './json-lines'
import { readSentAnnotations } from './sent-annotations.client'
import { setDismissed } from './settle.commands'
import { takeOver } from './take-over.commands'

export const annotationsPolicy: Policy = {
  'GET /articles/:id/annotations': 'editor',
  'POST /articles/:id/annotations': 'editor',
  'POST /articles/:id/annotations/:number/dismissal': 'editor',
  'POST /articles/:id/annotations/:number/restoration': 'editor',
}

/** Taking over what was marked on an article in other programs, and dismissing it. */
export function annotationsRoutes({ db, baseUrl }: { db: EntityManager; baseUrl: string }) {
  const router = Router()

  router.get('/articles/:id/annotations', async (req, res) => {
    await show(res, await openOne(req), {}, {}, [], req.query.part)
  })

  router.post('/articles/:id/annotations', async (req, res) => {
    const article = await openOne(req)
    const { text = '' } = typedFields(req.body)
    const sent = await readSentAnnotations(text, spooledFiles(req), baseUrl)
    if ('field' in sent) return show(res.status(422), article, { text }, { [sent.field]: sent.problem })
    if ('problems' in sent) return show(res.status(422), article, { text }, {}, sent.problems)
    const outcome = await takeOver(db, signedIn(res), sent.read, { articleId: article.id, baseUrl })
    if ('problems' in outcome) return show(res.status(422), article, { text }, {}, outcome.problems)
    await seeOther(req, res, `/articles/${article.id}/annotate#taken-over`, { text: takenInWords(outcome) })
  })

  for (const [what, isDismissed] of [
    ['dismissal', true],
    ['restoration', false],
  ] as const) {
    router.post(`/articles/:id/annotations/:number/${what}`, async (req, res) => {
      const articleId = idFrom(req.params.id, words.these.article)
      const id = idFrom(req.params.number, words.these.annotation)
      await setDismissed(db, signedIn(res), articleId, id, isDismissed)
      const back = isDismissed ? 'restoration' : 'dismissal'
      await seeOther(req, res, `/articles/${articleId}/annotate#taken-over`, {
        text: isDismissed ? words.annotations.isDismissed : words.annotations.waitsAgain,
        undo: { action: `/articles/${articleId}/annotations/${id}/${back}`, fields: {} },
      })
    })
  }

  async function openOne(req: Request): Promise<ArticleWithText> {
    const id = idFrom(req.params.id, words.these.article)
    return openArticle(id, await articleWithText(db, id))
  }

  async function show(
    res: Response,
    article: ArticleWithText,
    typed: { text?: string },
    problems: FieldProblems,
    lines: readonly LineProblem[] = [],
    asked: unknown = undefined,
  ) {
    const { waiting, dismissed } = await countsOfAnnotations(db, article.id)
    const part = partOfList(asked, dismissed)
    takeOverPage.render(res, {
      title: words.annotations.title,
      refusal: words.annotations.notTaken,
      section: '/articles',
      article,
      waiting,
      dismissed: await dismissedAnnotations(db, article.id, part),
      part,
      typed,
      problems,
      lines,
    })
  }

  return router
}
