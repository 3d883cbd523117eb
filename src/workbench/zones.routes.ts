import { type Request, type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import type { Policy } from '../accounts/policy'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { type ArticleWithText, articleWithText } from '../articles/articles.queries'
import { placeZone } from '../articles/place-zones'
import { openArticle } from '../articles/withdrawn-article'
import { ZONE_KINDS, type Zone } from '../articles/zone'
import { zonesOfRevision } from '../articles/zones.queries'
import { type MarkingOutcome, markZones } from '../claims/zones.commands'
import { changedSince, imageAt } from '../history/images.queries'
import type { ArticleImage } from '../versions/image'
import { fieldProblems, idFrom, parsed } from '../web/parse'
import { stale, unprocessable } from '../web/problems'
import type { StaleForm } from '../web/stale-form'
import { whenStale } from '../web/when-stale'
import { words } from '../words/words'
import { statementCards } from './statement-cards.queries'
import { asTyped, type TypedForm, typedValue } from './typed-form'
import { ZoneForm, ZoneKindForm, ZoneRemovalForm, ZoneRestorationForm, zonesAsField } from './zone-form.schema'
import { staleMarking, type ZoneFormShown, zonesPage, zonesPageModel } from './zones.pages'

export const zonePolicy: Policy = {
  'GET /articles/:id/zones': 'editor',
  'POST /articles/:id/zones': 'editor',
  'POST /articles/:id/zones/kind': 'editor',
  'POST /articles/:id/zones/removal': 'editor',
  'POST /articles/:id/zones/restoration': 'editor',
}

/**
 * Marking what of a text is not the article's own, one range at a time. The page takes two queries (text, zones), and a
 * third for the statements that a refused zone would hold.
 */
export function zoneRoutes({ db }: { db: EntityManager }) {
  const router = Router()

  router.get('/articles/:id/zones', async (req, res) => {
    const { from, to, first, last, kind } = asTyped(req.query)
    const typed = { from: from ?? '', to: to ?? '', first: first ?? '', last: last ?? '', kind: kind ?? '' }
    await show(res, req, await articleToMark(req.params.id), { typed, problems: {}, within: [] })
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
      const [now, stale] = await staleForm(article.id, version, typed)
      return show(res.status(409), req, now, { typed, problems: {}, within: [], stale })
    }
    if ('problems' in outcome) return show(res.status(422), req, article, { typed, ...outcome })
    await done(req, res, article.id, words.zones.isMarked(ZONE_KINDS[kind].name.toLowerCase()), outcome)
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
  async function staleForm(id: number, version: number, typed: TypedForm): Promise<[ArticleWithText, StaleForm]> {
    const subject = { kind: 'article', id } as const
    const now = await articleToMark(String(id))
    const image = await imageAt<ArticleImage>(db, subject, version)
    const base = image?.zones.filter(({ revisionId }) => revisionId === now.revisionId) ?? null
    const theirs = await zonesOfRevision(db, now.revisionId)
    return [now, staleMarking(now, { base, theirs }, typed, await changedSince(db, subject, version))]
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

  async function show(res: Response, req: Request, article: ArticleWithText, form: ZoneFormShown) {
    const at = Number(/^[1-9]\d{0,7}$/.exec(typedValue(req.query.at))?.[0] ?? 1)
    const zones = await zonesOfRevision(db, article.revisionId)
    const cards = form.within.length > 0 ? await statementCards(db, article.revisionId) : []
    zonesPage.render(res, zonesPageModel(article, zones, cards, at, form))
  }

  return router
}
