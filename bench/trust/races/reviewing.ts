import type { Answered, Asker } from '../authorisation/askers'
import { ask } from '../authorisation/askers'
import { type Duel, duel, editForm, entry, type Outcome, pairOf, rowHas, summaryTold } from './duel'
import { formIn, formOf, type OpenForm, opened, typedInto } from './forms'
import type { Ground } from './ground'
import { type Race, unless } from './race'
import { changesTold, tells } from './told'

/** A draft of the founder's, and its form in the queue of whoever reviews. */
async function draft(ground: Ground) {
  const said = await ground.claim()
  const publication = async (who: Asker): Promise<OpenForm> => {
    const page = await ask(ground.site.url, 'GET', `/claims/${said.claimId}/drafts`, who)
    return formIn(page.body, '/review/publications', ['item', `statement.${said.id}.1.1`])
  }
  return { ...said, publication }
}

/** A race on a desk that reviews; the setting stays so from round to round. */
const reviewed = (what: string, rule: string, pair: (ground: Ground, round: number) => Promise<Duel>): Race =>
  duel(what, rule, async (ground, round) => {
    await ground.kept('review', () => ground.desk.setReview(true))
    return pair(ground, round)
  })

const publicationAndEdit = reviewed(
  'publication × edit of a draft',
  'edit first: 303, the publication 409 with what has changed. Published first: 303, the edit 409 with the three sides, or 422 where it came to look only then, with the words that it is published and what was typed. Nothing is published that the reviewer has not seen.',
  async (ground, round) => {
    const { id, claimId, publication } = await draft(ground)
    const [editor] = pairOf(ground.editors)
    const [reviewer] = pairOf(ground.reviewers)
    const words = `Edited in ${round}`
    const published: Outcome = {
      went: 'published first',
      holds: async (_published, edit) => [
        ...(edit.status === 409
          ? summaryTold(edit, 'nothing', 'nothing', words)
          : unless(tells(edit, 'This statement is published, and this desk reviews', words), 'it was not told so')),
        ...(await rowHas(ground, 'claims', claimId, { state: 'published', summary: null, version: 2 })),
        ...(await rowHas(ground, 'statements', id, { state: 'published', version: 2 })),
      ],
    }
    return {
      entries: [
        entry('publication', reviewer, await publication(reviewer)),
        entry('edit', editor, await editForm(ground, editor, id, words)),
      ],
      rows: [
        ['statements', id],
        ['claims', claimId],
      ],
      outcomes: {
        '409 303': {
          went: 'edit first',
          holds: async (published) => [
            ...unless(changesTold(published).now.Wording?.[1] === 'partly quoted', 'it was not told what has changed'),
            ...(await rowHas(ground, 'claims', claimId, { state: 'draft', summary: words, version: 2 })),
            ...(await rowHas(ground, 'statements', id, { state: 'draft', version: 2 })),
          ],
        },
        '303 422': published,
        '303 409': published,
      },
    }
  },
)

const bothPublish = reviewed(
  '2 × publication of a draft',
  'won: 303, published once. Lost: 409, the page tells that it is.',
  async (ground) => {
    const { id, claimId, publication } = await draft(ground)
    const [one, other] = pairOf(ground.reviewers)
    const outcome: Outcome = {
      went: 'one won',
      holds: async (...answers: [Answered, Answered]) => {
        const lost = answers.find(({ status }) => status === 409) as Answered
        return [
          ...unless(changesTold(lost).now.State?.[1] === 'published', 'it was not told so'),
          ...(await rowHas(ground, 'claims', claimId, { state: 'published', version: 2 })),
          ...(await rowHas(ground, 'statements', id, { state: 'published', version: 2 })),
        ]
      },
    }
    return {
      entries: [
        entry('publication', one, await publication(one)),
        entry('publication', other, await publication(other)),
      ],
      rows: [
        ['statements', id],
        ['claims', claimId],
      ],
      outcomes: { '303 409': outcome, '409 303': outcome },
    }
  },
)

const publicationAndWithdrawal = reviewed(
  'publication × withdrawal of a draft',
  'won: 303. Lost: 409, the page tells that it was withdrawn, or published. Never both.',
  async (ground) => {
    const { id, articleId, publication } = await draft(ground)
    const [editor] = pairOf(ground.editors)
    const [reviewer] = pairOf(ground.reviewers)
    const action = `/statements/${id}/withdrawal`
    const withdrawal = await opened(ground.site.url, editor, `/articles/${articleId}/annotate?withdraw=${id}`, action)
    const told = (answer: Answered, state: string) =>
      unless(changesTold(answer).now.State?.[1] === state, `it was not told that it is ${state}`)
    return {
      entries: [
        entry('publication', reviewer, await publication(reviewer)),
        entry('withdrawal', editor, typedInto(withdrawal, { reason: 'A slip' })),
      ],
      rows: [['statements', id]],
      outcomes: {
        '303 409': {
          went: 'published first',
          holds: async (_published, withdrawn) => [
            ...told(withdrawn, 'published'),
            ...unless(changesTold(withdrawn).typed.includes('A slip'), 'what was typed was lost'),
            ...(await rowHas(ground, 'statements', id, { state: 'published', version: 2 })),
          ],
        },
        '409 303': {
          went: 'withdrawn first',
          holds: async (published) => [
            ...told(published, 'withdrawn'),
            ...(await rowHas(ground, 'statements', id, { state: 'withdrawn', version: 2 })),
          ],
        },
      },
    }
  },
)

const takingBackAndWithdrawal = reviewed(
  'taking back to draft × withdrawal of the claim',
  'won: 303. Lost: 409, the page tells what it is now. Never both.',
  async (ground) => {
    await ground.desk.setReview(false)
    const { claimId } = await ground.claim()
    await ground.desk.setReview(true)
    const [editor, colleague] = pairOf(ground.editors)
    const action = `/claims/${claimId}/draft`
    const holds = (state: string, told: string, lost: 0 | 1): Outcome => ({
      went: lost === 0 ? 'withdrawn first' : 'taken back first',
      holds: async (...answers: [Answered, Answered]) => [
        ...unless(changesTold(answers[lost]).now.State?.[1] === told, `it was not told that it is ${told}`),
        ...(await rowHas(ground, 'claims', claimId, { state, version: 2 })),
      ],
    })
    return {
      entries: [
        entry('taking back', editor, await opened(ground.site.url, editor, `/claims/${claimId}`, action)),
        entry('withdrawal', colleague, formOf(`/claims/${claimId}/withdrawal`, { version: 1, reason: 'A slip' })),
      ],
      rows: [['claims', claimId]],
      outcomes: { '303 409': holds('draft', 'a draft', 1), '409 303': holds('withdrawn', 'withdrawn', 0) },
    }
  },
)

export const REVIEWING: Race[] = [publicationAndEdit, bothPublish, publicationAndWithdrawal, takingBackAndWithdrawal]
