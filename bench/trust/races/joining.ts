import { joinClaims } from '../../../src/links/join-claims.commands'
import type { Answered, Asker } from '../authorisation/askers'
import type { Said } from '../authorisation/desk'
import { type Duel, duel, editForm, entry, type Outcome, pairOf, rowHas, rowsOf, summaryTold } from './duel'
import { formOf, type OpenForm, opened } from './forms'
import type { Ground } from './ground'
import { type Race, unless } from './race'
import { changesTold } from './told'

/** The page that shows both claims side by side has the form. */
const joinForm = ({ site }: Ground, who: Asker, from: number, into: number): Promise<OpenForm> =>
  opened(site.url, who, `/claims/${from}/join?into=${into}`, `/claims/${from}/join`)

/** So many claims of one speaker. */
async function claimsOfOne(ground: Ground, count: number): Promise<Said[]> {
  const first = await ground.claim()
  const all: Said[] = [first]
  while (all.length < count) all.push(await ground.claim({ speaker: first.speaker }))
  return all
}

/** Two claims of one speaker, of which one is edited while they are joined. */
async function editedAndJoined(ground: Ground, round: number, edited: 'going' | 'staying') {
  const [going, staying] = (await claimsOfOne(ground, 2)) as [Said, Said]
  const [one, other] = pairOf(ground.editors)
  const words = `Edited in ${round}`
  const entries: Duel['entries'] = [
    entry('edit', one, await editForm(ground, one, { going, staying }[edited].id, words)),
    entry('joining', other, await joinForm(ground, other, going.claimId, staying.claimId)),
  ]
  const isTold = (joined: Answered) =>
    unless(changesTold(joined).now.Summary?.[1] === words, 'the page does not tell what is there now')
  return { going, staying, words, isTold, entries, rows: rowsOf(going, staying) }
}

const editOfTheOneThatGoes: Race = duel(
  'edit × joining, of the claim that goes',
  'edit first: 303, the joining 409 with what has changed. Joined first: 303, the edit 409 with the three sides, theirs of the claim that it is now. Never both.',
  async (ground, round) => {
    const { going, staying, words, isTold, ...pair } = await editedAndJoined(ground, round, 'going')
    return {
      ...pair,
      outcomes: {
        '303 409': {
          went: 'edit first',
          holds: async (_edit, joined) => [
            ...isTold(joined),
            ...(await rowHas(ground, 'claims', going.claimId, { summary: words, joined_into_id: null, version: 2 })),
            ...(await rowHas(ground, 'statements', going.id, { claim_id: going.claimId, version: 2 })),
          ],
        },
        '409 303': {
          went: 'joined first',
          holds: async (edit) => [
            ...summaryTold(edit, 'nothing', 'nothing', words),
            ...(await rowHas(ground, 'claims', going.claimId, { summary: null, joined_into_id: staying.claimId })),
            ...(await rowHas(ground, 'claims', staying.claimId, { summary: null, version: 1 })),
            ...(await rowHas(ground, 'statements', going.id, { claim_id: staying.claimId, version: 2 })),
          ],
        },
      },
    }
  },
)

const editOfTheOneThatStays: Race = duel(
  'edit × joining, of the claim that stays',
  'edit first: 303, the joining 409 with what has changed. Joined first: 303, and the edit 303 too: it is of the same claim.',
  async (ground, round) => {
    const { going, staying, words, isTold, ...pair } = await editedAndJoined(ground, round, 'staying')
    return {
      ...pair,
      outcomes: {
        '303 409': {
          went: 'edit first',
          holds: async (_edit, joined) => [
            ...isTold(joined),
            ...(await rowHas(ground, 'claims', going.claimId, { joined_into_id: null, version: 1 })),
            ...(await rowHas(ground, 'claims', staying.claimId, { summary: words, version: 2 })),
          ],
        },
        '303 303': {
          went: 'joined first, then edited',
          holds: async () => [
            ...(await rowHas(ground, 'claims', going.claimId, { joined_into_id: staying.claimId, version: 2 })),
            ...(await rowHas(ground, 'claims', staying.claimId, { summary: words, version: 2 })),
          ],
        },
      },
    }
  },
)

/** Two joinings of which only one can be; whichever, the claims that went nowhere are as they were. */
function oneJoining(what: string, joinings: (claims: number[]) => [from: number, into: number][], count: number): Race {
  return duel(
    what,
    'won: 303. Lost: 409, the page tells which of the two has been joined into what. Exactly one claim is joined into another.',
    async (ground) => {
      const said = await claimsOfOne(ground, count)
      const claims = said.map(({ claimId }) => claimId)
      const [one, other] = joinings(claims) as [[number, number], [number, number]]
      const [first, second] = pairOf(ground.editors)
      const won = ([from, into]: [number, number]): Outcome => ({
        went: 'one won',
        async holds(...answers: [Answered, Answered]) {
          const lost = answers.find(({ status }) => status === 409) as Answered
          const joined = await ground.count(
            'SELECT count(*) AS count FROM claims WHERE id = ANY($1) AND joined_into_id IS NOT NULL',
            [claims],
          )
          return [
            ...unless(changesTold(lost).now['Joined into'] !== undefined, 'the page does not tell why'),
            ...unless(joined === 1, `${joined} claims are joined`),
            ...(await rowHas(ground, 'claims', from, { joined_into_id: into, version: 2 })),
          ]
        },
      })
      return {
        entries: [
          entry('joining', first, await joinForm(ground, first, ...one)),
          entry('joining', second, await joinForm(ground, second, ...other)),
        ],
        rows: rowsOf(...said),
        outcomes: { '303 409': won(one), '409 303': won(other) },
      }
    },
  )
}

const bothTakeApart: Race = duel(
  '2 × taking apart',
  'won: 303, two claims again. Lost: 409, the page tells that they are.',
  async (ground) => {
    const [going, staying] = (await claimsOfOne(ground, 2)) as [Said, Said]
    const joined = { from: going.claimId, fromVersion: 1, into: staying.claimId, intoVersion: 1 }
    await joinClaims(ground.site.db, ground.desk.editor, joined)
    const [one, other] = pairOf(ground.editors)
    const form = (who: Asker) =>
      opened(ground.site.url, who, `/claims/${staying.claimId}`, `/claims/${going.claimId}/unjoin`)
    const outcome: Outcome = {
      went: 'one won',
      holds: async (...answers: [Answered, Answered]) => {
        const { now } = changesTold(answers.find(({ status }) => status === 409) as Answered)
        return [
          ...unless(now.State?.[1] === 'published', `told ${JSON.stringify(now)}`),
          ...(await rowHas(ground, 'claims', going.claimId, { state: 'published', joined_into_id: null, version: 3 })),
          ...(await rowHas(ground, 'statements', going.id, { claim_id: going.claimId, version: 3 })),
        ]
      },
    }
    return {
      entries: [entry('taking apart', one, await form(one)), entry('taking apart', other, await form(other))],
      rows: rowsOf(going, staying),
      outcomes: { '303 409': outcome, '409 303': outcome },
    }
  },
)

/** A claim with two reports, of which the second is split off. */
async function twoReports(ground: Ground): Promise<[Said, Said]> {
  const first = await ground.claim()
  return [first, await ground.claim({ speaker: first.speaker, claimId: first.claimId })]
}

const editAndSplitting: Race = duel(
  'edit × splitting a report off',
  'edit first: 303, the splitting 409 with what has changed. Split first: 303, the edit 409 with the three sides. Never both.',
  async (ground, round) => {
    const [first, second] = await twoReports(ground)
    const [one, other] = pairOf(ground.editors)
    const words = `Edited in ${round}`
    return {
      entries: [
        entry('edit', one, await editForm(ground, one, second.id, words)),
        entry('splitting', other, formOf(`/statements/${second.id}/split`, { version: 1 })),
      ],
      rows: rowsOf(first, second),
      outcomes: {
        '303 409': {
          went: 'edit first',
          holds: async (_edit, split) => [
            ...unless(changesTold(split).now.Wording?.[1] === 'partly quoted', 'it was not told what has changed'),
            ...(await rowHas(ground, 'statements', second.id, { claim_id: first.claimId, version: 2 })),
            ...(await rowHas(ground, 'claims', first.claimId, { summary: words, version: 2 })),
          ],
        },
        '409 303': {
          went: 'split first',
          holds: async (edit) => [
            ...summaryTold(edit, 'nothing', 'nothing', words),
            ...unless((await ground.row('statements', second.id)).claim_id !== first.claimId, 'it was not split off'),
            ...(await rowHas(ground, 'claims', first.claimId, { summary: null, version: 1 })),
          ],
        },
      },
    }
  },
)

const bothSplit: Race = duel(
  '2 × splitting a report off',
  'won: 303, one new claim. Lost: 409, the page tells that it reports another claim now.',
  async (ground) => {
    const [first, second] = await twoReports(ground)
    const before = await ground.count('SELECT count(*) AS count FROM claims', [])
    const outcome: Outcome = {
      went: 'one won',
      holds: async (...answers: [Answered, Answered]) => {
        const { now } = changesTold(answers.find(({ status }) => status === 409) as Answered)
        const { claim_id: claim, version } = await ground.row('statements', second.id)
        return [
          ...unless(now.Reports?.[1] === `claim ${claim}`, `told ${JSON.stringify(now)}`),
          ...unless(version === 2 && claim !== first.claimId, 'it was not split off once'),
          ...unless(
            (await ground.count('SELECT count(*) AS count FROM claims', [])) === before + 1,
            'not one new claim',
          ),
        ]
      },
    }
    const [one, other] = pairOf(ground.editors)
    const form = () => formOf(`/statements/${second.id}/split`, { version: 1 })
    return {
      entries: [entry('splitting', one, form()), entry('splitting', other, form())],
      rows: rowsOf(first, second),
      outcomes: { '303 409': outcome, '409 303': outcome },
    }
  },
)

export const JOINING: Race[] = [
  editOfTheOneThatGoes,
  editOfTheOneThatStays,
  oneJoining(
    'one claim joined into two',
    ([a = 0, b = 0, c = 0]) => [
      [a, b],
      [a, c],
    ],
    3,
  ),
  oneJoining(
    'two claims joined into one another',
    ([a = 0, b = 0]) => [
      [a, b],
      [b, a],
    ],
    2,
  ),
  bothTakeApart,
  editAndSplitting,
  bothSplit,
]
