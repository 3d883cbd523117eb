import { type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { settleByStatement } from '../annotations/settle.commands'
import { type ArticleWithText, articleWithText } from '../articles/articles.queries'
import { openArticle } from '../articles/withdrawn-article'
import { mostAlike } from '../claims/likenesses.queries'
import { forgetUnsaved } from '../unsaved/unsaved-forms.commands'
import { unsavedOnPage } from '../unsaved/unsaved-forms.queries'
import { idFrom } from '../web/parse'
import { sentKeyOf } from '../web/sent-key'
import { words } from '../words/words'
import { annotationInForm, annotationNamed } from './annotation-form.queries'
import { isCardFilter } from './card-filters'
import { withTaken } from './choices'
import { formWithin } from './nested.queries'
import { recordTyped } from './record-typed.commands'
import { withSoleKind } from './sole-kind.queries'
import { withoutGaps } from './speaker-fields'
import { placeOfContent } from './statement-cards.queries'
import {
  type Asked,
  articleInHand,
  type FormToShow,
  NOTHING_ASKED,
  taggingPage,
  unsavedFormOf,
} from './tagging-page.queries'
import { asTyped, emptyForm, type TypedForm, typedValue } from './typed-form'
import { tagPage } from './workbench.pages'

/** Whether it was typed for the passage that is asked for now, and as the same claim's words or nobody's. */
const isOfPassage = (fields: TypedForm, begun: TypedForm) =>
  ['start', 'end', 'relayedBy', 'annotation'].every((name) => typedValue(fields[name]) === typedValue(begun[name]))

/** What the page's script sets once somebody knows how it goes. */
const HINTS_HIDDEN = /(?:^|;\s*)gainsay-hints=hidden(?:;|$)/

/** What goes on to be shown of the list, for an address. */
function shown({ show }: TypedForm, sign: '?' | '&'): string {
  const filter = typedValue(show)
  return isCardFilter(filter) ? `${sign}show=${filter}` : ''
}

/** The editor's page of an article: its text, a form for the statement being tagged, and the statements there are. */
export function tagArticleRoutes({ db }: { db: EntityManager }) {
  const router = Router()

  router.get('/articles/:id/annotate', async (req, res) => {
    const article = await articleToTag(req.params.id)
    const query = asTyped(req.query)
    const annotated = await annotationInForm(db, query, article)
    const begun =
      (await formWithin(db, query.within, article)) ??
      annotated?.begun ??
      emptyForm({ spans: query.spans, start: query.start, end: query.end }, article.text)
    const isElsewhere = begun.start !== undefined || annotated !== null || typedValue(query.after) !== ''
    const unsaved = await unsavedOnPage(db, signedIn(res).id, {
      form: unsavedFormOf(article.id),
      asked: query.unsaved,
      fits: (fields) => !isElsewhere || isOfPassage(fields, begun),
    })
    const typed = unsaved.shown?.fields ?? begun
    const form = {
      typed,
      isBegun: unsaved.shown !== null,
      problems: {},
      words: typedValue(query.q ?? typed.q),
      unsaved,
      ...(annotated && { meant: annotated.meant }),
    }
    const asked = Object.keys(NOTHING_ASKED).map((name) => [name, typedValue(query[name === 'filter' ? 'show' : name])])
    await show(res, article, form, Object.fromEntries(asked) as Asked)
  })

  /** The form once more, with a proposal taken into it: what a script does by itself. Nothing is recorded. */
  router.post('/articles/:id/annotate', async (req, res) => {
    const article = await articleToTag(req.params.id)
    const { take, ...sent } = asTyped(req.body)
    const typed = withTaken(sent, typedValue(take))
    await show(res, article, { typed, isBegun: true, problems: {}, words: typedValue(typed.q) })
  })

  router.post('/articles/:id/statements', async (req, res) => {
    const article = await articleToTag(req.params.id)
    const typed = withoutGaps(await withSoleKind(db, asTyped(req.body)))
    // Without a script, Enter among the words of another claim sends the form: nobody means to save by that.
    if (typedValue(typed.find).trim() !== typedValue(typed.found).trim())
      return show(res, article, { typed, isBegun: true, problems: {}, words: typedValue(typed.q) })
    const outcome = await recordTyped(db, signedIn(res), article.id, typed)
    if ('problems' in outcome) {
      const { problems } = outcome
      return show(res.status(422), article, { typed, isBegun: true, problems, words: typedValue(typed.q) })
    }
    const annotation = annotationNamed(typed)
    if (annotation !== null) await settleByStatement(db, signedIn(res), article.id, annotation, outcome.statementId)
    await forgetUnsaved(db, signedIn(res).id, sentKeyOf(res))
    const page = `/articles/${article.id}/annotate`
    const back =
      typedValue(typed.then) === 'next'
        ? `${page}?after=${await placeOfContent(db, outcome.statementId)}${shown(typed, '&')}#next`
        : `${page}${shown(typed, '?')}#statement-${outcome.statementId}`
    await seeOther(req, res, back, {
      text: outcome.state === 'draft' ? words.tag.savedAsDraft : words.tag.recorded,
      link: typedValue(typed.claimId) === '' ? await linkToDouble(outcome.claimId) : undefined,
      undo: {
        action: `/statements/${outcome.statementId}/withdrawal`,
        fields: { version: 1, reason: words.tag.recordedByMistake },
      },
    })
  })

  /** Recorded as a new claim, it may be one that is here already. */
  async function linkToDouble(claimId: number) {
    const double = await mostAlike(db, claimId)
    if (!double) return undefined
    const text = words.tag.looksLike(double.claimId, Math.round(double.likeness * 100))
    return { text, path: `/claims/${claimId}/join?into=${double.claimId}` }
  }

  async function articleToTag(given: unknown): Promise<ArticleWithText> {
    const id = idFrom(given, words.these.article)
    return openArticle(id, await articleWithText(db, id))
  }

  async function show(res: Response, article: ArticleWithText, form: FormToShow, given?: Asked) {
    const asked = given ?? { ...NOTHING_ASKED, filter: typedValue(form.typed.show) }
    const model = await taggingPage(db, await articleInHand(db, article, asked.taken), form, asked)
    tagPage.render(res, {
      title: words.tag.titleOf(article.headline),
      section: '/articles',
      script: 'built/workbench.js',
      ...model,
      showsHints: !HINTS_HIDDEN.test(res.req.headers.cookie ?? ''),
      key: sentKeyOf(res) ?? model.unsaved.shown?.idempotencyKey,
    })
  }

  return router
}
