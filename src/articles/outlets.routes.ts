import { type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { changedSince, imageAt } from '../history/images.queries'
import { type PageHead, page } from '../web/page'
import { type FieldProblems, fieldProblems, idFrom } from '../web/parse'
import { type StaleForm, staleForm } from '../web/stale-form'
import { typed as typedText } from '../web/text-fields'
import type { FieldGroup } from '../web/three-way'
import { undoing } from '../web/undo-form'
import { whenStale } from '../web/when-stale'
import { words } from '../words/words'
import { keptInWords, keptTextsOfOutlet } from './kept-texts.queries'
import type { Outlet } from './outlet.entity'
import { OutletForm } from './outlet.schema'
import { changeOutlet, outletById } from './outlets.commands'
import { MOST_ARTICLES, OUTLETS_ON_PAGE, type OutletInList, outletsByName } from './outlets.queries'

interface OutletListPage extends PageHead {
  outlets: (Omit<OutletInList, 'articles'> & { articles: string })[]
  words: string
  next: string | null
}

interface OutletPage extends PageHead {
  outlet: Outlet
  typed: { version: string; name: string; rights: string }
  problems: FieldProblems
  /** Kept exports that would go with the rights, in words. */
  keptGo: string | null
  /** Where somebody else has saved since the form was opened; `outlet` is then theirs. */
  stale: StaleForm | null
}

const listPage = page<OutletListPage>('articles/outlets')
const outletPage = page<OutletPage>('articles/outlet')

/** Words that no name has find nothing, whatever they are. */
const Words = typedText(200).catch('')

/** Outlets: their names, and what readers may see of their articles. The list takes one query, an outlet two. */
export function outletRoutes({ db }: { db: EntityManager }) {
  const router = Router()

  router.get('/outlets', async (req, res) => {
    const asked = Words.parse(req.query.q ?? '').trim()
    const after = req.query.after === undefined ? 0 : idFrom(req.query.after, words.these.pageOfList)
    const rows = await outletsByName(db, asked, after)
    const shown = rows.slice(0, OUTLETS_ON_PAGE)
    const last = rows.length > OUTLETS_ON_PAGE ? shown.at(-1) : undefined
    listPage.render(res, {
      title: words.intake.outlets,
      section: '/outlets',
      outlets: shown.map((outlet) => ({ ...outlet, articles: articlesInWords(outlet.articles) })),
      words: asked,
      next: last ? `/outlets?${new URLSearchParams({ ...(asked && { q: asked }), after: String(last.id) })}` : null,
    })
  })

  router.get('/outlets/:id/edit', async (req, res) => {
    const outlet = await outletById(db, idFrom(req.params.id, words.these.outlet))
    const { name, rights, version } = outlet
    await show(res, { outlet, typed: { name, rights, version: String(version) }, problems: {}, stale: null })
  })

  router.post('/outlets/:id', async (req, res) => {
    const id = idFrom(req.params.id, words.these.outlet)
    const typed = typedOf(req.body)
    const form = OutletForm.safeParse(typed)
    const outcome = form.success
      ? await changeOutlet(db, signedIn(res), id, form.data.version, form.data).catch(whenStale)
      : { problems: fieldProblems(form.error) }
    const outlet = await outletById(db, id)
    if (outcome === 'stale') return showStale(res, outlet, typed)
    if ('problems' in outcome) return show(res.status(422), { outlet, typed, problems: outcome.problems, stale: null })
    const undo = undoing([{ kind: 'outlet', id, version: Number(typed.version) + 1 }], '/outlets')
    await seeOther(req, res, '/outlets', { text: `${outlet.name}: saved.`, undo })
  })

  /** Keeps what was typed, beside what it was and what is there now; sent again, it is a change of that. */
  async function showStale(res: Response, outlet: Outlet, mine: OutletPage['typed']) {
    const subject = { kind: 'outlet', id: outlet.id } as const
    const base = await imageAt<{ name: string; rights: string }>(db, subject, Number(mine.version))
    const values = { base, theirs: { name: outlet.name, rights: outlet.rights }, mine: { ...mine } }
    const since = await changedSince(db, subject, Number(mine.version))
    const { stale, typed } = staleForm(OUTLET_GROUPS, values, since)
    await show(res.status(409), {
      outlet,
      typed: { ...typedOf(typed), version: String(outlet.version) },
      problems: {},
      stale,
    })
  }

  async function show(res: Response, model: Omit<OutletPage, 'title' | 'keptGo'>) {
    const keptGo = keptInWords(await keptTextsOfOutlet(db, model.outlet.id))
    outletPage.render(res, { title: model.outlet.name, section: '/outlets', keptGo, ...model })
  }

  return router
}

const OUTLET_GROUPS: readonly FieldGroup[] = [
  { label: words.intake.outletName, names: ['name'] },
  {
    label: words.intake.outletRightsField,
    names: ['rights'],
    vocabulary: { full: words.intake.wholeTexts, excerpts: words.terms.rights.excerpts },
  },
]

const articlesInWords = (count: number) =>
  count < MOST_ARTICLES ? words.intake.articles(count) : words.intake.articlesOrMore(MOST_ARTICLES)

const text = z.string().catch('')

function typedOf(body: unknown): OutletPage['typed'] {
  const { version, name, rights } = (body ?? {}) as Record<string, unknown>
  return { version: text.parse(version), name: text.parse(name), rights: text.parse(rights) }
}
