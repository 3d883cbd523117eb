import type { Asker } from '../authorisation/askers'
import { duel, editForm, entry, pairOf, rowHas, rowsOf } from './duel'
import { opened, typedInto } from './forms'
import type { Ground } from './ground'
import { mergeForm, speakerOf } from './merging'
import { type Race, unless } from './race'
import { changesTold, tells } from './told'

const REASON = 'The outlet has retracted it'

/** Of an article all that is recorded of it goes along. */
const withdrawalOfArticle = async ({ site }: Ground, who: Asker, articleId: number) => {
  const action = `/articles/${articleId}/withdrawal`
  return typedInto(await opened(site.url, who, `/articles/${articleId}/edit`, action), { reason: REASON })
}

const editAndArticle: Race = duel(
  'edit × withdrawal of the article',
  'edit first: both 303, and what was edited goes along. Withdrawn first: 303, the edit 410 with the public reason, and what was typed.',
  async (ground, round) => {
    const { id, claimId, articleId } = await ground.claim()
    const [editor, other] = pairOf(ground.editors)
    const words = `Edited in ${round}`
    const gone = { state: 'withdrawn', withdrawn_reason: REASON }
    return {
      entries: [
        entry('edit', editor, await editForm(ground, editor, id, words)),
        entry('withdrawal', other, await withdrawalOfArticle(ground, other, articleId)),
      ],
      rows: rowsOf({ id, claimId }),
      outcomes: {
        '303 303': {
          went: 'edit first',
          holds: async () => [
            ...(await rowHas(ground, 'statements', id, { ...gone, version: 3 })),
            ...(await rowHas(ground, 'claims', claimId, { ...gone, summary: words, version: 3 })),
          ],
        },
        '410 303': {
          went: 'withdrawn first',
          holds: async (edit) => [
            ...unless(tells(edit, REASON, words), 'the edit was not told the reason, or lost its words'),
            ...(await rowHas(ground, 'statements', id, { ...gone, version: 2 })),
            ...(await rowHas(ground, 'claims', claimId, { ...gone, summary: null, version: 2 })),
          ],
        },
      },
    }
  },
)

const detailsAndWithdrawal: Race = duel(
  'an article’s details × its withdrawal',
  'changed first: 303, the withdrawal 409 with what has changed, and the reason kept. Withdrawn first: 303, the change 410 with the public reason, and what was typed. Never both.',
  async (ground, round) => {
    const { articleId } = await ground.claim()
    const [editor, other] = pairOf(ground.editors)
    const headline = `Headline ${round}`
    const action = `/articles/${articleId}`
    const details = typedInto(await opened(ground.site.url, editor, `${action}/edit`, action), { headline })
    return {
      entries: [
        entry('change', editor, details),
        entry('withdrawal', other, await withdrawalOfArticle(ground, other, articleId)),
      ],
      rows: [['articles', articleId]],
      outcomes: {
        '303 409': {
          went: 'changed first',
          holds: async (_changed, withdrawal) => [
            ...unless(changesTold(withdrawal).now.Headline?.[1] === headline, 'it was not told what has changed'),
            ...unless(changesTold(withdrawal).typed.includes(REASON), 'the reason was not kept'),
            ...(await rowHas(ground, 'articles', articleId, { headline, withdrawn_reason: null, version: 2 })),
          ],
        },
        '410 303': {
          went: 'withdrawn first',
          holds: async (changed) => [
            ...unless(tells(changed, REASON, headline), 'it was not told the reason, or lost its words'),
            ...(await rowHas(ground, 'articles', articleId, { withdrawn_reason: REASON, version: 2 })),
          ],
        },
      },
    }
  },
)

/** The younger speaker comes first in the text: held one after the other, they would be held against the order of a merging. */
const articleAndMerging: Race = duel(
  'withdrawal of an article × merging of two who speak in it',
  'both: 303, whichever was first. Both statements are withdrawn, and the one speaker is the other.',
  async (ground, round) => {
    const older = await ground.claim()
    const [younger, sure, unsure] = [`Younger ${round}`, `pier ${round} is safe`, `pier ${round} is not`]
    const articleId = await ground.desk.article([
      `${younger} said on Monday that ${sure}. ${older.speaker} said on Tuesday that ${unsure}.`,
    ])
    const first = await ground.desk.says(articleId, younger, sure)
    const second = await ground.desk.says(articleId, older.speaker, unsure)
    const [one, other] = [await speakerOf(ground, first.claimId), await speakerOf(ground, second.claimId)]
    const [editor, colleague] = pairOf(ground.editors)
    return {
      entries: [
        entry('withdrawal', editor, await withdrawalOfArticle(ground, editor, articleId)),
        entry('merging', colleague, await mergeForm(ground, colleague, one, other)),
      ],
      rows: [['speakers', other]],
      outcomes: {
        '303 303': {
          went: 'both',
          holds: async () => [
            ...(await rowHas(ground, 'statements', first.id, { state: 'withdrawn', version: 2 })),
            ...(await rowHas(ground, 'statements', second.id, { state: 'withdrawn', version: 2 })),
            ...(await rowHas(ground, 'speakers', one, { merged_into_id: other })),
          ],
        },
      },
    }
  },
)

export const WITHDRAWING_ARTICLES: Race[] = [editAndArticle, detailsAndWithdrawal, articleAndMerging]
