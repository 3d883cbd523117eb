import { withdrawClaim } from '../../../src/claims/claims.commands'
import { withdrawLink } from '../../../src/links/links.commands'
import type { Answered } from '../authorisation/askers'
import { duel, editForm, entry, type Outcome, pairOf, rowHas, rowsOf } from './duel'
import { formOf, opened, typedInto } from './forms'
import type { RowName } from './gate'
import type { Ground } from './ground'
import { type Race, unless } from './race'
import { changesTold, tells } from './told'

const REASON = 'Never said so'

/** One edits a statement, the other withdraws it or its claim. */
const editAndWithdrawal = (kind: 'claim' | 'statement'): Race =>
  duel(
    `edit × withdrawal of the ${kind}`,
    'edit first: 303, the withdrawal 409, whose page tells what has changed and keeps the reason. Withdrawal first: 303, the edit 410 with the public reason, and what was typed. Never both.',
    async (ground, round) => {
      const { id, claimId, articleId } = await ground.claim()
      const [editor, other] = pairOf(ground.editors)
      const words = `Edited in ${round}`
      const edit = entry('edit', editor, await editForm(ground, editor, id, words))
      const subject = kind === 'claim' ? claimId : id
      const action = `/${kind}s/${subject}/withdrawal`
      const form =
        kind === 'claim'
          ? formOf(action, { version: 1, reason: REASON })
          : typedInto(await opened(ground.site.url, other, `/articles/${articleId}/annotate?withdraw=${id}`, action), {
              reason: REASON,
            })
      const changed = kind === 'claim' ? (['Summary', words] as const) : (['Wording', 'partly quoted'] as const)
      return {
        entries: [edit, entry('withdrawal', other, form)],
        rows: rowsOf({ id, claimId }),
        outcomes: {
          '303 409': {
            went: 'edit first',
            async holds(_edit, withdrawal) {
              const { now, typed } = changesTold(withdrawal)
              return [
                ...unless(now[changed[0]]?.[1] === changed[1], `told ${JSON.stringify(now)}`),
                ...unless(typed.includes(REASON), `the reason was not kept: ${typed}`),
                ...(await rowHas(ground, 'claims', claimId, { state: 'published', summary: words, version: 2 })),
                ...(await rowHas(ground, 'statements', id, { state: 'published', version: 2 })),
              ]
            },
          },
          '410 303': {
            went: 'withdrawal first',
            async holds(edit) {
              return [
                ...unless(tells(edit, REASON, words), 'the edit was not told the reason, or lost its words'),
                ...(await rowHas(ground, 'claims', claimId, { state: 'withdrawn', summary: null, version: 2 })),
                ...(await rowHas(ground, `${kind}s`, subject, { withdrawn_reason: REASON })),
              ]
            },
          },
        },
      }
    },
  )

/** What two people may withdraw, or bring back, at once: its rows, and what history calls it. */
interface Withdrawable {
  kind: 'claim' | 'statement' | 'link'
  make(ground: Ground): Promise<{ id: number; rows: RowName[] }>
}

const WITHDRAWABLE: Withdrawable[] = [
  {
    kind: 'claim',
    async make(ground) {
      const { claimId } = await ground.claim()
      return { id: claimId, rows: [['claims', claimId]] }
    },
  },
  {
    kind: 'statement',
    async make(ground) {
      const { id } = await ground.claim()
      return { id, rows: [['statements', id]] }
    },
  },
  {
    kind: 'link',
    async make(ground) {
      const id = await ground.desk.link(await ground.claim(), await ground.claim(), 'denies')
      return { id, rows: [['links', id]] }
    },
  },
]

const bothWithdraw = ({ kind, make }: Withdrawable): Race =>
  duel(
    `2 × withdrawal of a ${kind}`,
    'won: 303, withdrawn with that reason, history told once. Lost: 409, the page tells the winner’s reason and keeps one’s own.',
    async (ground) => {
      const { id, rows } = await make(ground)
      const [one, other] = pairOf(ground.editors)
      const reasons = ['The first reason', 'The second reason']
      const form = (reason = '') => formOf(`/${kind}s/${id}/withdrawal`, { version: 1, reason })
      const told = await ground.told(kind, id)
      const won = (place: number): Outcome => ({
        went: 'one won',
        async holds(...answers: [Answered, Answered]) {
          const { now, typed } = changesTold(answers[1 - place] as Answered)
          return [
            ...unless(now['Public reason']?.[1] === reasons[place], `told ${JSON.stringify(now)}`),
            ...unless(typed.includes(String(reasons[1 - place])), `kept ${typed}`),
            ...unless((await ground.told(kind, id)) === told + 1, 'history was not told once'),
            ...(await rowHas(ground, `${kind}s`, id, {
              state: 'withdrawn',
              withdrawn_reason: reasons[place],
              version: 2,
            })),
          ]
        },
      })
      return {
        entries: [entry('withdrawal', one, form(reasons[0])), entry('withdrawal', other, form(reasons[1]))],
        rows,
        outcomes: { '303 409': won(0), '409 303': won(1) },
      }
    },
  )

const bothRestore: Race = duel(
  '2 × restoration of a claim',
  'won: 303, published again, history told once. Lost: 409, the page tells that it is.',
  async (ground) => {
    const { claimId } = await ground.claim()
    await withdrawClaim(ground.site.db, ground.desk.editor, claimId, 1, REASON)
    const told = await ground.told('claim', claimId)
    const outcome: Outcome = {
      went: 'one won',
      async holds(...answers: [Answered, Answered]) {
        const { now } = changesTold(answers.find(({ status }) => status === 409) as Answered)
        return [
          ...unless(now.State?.[1] === 'published', `told ${JSON.stringify(now)}`),
          ...unless((await ground.told('claim', claimId)) === told + 1, 'history was not told once'),
          ...(await rowHas(ground, 'claims', claimId, { state: 'published', version: 3 })),
        ]
      },
    }
    const form = () => formOf(`/claims/${claimId}/restoration`, { version: 2 })
    const [one, other] = pairOf(ground.editors)
    return {
      entries: [entry('restoration', one, form()), entry('restoration', other, form())],
      rows: [['claims', claimId]],
      outcomes: { '303 409': outcome, '409 303': outcome },
    }
  },
)

/** A withdrawn link comes back by being restored, or by being linked again with another reason. */
const restoredAndLinkedAgain: Race = duel(
  'restoration × linking again',
  'restored first: 303, linking again 422 with the words that it is linked so. Linked again first: 303 with the new reason, the restoration 409 with what it is now. One link.',
  async (ground) => {
    const [from, to] = [await ground.claim(), await ground.claim()]
    const id = await ground.desk.link(from, to, 'denies')
    await withdrawLink(ground.site.db, ground.desk.editor, id, 1, REASON)
    const [one, other] = pairOf(ground.editors)
    const reason = 'It is an answer'
    const again = formOf(`/claims/${from.claimId}/links`, { to: to.claimId, relation: 'denies', reason })
    return {
      entries: [
        entry('restoration', one, formOf(`/links/${id}/restoration`, { version: 2 })),
        entry('link', other, again),
      ],
      rows: [['links', id]],
      outcomes: {
        '303 422': {
          went: 'restored first',
          holds: async (_restored, linked) => [
            ...unless(tells(linked, 'These claims are linked so already.', reason), 'it was not told so'),
            ...(await rowHas(ground, 'links', id, { state: 'published', reason: null, version: 3 })),
          ],
        },
        '409 303': {
          went: 'linked again first',
          holds: async (restored) => [
            ...unless(changesTold(restored).now.State?.[1] === 'published', 'it was not told so'),
            ...(await rowHas(ground, 'links', id, { state: 'published', reason, version: 3 })),
          ],
        },
      },
    }
  },
)

const editAndWithdrawalOfLink: Race = duel(
  'a link’s reason, over the API × its withdrawal',
  'changed first: 200, the withdrawal 409 with the new reason. Withdrawn first: 303, the change 412, or 410 where it came to look only then. Never both.',
  async (ground, round) => {
    const [from, to] = [await ground.claim(), await ground.claim()]
    const id = await ground.desk.link(from, to, 'denies')
    const [one, other] = pairOf(ground.editors)
    const reason = `Because, ${round}`
    const patch = { action: `/api/v1/links/${id}`, fields: [], patch: { version: 1, json: { reason } } }
    const withdrawn: Outcome = {
      went: 'withdrawn first',
      holds: () => rowHas(ground, 'links', id, { state: 'withdrawn', reason: null, version: 2 }),
    }
    const withdrawal = await opened(ground.site.url, other, `/claims/${from.claimId}`, `/links/${id}/withdrawal`)
    return {
      entries: [entry('change', one, patch), entry('withdrawal', other, typedInto(withdrawal, { reason: REASON }))],
      rows: [['links', id]],
      outcomes: {
        '200 409': {
          went: 'changed first',
          holds: async (_changed, withdrawn) => [
            ...unless(changesTold(withdrawn).now.Reason?.[1] === reason, 'it was not told the new reason'),
            ...unless(changesTold(withdrawn).typed.includes(REASON), 'what was typed was lost'),
            ...(await rowHas(ground, 'links', id, { state: 'published', reason, version: 2 })),
          ],
        },
        '412 303': withdrawn,
        '410 303': withdrawn,
      },
    }
  },
)

export const WITHDRAWING: Race[] = [
  editAndWithdrawal('claim'),
  editAndWithdrawal('statement'),
  ...WITHDRAWABLE.map(bothWithdraw),
  bothRestore,
  restoredAndLinkedAgain,
  editAndWithdrawalOfLink,
]
