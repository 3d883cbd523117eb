import { addRevision } from '../../../src/revising/revise.commands'
import { settleCarrying } from '../../../src/revising/settle.commands'
import { type Desk, must } from './desk'
import type { Secret } from './newsroom'
import type { Rows } from './rows'

/** An article whose second text has lost two statements: one waits for an editor, of the other it is settled. */
export async function captureAnew(desk: Desk, secret: Secret, rows: Rows) {
  const first = ['Mole news', 'Nia Orr said the mole is open.', 'Oto Pax said the quay is shut.', 'Pia Qu: in May.']
  const article = await desk.article(first)
  await desk.says(article, 'Nia Orr', 'the mole is open')
  const oto = await desk.says(article, 'Oto Pax', 'the quay is shut')
  const pia = await desk.says(article, 'Pia Qu', 'in May')
  const newer = [
    ...first.slice(0, 2),
    'Nobody was told of it before, as far as anybody knows.',
    `A newer text has ${secret('text beside what is quoted, of a newer text')}.`,
  ]
  const outcome = await addRevision(desk.db, desk.editor, article, null, { raw: Buffer.from(newer.join('\n\n')) })
  must(outcome, 'revisionId')
  rows.carrying.open = await carryingOf(desk, oto.id)
  rows.carrying.closed = await carryingOf(desk, pia.id)
  must(await settleCarrying(desk.db, desk.editor, rows.carrying.closed, 1, { as: 'let_go' }), 'statementId')
}

async function carryingOf({ db }: Desk, statementId: number): Promise<number> {
  const [row] = await db.query('SELECT id FROM carryings WHERE statement_id = $1', [statementId])
  return row.id
}
