import { type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { type ArticleWithText, articleWithText } from '../articles/articles.queries'
import { openArticle } from '../articles/withdrawn-article'
import { shareOfZones } from '../articles/zone'
import { zonesOfRevision } from '../articles/zones.queries'
import { mostAlike } from '../claims/likenesses.queries'
import { recordStatement, type StatementOutcome } from '../claims/statements.commands'
import { recordRelayed } from '../links/record-relayed.commands'
import { CodePoints } from '../quotes/code-points'
import { sentences } from '../quotes/sentences'
import type { FieldProblems } from '../web/parse'
import { fieldProblems, idFrom } from '../web/parse'
import { isCardFilter } from './card-filters'
import { stateOfTagging } from './changes-by-others.queries'
import { findClaims } from './claim-finder.queries'
import { hopsInForm } from './hop-fields.queries'
import { typedHops } from './hop-form.schema'
import { formWithin, nestedIn, relayingClaim } from './nested.queries'
import { nextPlace } from './next-place'
import { offeredSpeakers } from './offered-speakers.queries'
import { quotedSpeech } from './quoted-speech'
import { withSoleKind } from './sole-kind.queries'
import { problemsInRows, withoutGaps } from './speaker-fields'
import { endOfContent, type StatementCard, statementCards } from './statement-cards.queries'
import { claimGiven, ReportForm, StatementForm, spansGiven } from './statement-form.schema'
import { statementList } from './statement-list'
import { textForTagging } from './text-for-tagging'
import { asTyped, emptyForm, type TypedForm, typedValue } from './typed-form'
import { tagPage } from './workbench.pages'

/** The editor's page of an article: its text, a form for the statement being tagged, and the statements there are. */
export function tagArticleRoutes({ db }: { db: EntityManager }) {
  const router = Router()

  router.get('/articles/:id/annotate', async (req, res) => {
    const article = await articleToTag(req.params.id)
    const typed =
      (await formWithin(db, req.query.within, article)) ??
      emptyForm({ spans: req.query.spans, start: req.query.start, end: req.query.end }, article.text)
    const { q, show: filter, withdraw, after, from } = asTyped(req.query)
    await show(
      res,
      article,
      { typed, problems: {}, words: typedValue(q) },
      { filter: typedValue(filter), withdraw: typedValue(withdraw), after: typedValue(after), from: typedValue(from) },
    )
  })

  router.post('/articles/:id/statements', async (req, res) => {
    const article = await articleToTag(req.params.id)
    const typed = withoutGaps(await withSoleKind(db, asTyped(req.body)))
    const outcome = await record(res, article.id, typed)
    if ('problems' in outcome) {
      return show(res.status(422), article, { typed, problems: outcome.problems, words: typedValue(typed.q) })
    }
    const page = `/articles/${article.id}/annotate`
    const back =
      typedValue(typed.then) === 'next'
        ? `${page}?after=${await endOfContent(db, outcome.statementId)}#next`
        : `${page}#statement-${outcome.statementId}`
    await seeOther(req, res, back, {
      text: outcome.state === 'draft' ? 'Saved as a draft: somebody else publishes it.' : 'Statement recorded.',
      link: typedValue(typed.claimId) === '' ? await linkToDouble(outcome.claimId) : undefined,
      undo: {
        action: `/statements/${outcome.statementId}/withdrawal`,
        fields: { version: 1, reason: 'Recorded by mistake' },
      },
    })
  })

  /** Records what the form says. A context that no longer fits, because the words were edited, is left aside. */
  async function record(res: Response, articleId: number, typed: TypedForm): Promise<StatementOutcome> {
    const isReport = typedValue(typed.claimId) !== ''
    const fields = { ...typed, hops: typedHops(typed) }
    const form = isReport ? ReportForm.safeParse(fields) : StatementForm.safeParse(fields)
    if (!form.success) return { problems: problemsInRows(fieldProblems(form.error)) }
    const claim = 'claimId' in form.data ? { id: form.data.claimId } : claimGiven(form.data)
    const { wording, inZone, relayedBy } = form.data
    const tryWith = (context: 'with context' | 'words alone') => {
      const statement = { ...spansGiven(form.data, context), articleId, wording, inZone, claim }
      return relayedBy === undefined
        ? recordStatement(db, signedIn(res), statement)
        : recordRelayed(db, signedIn(res), statement, relayedBy)
    }
    const outcome = await tryWith('with context')
    // Words found in a zone were found: without their context they might only be found elsewhere.
    const wasNotFound =
      'problems' in outcome && outcome.problems.content !== undefined && outcome.problems.inZone === undefined
    return wasNotFound && (form.data.prefix || form.data.suffix) ? tryWith('words alone') : outcome
  }

  /** Recorded as a new claim, it may be one that is here already. */
  async function linkToDouble(claimId: number) {
    const double = await mostAlike(db, claimId)
    if (!double) return undefined
    const text = `It looks like claim ${double.claimId} of the same speaker (${Math.round(double.likeness * 100)} % alike): the same?`
    return { text, path: `/claims/${claimId}/join?into=${double.claimId}` }
  }

  async function articleToTag(given: unknown): Promise<ArticleWithText> {
    const id = idFrom(given, 'This article')
    return openArticle(id, await articleWithText(db, id))
  }

  async function show(
    res: Response,
    article: ArticleWithText,
    form: { typed: TypedForm; problems: FieldProblems; words: string },
    asked = { filter: '', withdraw: '', after: '', from: '' },
  ) {
    // Asked first: what is changed meanwhile may be on the page already, but is never left out without being told.
    const state = await stateOfTagging(db, article.revisionId)
    const cards = await statementCards(db, article.revisionId)
    const zones = await zonesOfRevision(db, article.revisionId)
    const points = CodePoints.of(article.text)
    const soFar = { sentences: sentences(points), contents: contentsOf(cards), zones }
    const after = offsetFrom(asked.after)
    const filter = isCardFilter(asked.filter) ? asked.filter : 'all'
    tagPage.render(res, {
      title: `Tag: ${article.headline}`,
      section: '/articles',
      script: 'built/workbench.js',
      article,
      text: textForTagging(article.text, cards, zones),
      share: shareOfZones(zones, article.length),
      cards,
      list: statementList(cards, filter, soFar.sentences, offsetFrom(asked.from) ?? 1),
      quoted: quotedSpeech(article.text, soFar.contents, zones),
      state,
      withdrawing: cards.find(({ id }) => String(id) === asked.withdraw) ?? null,
      next: after === null ? null : (nextPlace(after, soFar)?.start ?? null),
      after: Number(typedValue(form.typed.end) || (after ?? 0)),
      offered: await offeredSpeakers(db, article.id, form),
      hops: await hopsInForm(db, form.typed, form.problems),
      relaying: await relayingClaim(db, form.typed),
      nested: await nestedIn(db, cards),
      claims: form.words === '' ? [] : await findClaims(db, { words: form.words, articleId: article.id }),
      ...form,
    })
  }

  return router
}

const offsetFrom = (asked: string): number | null => (/^\d{1,9}$/.test(asked) ? Number(asked) : null)

const contentsOf = (cards: readonly StatementCard[]) =>
  cards.flatMap(({ spans }) => spans.filter(({ part }) => part === 'content'))
