import { addRevision } from '../../src/revising/revise.commands'
import { article } from '../exports/corpus'
import { type RedactingWorld, redactingWorld, secret } from './redacting'

let world: RedactingWorld['world']
let owner: RedactingWorld['owner']
let wrong: RedactingWorld['wrong']
let close: RedactingWorld['close']

beforeAll(async () => {
  const redacting = await redactingWorld()
  ;({ world, owner, wrong, close } = redacting)
  const { said } = await redacting.hangingClaim(secret())
  await redacting.redact('claim', said.claimId)
  expect(await wrong()).toEqual([])
})
afterAll(() => close())

describe('what is gone without a redaction is found', () => {
  async function tampered(sql: string, ...values: unknown[]) {
    await owner.query('BEGIN; SET LOCAL session_replication_role = replica')
    await owner.query(sql, values)
    await owner.query('COMMIT')
  }
  const lastPayload = async () =>
    (await owner.query('SELECT max(history_id)::integer AS id FROM history_payloads')).rows[0].id

  test('not even the owner erases by a slip', async () => {
    await expect(owner.query('DELETE FROM history_payloads')).rejects.toThrow('only ever added to')
    await expect(owner.query(`UPDATE revisions SET text = 'x'`)).rejects.toThrow('only ever added to')
  })

  test('a payload', async () => {
    await article(world.db, `Something ${secret()}.`)
    const id = await lastPayload()
    await tampered('CREATE TEMP TABLE gone AS SELECT * FROM history_payloads WHERE history_id = $1', id)
    await tampered('DELETE FROM history_payloads WHERE history_id = $1', id)
    expect(await wrong()).toContain(`history row ${id}`)
    await tampered('INSERT INTO history_payloads SELECT * FROM gone')
    expect(await wrong()).toEqual([])
  })

  test('a later text of an article that is another one now, hashes and all, or is gone', async () => {
    const id = await article(world.db, `First ${secret()}.`)
    const captured = await addRevision(world.db, world.editor, id, null, { raw: Buffer.from('Second.') })
    const { revisionId } = captured as { revisionId: number }
    const to = (text: string) =>
      tampered(
        `UPDATE revisions SET text = $2, text_sha256 = sha256(convert_to($2, 'UTF8')), raw = convert_to($2, 'UTF8'),
           raw_sha256 = sha256(convert_to($2, 'UTF8')) WHERE id = $1`,
        revisionId,
        text,
      )
    await to('Secund.')
    expect(await wrong()).toContain(`revision ${revisionId}`)
    await to('Second.')
    expect(await wrong()).toEqual([])

    await tampered('CREATE TEMP TABLE gone_revision AS SELECT * FROM revisions WHERE id = $1', revisionId)
    await tampered('DELETE FROM revisions WHERE id = $1', revisionId)
    expect(await wrong()).toContain(`revision ${revisionId}, which is gone`)
    await tampered('INSERT INTO revisions OVERRIDING SYSTEM VALUE SELECT * FROM gone_revision')
    expect(await wrong()).toEqual([])
  })

  test('more of a redacted text, and what is put back', async () => {
    const { rows } = await owner.query('SELECT min(id) AS id FROM revisions WHERE redacted_sha256 IS NOT NULL')
    const { id } = rows[0]
    await owner.query('BEGIN')
    await owner.query(`SET LOCAL session_replication_role = replica`)
    await owner.query(
      `UPDATE revisions SET text = 'X' || substr(text, 2), redacted_sha256 = sha256(convert_to('X' || substr(text, 2), 'UTF8')) WHERE id = $1`,
      [id],
    )
    await owner.query('COMMIT')
    expect(await wrong()).toContain(`revision ${id}`)
  })

  test('a redaction that is not told, and one that history does not know', async () => {
    await tampered('DELETE FROM redactions WHERE id = (SELECT max(id) FROM redactions)')
    expect(await wrong()).toEqual(expect.arrayContaining([expect.stringMatching(/^redaction , history row \d+$/)]))
    await tampered(
      `INSERT INTO redactions (history_id, subject_kind, subject_id, reason) SELECT min(id), 'claim', 1, 'No reason.' FROM history`,
    )
    expect(await wrong()).toEqual(expect.arrayContaining([expect.stringMatching(/^redaction \d+, history row 1$/)]))
  })
})
