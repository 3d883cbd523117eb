import { type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import type { Policy } from '../accounts/policy'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { type ArticleWithText, articleWithText } from '../articles/articles.queries'
import { sentText, typedFields } from '../articles/sent-text'
import { openArticle } from '../articles/withdrawn-article'
import type { Zone } from '../articles/zone'
import { erasedTexts } from '../revising/erased-words.queries'
import { addRevision, type NewText, type RevisionOutcome } from '../revising/revise.commands'
import { type FieldProblems, fieldProblems, idFrom } from '../web/parse'
import { Versioned } from '../web/row-numbers'
import type { Notice } from '../web/visitor'
import { whenStale } from '../web/when-stale'
import { words } from '../words/words'
import { articleOf } from './captures.commands'
import { newRevisionPage } from './importing.pages'
import { type Brought, broughtBy } from './read-first.middleware'

export const newRevisionPolicy: Policy = {
  'GET /articles/:id/revisions/new': 'editor',
  'POST /articles/:id/revisions': 'editor',
}

/** Capturing the text of an article anew, when its outlet has changed it: from its address, pasted, or from a file. */
export function newRevisionRoutes({ db }: { db: EntityManager }) {
  const router = Router()

  router.get('/articles/:id/revisions/new', async (req, res) => {
    const article = await articleToRevise(req.params.id)
    await show(res, article, { address: article.url ?? '' }, {})
  })

  router.post('/articles/:id/revisions', async (req, res) => {
    const article = await articleToRevise(req.params.id)
    const typed = typedFields(req.body)
    const form = Versioned.safeParse(typed)
    const text = textBrought(broughtBy(res), () => sentText(req, typed))
    const problems = { ...text.problems, ...(form.success ? {} : fieldProblems(form.error)) }
    if (!form.success || !text.captured || Object.keys(problems).length > 0)
      return show(res.status(422), article, typed, problems)
    const zones = typed.acceptZones === undefined ? [] : text.zones
    const given = { ...text.captured, withoutErased: typed.withoutErased !== undefined, zones }
    const outcome = await addRevision(db, signedIn(res), article.id, form.data.version, given).catch(whenStale)
    if (outcome === 'stale') {
      const now = await articleToRevise(req.params.id)
      const told = { form: words.revisions.changedMeanwhile(now.revision) }
      return show(res.status(409), now, { ...typed, version: String(now.version) }, told)
    }
    if ('problems' in outcome) return show(res.status(422), article, typed, outcome.problems)
    const { path, notice } = captured(article.id, outcome)
    const told = [notice.text, text.notice].filter((part) => part !== null).join(' ')
    await seeOther(req, res, path, { ...notice, text: told })
  })

  async function articleToRevise(given: unknown): Promise<ArticleWithText> {
    const id = idFrom(given, words.these.article)
    return openArticle(id, await articleWithText(db, id))
  }

  async function show(res: Response, article: ArticleWithText, typed: Record<string, string>, problems: FieldProblems) {
    const erased = await erasedTexts(db, article.id)
    newRevisionPage.render(res, {
      title: words.revisions.captureTitle,
      refusal: words.revisions.notCaptured,
      section: '/articles',
      article,
      erased,
      typed,
      problems,
    })
  }

  return router
}

/** Where a captured text is looked at, and what the page says of it. */
export function captured(
  articleId: number,
  outcome: Exclude<RevisionOutcome, { problems: FieldProblems }>,
): { path: string; notice: Notice } {
  if ('same' in outcome)
    return { path: `/articles/${articleId}/annotate`, notice: { text: words.revisions.same(outcome.same) } }
  const { number, counts, waiting, zonesLost } = outcome
  const text = words.revisions.captured(number, counts.unchanged + counts.moved, waiting)
  return {
    path: `/articles/${articleId}/revisions/${number}`,
    notice: { text: zonesLost === 0 ? text : `${text} ${words.revisions.zonesLost(zonesLost)}` },
  }
}

interface TextBrought {
  captured: NewText | null
  problems: FieldProblems
  /** What of it seems not to be the article's own. */
  zones: readonly Zone[]
  /** What its editor should know besides. */
  notice: string | null
}

/** The text that the form brought, as it was read; or what is wrong with it, by its field. */
function textBrought(brought: Brought, pasted: () => { raw: Buffer | null; problems: FieldProblems }): TextBrought {
  const none = { captured: null, problems: {}, zones: [], notice: null }
  if (brought.kind === 'refused') return { ...none, problems: { [brought.field]: brought.problem } }
  if (brought.kind === 'many') return { ...none, problems: { file: words.revisions.oneText } }
  if (brought.kind === 'text') {
    const { raw, problems } = pasted()
    return { ...none, captured: raw && { raw }, problems }
  }
  const { sent, read, capturedAt, notice } = brought.article
  const { bytes: raw, mediaType, fileName, url } = sent
  const { text, extractor } = read
  const capturedFrom = capturedAt ? url : null
  const captured = articleOf({ raw, text, extractor, mediaType, fileName, capturedFrom, capturedAt })
  return { captured, problems: {}, zones: read.zones, notice }
}
