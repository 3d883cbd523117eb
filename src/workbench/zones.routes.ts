import { type Request, type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import type { Policy } from '../accounts/policy'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { type ArticleWithText, articleWithText } from '../articles/articles.queries'
import { placeZone } from '../articles/place-zones'
import { openArticle } from '../articles/withdrawn-article'
import { besideZones, inTextOrder, ZONE_KINDS, type Zone } from '../articles/zone'
import { zonesOfRevision } from '../articles/zones.queries'
import { proposeZones } from '../boilerplate/propose-zones'
import { type MarkingOutcome, markZones } from '../claims/zones.commands'
import { changedSince, imageAt } from '../history/images.queries'
import type { ArticleImage } from '../versions/image'
import { fieldProblems, idFrom, parsed } from '../web/parse'
import { stale, unprocessable } from '../web/problems'
import type { StaleForm } from '../web/stale-form'
import { whenStale } from '../web/when-stale'
import { words } from '../words/words'
import { statementCards } from './statement-cards.queries'
import { asTyped, typedValue } from './typed-form'
import {
  ProposedZonesForm,
  ZoneForm,
  ZoneKindForm,
  ZoneRemovalForm,
  ZoneRestorationForm,
  zonesAsField,
} from './zone-form.schema'
import { addedInWords, markedInWords, staleMarking, type ZoneFormShown, zonesPage, zonesPageModel } from './zones.pages'

/**
 * Of a text of so many code points nothing is proposed before somebody asks for it: 100 ms for all who wait meanwhile.
 * The longest of the articles that we looked at has 40,000.
 */
const LONGEST_UNASKED = 500_000

export const zonePolicy: Policy = {
  'GET /articles/:id/zones': 'editor',
  'POST /articles/:id/zones': 'editor',
  'POST /articles/:id/zones/proposed': 'editor',
  'POST /articles/:id/zones/kind': 'editor',
  'POST /articles/:id/zones/removal': 'editor',
  'POST /articles/:id/zones/restoration': 'editor',
}

/**
 * Marking what of a text is not the article's own, one range at a time. The page takes two queries (text, zones), and a
 * third for the statements that a refused zone would hold. What is proposed is worked out anew each time; nothing of it is
 * kept before an editor ticks it.
 */
export function zoneRoutes({ db }: { db: EntityManager }) {
  const router = Router()

  router.get('/articles/:id/zones', async (req, res) => {
    const { from, to, first, last, kind } = asTyped(req.query)
    const typed = { from: from ?? '', to: to ?? '', first: first ?? '', last: last ?? '', kind: kind ?? '' }
    const isAsked = req.query.propose === '1'
    await show(res, req, await articleToMark(req.params.id), { typed, problems: {}, within: [] }, isAsked)
  })

  router.post('/articles/:id/zones', async (req, res) => {
    const article = await articleToMark(req.params.id)
    const typed = asTyped(req.body)
    const form = ZoneForm.safeParse(typed)
    if (!form.success) {
      return show(res.status(422), req, article, { typed, problems: fieldProblems(form.error), within: [] })
    }
    const { version, kind, inZone } = form.data
    const placed = placeZone(article.text, form.data)
    if ('problems' in placed) {
      return show(res.status(422), req, article, { typed, problems: placed.problems, within: [] })
    }
    const zones = [...(await zonesOfRevision(db, article.revisionId)), { ...placed.place, kind }]
    const outcome = await markZones(db, signedIn(res), article.id, version, zones, inZone).catch(whenStale)
    if (outcome === 'stale') {
      const [now, stale] = await staleForm(article.id, version, addedInWords(typed))
      return show(res.status(409), req, now, { typed, problems: {}, within: [], stale })
    }
    if ('problems' in outcome) return show(res.status(422), req, article, { typed, ...outcome })
    await done(req, res, article.id, words.zones.isMarked(ZONE_KINDS[kind].name.toLowerCase()), outcome)
  })

  router.post('/articles/:id/zones/proposed', async (req, res) => {
    const article = await articleToMark(req.params.id)
    const typed = { ...asTyped(req.body), zone: asTyped(req.body).zone ?? [] }
    const form = ProposedZonesForm.safeParse(typed)
    if (!form.success) {
      const problems = { proposed: [...new Set(Object.values(fieldProblems(form.error)))].join(' ') }
      return show(res.status(422), req, article, { typed, problems, within: [] }, true)
    }
    const { version, zone: ticked, inZone } = form.data
    const zones = [...(await zonesOfRevision(db, article.revisionId)), ...ticked]
    const outcome = await markZones(db, signedIn(res), article.id, version, zones, inZone).catch(whenStale)
    if (outcome === 'stale') {
      const [now, stale] = await staleForm(article.id, version, markedInWords(article.text, inTextOrder(ticked)))
      return show(res.status(409), req, now, { typed, problems: {}, within: [], stale }, true)
    }
    if ('problems' in outcome) {
      const problems = { proposed: Object.values(outcome.problems).join(' ') }
      return show(res.status(422), req, article, { typed, problems, within: outcome.within }, true)
    }
    await done(req, res, article.id, words.zones.areMarked(ticked.length), outcome)
  })

  router.post('/articles/:id/zones/kind', async (req, res) => {
    const { version, start, kind } = parsed(ZoneKindForm, req.body ?? {})
    await change(req, res, version, start, words.zones.isMarkedAs(ZONE_KINDS[kind].inSentence), (zones, zone) =>
      zones.map((one) => (one === zone ? { ...one, kind } : one)),
    )
  })

  router.post('/articles/:id/zones/removal', async (req, res) => {
    const { version, start } = parsed(ZoneRemovalForm, req.body ?? {})
    await change(req, res, version, start, words.zones.unmarked, (zones, zone) => zones.filter((one) => one !== zone))
  })

  router.post('/articles/:id/zones/restoration', async (req, res) => {
    const { version, zones, inZone } = parsed(ZoneRestorationForm, req.body ?? {})
    const article = await articleToMark(req.params.id)
    const outcome = await markZones(db, signedIn(res), article.id, version, zones, inZone)
    if ('problems' in outcome) throw unprocessable(Object.values(outcome.problems).join(' '))
    await seeOther(req, res, `/articles/${article.id}/zones`, { text: words.zones.asBefore })
  })

  /** The article as it is now, and what differs from what the form was opened with. */
  async function staleForm(id: number, version: number, mine: string): Promise<[ArticleWithText, StaleForm]> {
    const subject = { kind: 'article', id } as const
    const now = await articleToMark(String(id))
    const image = await imageAt<ArticleImage>(db, subject, version)
    const base = image?.zones.filter(({ revisionId }) => revisionId === now.revisionId) ?? null
    const theirs = await zonesOfRevision(db, now.revisionId)
    return [now, staleMarking(now, { base, theirs }, mine, await changedSince(db, subject, version))]
  }

  /** Changes one zone of those there are: a button, for which a stale version has its own page. */
  async function change(
    req: Request,
    res: Response,
    version: number,
    start: number,
    told: string,
    changed: (zones: Zone[], zone: Zone) => Zone[],
  ) {
    const article = await articleToMark(req.params.id)
    const zones = await zonesOfRevision(db, article.revisionId)
    const zone = zones.find((one) => one.start === start)
    if (version !== article.version) throw stale(words.stale.article, { kind: 'article', id: article.id, version })
    if (!zone) throw unprocessable(words.zones.noneBegins)
    const outcome = await markZones(db, signedIn(res), article.id, version, changed(zones, zone))
    if ('problems' in outcome) throw unprocessable(Object.values(outcome.problems).join(' '))
    await done(req, res, article.id, told, outcome)
  }

  async function done(
    req: Request,
    res: Response,
    articleId: number,
    text: string,
    { version, before, released }: Extract<MarkingOutcome, { version: number }>,
  ) {
    const fields = { version, zones: zonesAsField(before), inZone: released.join(' ') }
    await seeOther(req, res, `/articles/${articleId}/zones#zones`, {
      text,
      undo: { action: `/articles/${articleId}/zones/restoration`, fields },
    })
  }

  async function articleToMark(given: unknown): Promise<ArticleWithText> {
    const id = idFrom(given, words.these.article)
    return openArticle(id, await articleWithText(db, id))
  }

  async function show(
    res: Response,
    req: Request,
    article: ArticleWithText,
    form: Omit<ZoneFormShown, 'proposed'>,
    isAsked = false,
  ) {
    const at = Number(/^[1-9]\d{0,7}$/.exec(typedValue(req.query.at))?.[0] ?? 1)
    const zones = await zonesOfRevision(db, article.revisionId)
    const cards = form.within.length > 0 ? await statementCards(db, article.revisionId) : []
    const isLookedFor = isAsked || (zones.length === 0 && article.length <= LONGEST_UNASKED)
    const proposed = isLookedFor ? besideZones(proposeZones(article.text, article.language), zones) : null
    zonesPage.render(res, zonesPageModel(article, zones, cards, at, { ...form, proposed }))
  }

  return router
}
