import { type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { type PageHead, page } from '../web/page'
import { type FieldProblems, fieldProblems } from '../web/parse'
import { words } from '../words/words'
import { ImportForm } from './article.schema'
import { importArticle } from './articles.commands'
import { type KnownCopy, outletNames } from './articles.queries'
import { sentText, typedFields } from './sent-text'

interface ImportPage extends PageHead {
  typed: Record<string, string>
  problems: FieldProblems
  copies: KnownCopy[]
  outlets: string[]
}

const importPage = page<ImportPage>('articles/new')

/** Taking an article in, by form: pasted or uploaded text. */
export function importRoutes({ db }: { db: EntityManager }) {
  const router = Router()

  router.get('/articles/new', (_req, res) => show(res, { typed: {}, problems: {}, copies: [] }))

  router.post('/articles', async (req, res) => {
    const typed = typedFields(req.body)
    const form = ImportForm.safeParse(typed)
    const sent = sentText(req, typed)
    const { raw } = sent
    const problems = { ...sent.problems, ...(form.success ? {} : fieldProblems(form.error)) }
    if (!form.success || !raw || Object.keys(problems).length > 0) {
      return show(res.status(422), { typed, problems, copies: [] })
    }

    const { again, ...article } = form.data
    const outcome = await importArticle(db, signedIn(res), { ...article, raw, again: again !== undefined })
    if ('problem' in outcome) return show(res.status(422), { typed, problems: { text: outcome.problem }, copies: [] })
    if ('copies' in outcome) return show(res.status(409), { typed, problems: {}, copies: outcome.copies })

    const { articleId } = outcome
    await seeOther(req, res, `/articles/${articleId}/annotate`, {
      text: words.intake.imported,
      undo: {
        action: `/articles/${articleId}/withdrawal`,
        fields: { version: 1, reason: words.intake.importedByMistake },
      },
    })
  })

  async function show(res: Response, model: Pick<ImportPage, 'typed' | 'problems' | 'copies'>) {
    importPage.render(res, {
      title: words.layout.importArticle,
      refusal: words.intake.notImportedTitle,
      section: '/articles',
      outlets: await outletNames(db),
      ...model,
    })
  }

  return router
}
