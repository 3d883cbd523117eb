import { type Request, type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import type { Account } from '../accounts/account.entity'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import type { Article } from '../articles/article.entity'
import { articleById, assignArticle, setTaggingDone } from '../articles/tagging.commands'
import { openArticle } from '../articles/withdrawn-article'
import { type PageHead, page } from '../web/page'
import { idFrom, parsed } from '../web/parse'
import { rowNumber, Version } from '../web/row-numbers'
import type { Notice } from '../web/visitor'
import { words } from '../words/words'
import { editors } from './editors.queries'

interface AssignmentPage extends PageHead {
  article: Pick<Article, 'id' | 'headline' | 'version' | 'assignedToId'>
  editors: Pick<Account, 'id' | 'name'>[]
  problem: string | null
  typed: number | null
}

const assignmentPage = page<AssignmentPage>('desk/assignment')

const Button = z.object({
  version: Version,
  /** Where the button stood. */
  back: z.enum(['desk', 'article', 'tagging']).catch('tagging'),
})
const Assignment = Button.extend({
  /** An account's number; empty is nobody. */
  to: z.union([z.literal('').transform(() => null), rowNumber(words.desk.chooseEditor)]),
})

/** Whose an article is, and whether all in it is tagged: the editors' small forms, on several pages. */
export function assignmentRoutes({ db }: { db: EntityManager }) {
  const router = Router()

  router.get('/articles/:id/assignment', async (req, res) => {
    const id = idFrom(req.params.id, words.these.article)
    await show(res, openArticle(id, await articleById(db, id)))
  })

  router.post('/articles/:id/assignment', async (req, res) => {
    const id = idFrom(req.params.id, words.these.article)
    const { version, to, back } = parsed(Assignment, req.body ?? {})
    const me = signedIn(res)
    const outcome = await assignArticle(db, me, id, version, to)
    if ('problem' in outcome) return show(res.status(422), await articleById(db, id), outcome.problem, to)
    const text = to === null ? words.desk.isNobodysNow : to === me.id ? words.desk.isYours : words.desk.isAssigned
    const undo = {
      action: `/articles/${id}/assignment`,
      fields: { version: version + 1, to: outcome.before ?? '', back },
    }
    await goBack(req, res, id, back, { text, undo })
  })

  router.post('/articles/:id/completion', (req, res) => setDone(req, res, true))
  router.post('/articles/:id/reopening', (req, res) => setDone(req, res, false))

  async function setDone(req: Request, res: Response, isDone: boolean) {
    const id = idFrom(req.params.id, words.these.article)
    const { version, back } = parsed(Button, req.body ?? {})
    await setTaggingDone(db, signedIn(res), id, version, isDone)
    const undo = {
      action: `/articles/${id}/${isDone ? 'reopening' : 'completion'}`,
      fields: { version: version + 1, back },
    }
    await goBack(req, res, id, back, { text: isDone ? words.desk.isMarkedDone : words.desk.isOpenAgain, undo })
  }

  async function show(res: Response, article: Article, problem: string | null = null, typed = article.assignedToId) {
    assignmentPage.render(res, {
      title: words.desk.assign,
      section: '/desk',
      article,
      editors: await editors(db),
      problem,
      typed,
    })
  }

  return router
}

async function goBack(req: Request, res: Response, id: number, back: 'desk' | 'article' | 'tagging', notice: Notice) {
  const place = { desk: '/desk', article: `/articles/${id}`, tagging: `/articles/${id}/annotate` }[back]
  await seeOther(req, res, place, notice)
}
