import { importArticle } from '../../src/articles/articles.commands'
import { keepCapture } from '../../src/importing/captures.commands'
import { addRevision } from '../../src/revising/revise.commands'
import { settleCarrying } from '../../src/revising/settle.commands'
import { article, statement } from '../exports/corpus'
import { signedIn } from '../support/world'
import { type RedactingWorld, redactingWorld, secret } from './redacting'

let world: RedactingWorld['world']
let owner: RedactingWorld['owner']
let commanded: RedactingWorld['commanded']
let redact: RedactingWorld['redact']
let tablesWith: RedactingWorld['tablesWith']
let wrong: RedactingWorld['wrong']
let close: RedactingWorld['close']

beforeAll(async () => {
  ;({ world, owner, commanded, redact, tablesWith, wrong, close } = await redactingWorld())
})
afterAll(() => close())

const stolen = (word: string) => `${word} stole the mayor’s red ferry`
const newsOf = (word: string) => `Ferry to stay\n\nThe clerk said that ${stolen(word)}. Nobody was asked.\n\nEnd.\n`
const QUIET = 'Ferry to stay\n\nNobody was asked.\n\nEnd.\n'

/** What is read out of a page is less than what the page has. */
const pageOf = (html: string, text: string) => ({
  raw: Buffer.from(html),
  capture: {
    ...{ text, mediaType: 'text/html; charset=utf-8', capturedFrom: 'https://daily.example/ferry', fileName: null },
    ...{ extractor: 'test', capturedAt: null },
  },
})

/** An article whose newest text has a passage no more, which was let go; but its page says it still, where nobody sees it. */
async function saidOutOfSight(word: string) {
  const id = await article(world.db, newsOf(word))
  const { claimId, statementId } = await statement(world.db, id, stolen(word))
  const newer = pageOf(`<html><head><meta name="description" content="${stolen(word)}"></head></html>`, QUIET)
  const captured = (await addRevision(world.db, world.editor, id, null, newer)) as { revisionId: number }
  const [{ id: carrying }] = await world.db.query('SELECT id FROM carryings WHERE statement_id = $1', [statementId])
  await settleCarrying(world.db, world.editor, carrying, 1, { as: 'let_go' })
  return { id, claimId, statementId, newer: captured.revisionId }
}

const bytesOf = async (id: number, number: number) =>
  (await (await signedIn(world)).get(`/articles/${id}/revisions/${number}/raw`)).status

test('the bytes of all texts of an article go with words of one: they have more than their texts', async () => {
  const word = secret()
  const { id, claimId, newer } = await saidOutOfSight(word)
  const line = `the bytes only of revisions: ${newer}\n`
  expect((await commanded('claim', claimId, '--dry-run')).out).toContain(line)
  expect(await bytesOf(id, 2)).toBe(200)

  const done = await commanded('claim', claimId)
  expect([done.code, done.out]).toEqual([0, expect.stringContaining(line)])
  expect([await tablesWith(word), await wrong()]).toEqual([[], []])
  expect(await bytesOf(id, 2)).toBe(404)
  const [kept] = await world.db.query(
    `SELECT text, captured_from AS "from", redacted_sha256 AS redacted FROM revisions WHERE id = $1`,
    [newer],
  )
  expect(kept).toEqual({ text: QUIET, from: 'https://daily.example/ferry', redacted: null })
  expect((await (await signedIn(world)).get(`/articles/${id}/edit`).expect(200)).text).toContain(
    'The bytes were erased',
  )
})

test('bytes that are gone without a redaction, or are back, are found', async () => {
  const word = secret()
  const { id, claimId, newer } = await saidOutOfSight(word)
  const [{ raw }] = await world.db.query('SELECT raw FROM revisions WHERE id = $1', [newer])
  const put = async (bytes: Buffer) => {
    await owner.query('BEGIN; SET LOCAL session_replication_role = replica')
    await owner.query('UPDATE revisions SET raw = $2 WHERE id = $1', [newer, bytes])
    await owner.query('COMMIT')
  }
  await put(Buffer.from(''))
  expect(await wrong()).toEqual([`revision ${newer}`])
  await put(raw)
  await redact('claim', claimId)
  expect(await wrong()).toEqual([])
  await put(raw)
  expect(await wrong()).toEqual([`revision ${newer}`])
  await put(Buffer.from(''))
  expect(await bytesOf(id, 2)).toBe(404)
})

test('bytes that came since, or that an earlier version left, go with the same redaction once more', async () => {
  const word = secret()
  const { id, claimId } = await saidOutOfSight(word)
  await redact('claim', claimId)
  const later = { ...pageOf(`<html><p hidden>${stolen(word)}</p></html>`, `${QUIET}More.\n`), withoutErased: true }
  const { revisionId } = (await addRevision(world.db, world.editor, id, null, later)) as { revisionId: number }
  const { code, out } = await commanded('claim', claimId)
  expect([code, out]).toEqual([0, expect.stringContaining(`the bytes only of revisions: ${revisionId}\n`)])
  expect([await tablesWith(word), await wrong()]).toEqual([[], []])
  expect(await redact('claim', claimId)).toContain('redacted already')
})

test('bytes of other articles, and of what waits, are looked through; what is packed is named', async () => {
  const word = secret()
  const id = await article(world.db, newsOf(word))
  const { claimId } = await statement(world.db, id, stolen(word))
  const hidden = `<script type="application/ld+json">{"description":"${word} stole\\nthe mayor\\u2019s red ferry"}</script>`
  const split = `<p>${word} stole the <b>ma</b>yor&rsquo;s\n red&nbsp;ferry</p>`
  const other = async (html: string) => {
    const came = pageOf(html, `Else ${secret()}.`)
    const outcome = await importArticle(world.db, world.editor, { ...came, outlet: null, publishedOn: null })
    if (!('revisionId' in outcome)) throw new Error(JSON.stringify(outcome))
    return `revision ${outcome.revisionId} of article ${outcome.articleId}`
  }
  const [one, two, three] = [await other(hidden), await other(split), await other('<p>Nothing.</p>')]
  const packed = await other('%PDF-1.7 …')
  const sent = {
    bytes: Buffer.from(split, 'utf16le'),
    mediaType: 'text/html; charset=utf-16le',
    fileName: null,
    url: null,
  }
  const read = { text: 'Else.', metadata: {}, zones: [], extractor: 'test' }
  const capture = await keepCapture(world.db, world.editor.id, { name: 'else', given: {}, sent }, read)

  const { out } = await commanded('claim', claimId, '--dry-run')
  const bytes = [
    `${one}, its bytes`,
    `${two}, its bytes`,
    `capture ${capture} of account ${world.editor.id}, its bytes`,
  ]
  expect(out).toContain(`“${stolen(word)}”: ${bytes.join('; ')}\n`)
  expect(out).not.toContain(three)
  expect(out).toMatch(new RegExp(`Not looked into beyond what was read out of them, being packed: .*${packed}`))
})
