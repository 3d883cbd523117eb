import { mergeSpeakers } from '../../../src/links/merge-speakers.commands'
import { addSpeaker } from '../../../src/speakers/speakers.commands'
import type { Answered, Asker } from '../authorisation/askers'
import { duel, editForm, entry, type Outcome, pairOf, rowHas } from './duel'
import { formOf, type OpenForm, opened, typedInto } from './forms'
import type { RowName } from './gate'
import type { Ground } from './ground'
import { type Race, unless } from './race'
import { changesTold, sidesTold, tells } from './told'

/** A claim of a new speaker, with the speaker's number. */
async function speaking(ground: Ground) {
  const said = await ground.claim()
  return { ...said, speakerId: await speakerOf(ground, said.claimId) }
}

export const speakerOf = (ground: Ground, claimId: number): Promise<number> =>
  ground.count('SELECT speaker_id AS count FROM claim_speakers WHERE claim_id = $1', [claimId])

/** The page that shows both speakers side by side has the form. */
export const mergeForm = ({ site }: Ground, who: Asker, id: number, into: number): Promise<OpenForm> =>
  opened(site.url, who, `/speakers/${id}/merge?into=${into}`, `/speakers/${id}/merge`)

const speakers = (...ids: number[]): RowName[] => ids.map((id) => ['speakers', id])

const editAndMerging: Race = duel(
  'edit of a speaker × their merging',
  'edit first: 303, the merging 409 with what has changed. Merged first: 303, the edit 409 with the three sides. Never both.',
  async (ground, round) => {
    const [one, other] = [await speaking(ground), await speaking(ground)]
    const [editor, colleague] = pairOf(ground.editors)
    const words = `A mayor, ${round}`
    const action = `/speakers/${one.speakerId}`
    const form = await opened(ground.site.url, editor, `${action}/edit`, action)
    return {
      entries: [
        entry('edit', editor, typedInto(form, { description: words })),
        entry('merging', colleague, await mergeForm(ground, colleague, one.speakerId, other.speakerId)),
      ],
      rows: speakers(one.speakerId, other.speakerId),
      outcomes: {
        '303 409': {
          went: 'edit first',
          holds: async (_edit, merging) => [
            ...unless(changesTold(merging).now.Description?.[1] === words, 'it was not told what has changed'),
            ...(await rowHas(ground, 'speakers', one.speakerId, {
              description: words,
              merged_into_id: null,
              version: 2,
            })),
          ],
        },
        '409 303': {
          went: 'merged first',
          holds: async (edit) => [
            ...unless(sidesTold(edit).Description?.mine === words, 'what was typed was lost'),
            ...(await rowHas(ground, 'speakers', one.speakerId, {
              description: null,
              merged_into_id: other.speakerId,
              version: 2,
            })),
          ],
        },
      },
    }
  },
)

/** Two mergings of which only one can be. */
function oneMerging(what: string, mergings: (ids: number[]) => [id: number, into: number][], count: number): Race {
  return duel(
    what,
    'won: 303. Lost: 409, the page tells which of the two has been merged into whom. Exactly one speaker is merged into another.',
    async (ground) => {
      const ids: number[] = []
      while (ids.length < count) ids.push((await speaking(ground)).speakerId)
      const [one, other] = mergings(ids) as [[number, number], [number, number]]
      const [first, second] = pairOf(ground.editors)
      const won = ([id, into]: [number, number]): Outcome => ({
        went: 'one won',
        async holds(...answers: [Answered, Answered]) {
          const page = answers.find(({ status }) => status === 409) as Answered
          const merged = await ground.count(
            'SELECT count(*) AS count FROM speakers WHERE id = ANY($1) AND merged_into_id IS NOT NULL',
            [ids],
          )
          return [
            ...unless(changesTold(page).now['Merged into'] !== undefined, 'the page does not tell why'),
            ...unless(merged === 1, `${merged} speakers are merged`),
            ...(await rowHas(ground, 'speakers', id, { merged_into_id: into, version: 2 })),
          ]
        },
      })
      return {
        entries: [
          entry('merging', first, await mergeForm(ground, first, ...one)),
          entry('merging', second, await mergeForm(ground, second, ...other)),
        ],
        rows: speakers(...ids),
        outcomes: { '303 409': won(one), '409 303': won(other) },
      }
    },
  )
}

const bothUnmerge: Race = duel(
  '2 × un-merging',
  'won: 303, a speaker of their own again. Lost: 409, the page tells that they are.',
  async (ground) => {
    const [one, other] = [await speaking(ground), await speaking(ground)]
    await mergeSpeakers(ground.site.db, ground.desk.editor, one.speakerId, 1, other.speakerId)
    const [editor, colleague] = pairOf(ground.editors)
    const form = (who: Asker) =>
      opened(ground.site.url, who, `/speakers/${other.speakerId}`, `/speakers/${one.speakerId}/unmerge`)
    const outcome: Outcome = {
      went: 'one won',
      holds: async (...answers: [Answered, Answered]) => {
        const lost = answers.find(({ status }) => status === 409) as Answered
        return [
          ...unless(changesTold(lost).now['Merged into'] !== undefined, 'the page does not tell it'),
          ...(await rowHas(ground, 'speakers', one.speakerId, { merged_into_id: null, version: 3 })),
        ]
      },
    }
    return {
      entries: [entry('un-merging', editor, await form(editor)), entry('un-merging', colleague, await form(colleague))],
      rows: speakers(one.speakerId, other.speakerId),
      outcomes: { '303 409': outcome, '409 303': outcome },
    }
  },
)

const claimAndMerging: Race = duel(
  'edit of a claim × merging of its speaker',
  'both: 303, whichever was first. The claim has the words, and is the other speaker’s.',
  async (ground, round) => {
    const [one, other] = [await speaking(ground), await speaking(ground)]
    const [editor, colleague] = pairOf(ground.editors)
    const words = `Edited in ${round}`
    return {
      entries: [
        entry('edit', editor, await editForm(ground, editor, one.id, words)),
        entry('merging', colleague, await mergeForm(ground, colleague, one.speakerId, other.speakerId)),
      ],
      // The edit holds its speaker before its claim, so a gate at the claim would keep the merging from coming near.
      rows: speakers(one.speakerId),
      outcomes: {
        '303 303': {
          went: 'both',
          holds: async () => [
            ...(await rowHas(ground, 'claims', one.claimId, { summary: words, version: 2 })),
            ...unless((await speakerOf(ground, one.claimId)) === other.speakerId, 'the claim is not the other’s'),
          ],
        },
      },
    }
  },
)

const withdrawalAndMerging: Race = duel(
  'withdrawal of a claim × merging of its speaker',
  'both: 303, whichever was first. The claim is withdrawn, and the other speaker’s, whom search finds no more than the first.',
  async (ground) => {
    const one = await speaking(ground)
    const other = await addSpeaker(ground.site.db, null, { name: `${one.speaker} as well`, kind: 'person' })
    const [editor, colleague] = pairOf(ground.editors)
    const withdrawal = formOf(`/claims/${one.claimId}/withdrawal`, { version: 1, reason: 'A slip' })
    return {
      entries: [
        entry('withdrawal', editor, withdrawal),
        entry('merging', colleague, await mergeForm(ground, colleague, one.speakerId, other)),
      ],
      rows: speakers(one.speakerId),
      outcomes: {
        '303 303': {
          went: 'both',
          holds: async () => {
            const found = 'SELECT count(*) AS count FROM search_speakers WHERE id = ANY($1)'
            return [
              ...(await rowHas(ground, 'claims', one.claimId, { state: 'withdrawn', version: 2 })),
              ...(await rowHas(ground, 'speakers', one.speakerId, { merged_into_id: other, version: 2 })),
              ...unless((await ground.count(found, [[one.speakerId, other]])) === 0, 'search finds who said nothing'),
            ]
          },
        },
      },
    }
  },
)

/** Whoever edits a speaker writes their roles anew, and a claim made in one of them holds both. */
const withdrawalAndEditOfRole: Race = duel(
  'withdrawal of a claim made in a role × edit of its speaker',
  'both: 303, whichever was first. The claim is withdrawn, the speaker described, in the same role.',
  async (ground, round) => {
    const speaker = `Speaker in a role, ${round}`
    const role = { title: 'mayor', since: null, until: null, speaksForId: null }
    const speakerId = await addSpeaker(ground.site.db, null, { name: speaker, kind: 'person', roles: [role] })
    const speakers = [{ id: speakerId, role: { title: role.title } }]
    const one = await ground.claim({ speaker, claim: { speakers } })
    const [editor, colleague] = pairOf(ground.editors)
    const action = `/speakers/${speakerId}`
    const form = await opened(ground.site.url, colleague, `${action}/edit`, action)
    const words = `A mayor, ${round}`
    return {
      entries: [
        entry('withdrawal', editor, formOf(`/claims/${one.claimId}/withdrawal`, { version: 1, reason: 'A slip' })),
        entry('edit', colleague, typedInto(form, { description: words })),
      ],
      rows: [['speakers', speakerId]],
      outcomes: {
        '303 303': {
          went: 'both',
          holds: async () => {
            const roles = 'SELECT count(*) AS count FROM speaker_roles WHERE speaker_id = $1 AND title = $2'
            return [
              ...(await rowHas(ground, 'claims', one.claimId, { state: 'withdrawn', version: 2 })),
              ...(await rowHas(ground, 'speakers', speakerId, { description: words, version: 2 })),
              ...unless((await ground.count(roles, [speakerId, role.title])) === 1, 'the role is another'),
            ]
          },
        },
      },
    }
  },
)

/** A denial answers another speaker: once the two are one, it can't be. */
const linkAndMerging: Race = duel(
  'a denial between two speakers × their merging',
  'linked first: 303, the merging 422, since the link would no longer fit. Merged first: 303, the link 422, since both are by the same. Never both.',
  async (ground) => {
    const [one, other] = [await speaking(ground), await speaking(ground)]
    const [editor, colleague] = pairOf(ground.editors)
    const path = `/claims/${one.claimId}/links`
    const form = await opened(ground.site.url, editor, `${path}/new`, path)
    const link = typedInto(form, { to: String(other.claimId), relation: 'denies', direction: 'answers', reason: '' })
    const links = () =>
      ground.count('SELECT count(*) AS count FROM links WHERE from_claim_id = $1 AND to_claim_id = $2', [
        one.claimId,
        other.claimId,
      ])
    return {
      entries: [
        entry('link', editor, link),
        entry('merging', colleague, await mergeForm(ground, colleague, one.speakerId, other.speakerId)),
      ],
      rows: speakers(one.speakerId, other.speakerId),
      outcomes: {
        '303 422': {
          went: 'linked first',
          holds: async (_link, merging) => [
            ...unless(tells(merging, 'Not merged', 'would no longer fit'), 'it was not told so'),
            ...unless((await links()) === 1, 'there is no link'),
            ...(await rowHas(ground, 'speakers', one.speakerId, { merged_into_id: null })),
          ],
        },
        '422 303': {
          went: 'merged first',
          holds: async (linked) => [
            ...unless(tells(linked, 'both claims are by the same one'), 'it was not told so'),
            ...unless((await links()) === 0, 'there is a link'),
            ...(await rowHas(ground, 'speakers', one.speakerId, { merged_into_id: other.speakerId })),
          ],
        },
      },
    }
  },
)

export const MERGING: Race[] = [
  editAndMerging,
  oneMerging(
    'one speaker merged into two',
    ([a = 0, b = 0, c = 0]) => [
      [a, b],
      [a, c],
    ],
    3,
  ),
  oneMerging(
    'two speakers merged into one another',
    ([a = 0, b = 0]) => [
      [a, b],
      [b, a],
    ],
    2,
  ),
  bothUnmerge,
  claimAndMerging,
  withdrawalAndMerging,
  withdrawalAndEditOfRole,
  linkAndMerging,
]
