import { type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import type { Policy } from '../accounts/policy'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { DetailsForm } from '../articles/article.schema'
import { type ArticleDetails, articleDetails, type DetailsNow, outletNames } from '../articles/articles.queries'
import { keptInWords, keptTextsOfArticle } from '../articles/kept-texts.queries'
import { capturesOfArticle } from '../articles/revisions.queries'
import { openArticle } from '../articles/withdrawn-article'
import { changeArticle } from '../claims/article-details.commands'
import { countedDates } from '../claims/counted-dates.queries'
import { goingAlong } from '../claims/going-along.queries'
import { dayInWords } from '../claims/said-on-days'
import { rowsOf } from '../database/read-pool'
import { changedSince, imageAt } from '../history/images.queries'
import { namesIn } from '../versions/events.queries'
import type { ArticleImage } from '../versions/image'
import { type FieldProblems, fieldProblems, idFrom } from '../web/parse'
import { type StaleForm, staleForm } from '../web/stale-form'
import type { FieldGroup } from '../web/three-way'
import { whenStale } from '../web/when-stale'
import { words } from '../words/words'
import { capturesShown, detailsPage, goingInWords, listedDates } from './article-details.pages'
import { asTyped, type TypedForm, typedValue } from './typed-form'

export const articleDetailsPolicy: Policy = {
  'GET /articles/:id/edit': 'editor',
  'POST /articles/:id': 'editor',
}

/** An article's details. The page takes six queries: the article, the days counted from it, the outlets' names, what it would take along, kept exports with it, where its texts came from. */
export function articleDetailsRoutes({ db }: { db: EntityManager }) {
  const router = Router()

  router.get('/articles/:id/edit', async (req, res) => {
    const { id, details } = await detailsOf(req.params.id)
    const was = z.union([z.literal('unknown'), z.iso.date()]).safeParse(req.query.was)
    await show(res, id, details, { typed: typedFrom(details), problems: {}, was: was.success ? was.data : null })
  })

  router.post('/articles/:id', async (req, res) => {
    const { id, details } = await detailsOf(req.params.id)
    const typed = asTyped(req.body)
    const form = DetailsForm.safeParse(oneOfEach(typed))
    if (!form.success) {
      return show(res.status(422), id, details, { typed, problems: fieldProblems(form.error), was: null })
    }
    const { version, headline, byline, url, language, publishedOn, outlet, rights } = form.data
    const given = { headline, byline, url, language, publishedOn, outlet, rights }
    const outcome = await changeArticle(db, signedIn(res), id, version, given).catch(whenStale)
    if (outcome === 'stale') return showStale(res, id, typed)
    const undo = { action: `/articles/${id}`, fields: typedFrom({ ...outcome.before, version: outcome.version }) }
    const counted = outcome.dayChanged ? (await countedDates(db, id)).length : 0
    if (counted === 0)
      return seeOther(req, res, `/articles/${id}/annotate`, { text: words.intake.detailsChanged, undo })
    const was = outcome.before.publishedOn ?? 'unknown'
    const text = words.intake.detailsChangedCounted(counted)
    await seeOther(req, res, `/articles/${id}/edit?was=${was}#counted`, { text, undo })
  })

  /** Keeps what was typed, beside what it was and what is there now; sent again, it is a change of that. */
  async function showStale(res: Response, id: number, mine: TypedForm) {
    const { details } = await detailsOf(String(id))
    const subject = { kind: 'article', id } as const
    const version = Number(mine.version)
    const image = await imageAt<ArticleImage>(db, subject, version)
    const { outlets } = await namesIn(rowsOf(db), [image])
    const was = image && { ...image, outlet: image.outletId === null ? null : (outlets.get(image.outletId) ?? null) }
    const values = { base: was && typedFrom({ ...was, version }), theirs: typedFrom(details), mine }
    const { stale, typed } = staleForm(DETAILS_GROUPS, values, await changedSince(db, subject, version))
    const kept = { ...typed, version: String(details.version) }
    await show(res.status(409), id, details, { typed: kept, problems: {}, was: null, stale })
  }

  async function detailsOf(value: unknown) {
    const id = idFrom(value, words.these.article)
    const details = openArticle(id, await articleDetails(db, id))
    return { id, details }
  }

  async function show(
    res: Response,
    id: number,
    details: DetailsNow,
    {
      was,
      stale = null,
      ...form
    }: { typed: TypedForm; problems: FieldProblems; was: string | null; stale?: StaleForm | null },
  ) {
    detailsPage.render(res, {
      title: words.intake.details,
      section: '/articles',
      articleId: id,
      version: details.version,
      headline: details.headline,
      publishedOn: details.publishedOn && dayInWords(details.publishedOn),
      was: was && (was === 'unknown' ? words.intake.unknownDay : dayInWords(was)),
      outlets: await outletNames(db),
      keptGo: keptInWords(await keptTextsOfArticle(db, id)),
      going: goingInWords(await goingAlong(db, id)),
      ...listedDates(await countedDates(db, id)),
      captures: capturesShown(await capturesOfArticle(db, id)),
      problems: form.problems,
      stale,
      typed: oneOfEach(form.typed),
    })
  }

  return router
}

const DETAILS_GROUPS: readonly FieldGroup[] = [
  { label: words.intake.headline, names: ['headline'] },
  { label: words.intake.byline, names: ['byline'] },
  { label: words.intake.addressField, names: ['url'] },
  { label: words.intake.languageField, names: ['language'] },
  { label: words.intake.outletField, names: ['outlet', 'outletUnknown'], vocabulary: { yes: words.stale.notKnown } },
  {
    label: words.intake.publishedField,
    names: ['publishedOn', 'publishedOnUnknown'],
    vocabulary: { yes: words.stale.notKnown },
  },
  { label: words.intake.rightsField, names: ['rights'] },
]

/** The details as their form would send them. */
function typedFrom(details: ArticleDetails & { version: number }): Record<string, string> {
  const { headline, byline, url, language, publishedOn, outlet, rights, version } = details
  return {
    headline,
    byline: byline ?? '',
    url: url ?? '',
    language,
    rights: rights ?? '',
    ...(outlet === null ? { outletUnknown: 'yes' } : { outlet }),
    ...(publishedOn === null ? { publishedOnUnknown: 'yes' } : { publishedOn }),
    version: String(version),
  }
}

/** Each field has one value here; of one sent twice the first. */
const oneOfEach = (typed: TypedForm): Record<string, string> =>
  Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, typedValue(value)]))
