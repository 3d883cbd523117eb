import { Client } from 'pg'
import request from 'supertest'
import { DataSource } from 'typeorm'
import { withdrawClaim } from '../../src/claims/claims.commands'
import { redactCommand } from '../../src/cli/redact'
import { verifyCommand } from '../../src/cli/verify'
import { askForCorrection } from '../../src/corrections/ask.commands'
import { addReply } from '../../src/corrections/replies.commands'
import { dataSourceOptions } from '../../src/database/data-source'
import { addComment } from '../../src/discussion/comments.commands'
import { notify } from '../../src/discussion/notifications.commands'
import { entities } from '../../src/entities'
import { record } from '../../src/history/history.commands'
import { COLUMNS_OF_WORDS, NOT_FOR_WORDS } from '../../src/proof/columns-of-words'
import { redact as redactAsOwner } from '../../src/proof/redact.commands'
import { blockedOut, REDACTED_KINDS, type RedactedKind } from '../../src/proof/redaction'
import { sameWordsElsewhere } from '../../src/proof/same-words.queries'
import { sealHistory } from '../../src/proof/sealing.commands'
import { verify } from '../../src/proof/verify.queries'
import { article, link, statement } from '../exports/corpus'
import { run } from '../support/command-line'
import { newWorld, SIGNING_KEY, SIGNING_KEYS, signedIn, type World } from '../support/world'

let world: World
let owner: Client
let ownerOrm: DataSource
const before = { ...process.env }

beforeAll(async () => {
  world = await newWorld()
  owner = new Client({ connectionString: world.ownerUrl })
  await owner.connect()
  ownerOrm = await new DataSource(dataSourceOptions(world.ownerUrl, entities)).initialize()
  Object.assign(process.env, { DATABASE_URL: world.appUrl, DATABASE_OWNER_URL: world.ownerUrl, SIGNING_KEY })
})
afterAll(async () => {
  process.env = before
  await owner.end()
  await ownerOrm.destroy()
  await world.close()
})

/** A word that nothing else has, to be looked for in every table afterwards. */
let secrets = 0
const secret = () => `Zyx${String.fromCharCode(97 + secrets++)}wvut`

const REASON = 'By order of a court.'

const commanded = (...args: (string | number)[]) => run(redactCommand(), ...args.map(String), '--reason', REASON)

/** As the command does; null is done. */
async function redact(kind: RedactedKind, id: number): Promise<string | null> {
  const outcome = await redactAsOwner(ownerOrm.manager, { kind, id }, { reason: REASON, legalBasis: null })
  return 'problem' in outcome ? outcome.problem : null
}

/** Where a word stands in the database, in any column of any table: as text, as bytes, or worked into a search document. */
async function tablesWith(word: string): Promise<string[]> {
  const { rows } = await owner.query(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  )
  const hex = Buffer.from(word).toString('hex')
  const found: string[] = []
  for (const { name } of rows) {
    const { rowCount } = await owner.query(
      `SELECT FROM ${name} WHERE strpos(lower(${name}::text), lower($1)) > 0 OR strpos(${name}::text, $2) > 0 LIMIT 1`,
      [word, hex],
    )
    if (rowCount) found.push(name)
  }
  return found.sort()
}

/** What PostgreSQL has by itself: a word in the statistics of a column, and which tables have been vacuumed. */
async function keptByPostgres(word: string): Promise<{ statistics: string[]; vacuumed: string[] }> {
  const { rows } = await owner.query(
    `SELECT ARRAY(
       SELECT tablename || '.' || attname FROM pg_stats WHERE schemaname = 'public'
         AND strpos(concat(most_common_vals::text, histogram_bounds::text, most_common_elems::text), $1) > 0
     ) AS statistics, ARRAY(SELECT relname::text FROM pg_stat_user_tables WHERE vacuum_count > 0) AS vacuumed`,
    [word],
  )
  return rows[0]
}

const seal = async () => (await sealHistory(world.db, SIGNING_KEYS)).checkpoint?.note ?? ''

const wrong = async (outside: string[] = []) =>
  (await verify(world.db, { outside: outside.map((note) => ({ name: 'kept', note })) })).flatMap((part) => part.wrong)

/** A claim with all that can hang on one: reports in two articles, a link, a comment, a correction and a reply. */
async function hangingClaim(word: string) {
  const { db } = world
  const text = `Day one.\n\nCora said that Ana ${word} said: “It ${word} opens\nin May.” Then Bert said no.`
  const [one, other] = [await article(db, text), await article(db, `Again.\n\n“It ${word} opens\nin May,” she said.`)]
  const words = `It ${word} opens\nin May`
  const said = await statement(db, one, words, {
    source: { exact: `Ana ${word}` },
    claim: { summary: `It opens, ${word}.`, saidOn: null, saidOnBasis: 'not_stated' },
  })
  const again = await statement(db, other, words, { claim: { id: said.claimId } })
  const nested = await statement(db, one, `Cora said that Ana ${word} said: “It ${word} opens`)
  const answer = await statement(db, one, 'Bert said no', { claim: { speakers: [{ name: 'Bert', kind: 'person' }] } })
  const linked = await link(db, answer.claimId, said.claimId, 'denies', `He denies ${word}.`)
  const reader = { name: 'A Reader', email: 'reader@daily.example', token: word.padEnd(43, '0') }
  const asked = {
    claimId: said.claimId,
    kind: 'other',
    linkId: null,
    words: `${word} is wrong.`,
    sourceUrl: null,
  } as const
  await askForCorrection(db, { ...asked, ...reader })
  const admin = await world.person('admin')
  await addComment(
    db,
    { id: admin.id, name: 'Admin' } as never,
    { kind: 'claim', id: said.claimId } as never,
    `Is ${word} right?`,
  )
  const reply = {
    by: { name: `A. ${word}` },
    words: `I never said ${word}.`,
    repliedOn: '2020-01-01',
    way: 'form',
  } as const
  await addReply(db, admin, said.claimId, { ...reply, url: null, correctionId: null })
  return { one, other, said, again, nested, answer, linked }
}

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
  for (let waiting = 0; waiting === 0 && !isDone; ) {
    const { rows } = await owner.query(
      `SELECT count(*)::integer FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    )
    waiting = rows[0].count
  }
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

test('every column that letters can stand in is looked through, or has a reason not to be', async () => {
  const { rows } = await owner.query(
    `SELECT relname || '.' || attname AS name FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
     WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
       AND atttypid = ANY('{text,varchar,bpchar,xml,json,jsonb,bytea,tsvector,text[],varchar[]}'::text[]::regtype[])`,
  )
  const looked = COLUMNS_OF_WORDS.flatMap(({ table, columns }) =>
    Object.keys(columns).map((name) => `${table}.${name}`),
  )
  const put = [...looked, ...Object.values(NOT_FOR_WORDS).flat()]
  expect(put.sort()).toEqual(rows.map(({ name }) => name).sort())
})

test('where the same words stand besides is told, and left alone', async () => {
  const word = secret()
  const [one, other] = [
    await article(world.db, `Original.\n\nHe said: it is ${word}, all of it.`),
    await article(world.db, `Copied.\n\nHe said: it is ${word}, all of it.`),
  ]
  const { claimId } = await statement(world.db, one, `it is ${word}, all of it`)
  const { out } = await commanded('claim', claimId, '--dry-run')
  expect(out).toMatch(
    new RegExp(`stand elsewhere, and stay there:\n  “it is ${word}, all of it”: revision \\d+ of article ${other}\n`),
  )
  expect(await tablesWith(word)).toEqual(expect.arrayContaining(['revisions']))
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

test('where the same words stand besides is told, whoever wrote them, and which row of history has them', async () => {
  const word = `“${secret()}”, he\nsaid`
  const { db } = world
  const elsewhere = await hangingClaim(secret())
  const { claimId } = await statement(db, await article(db, `Original.\n\nIt is ${word}.`), word)
  const correction = await owner.query('SELECT max(id) AS id FROM corrections')
  const planted = [
    ['articles', 'byline', elsewhere.one, `article ${elsewhere.one}, its byline`],
    ['corrections', 'answer', correction.rows[0].id, `correction ${correction.rows[0].id}, its answer`],
    ['outlets', 'name', 1, 'outlet 1, its name'],
    ['speakers', 'description', 1, 'speaker 1, its description'],
  ] as const
  await withdrawClaim(db, null, elsewhere.answer.claimId, 1, `Said: ${word}`)
  const history = await owner.query('SELECT max(id) AS id FROM history')
  // Past the product, which would tell history: so it is taken back.
  const runner = ownerOrm.createQueryRunner()
  await runner.startTransaction()
  for (const [table, column, id] of planted)
    await runner.query(`UPDATE ${table} SET ${column} = 'So: ' || $1 WHERE id = $2`, [word, id])
  await runner.query('INSERT INTO speaker_roles (speaker_id, title) VALUES (1, $1)', [word])
  const { found, notSought } = await sameWordsElsewhere(runner.manager, { kind: 'claim', id: claimId })
  await runner.rollbackTransaction()
  await runner.release()

  const withdrawn = [`claim ${elsewhere.answer.claimId}, its reason of withdrawal`, `history ${history.rows[0].id}`]
  const places = [...planted.map(([, , , place]) => place), 'speaker 1, its role', ...withdrawn]
  expect(found.map(({ places, ...rest }) => ({ ...rest, places: places.toSorted() }))).toEqual([
    { words: word, places: places.toSorted(), more: 0 },
  ])
  expect(notSought).toEqual({ tooMany: 0, tooShort: 0 })
})

test('blocks stand for letters one by one, whatever these are, and line ends stay', () => {
  expect(blockedOut('a😀b\nc', [{ start: 1, end: 4 }])).toBe('a██\nc')
  expect(blockedOut('abc', [{ start: 2, end: 9 }])).toBe('ab█')
})
