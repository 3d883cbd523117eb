import { type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import type { Policy } from '../accounts/policy'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { rowsOf } from '../database/read-pool'
import { changedSince, imageAt } from '../history/images.queries'
import { changeLinkedSpeaker } from '../links/change-linked-speaker.commands'
import { introduceSpeaker, partsOf, type SpeakerOutcome } from '../speakers/change-speaker.commands'
import { outletSpeaker } from '../speakers/outlet-speaker.commands'
import type { Speaker } from '../speakers/speaker.entity'
import { WikidataId } from '../speakers/speaker.schema'
import { speakerById } from '../speakers/speakers.queries'
import { namesIn } from '../versions/events.queries'
import type { SpeakerImage } from '../versions/image'
import { type FieldProblems, fieldProblems, idFrom } from '../web/parse'
import { type StaleForm, staleForm } from '../web/stale-form'
import type { FieldGroup } from '../web/three-way'
import { undoing } from '../web/undo-form'
import { whenStale } from '../web/when-stale'
import { words } from '../words/words'
import { SpeakerEditForm, SpeakerForm } from './speaker-form.schema'
import { speakerGiven } from './speaker-given'
import { bearerOfWikidataId, namesForSpeakerForm, type SpeakerNames, speakerNames } from './speaker-sides.queries'
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
    await seeOther(req, res, `/speakers/${outcome.speakerId}`, { text: words.speaker.added })
  })

  router.get('/speakers/:id/edit', async (req, res) => {
    const speaker = await speakerById(db, idFrom(req.params.id, words.these.speaker))
    await show(res, speaker, await typedFrom(db, speaker), {})
  })

  router.post('/speakers/:id', async (req, res) => {
    const speaker = await speakerById(db, idFrom(req.params.id, words.these.speaker))
    const typed = asTyped(req.body)
    const form = SpeakerEditForm.safeParse(typed)
    const given = form.success ? await speakerGiven(db, form.data) : { problems: fieldProblems(form.error) }
    const outcome: SpeakerOutcome | 'stale' =
      'problems' in given || !form.success
        ? (given as { problems: FieldProblems })
        : await changeLinkedSpeaker(db, signedIn(res), speaker.id, form.data.version, given).catch(whenStale)
    if (outcome === 'stale') return showStale(res, speaker.id, typed)
    if ('problems' in outcome) return show(res.status(422), speaker, typed, outcome.problems)
    const back = `/speakers/${speaker.rootId ?? speaker.id}`
    const version = Number(typed.version) + 1
    const undo = undoing([{ kind: 'speaker', id: speaker.id, version }], back)
    await seeOther(req, res, back, { text: words.speaker.changed, undo })
  })

  router.post('/outlets/:id/speaker', async (req, res) => {
    const { speakerId, isNew } = await outletSpeaker(db, signedIn(res), idFrom(req.params.id, words.these.outlet))
    const text = isNew ? words.speaker.addedAsOutlet : words.speaker.isSpeakerAlready
    await seeOther(req, res, `/speakers/${speakerId}`, { text })
  })

  /** Keeps what was typed, beside what it was and what is there now; sent again, it is a change of that. */
  async function showStale(res: Response, id: number, mine: TypedForm) {
    const now = await speakerById(db, id)
    const theirs = await typedFrom(db, now)
    const subject = { kind: 'speaker', id } as const
    const version = Number(mine.version)
    const was = await imageAt<SpeakerImage>(db, subject, version)
    const base = was && (await typedFromImage(db, id, was))
    const { stale, typed } = staleForm(SPEAKER_GROUPS, { base, theirs, mine }, await changedSince(db, subject, version))
    await show(res.status(409), now, { ...typed, version: String(now.version) }, {}, stale)
  }

  async function show(
    res: Response,
    speaker: Speaker | null,
    typed: TypedForm,
    problems: FieldProblems,
    stale: StaleForm | null = null,
  ) {
    const wikidataId = typedValue(typed.wikidataId)
    const isWikidataId = problems.wikidataId !== undefined && WikidataId.safeParse(wikidataId).success
    speakerFormPage.render(res, {
      title: speaker ? words.speaker.editOf(speaker.name) : words.speaker.addTitle,
      section: '/speakers',
      speaker,
      root: speaker?.rootId ? await speakerById(db, speaker.rootId) : null,
      typed,
      problems,
      stale,
      same: isWikidataId ? await bearerOfWikidataId(db, wikidataId, speaker?.id ?? null) : null,
      ...(await namesForSpeakerForm(db)),
    })
  }

  return router
}

const SPEAKER_GROUPS: readonly FieldGroup[] = [
  { label: words.speaker.nameField, names: ['name'], along: ['lookalike', 'another'] },
  { label: words.speaker.thisIs, names: ['kind'] },
  { label: words.speaker.description, names: ['description'] },
  { label: words.speaker.whyField, names: ['anonymityReason'] },
  { label: words.speaker.aliasesField, names: ['aliases'] },
  {
    label: words.speaker.rolesField,
    names: ['roleTitle', 'roleFor', 'roleSince', 'roleUntil'],
    along: ['roleId'],
    rowNeeds: 'roleTitle',
  },
  { label: words.speaker.wikidata, names: ['wikidataId'] },
  { label: words.speaker.outletField, names: ['outlet'] },
]

/** The speaker's values as its form would send them. */
async function typedFrom(db: EntityManager, speaker: Speaker): Promise<TypedForm> {
  const { aliases, roles } = await partsOf(db, speaker.id)
  const names = await speakerNames(db, speaker.id)
  return { ...inForm(speaker, { aliases, roles }, names), version: String(speaker.version) }
}

/** The same of an earlier version. Who is spoken for is told by the names they have now. */
async function typedFromImage(db: EntityManager, id: number, image: SpeakerImage): Promise<TypedForm> {
  const { speakers, outlets } = await namesIn(rowsOf(db), [image])
  const { speaksFor } = await speakerNames(db, id)
  const named = (role: SpeakerImage['roles'][number]) =>
    role.speaksForId === null ? [] : [[role.id, speaksFor[role.id] ?? speakers.get(role.speaksForId) ?? ''] as const]
  return inForm(image, image, {
    outlet: image.outletId === null ? null : (outlets.get(image.outletId) ?? null),
    speaksFor: Object.fromEntries(image.roles.flatMap(named)),
  })
}

type InForm = Pick<SpeakerImage, 'name' | 'kind' | 'description' | 'wikidataId' | 'anonymityReason'>
type PartsInForm = {
  aliases: string[]
  roles: Pick<SpeakerImage['roles'][number], 'id' | 'title' | 'since' | 'until'>[]
}

function inForm(speaker: InForm, { aliases, roles }: PartsInForm, { outlet, speaksFor }: SpeakerNames): TypedForm {
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
  }
}
