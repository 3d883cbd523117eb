import { addRevision } from '../../src/revising/revise.commands'
import { statementsSent } from '../support/statements-sent'
import { type FerryDesk, ferryDesk } from './ferry-desk'

let ferry: FerryDesk

beforeAll(async () => {
  ferry = await ferryDesk()
})
afterAll(() => ferry.world.close())

let articles = 0

/** An article in which the same person says something in each of so many lines. */
async function article(lines: number) {
  articles += 1
  const mayor = `Mayor ${articles}`
  const said = Array.from({ length: lines }, (_, n) => `“Pier ${n} is closed – for ${lines} days”`)
  const text = `Timetable ${articles}\n\n${said.map((words) => `${words}, the mayor said.`).join('\n\n')}\n`
  const id = await ferry.desk.article(text, { again: true })
  for (const words of said) await ferry.desk.statement(id, { by: [mayor], words: [words] })
  return { id, text }
}

/** Claims of an article’s statements that may be one, when each pair was last worked out, as the database has it. */
const likenesses = async (articleId: number): Promise<{ id: number }[]> =>
  ferry.world.db.query(
    `SELECT id FROM claim_likenesses WHERE claim_id IN (
       SELECT claim_id FROM statements JOIN revisions ON revisions.id = revision_id WHERE article_id = $1) ORDER BY id`,
    [articleId],
  )

/** Captures a text that is otherwise in each line; how many statements of SQL that took, and what it did to the doubles. */
async function captured(lines: number, change: (text: string) => string) {
  const { id, text } = await article(lines)
  const before = await likenesses(id)
  const { db, editor } = ferry.world
  // By the command: a request reads settings and session now and then, which is no matter of this.
  const { sent } = await statementsSent(() => addRevision(db, editor, id, null, { raw: Buffer.from(change(text)) }))
  const rows: { likeness: number }[] = await db.query(
    `SELECT similarity(lower(exact), lower(substr(old.text, place.start + 1, place."end" - place.start))) AS likeness
     FROM carryings JOIN revisions old ON old.id = from_revision_id
     JOIN spans ON spans.statement_id = carryings.statement_id AND part = 'content'
     CROSS JOIN LATERAL jsonb_to_recordset(before_spans) AS place (part text, start integer, "end" integer)
     WHERE old.article_id = $1 AND outcome = 'carried' AND effect = 'typography' AND place.part = 'content'`,
    [id],
  )
  expect(rows).toHaveLength(lines)
  return {
    queries: sent.length,
    likeness: Math.min(...rows.map(({ likeness }) => likeness)),
    before,
    after: await likenesses(id),
  }
}

test.each<[string, (text: string) => string]>([
  ['quotation marks', (text) => text.replace(/[“”]/g, '"')],
  ['spaces and dashes', (text) => text.replaceAll(' is ', '\u00A0is ').replaceAll('–', '—')],
])(
  'where other %s are all that changed, no claim is compared anew, for none is more alike than it was',
  async (_what, change) => {
    const [few, many] = [await captured(3, change), await captured(12, change)]
    expect(many.queries).toBe(few.queries)
    expect(many.likeness).toBe(1)
    expect(many.before.length).toBeGreaterThan(10)
    expect(many.after).toEqual(many.before)
  },
)

test('where words come to be parted otherwise, as many queries compare claims anew, however many they are', async () => {
  const softly = (text: string) => text.replaceAll('closed', 'clo\u00ADsed')
  const [few, many] = [await captured(3, softly), await captured(12, softly)]
  expect(many.queries).toBe(few.queries)
  expect(many.likeness).toBeLessThan(1)
  expect(many.after.length).toBeGreaterThan(10)
  expect(many.after[0]?.id).toBeGreaterThan(many.before.at(-1)?.id ?? 0)
})
