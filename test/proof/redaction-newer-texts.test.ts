import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { importCommand } from '../../src/cli/import'
import { keepCapture } from '../../src/importing/captures.commands'
import { sameWordsElsewhere } from '../../src/proof/same-words.queries'
import { reopenCarrying } from '../../src/revising/reopen.commands'
import { addRevision } from '../../src/revising/revise.commands'
import { settleCarrying } from '../../src/revising/settle.commands'
import { article, statement } from '../exports/corpus'
import { run } from '../support/command-line'
import request from '../support/request'
import { signedIn } from '../support/world'
import { type RedactingWorld, redactingWorld, secret } from './redacting'

let world: RedactingWorld['world']
let commanded: RedactingWorld['commanded']
let redact: RedactingWorld['redact']
let tablesWith: RedactingWorld['tablesWith']
let wrong: RedactingWorld['wrong']
let close: RedactingWorld['close']

beforeAll(async () => {
  ;({ world, commanded, redact, tablesWith, wrong, close } = await redactingWorld())
})
afterAll(() => close())

const newsOf = (word: string) =>
  `Ferry to stay\n\nThe mayor said that ${word} stole the red ferry. The harbour master said that nobody was asked.\n\nEnd.\n`

async function capture(articleId: number, text: string) {
  const outcome = await addRevision(world.db, world.editor, articleId, null, { raw: Buffer.from(text) })
  if (!('revisionId' in outcome)) throw new Error(JSON.stringify(outcome))
  return outcome
}

/** The carrying of a statement that waits; 0 where it went along. */
const waiting = async (statementId: number): Promise<number> =>
  (await world.db.query('SELECT id FROM carryings WHERE statement_id = $1 AND outcome IS NULL', [statementId]))[0]
    ?.id ?? 0

const texts = async (articleId: number): Promise<string[]> =>
  (await world.db.query('SELECT text FROM revisions WHERE article_id = $1 ORDER BY number', [articleId])).map(
    ({ text }: { text: string }) => text,
  )

describe('words that another statement stood on before it moved to a newer text', () => {
  const stolen = (word: string) => `${word} stole the red ferry`

  test.each([
    ['overlapping', (word: string) => `${stolen(word)}. The harbour master said that nobody was asked`],
    ['beside', () => 'The harbour master said that nobody was asked'],
  ])('%s: they are gone from its history and from what was as of a day', async (_where, others) => {
    const word = secret()
    const id = await article(world.db, newsOf(word))
    const { claimId } = await statement(world.db, id, stolen(word))
    const other = await statement(world.db, id, others(word))
    await capture(id, newsOf(word).replace(`The mayor said that ${stolen(word)}.`, 'Another thing happened between.'))
    const settled = { as: 'pointed', spans: { content: [{ exact: 'nobody was asked' }] } } as never
    const carrying = await waiting(other.statementId)
    if (carrying) await settleCarrying(world.db, world.editor, carrying, 1, settled)
    expect((await tablesWith(word)).length).toBeGreaterThan(2)

    const { code, out } = await commanded('claim', claimId)
    expect([code, out]).toEqual([0, expect.stringContaining(`beside these, statements: ${other.statementId}`)])
    expect([await tablesWith(word), await wrong()]).toEqual([[], []])
    const day = new Date().toISOString().slice(0, 10)
    for (const page of ['', '/history', `/as-of/${day}`]) {
      const { status, text } = await request(world.app).get(`/claims/${other.claimId}${page}`)
      expect({ page, isFault: status >= 500, isShown: text.includes(word) }).toMatchObject({
        isFault: false,
        isShown: false,
      })
    }
  })
})

describe('texts of its article in which nobody has settled where a statement stands', () => {
  test('an older one than that which it was recorded in loses its words too', async () => {
    const word = secret()
    const id = await article(world.db, newsOf(word))
    await capture(id, `An hour ago.\n\n${newsOf(word)}`)
    const { claimId } = await statement(world.db, id, `${word} stole the red ferry`)
    await redact('claim', claimId)
    expect([await tablesWith(word), await wrong()]).toEqual([[], []])
  })

  test('one in which it waits loses them where they are the same; where they are others, the place is named', async () => {
    const word = secret()
    const text = newsOf(word)
    const id = await article(world.db, text)
    const { claimId, statementId } = await statement(world.db, id, `${word} stole the red ferry`)
    await capture(id, text.replace('The mayor said', 'Somebody at the quay told us').replace('that nobody', 'nobody'))
    const carrying = await waiting(statementId)
    // Settled and taken back: its place in the newer text is known no more.
    await settleCarrying(world.db, world.editor, carrying, 1, { as: 'confirmed', candidate: 0 })
    await reopenCarrying(world.db, world.editor, carrying, 2)
    const { revisionId } = await capture(id, text.replace('red ferry', 'blue ferry'))
    const { out } = await commanded('claim', claimId)
    expect(out).toContain(`  statement ${statementId}, revision ${revisionId}, `)
    expect(out).toContain(`“${word} stole the blue ferry”`)
    expect((await texts(id)).map((left) => left.includes(word))).toEqual([false, false, true])
    expect(await wrong()).toEqual([])
  })
})

test('the same words once more in a text, and earlier wordings elsewhere, are told', async () => {
  const word = secret()
  const [red, blue] = [`${word} stole the red ferry`, `${word} stole the blue ferry`]
  const id = await article(world.db, `First.\n\nShe said: ${red}.\n\nSecond.\n\nAnd then he repeated: ${red}.`)
  const { claimId, statementId } = await statement(world.db, id, [red], {
    content: [{ exact: red, prefix: 'She said: ' }],
  })
  const other = await article(world.db, `Elsewhere.\n\nThey wrote: ${red}.`)
  await capture(id, `First.\n\nShe said: ${blue}.\n\nSecond.\n\nAnd then he repeated: ${red}.`)
  const places = { content: [{ exact: blue }] }
  await settleCarrying(world.db, world.editor, await waiting(statementId), 1, { as: 'pointed', spans: places } as never)
  const { found } = await sameWordsElsewhere(world.db, { kind: 'claim', id: claimId })
  const told = found.flatMap(({ words, places }) => places.map((place) => `${words}: ${place}`))
  const numbered = (of: number) =>
    world.db.query('SELECT id FROM revisions WHERE article_id = $1 ORDER BY id', [of]) as Promise<{ id: number }[]>
  const [[first, second], [elsewhere]] = [await numbered(id), await numbered(other)]
  expect(told).toEqual([
    `${red}: revision ${first?.id} of article ${id}, once more`,
    `${red}: revision ${second?.id} of article ${id}, once more`,
    `${red}: revision ${elsewhere?.id} of article ${other}`,
  ])
})

describe('a newer text of an article from which words were erased', () => {
  let id: number
  let word: string
  let version: number
  beforeAll(async () => {
    word = secret()
    id = await article(world.db, newsOf(word), { url: 'https://daily.example/ferry' })
    const { claimId } = await statement(world.db, id, `${word} stole the red ferry`)
    await redact('claim', claimId)
  })
  beforeEach(async () => {
    version = (await world.db.query('SELECT version FROM articles WHERE id = $1', [id]))[0].version
  })

  test('is taken from the form only with the word of whoever captures it; the very text never', async () => {
    const agent = await signedIn(world)
    const send = (text: string, fields: Record<string, string> = {}) => {
      const sent = agent.post(`/articles/${id}/revisions`).field('version', version).field('text', text)
      for (const [name, value] of Object.entries(fields)) sent.field(name, value)
      return sent
    }
    const form = await agent.get(`/articles/${id}/revisions/new`).expect(200)
    expect(form.text).toContain('Words were erased from revision 1 of this article for good')
    const { text } = await send(`${newsOf(word)}More.`).expect(422)
    expect(text).toContain('nobody but you can tell whether the new text has them')
    expect((await send(newsOf(word), { withoutErased: 'yes' }).expect(422)).text).toContain('text of revision 1')
    expect(await tablesWith(word)).toEqual([])
    await send(newsOf('…'), { withoutErased: 'yes' }).expect(303)
    expect(await texts(id)).toHaveLength(2)
  })

  test('is taken from the API and from an import only likewise', async () => {
    const agent = await signedIn(world)
    const asked = (body: object) =>
      request(world.app)
        .post(`/api/v1/articles/${id}/revisions`)
        .set({ Authorization: `Bearer ${world.editor.token}`, 'If-Match': `"${version}"` })
        .send(body)
    const refused = await asked({ text: newsOf('Somebody') }).expect(422)
    expect(JSON.parse(refused.text).errors).toHaveProperty('withoutErased')
    await asked({ text: newsOf('Somebody'), withoutErased: true }).expect(201)

    const next = newsOf('Nobody')
    const read = { text: next, metadata: {}, zones: [], extractor: 'plain text' }
    const sent = { bytes: Buffer.from(next), mediaType: null, fileName: null, url: null }
    const given = { url: 'https://daily.example/ferry' }
    const capture = await keepCapture(world.db, world.editor.id, { name: 'ferry', given, sent }, read)
    expect((await agent.get(`/captures/${capture}`).expect(200)).text).toContain(`name="withoutErased-${id}"`)
    const fields = { article: String(id), [`version-${id}`]: String(version + 1) }
    const add = (more: object) =>
      agent
        .post(`/captures/${capture}/revision`)
        .type('form')
        .send({ ...fields, ...more })
    await add({}).expect(422)
    await add({ [`withoutErased-${id}`]: 'yes' }).expect(303)
  })

  test('is taken from the command line only with --without-erased', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-erased-'))
    const file = path.join(folder, 'ferry.txt')
    fs.writeFileSync(file, newsOf('Anybody'))
    const args = [file, '--outlet', 'The Daily', '--published', '2019-06-04', '--url', 'https://daily.example/ferry']
    const refused = await run(importCommand(), ...args)
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('Words were erased from revision 1')])
    const done = await run(importCommand(), ...args, '--without-erased')
    fs.rmSync(folder, { recursive: true })
    expect([done.code, done.out]).toEqual([0, expect.stringContaining('has changed, revision')])
  })

  test('is not taken at all where the article itself was erased', async () => {
    await redact('article', id)
    const outcome = await addRevision(world.db, world.editor, id, null, {
      raw: Buffer.from('New.'),
      withoutErased: true,
    })
    expect(outcome).toMatchObject({ problems: { withoutErased: expect.stringContaining('it gets no newer one') } })
    expect(await wrong()).toEqual([])
  })
})

test('what waits to be imported is looked through as it was read and sent; what nobody has read yet is named', async () => {
  const word = secret()
  const id = await article(world.db, newsOf(word), { headline: `${word} stole the ferry` })
  const sent = { bytes: Buffer.from('Else.'), mediaType: null, fileName: null, url: null }
  const metadata = { headline: { value: `${word} stole the ferry`, from: 'title' } }
  const read = { text: 'Else.', metadata, zones: [], extractor: 'plain text' }
  const given = { byline: `${word} stole the ferry` }
  const capture = await keepCapture(world.db, world.editor.id, { name: 'else', given, sent }, read)
  const [{ id: unread }] = await world.db.query(
    `INSERT INTO captures (made_by_id, name, state, raw) VALUES ($1, 'unread', 'refused', '%PDF-') RETURNING id`,
    [world.editor.id],
  )
  const { out } = await commanded('article', id, '--dry-run')
  const place = `capture ${capture} of account ${world.editor.id}`
  expect(out).toContain(`${place}, its details as they were read; ${place}, its details as they were sent`)
  expect(out).toContain(
    `Not looked into beyond what was read out of them, being packed: capture ${unread} of account ${world.editor.id}, which nobody has read.`,
  )

  // Of what became the article, what is left goes with it.
  await world.db.query(
    `UPDATE captures SET state = 'imported', article_id = $2, text = NULL, metadata = NULL, raw = NULL WHERE id = $1`,
    [capture, id],
  )
  await redact('article', id)
  expect(await tablesWith(word)).toEqual([])
})
