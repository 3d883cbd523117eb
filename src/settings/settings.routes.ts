import { type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { afterCommit } from '../database/write'
import { changedSince, imageAt } from '../history/images.queries'
import { type PageHead, page } from '../web/page'
import { type FieldProblems, fieldProblems } from '../web/parse'
import { type StaleForm, staleForm } from '../web/stale-form'
import type { FieldGroup } from '../web/three-way'
import { undoing } from '../web/undo-form'
import { whenStale } from '../web/when-stale'
import { words } from '../words/words'
import { changeSettings } from './settings.commands'
import type { DeskSettings } from './settings.entity'
import { type CurrentSettings, deskSettings } from './settings.queries'
import { SettingsForm } from './settings.schema'

type Typed = Record<'version' | 'name' | 'licence' | 'licenceUrl' | 'review' | 'languages', string>

interface SettingsPage extends PageHead {
  typed: Typed
  problems: FieldProblems
  /** Where somebody else has saved since the form was opened. */
  stale: StaleForm | null
}

const settingsPage = page<SettingsPage>('settings/index')

/** The desk's settings, for its admins. */
export function settingsRoutes({ db, settings }: { db: EntityManager; settings: CurrentSettings }) {
  const router = Router()

  router.get('/settings', async (_req, res) => {
    show(res, { typed: asTyped(await deskSettings(db)), problems: {}, stale: null })
  })

  router.post('/settings', async (req, res) => {
    const typed = typedOf(req.body)
    const form = SettingsForm.safeParse(typed)
    if (!form.success) return show(res.status(422), { typed, problems: fieldProblems(form.error), stale: null })
    const { version, ...after } = form.data
    const outcome = await changeSettings(db, signedIn(res), version, after).catch(whenStale)
    if (outcome === 'stale') return showStale(res, typed)
    await afterCommit(() => settings.forget())
    const undo = undoing([{ ...SETTINGS, version: version + 1 }], '/settings')
    await seeOther(req, res, '/settings', { text: words.settings.saved, undo })
  })

  /** Keeps what was typed, beside what it was and what is there now; sent again, it is a change of that. */
  async function showStale(res: Response, mine: Typed) {
    const version = Number(mine.version)
    const was = await imageAt<Parameters<typeof asTyped>[0]>(db, SETTINGS, version)
    const theirs = asTyped(await deskSettings(db))
    const values = { base: was && { ...asTyped({ ...was, version }) }, theirs: { ...theirs }, mine: { ...mine } }
    const { stale, typed } = staleForm(SETTINGS_GROUPS, values, await changedSince(db, SETTINGS, version))
    show(res.status(409), { typed: { ...typedOf(typed), version: theirs.version }, problems: {}, stale })
  }

  function show(res: Response, model: Omit<SettingsPage, 'title'>) {
    settingsPage.render(res, { title: words.settings.settings, section: '/settings', ...model })
  }

  return router
}

const SETTINGS = { kind: 'settings', id: 1 } as const

const SETTINGS_GROUPS: readonly FieldGroup[] = [
  { label: words.settings.nameField, names: ['name'] },
  { label: words.settings.licenceField, names: ['licence'] },
  { label: words.settings.licenceUrlField, names: ['licenceUrl'] },
  { label: words.settings.review, names: ['review'], vocabulary: { yes: 'on' } },
  { label: words.settings.languagesField, names: ['languages'] },
]

/** The settings as their form would send them. */
function asTyped({
  version,
  name,
  licence,
  licenceUrl,
  review,
  languages,
}: Omit<DeskSettings, 'id' | 'updatedAt'>): Typed {
  return {
    version: String(version),
    name,
    licence: licence ?? '',
    licenceUrl: licenceUrl ?? '',
    review: review ? 'yes' : '',
    languages: languages.join(', '),
  }
}

/** The form as it was sent; a field sent twice or not at all reads as empty. */
function typedOf(body: unknown): Typed {
  const sent = (body ?? {}) as Record<string, unknown>
  const text = (name: keyof Typed) => (typeof sent[name] === 'string' ? sent[name] : '')
  return {
    version: text('version'),
    name: text('name'),
    licence: text('licence'),
    licenceUrl: text('licenceUrl'),
    review: text('review'),
    languages: text('languages'),
  }
}
