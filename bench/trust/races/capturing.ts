import { addRevision } from '../../../src/revising/revise.commands'
import type { Asker } from '../authorisation/askers'
import { must } from '../authorisation/desk'
import { duel, entry, type Outcome, pairOf, rowHas } from './duel'
import { formOf, type OpenForm, opened, typedInto } from './forms'
import type { Ground } from './ground'
import { type Race, unless } from './race'

const REASON = 'Never said so'

/** The form with which a text is captured anew, as an editor has it open. */
const captureForm = async ({ site }: Ground, who: Asker, articleId: number, text: string): Promise<OpenForm> => {
  const action = `/articles/${articleId}/revisions`
  const form = await opened(site.url, who, `${action}/new`, action)
  return typedInto(form, { text, url: '' })
}

const textOf = async ({ site: { db } }: Ground, articleId: number): Promise<string> =>
  (await db.query('SELECT text FROM revisions WHERE article_id = $1 ORDER BY number DESC LIMIT 1', [articleId]))[0].text

/** The text as it is now, with a line behind it: each statement goes along. */
export const capture = async (ground: Ground, who: Asker, articleId: number, line = 'Updated at noon.') =>
  captureForm(ground, who, articleId, `${(await textOf(ground, articleId)).trimEnd()}\n\n${line}\n`)

/** Statements of an article that are in an older text than its newest, and of which nothing says what became of them there. */
async function leftBehind(ground: Ground, articleId: number): Promise<string[]> {
  const left = await ground.count(
    `SELECT count(*) AS count FROM statements JOIN revisions ON revisions.id = revision_id
     JOIN LATERAL (SELECT id FROM revisions newest WHERE newest.article_id = $1 ORDER BY number DESC LIMIT 1) newest ON true
     WHERE article_id = $1 AND revision_id <> newest.id
       AND NOT EXISTS (SELECT FROM carryings WHERE statement_id = statements.id AND carryings.revision_id = newest.id)`,
    [articleId],
  )
  return unless(left === 0, `${left} statements were left in an older text`)
}

export const revisionsOf = async (ground: Ground, articleId: number, wanted: number): Promise<string[]> => {
  const texts = await ground.count('SELECT count(*) AS count FROM revisions WHERE article_id = $1', [articleId])
  return unless(texts === wanted, `the article has ${texts} texts, not ${wanted}`)
}

/** Both were taken, one after the other, or the second was told: either way all stand in the newest text. */
const allStand = (
  ground: Ground,
  articleId: number,
  texts: number,
  went: string,
  more?: Outcome['holds'],
): Outcome => ({
  went,
  holds: async (...answers) => [
    ...(await leftBehind(ground, articleId)),
    ...(await revisionsOf(ground, articleId, texts)),
    ...((await more?.(...answers)) ?? []),
  ],
})

const captureAndRecording: Race = duel(
  'capturing a text × recording in the one before',
  'recorded first: both 303, and the statement goes along. Captured first: 303, and it is recorded in the new text.',
  async (ground) => {
    const { claimId, articleId } = await ground.claim()
    const [one, other] = pairOf(ground.editors)
    const form = await opened(
      ground.site.url,
      other,
      `/articles/${articleId}/annotate`,
      `/articles/${articleId}/statements#record`,
    )
    const given = {
      content: 'is safe',
      speaker: `Engineer ${claimId}`,
      kind: 'person',
      saidOn: '',
      basis: 'not_stated',
    }
    return {
      entries: [
        entry('capture', one, await capture(ground, one, articleId)),
        entry('recording', other, typedInto(form, { ...given, wording: 'indirect' })),
      ],
      rows: [['articles', articleId]],
      outcomes: {
        '303 303': allStand(ground, articleId, 2, 'both, one after the other', async () => {
          const stand = await ground.count(
            'SELECT count(*) AS count FROM statements JOIN revisions ON revisions.id = revision_id WHERE article_id = $1 AND number = 2',
            [articleId],
          )
          return unless(stand === 2, `${stand} statements stand in the new text`)
        }),
      },
    }
  },
)

/** An article whose second text has another word in its statement, which waits and was found again there. */
async function waiting({ desk, site: { db } }: Ground, round: number) {
  const words = `bridge ${round} over the harbour would be open again in May, whatever others say`
  const article = (words: string) => [`Bridge ${round}`, `The engineer said on Monday that ${words}.`]
  const articleId = await desk.article(article(words), { again: true })
  const { id } = await desk.says(articleId, 'The engineer', words)
  const raw = Buffer.from(article(words.replace('would', 'might')).join('\n\n'))
  must(await addRevision(db, desk.editor, articleId, null, { raw }), 'waiting')
  const [carrying] = await db.query(`SELECT id FROM carryings WHERE statement_id = $1 AND candidates <> '[]'`, [id])
  return { id, articleId, carrying: carrying.id as number }
}

export const confirmed = (carrying: number) =>
  formOf(`/carryings/${carrying}/confirmation`, { version: 1, candidate: 0 })
const letGo = (carrying: number) => formOf(`/carryings/${carrying}/letting-go`, { version: 1 })

const captureAndSettling: Race = duel(
  'capturing a text × settling what waits after the one before',
  'settled first: both 303, and the statement is looked for from where it stands now. Captured first: 303, the settling 409: it is looked for in the newest text.',
  async (ground, round) => {
    const { id, articleId, carrying } = await waiting(ground, round)
    const [one, other] = pairOf(ground.editors)
    const outcomeIs = async (wanted: string) => {
      const [row] = await ground.site.db.query('SELECT outcome FROM carryings WHERE id = $1', [carrying])
      return unless(row.outcome === wanted, `what waited is ${row.outcome}`)
    }
    return {
      entries: [
        entry('capture', one, await capture(ground, one, articleId)),
        entry('settling', other, confirmed(carrying)),
      ],
      rows: [
        ['articles', articleId],
        ['statements', id],
      ],
      outcomes: {
        '303 303': allStand(ground, articleId, 3, 'settled first', () => outcomeIs('confirmed')),
        '303 409': allStand(ground, articleId, 3, 'captured first', () => outcomeIs('overtaken')),
      },
    }
  },
)

const captureAndWithdrawal: Race = duel(
  'capturing a text × withdrawal of a statement',
  'withdrawn first: both 303, and it goes along, for it may be restored. Captured first: 303, the withdrawal 409: the statement is in the new text now. Never lost.',
  async (ground) => {
    const { id, articleId } = await ground.claim()
    const [one, other] = pairOf(ground.editors)
    return {
      entries: [
        entry('capture', one, await capture(ground, one, articleId)),
        entry('withdrawal', other, formOf(`/statements/${id}/withdrawal`, { version: 1, reason: REASON })),
      ],
      rows: [
        ['articles', articleId],
        ['statements', id],
      ],
      outcomes: {
        '303 303': allStand(ground, articleId, 2, 'withdrawn first', () =>
          rowHas(ground, 'statements', id, { state: 'withdrawn', version: 3 }),
        ),
        '303 409': allStand(ground, articleId, 2, 'captured first', () =>
          rowHas(ground, 'statements', id, { state: 'published', version: 2 }),
        ),
      },
    }
  },
)

const captureAndJoining: Race = duel(
  'capturing a text × joining of its claim',
  'joined first: both 303. Captured first: 303, the joining 303 as well, or 409 where it looked at the statement before. The statement is in the new text.',
  async (ground) => {
    const going = await ground.claim()
    const staying = await ground.claim({ speaker: going.speaker })
    const [one, other] = pairOf(ground.editors)
    const action = `/claims/${going.claimId}/join`
    const joining = await opened(ground.site.url, other, `${action}?into=${staying.claimId}`, action)
    const claimIs = (claimId: number) => () => rowHas(ground, 'statements', going.id, { claim_id: claimId })
    return {
      entries: [entry('capture', one, await capture(ground, one, going.articleId)), entry('joining', other, joining)],
      rows: [
        ['articles', going.articleId],
        ['statements', going.id],
      ],
      outcomes: {
        '303 303': allStand(ground, going.articleId, 2, 'both', claimIs(staying.claimId)),
        '303 409': allStand(ground, going.articleId, 2, 'captured first', claimIs(going.claimId)),
      },
    }
  },
)

const captureAndSplitting: Race = duel(
  'capturing a text × splitting a report off',
  'split first: both 303. Captured first: 303, the splitting 409: the statement is in the new text now.',
  async (ground) => {
    const first = await ground.claim()
    const second = await ground.claim({ speaker: first.speaker, claimId: first.claimId })
    const [one, other] = pairOf(ground.editors)
    const isOfFirst = (wanted: boolean) => async () => {
      const { claim_id: claim } = await ground.row('statements', second.id)
      return unless((claim === first.claimId) === wanted, `it reports claim ${claim}`)
    }
    return {
      entries: [
        entry('capture', one, await capture(ground, one, second.articleId)),
        entry('splitting', other, formOf(`/statements/${second.id}/split`, { version: 1 })),
      ],
      rows: [
        ['articles', second.articleId],
        ['statements', second.id],
      ],
      outcomes: {
        '303 303': allStand(ground, second.articleId, 2, 'split first', isOfFirst(false)),
        '303 409': allStand(ground, second.articleId, 2, 'captured first', isOfFirst(true)),
      },
    }
  },
)

const twoCaptures: Race = duel(
  '2 × capturing a text',
  'won: 303, one new text. Lost: 409, the page tells that there is another, and keeps the text.',
  async (ground) => {
    const { id, articleId } = await ground.claim()
    const [one, other] = pairOf(ground.editors)
    const outcome = allStand(ground, articleId, 2, 'one won', () => rowHas(ground, 'statements', id, { version: 2 }))
    return {
      entries: [
        entry('capture', one, await capture(ground, one, articleId, 'At noon.')),
        entry('capture', other, await capture(ground, other, articleId, 'At one.')),
      ],
      rows: [['articles', articleId]],
      outcomes: { '303 409': outcome, '409 303': outcome },
    }
  },
)

const twoSettlings: Race = duel(
  'settling a statement × letting it go',
  'won: 303. Lost: 409: somebody has settled it. It is told once.',
  async (ground, round) => {
    const { id, articleId, carrying } = await waiting(ground, round)
    const [one, other] = pairOf(ground.editors)
    const told = await ground.told('statement', id)
    const holds = async () => [
      ...unless((await ground.told('statement', id)) === told + 1, 'history was not told once'),
      ...(await rowHas(ground, 'statements', id, { version: 2 })),
    ]
    return {
      entries: [entry('settling', one, confirmed(carrying)), entry('letting go', other, letGo(carrying))],
      rows: [['statements', id]],
      outcomes: {
        '303 409': allStand(ground, articleId, 2, 'settled first', holds),
        '409 303': allStand(ground, articleId, 2, 'let go first', holds),
      },
    }
  },
)

export const CAPTURING: Race[] = [
  captureAndRecording,
  captureAndSettling,
  captureAndWithdrawal,
  captureAndJoining,
  captureAndSplitting,
  twoCaptures,
  twoSettlings,
]
