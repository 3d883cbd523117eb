import { redact } from '../../../src/proof/redact.commands'
import { addRevision } from '../../../src/revising/revise.commands'
import { tablesWith } from '../../../test/support/tables-with'
import type { Answered } from '../authorisation/askers'
import { must } from '../authorisation/desk'
import { capture, confirmed, revisionsOf } from './capturing'
import { duel, entry, pairOf } from './duel'
import type { OpenForm } from './forms'
import type { Ground } from './ground'
import { type Race, unless } from './race'
import { tells } from './told'

/** The command, by the role that owns the tables: 200 with what it erased, 422 where it says that it can't. */
const redaction = ({ owner }: Ground, statementId: number): OpenForm => ({
  action: 'gainsay redact statement',
  fields: [],
  async command(): Promise<Answered> {
    const told = { reason: 'By order of a court.', legalBasis: null }
    const outcome = await redact(owner, { kind: 'statement', id: statementId }, told)
    return { status: 'problem' in outcome ? 422 : 200, headers: {}, body: JSON.stringify(outcome) }
  },
})

/** That words stand in these tables alone, whatever column; nowhere, mostly. */
async function standIn({ owner }: Ground, word: string, wanted: readonly string[] = []): Promise<string[]> {
  const found = await tablesWith((sql, values) => owner.query(sql, values), word)
  return unless(found.join() === wanted.join(), `${word} stands in ${found.join(', ') || 'no table'}`)
}

const captureAndRedaction: Race = duel(
  'capturing a text × redacting a statement of the article',
  'captured first: 303, and the words go from both texts. Redacted first: the capture 422, told that words were erased. They are nowhere afterwards.',
  async (ground, round) => {
    const word = `Zyx${round}quay`
    const articleId = await ground.desk.article(['Harbour news', `The engineer said on Monday that ${word} is safe.`])
    const { id } = await ground.desk.says(articleId, 'The engineer', `${word} is safe`)
    const [one, other] = pairOf(ground.editors)
    return {
      entries: [
        entry('capture', one, await capture(ground, one, articleId)),
        entry('redaction', other, redaction(ground, id)),
      ],
      rows: [
        ['articles', articleId],
        ['statements', id],
      ],
      outcomes: {
        '303 200': {
          went: 'captured first',
          holds: async () => [...(await standIn(ground, word)), ...(await revisionsOf(ground, articleId, 2))],
        },
        '422 200': {
          went: 'redacted first',
          holds: async (refused) => [
            ...(await standIn(ground, word)),
            ...(await revisionsOf(ground, articleId, 1)),
            ...unless(tells(refused, 'Words were erased from revision 1'), 'it was not told of the erased words'),
          ],
        },
      },
    }
  },
)

/** A statement with another word in the second text of its article, in which it waits. */
async function waitingIn({ desk, site: { db } }: Ground, first: string, second: string) {
  const article = (word: string) => [
    'Harbour news',
    `The engineer said on Monday that the bridge at ${word} opens in May.`,
  ]
  const articleId = await desk.article(article(first), { again: true })
  const { id } = await desk.says(articleId, 'The engineer', `the bridge at ${first} opens in May`)
  must(
    await addRevision(db, desk.editor, articleId, null, { raw: Buffer.from(article(second).join('\n\n')) }),
    'waiting',
  )
  const [carrying] = await db.query(`SELECT id FROM carryings WHERE statement_id = $1 AND candidates <> '[]'`, [id])
  return { id, articleId, carrying: carrying.id as number }
}

const settlingAndRedaction: Race = duel(
  'settling what waits × redacting it',
  'settled first: 303, and the words go from both texts. Redacted first: the settling 409; those of the older text are gone, and the others named.',
  async (ground, round) => {
    const [first, second] = [`Zyx${round}pier`, `Zyx${round}mole`]
    const { id, articleId, carrying } = await waitingIn(ground, first, second)
    const [one, other] = pairOf(ground.editors)
    return {
      entries: [entry('settling', one, confirmed(carrying)), entry('redaction', other, redaction(ground, id))],
      rows: [
        ['articles', articleId],
        ['statements', id],
      ],
      outcomes: {
        '303 200': {
          went: 'settled first',
          holds: async () => [...(await standIn(ground, first)), ...(await standIn(ground, second))],
        },
        '409 200': {
          went: 'redacted first',
          holds: async (_settling, redacted) => [
            ...(await standIn(ground, first)),
            ...(await standIn(ground, second, ['revisions'])),
            ...unless(tells(redacted, second), 'the words that stay were not named'),
          ],
        },
      },
    }
  },
)

export const REDACTING: Race[] = [captureAndRedaction, settlingAndRedaction]
