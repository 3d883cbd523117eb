import request from 'supertest'
import { verifyCommand } from '../../src/cli/verify'
import { askForCorrection } from '../../src/corrections/ask.commands'
import { addComment } from '../../src/discussion/comments.commands'
import { notify } from '../../src/discussion/notifications.commands'
import { record } from '../../src/history/history.commands'
import { redact as redactAsOwner } from '../../src/proof/redact.commands'
import { blockedOut, REDACTED_KINDS } from '../../src/proof/redaction'
import { addRevision } from '../../src/revising/revise.commands'
import { article, statement } from '../exports/corpus'
import { run } from '../support/command-line'
import { untilWaiting } from '../support/waiting'
import { signedIn } from '../support/world'
import { REASON, type RedactingWorld, redactingWorld, secret } from './redacting'

let world: RedactingWorld['world']
let owner: RedactingWorld['owner']
let ownerOrm: RedactingWorld['ownerOrm']
let commanded: RedactingWorld['commanded']
let redact: RedactingWorld['redact']
let tablesWith: RedactingWorld['tablesWith']
let keptByPostgres: RedactingWorld['keptByPostgres']
let seal: RedactingWorld['seal']
let wrong: RedactingWorld['wrong']
let hangingClaim: RedactingWorld['hangingClaim']
let close: RedactingWorld['close']

beforeAll(async () => {
  ;({ world, owner, ownerOrm, commanded, redact, tablesWith, keptByPostgres, seal, wrong, hangingClaim, close } =
    await redactingWorld())
})
afterAll(() => close())

test('a claim goes with all that hangs on it: its words are nowhere, its places tell why, and the proof is whole', async () => {
  const word = secret()
  const { said, nested, answer, linked } = await hangingClaim(word)
  const kept = await seal()
  expect((await tablesWith(word)).length).toBeGreaterThan(8)

  const dry = await commanded('claim', said.claimId, '--dry-run')
  expect([dry.code, dry.out]).toEqual([0, expect.stringContaining(`claims: ${said.claimId}\n`)])
  expect(dry.out).toContain(`statements: ${nested.statementId}`)
  expect((await tablesWith(word)).length).toBeGreaterThan(8)

  await owner.query('ANALYZE')
  expect(await keptByPostgres(word)).toEqual({
    statistics: expect.arrayContaining(['revisions.text', 'spans.exact']),
    vacuumed: [],
  })
  const done = await commanded('claim', said.claimId, '--legal-basis', 'Art. 17 GDPR')
  expect([done.code, done.err]).toEqual([0, ''])
  expect(await tablesWith(word)).toEqual([])
  expect(await keptByPostgres(word)).toEqual({
    statistics: [],
    vacuumed: expect.arrayContaining(['claims', 'comments', 'history_payloads', 'revisions', 'search_claims', 'spans']),
  })
  expect(done.out).toMatch(/Out of reach, .*archive, replicas/s)
  expect(await wrong([kept])).toEqual([])
  await seal()
  expect(await wrong([kept])).toEqual([])
  const told = await run(verifyCommand())
  expect([told.code, told.out]).toEqual([
    0,
    expect.stringMatching(/History payloads erased: \d+\nTexts redacted: 2\nStatements redacted: 2\n/),
  ])

  for (const address of [`/claims/${said.claimId}`, `/statements/${said.statementId}`, `/links/${linked}`]) {
    const { text } = await request(world.app).get(address).expect(410)
    expect(text).toContain('Redacted: By order of a court.')
  }
  // Neither history nor what was as of a day tells the words any more, to nobody.
  const day = new Date().toISOString().slice(0, 10)
  for (const asker of [request(world.app), await signedIn(world)]) {
    for (const address of [
      `/claims/${said.claimId}/history`,
      `/links/${linked}/history`,
      `/claims/${said.claimId}/as-of/${day}`,
    ]) {
      const { status, text } = await asker.get(address)
      expect({ address, isShown: text.includes(word), isFault: status >= 500 }).toEqual({
        address,
        isShown: false,
        isFault: false,
      })
    }
  }
  const page = (await request(world.app).get('/transparency').expect(200)).text
  expect(page).toMatch(/<a href="\/claims\/\d+">claim \d+<\/a>: By order of a court\./)
  expect(page).toContain('Art. 17 GDPR')
  // What is left of the others in the same text still stands at its offsets, with blocks where words went.
  await request(world.app).get(`/claims/${answer.claimId}`).expect(200)
  expect((await request(world.app).get(`/claims/${nested.claimId}`).expect(200)).text).toContain('Cora said that ███')
})

test('what was redacted does not come back', async () => {
  const { said, linked } = await hangingClaim(secret())
  await redact('claim', said.claimId)
  const agent = await signedIn(world)
  const [claim] = await world.db.query('SELECT version FROM claims WHERE id = $1', [said.claimId])
  const [report] = await world.db.query('SELECT version FROM statements WHERE id = $1', [said.statementId])
  for (const [address, version] of [
    [`/statements/${said.statementId}/restoration`, report.version],
    [`/claims/${said.claimId}/restoration`, claim.version],
    [`/links/${linked}/restoration`, 3],
  ]) {
    const { status } = await agent.post(address).type('form').send({ version })
    expect({ address, isRefused: [409, 422].includes(status) }).toEqual({ address, isRefused: true })
  }
  await request(world.app).get(`/claims/${said.claimId}`).expect(410)
  expect(await redact('claim', said.claimId)).toContain('redacted already')
})

/** Until somebody waits for a lock, or the work is done without. */
async function untilSomebodyWaits(work: Promise<unknown>) {
  let isDone = false
  void work.finally(() => (isDone = true)).catch(() => undefined)
  await untilWaiting(
    async (sql) => (await owner.query(sql)).rows,
    1,
    () => isDone,
  )
}

test('what is being added while a claim is redacted goes too, and what comes too late is refused', async () => {
  const word = secret()
  const { said } = await hangingClaim(word)
  const admin = await world.person('admin')
  const other = world.db.connection.createQueryRunner()
  await other.startTransaction()
  await addComment(other.manager, { id: admin.id, name: 'Ann' }, { kind: 'claim', id: said.claimId }, `Still ${word}?`)
  const redacting = redact('claim', said.claimId)
  await untilSomebodyWaits(redacting)
  await other.commitTransaction()
  expect([await redacting, await tablesWith(word)]).toEqual([null, []])
  await other.release()

  const next = (await hangingClaim(word)).said.claimId
  const runner = ownerOrm.createQueryRunner()
  await runner.startTransaction()
  await redactAsOwner(runner.manager, { kind: 'claim', id: next }, { reason: REASON, legalBasis: null })
  const asked = { claimId: next, kind: 'other' as const, linkId: null, sourceUrl: null, name: null, email: null }
  const late = askForCorrection(world.db, { ...asked, words: `No ${word}`, token: 'l'.repeat(43) })
  await untilSomebodyWaits(late)
  await runner.commitTransaction()
  await runner.release()
  await expect(late).rejects.toThrow()
  expect(await tablesWith(word)).toEqual([])
})

test('a statement alone leaves its claim, and a second redaction of the same text is as good as the first', async () => {
  const word = secret()
  const { said, again, one } = await hangingClaim(word)
  await redact('statement', again.statementId)
  await request(world.app).get(`/claims/${said.claimId}`).expect(200)
  await request(world.app).get(`/statements/${again.statementId}`).expect(410)
  expect(await wrong()).toEqual([])
  await redact('statement', said.statementId)
  await request(world.app).get(`/claims/${said.claimId}`).expect(410)
  expect(await tablesWith(word)).toEqual([])
  await redact('article', one)
  expect(await wrong()).toEqual([])
})

test('an article goes with its texts and its quotations', async () => {
  const [word, headline] = [secret(), secret()]
  const articleId = await article(world.db, `One ${word}.\n\n😀 Two, she said.`, { headline, byline: headline })
  const { claimId } = await statement(world.db, articleId, `One ${word}`)
  await seal()
  await redact('article', articleId)
  expect([await tablesWith(word), await tablesWith(headline), await wrong()]).toEqual([[], [], []])
  expect((await request(world.app).get(`/articles/${articleId}`).expect(410)).text).toContain('By order of a court.')
  await request(world.app).get(`/api/v1/articles/${articleId}`).expect(410)
  await (await signedIn(world)).get(`/articles/${articleId}`).expect(410)
  await request(world.app).get(`/claims/${claimId}`).expect(410)
})

test('a speaker’s names go, and their claims stay under a name that says so', async () => {
  const word = secret()
  const articleId = await article(world.db, 'Nothing to see, they said.')
  const { claimId } = await statement(world.db, articleId, 'Nothing to see', {
    claim: { speakers: [{ name: `Jane ${word}`, kind: 'person' }] },
  })
  const [{ speaker_id: id }] = await world.db.query('SELECT speaker_id FROM claim_speakers WHERE claim_id = $1', [
    claimId,
  ])
  await redact('speaker', id)
  expect([await tablesWith(word), await wrong()]).toEqual([[], []])
  const { text } = await request(world.app).get(`/speakers/${id}`).expect(200)
  expect(text).toContain('The name has been redacted: By order of a court.')
  expect((await request(world.app).get(`/claims/${claimId}`).expect(200)).text).toContain('[redacted]')
})

describe('the single rows', () => {
  let hanging: Awaited<ReturnType<typeof hangingClaim>>
  let word: string
  beforeAll(async () => {
    word = secret()
    hanging = await hangingClaim(word)
  })

  test.each([
    ['link', 'links', 'reason'],
    ['comment', 'comments', 'body'],
    ['correction', 'corrections', 'words'],
    ['reply', 'replies', 'words'],
  ] as const)('a %s', async (kind, table, column) => {
    const [{ id }] = await world.db.query(`SELECT max(id) AS id FROM ${table}`)
    const problem = await redact(kind, id)
    const [row] = await world.db.query(`SELECT ${column} AS words FROM ${table} WHERE id = $1`, [id])
    const expected = kind === 'link' ? null : '[redacted]'
    expect([problem, row.words, await wrong()]).toEqual([null, expected, []])
  })

  test('a comment by which something was sent back, in the history of that too', async () => {
    const [own, { statementId }] = [secret(), hanging.answer]
    const body = `${own}: not so.`
    const outcome = await addComment(
      world.db,
      { id: world.editor.id, name: 'Editor' } as never,
      { kind: 'claim', id: hanging.answer.claimId } as never,
      body,
    )
    if (!('commentId' in outcome)) throw new Error(outcome.problem)
    await world.db.query(
      'INSERT INTO review_returns (statement_id, version, claim_version, comment_id) VALUES ($1, 1, 1, $2)',
      [statementId, outcome.commentId],
    )
    await notify(world.db, null, [world.editor.id], {
      kind: 'sent back',
      subjectKind: 'statement',
      subjectId: statementId,
      text: `Sent back: ${body}`,
    })
    await record(world.db, null, {
      action: 'sent back',
      kind: 'statement',
      id: statementId,
      payload: { comment: body },
    })
    expect(await redact('comment', outcome.commentId)).toBe(null)
    expect([await tablesWith(own), await wrong()]).toEqual([[], []])
  })

  test('a payload of history', async () => {
    const { rows } = await owner.query(
      `SELECT max(id)::integer AS id FROM history WHERE (subject_kind, subject_id) = ('claim', $1)`,
      [hanging.said.claimId],
    )
    expect(await redact('history', rows[0].id)).toBe(null)
    expect(await wrong()).toEqual([])
    expect((await request(world.app).get('/transparency')).text).toContain(`row ${rows[0].id} of history`)
    expect(await redact('history', rows[0].id)).toContain('redacted already')
    const redaction = await owner.query(`SELECT max(history_id)::integer AS id FROM redactions`)
    expect(await redact('history', redaction.rows[0].id)).toContain('its public proof')
  })

  test.each(REDACTED_KINDS)('a %s that is not there is said so', async (kind) => {
    expect(await redact(kind, 99_999)).toContain('There is no')
  })
})

test('blocks stand for letters one by one, whatever these are, and line ends stay', () => {
  expect(blockedOut('a😀b\nc', [{ start: 1, end: 4 }])).toBe('a██\nc')
  expect(blockedOut('abc', [{ start: 2, end: 9 }])).toBe('ab█')
})

test('a statement is erased from every text of its article that it has stood in', async () => {
  const word = secret()
  const text = `Ferry news\n\nAnn said that ${word} is late.`
  const id = await article(world.db, text)
  const { statementId } = await statement(world.db, id, `${word} is late`)
  for (const newer of [`An hour ago.\n\n${text}`, `Two hours ago.\n\n${text}`])
    await addRevision(world.db, world.editor, id, null, { raw: Buffer.from(newer) })
  expect(await redact('statement', statementId)).toBeNull()
  expect(await tablesWith(word)).toEqual([])
  expect(await wrong()).toEqual([])
})

test('what one redaction left beside its words goes with the next, out of what the first told history too', async () => {
  const [late, early] = [secret(), secret()]
  const text = `Head.\n\nOne said that ${late} is late. Two said ${early} is early.\n\nEnd.`
  const id = await article(world.db, text)
  const [one, two] = [
    await statement(world.db, id, `${late} is late`),
    await statement(world.db, id, `${early} is early`),
  ]
  await statement(world.db, id, `${late} is late. Two said ${early} is early`)
  await redact('claim', one.claimId)
  const { rows } = await owner.query(
    `SELECT max(id)::integer AS id FROM history WHERE (subject_kind, subject_id) = ('statement', $1)`,
    [two.statementId],
  )
  await redact('history', rows[0].id)
  await redact('claim', two.claimId)
  expect([await tablesWith(late), await tablesWith(early), await wrong()]).toEqual([[], [], []])
})
