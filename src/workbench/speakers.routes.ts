import { type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import type { Policy } from '../accounts/policy'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { changeLinkedSpeaker } from '../links/change-linked-speaker.commands'
import { introduceSpeaker, partsOf, type SpeakerOutcome } from '../speakers/change-speaker.commands'
import { outletSpeaker } from '../speakers/outlet-speaker.commands'
import type { Speaker } from '../speakers/speaker.entity'
import { WikidataId } from '../speakers/speaker.schema'
import { speakerById } from '../speakers/speakers.queries'
import { type FieldProblems, fieldProblems, idFrom } from '../web/parse'
import { whenStale } from '../web/when-stale'
import { SpeakerEditForm, SpeakerForm } from './speaker-form.schema'
import { speakerGiven } from './speaker-given'
import { bearerOfWikidataId, namesForSpeakerForm, speakerNames } from './speaker-sides.queries'
import { speakerFormPage } from './speakers.pages'
import { asTyped, type TypedForm, typedValue } from './typed-form'

/** Before the readers' pages: `/speakers/new` is no number. */
export const speakerEditingPolicy: Policy = {
  'GET /speakers/new': 'editor',
  'POST /speakers': 'editor',
  'GET /speakers/:id/edit': 'editor',
  'POST /speakers/:id': 'editor',
  'POST /outlets/:id/speaker': 'editor',
  'GET /speakers/:id/merge': 'editor',
  'POST /speakers/:id/merge': 'editor',
  'POST /speakers/:id/unmerge': 'editor',
}

/** Adding and changing speakers, and the speaker that an outlet is. */
export function speakerEditingRoutes({ db }: { db: EntityManager }) {
  const router = Router()

  router.get('/speakers/new', async (req, res) => {
    await show(res, null, { name: typedValue(req.query.name), kind: 'person' }, {})
  })

  router.post('/speakers', async (req, res) => {
    const typed = asTyped(req.body)
    const form = SpeakerForm.safeParse(typed)
    const given = form.success ? await speakerGiven(db, form.data) : { problems: fieldProblems(form.error) }
    const outcome = 'problems' in given ? given : await introduceSpeaker(db, signedIn(res), given)
    if ('problems' in outcome) return show(res.status(422), null, typed, outcome.problems)
    await seeOther(req, res, `/speakers/${outcome.speakerId}`, { text: 'Speaker added.' })
  })

  router.get('/speakers/:id/edit', async (req, res) => {
    const speaker = await speakerById(db, idFrom(req.params.id, 'This speaker'))
    await show(res, speaker, await typedFrom(db, speaker), {})
  })

  router.post('/speakers/:id', async (req, res) => {
    const speaker = await speakerById(db, idFrom(req.params.id, 'This speaker'))
    const typed = asTyped(req.body)
    const form = SpeakerEditForm.safeParse(typed)
    const given = form.success ? await speakerGiven(db, form.data) : { problems: fieldProblems(form.error) }
    const outcome: SpeakerOutcome | 'stale' =
      'problems' in given || !form.success
        ? (given as { problems: FieldProblems })
        : await changeLinkedSpeaker(db, signedIn(res), speaker.id, form.data.version, given).catch(whenStale)
    if (outcome === 'stale') return showStale(res, speaker.id, typed)
    if ('problems' in outcome) return show(res.status(422), speaker, typed, outcome.problems)
    await seeOther(req, res, `/speakers/${speaker.rootId ?? speaker.id}`, { text: 'Speaker changed.' })
  })

  router.post('/outlets/:id/speaker', async (req, res) => {
    const { speakerId, isNew } = await outletSpeaker(db, signedIn(res), idFrom(req.params.id, 'This outlet'))
    const text = isNew ? 'Added: name it as the speaker of what the outlet itself asserts.' : 'It is a speaker already.'
    await seeOther(req, res, `/speakers/${speakerId}`, { text })
  })

  /** Keeps what was typed; sent again, it takes the place of what is there now. */
  async function showStale(res: Response, id: number, typed: TypedForm) {
    const now = await speakerById(db, id)
    const theirs = await typedFrom(db, now)
    const brief = [theirs.name, theirs.description, theirs.aliases, ...[theirs.roleTitle].flat()].filter(Boolean)
    const form = `Changed meanwhile: somebody saved another version since you opened this form. Theirs: ${brief.join(' · ')}. Yours is kept below; send it again to put it in that one’s place.`
    await show(res.status(409), now, { ...typed, version: String(now.version) }, { form })
  }

  async function show(res: Response, speaker: Speaker | null, typed: TypedForm, problems: FieldProblems) {
    const wikidataId = typedValue(typed.wikidataId)
    const isWikidataId = problems.wikidataId !== undefined && WikidataId.safeParse(wikidataId).success
    speakerFormPage.render(res, {
      title: speaker ? `Edit ${speaker.name}` : 'Add a speaker',
      section: '/speakers',
      speaker,
      root: speaker?.rootId ? await speakerById(db, speaker.rootId) : null,
      typed,
      problems,
      same: isWikidataId ? await bearerOfWikidataId(db, wikidataId, speaker?.id ?? null) : null,
      ...(await namesForSpeakerForm(db)),
    })
  }

  return router
}

/** The speaker's values as its form would send them. */
async function typedFrom(db: EntityManager, speaker: Speaker): Promise<TypedForm> {
  const { aliases, roles } = await partsOf(db, speaker.id)
  const { outlet, speaksFor } = await speakerNames(db, speaker.id)
  return {
    name: speaker.name,
    kind: speaker.kind,
    description: speaker.description ?? '',
    wikidataId: speaker.wikidataId ?? '',
    anonymityReason: speaker.anonymityReason ?? '',
    outlet: outlet ?? '',
    aliases: aliases.join('\n'),
    roleId: roles.map((role) => String(role.id)),
    roleTitle: roles.map((role) => role.title),
    roleSince: roles.map((role) => role.since ?? ''),
    roleUntil: roles.map((role) => role.until ?? ''),
    roleFor: roles.map((role) => speaksFor[role.id] ?? ''),
    version: String(speaker.version),
  }
}
