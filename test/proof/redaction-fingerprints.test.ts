import { fingerprintDue } from '../../src/claims/fingerprints-due.commands'
import { fingerprintsOf } from '../../src/fingerprints/fingerprints.commands'
import { addRevision } from '../../src/revising/revise.commands'
import { WIRE } from '../copies/wire-story'
import { article, statement } from '../exports/corpus'
import { untilWaiting } from '../support/waiting'
import { type RedactingWorld, redactingWorld, secret } from './redacting'

let world: RedactingWorld['world']
let owner: RedactingWorld['owner']
let redact: RedactingWorld['redact']
let close: RedactingWorld['close']

beforeAll(async () => {
  ;({ world, owner, redact, close } = await redactingWorld())
})
afterAll(() => close())

const stolen = (word: string) => `the harbour master had ${word} hidden all the keys of both night boats`
const newsOf = (word: string) => `${WIRE}\n\nThe clerk said that ${stolen(word)}.\n`

/** What each text of an article is found by, and what it would be by the words that it has now; the newest last. */
async function found(articleId: number): Promise<{ kept: number[]; due: number[] }[]> {
  const { rows } = await owner.query(
    `SELECT text, ARRAY(SELECT fingerprint FROM revision_fingerprints WHERE revision_id = revisions.id ORDER BY 1) AS kept
     FROM revisions WHERE article_id = $1 ORDER BY number`,
    [articleId],
  )
  return rows.map(({ text, kept }) => ({ kept, due: fingerprintsOf(text, []) }))
}

test('nothing is kept of erased words by the chore that makes fingerprints meanwhile', async () => {
  const word = secret()
  const id = await article(world.db, newsOf(word))
  const { claimId } = await statement(world.db, id, stolen(word))
  await owner.query('DELETE FROM revision_fingerprints')
  await owner.query('INSERT INTO fingerprints_due SELECT id FROM revisions WHERE article_id = $1', [id])
  await owner.query('SELECT pg_advisory_lock(36, 0)')
  const waiting = (many: number) => untilWaiting(async (sql) => (await owner.query(sql)).rows, many)
  const chore = fingerprintDue(world.db)
  await waiting(1)
  const redaction = redact('claim', claimId)
  await waiting(2)
  await owner.query('SELECT pg_advisory_unlock(36, 0)')
  expect([await chore, await redaction]).toEqual([1, null])
  const [text] = await found(id)
  expect(text?.kept.length).toBeGreaterThan(10)
  expect(text?.kept).toEqual(text?.due)
})

test.each([
  ['has them too', (text: string) => `An hour ago.\n\n${text}`],
  ['has them no more', (text: string) => text.replace(/The clerk said .*/, 'The clerk said nothing.')],
])('an older text that lost words is found by nothing afterwards, as before: the newest %s', async (_what, newer) => {
  const word = secret()
  const id = await article(world.db, newsOf(word))
  const { claimId } = await statement(world.db, id, stolen(word))
  await addRevision(world.db, world.editor, id, null, { raw: Buffer.from(newer(newsOf(word))) })
  expect((await found(id)).map(({ kept }) => kept.length > 0)).toEqual([false, true])
  expect(await redact('claim', claimId)).toBeNull()
  const [older, newest] = await found(id)
  expect(older?.kept).toEqual([])
  expect(newest?.kept).toEqual(newest?.due)
})
