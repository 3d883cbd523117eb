import { type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { type PageHead, page } from '../web/page'
import { type FieldProblems, fieldProblems } from '../web/parse'
import { whenStale } from '../web/when-stale'
import { changeSettings } from './settings.commands'
import type { DeskSettings } from './settings.entity'
import { type CurrentSettings, deskSettings } from './settings.queries'
import { SettingsForm } from './settings.schema'

type Typed = Record<'version' | 'name' | 'licence' | 'licenceUrl' | 'review' | 'languages', string>

interface SettingsPage extends PageHead {
  typed: Typed
  problems: FieldProblems
  /** What is there now, where somebody else has saved meanwhile. */
  theirs: Typed | null
}

const settingsPage = page<SettingsPage>('settings/index')

/** The desk's settings, for its admins. */
export function settingsRoutes({ db, settings }: { db: EntityManager; settings: CurrentSettings }) {
  const router = Router()

  router.get('/settings', async (_req, res) => {
    show(res, { typed: asTyped(await deskSettings(db)), problems: {}, theirs: null })
  })

  router.post('/settings', async (req, res) => {
    const typed = typedOf(req.body)
    const form = SettingsForm.safeParse(typed)
    if (!form.success) return show(res.status(422), { typed, problems: fieldProblems(form.error), theirs: null })
    const { version, ...after } = form.data
    if ((await changeSettings(db, signedIn(res), version, after).catch(whenStale)) === 'stale') {
      const theirs = asTyped(await deskSettings(db))
      return show(res.status(409), { typed: { ...typed, version: theirs.version }, problems: {}, theirs })
    }
    settings.forget()
    await seeOther(req, res, '/settings', { text: 'Settings saved.' })
  })

  function show(res: Response, model: Omit<SettingsPage, 'title'>) {
    settingsPage.render(res, { title: 'Settings', section: '/settings', ...model })
  }

  return router
}

/** The settings as their form would send them. */
function asTyped({ version, name, licence, licenceUrl, review, languages }: DeskSettings): Typed {
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
