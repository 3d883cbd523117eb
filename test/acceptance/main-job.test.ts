import { execFile } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { parse as parseCsv } from 'csv-parse/sync'
import { gainsay as calledHere } from '../support/command-line'
import { type Corpus, corpora, type GoldLink, type GoldStatement } from '../support/corpora'
import request from '../support/request'
import { RUNNING_SCRIPT } from '../support/scripts'
import { newWorld, type World } from '../support/world'

const run = promisify(execFile)

/**
 * The whole job: articles by the command line, statements and links through the API in a random order, and then what
 * readers and researchers get. On the demonstration corpus always, on a tagged collection where GAINSAY_REAL_ARTICLES
 * names its folder.
 */
describe.each(corpora())('on $name', (corpus: Corpus) => {
  let world: World
  const articleIds = new Map<string, number>()
  const speakerIds = new Map<string, number>()
  const claimIds = new Map<string, number>()
  const statementIds = new Map<string, number>()
  const links: { id: number; link: GoldLink }[] = []

  beforeAll(async () => {
    world = await newWorld()
  })
  afterAll(() => world.close())

  const api = (method: 'get' | 'post' | 'patch' | 'delete', where: string) =>
    request(world.app)[method](`/api/v1${where}`).set('Authorization', `Bearer ${world.editor.token}`)

  async function post(where: string, body: object): Promise<{ id: number; [key: string]: unknown }> {
    const answer = await api('post', where).send(body)
    if (answer.status !== 201)
      throw new Error(`${where} ${JSON.stringify(body)}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  const environment = () => ({
    ...process.env,
    DATABASE_URL: world.appUrl,
    DATABASE_OWNER_URL: world.ownerUrl,
    BASE_URL: world.context.baseUrl,
  })

  /** As people start it: each command once, for a process of its own takes longer to start than most commands take. */
  async function gainsay(...args: string[]): Promise<string> {
    const { stdout } = await run(process.execPath, [path.resolve('src/cli/gainsay.cjs'), ...args], {
      env: environment(),
    })
    return stdout
  }

  /** The same command, called in this process. */
  async function gainsayHere(...args: string[]): Promise<string> {
    Object.assign(process.env, environment())
    const { out, err, code } = await calledHere(...args)
    if (code !== 0) throw new Error(err)
    return out
  }

  test('the articles come in by the command line, and are recognised the second time', async () => {
    for (const article of corpus.articles) {
      const args = [
        'import',
        article.file,
        '--outlet',
        article.outlet,
        '--published',
        article.publishedOn,
        '--language',
        'en',
        '--json',
      ]
      const imported = JSON.parse(await (articleIds.size === 0 ? gainsay : gainsayHere)(...args))
      expect(imported).toMatchObject({ state: 'imported' })
      articleIds.set(article.name, imported.articleId)
    }
  })

  test('one of them is recognised when it comes again', async () => {
    const { file, name } = corpus.articles[0] as Corpus['articles'][number]
    const again = await gainsayHere('import', file, '--outlet', 'unknown', '--published', 'unknown', '--json')
    expect(JSON.parse(again)).toMatchObject({ state: 'known', articleId: articleIds.get(name) })
  })

  test('every statement goes through the API, in a random order', async () => {
    for (const statement of shuffled(corpus.statements.filter(({ claim, id }) => claim === id))) await record(statement)
    for (const statement of shuffled(corpus.statements.filter(({ claim, id }) => claim !== id))) await record(statement)
    expect(claimIds.size).toBe(corpus.statements.length)
    expect(new Set(claimIds.values()).size).toBe(corpus.claimCount)
  })

  async function record(statement: GoldStatement) {
    const spans = {
      content: statement.content,
      source: statement.source,
      cue: statement.cue,
      wording: statement.wording,
    }
    const claim =
      statement.claim !== statement.id
        ? { claimId: claimIds.get(statement.claim) }
        : {
            speakers: await Promise.all(statement.speakers.map(async (name) => ({ id: await speaker(name) }))),
            saidOn: statement.saidOn,
            saidOnBasis: statement.saidOnBasis,
            saidOnWords: statement.saidOnWords,
            medium: statement.medium,
            stance: statement.stance,
          }
    const recorded = await post('/statements', { article: articleIds.get(statement.article), ...spans, ...claim })
    statementIds.set(statement.id, recorded.id)
    claimIds.set(statement.id, recorded.claimId as number)
  }

  async function speaker(name: string): Promise<number> {
    const known = speakerIds.get(name)
    if (known !== undefined) return known
    const { id } = await post('/speakers', { name, kind: 'organisation' })
    speakerIds.set(name, id)
    return id
  }

  test('every link too', async () => {
    for (const link of shuffled(corpus.links)) {
      const { id } = await post('/links', {
        from: claimIds.get(link.from),
        to: claimIds.get(link.to),
        relation: link.relation,
        reason: link.reason,
      })
      links.push({ id, link })
    }
    expect(links).toHaveLength(corpus.links.length)
  })

  test('every quote is at its offsets, in the bytes of the file', async () => {
    const report = JSON.parse(await gainsay('verify', '--json'))
    expect(report.flatMap((part: { wrong: string[] }) => part.wrong)).toEqual([])
    for (const statement of corpus.statements) {
      const { body } = await api('get', `/statements/${statementIds.get(statement.id)}`)
      const codePoints = [
        ...fs.readFileSync(corpus.articles.find(({ name }) => name === statement.article)?.file ?? '', 'utf8'),
      ]
      expect(body.content.map((span: { exact: string }) => span.exact)).toEqual(
        statement.content.map((span) => span.exact),
      )
      for (const [place, span] of body.content.entries()) {
        expect(codePoints.slice(span.start, span.end).join('')).toBe(span.exact)
        const gold = statement.content[place]
        if (gold?.start !== undefined) expect(span.start).toBe(gold.start)
      }
    }
  })

  async function chains(): Promise<number[][]> {
    const { body } = await api('get', '/chains?limit=200')
    const found: number[][] = []
    for (const { id } of body.items) {
      const chain = await api('get', `/chains/${id}`)
      found.push(chain.body.claims.items.map((claim: { id: number }) => claim.id))
    }
    return found
  }

  const asSets = (found: (number | undefined)[][]) =>
    found.map((ids) => [...ids].sort((a, b) => Number(a) - Number(b)).join()).sort()
  const gold = () => corpus.chains.map((keys) => keys.map((key) => claimIds.get(key)))

  test(`the chains are exactly the ${corpus.chains.length}`, async () => {
    expect(asSets(await chains())).toEqual(asSets(gold()))
  })

  test('and are again after each link was removed and restored in turn', async () => {
    const before = await chains()
    for (const { id } of shuffled(links)) {
      const { body } = await api('get', `/links/${id}`)
      await api('post', `/links/${id}/withdrawal`)
        .set('If-Match', `"${body.version}"`)
        .send({ reason: 'a trial' })
        .expect((answer) => expect(answer.status).toBeLessThan(300))
      await api('delete', `/links/${id}/withdrawal`)
        .set('If-Match', `"${body.version + 1}"`)
        .expect((answer) => expect(answer.status).toBeLessThan(300))
    }
    expect(asSets(await chains())).toEqual(asSets(gold()))
    expect(await chains()).toEqual(expect.arrayContaining(before))
    expect(
      JSON.parse(await gainsayHere('verify', '--json')).flatMap((part: { wrong: string[] }) => part.wrong),
    ).toEqual([])
  })

  if (corpus.flagship.length > 0)
    test('the flagship is read in the order said, signed out', async () => {
      const flagship = corpus.flagship.map((key) => claimIds.get(key))
      const { id } = (
        await world.db.query(
          'SELECT chains.id FROM chains JOIN chain_members USING (component_id) WHERE claim_id = $1',
          [flagship[0]],
        )
      )[0]
      const { text } = await request(world.app).get(`/chains/${id}`).expect(200)
      const shown = [...text.matchAll(/<li[^>]* id="claim-(\d+)"/g)].map((match) => Number(match[1]))
      expect(shown).toEqual(flagship)
      expect(text).not.toMatch(RUNNING_SCRIPT)
    })

  test('the exports, read back, are what went in', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-exports-'))
    const lines = (await gainsay('export', '--format', 'claims.jsonl'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    const claims = lines.filter(({ type }) => type === 'claim')
    expect(claims).toHaveLength(corpus.claimCount)
    for (const statement of corpus.statements) {
      const claim = claims.find(({ id }) => id === claimIds.get(statement.id))
      const exported = claim.statements.find(({ id }: { id: number }) => id === statementIds.get(statement.id))
      expect(exported.content.map((span: { exact: string }) => span.exact)).toEqual(
        statement.content.map((span) => span.exact),
      )
      if (statement.claim === statement.id) {
        expect(claim.speakers.map((one: { name: string }) => one.name)).toEqual(statement.speakers)
        expect([claim.said_on, claim.stance, claim.medium]).toEqual([
          statement.saidOn,
          statement.stance,
          statement.medium,
        ])
      }
    }
    expect(lines.at(-1)).toMatchObject({ type: 'trailer', rows: lines.length - 1 })

    const written = async (format: string): Promise<Record<string, string>[]> => {
      const file = path.join(folder, format)
      await gainsayHere('export', '--format', format, '--out', file)
      return parseCsv(fs.readFileSync(file), { columns: true })
    }
    const rows = await written('links.csv')
    const key = (from: unknown, relation: unknown, to: unknown) => `${from} ${relation} ${to}`
    expect(rows.map((row) => key(row.from_claim_id, row.relation, row.to_claim_id)).sort()).toEqual(
      corpus.links.map((link) => key(claimIds.get(link.from), link.relation, claimIds.get(link.to))).sort(),
    )
    const pairs = await written('pairs.csv')
    expect(pairs).toHaveLength(corpus.links.length)
    const claimsCsv = await written('claims.csv')
    expect(claimsCsv).toHaveLength(corpus.statements.length)
  })
})

function shuffled<Item>(items: Item[]): Item[] {
  const result = [...items]
  for (let place = result.length - 1; place > 0; place -= 1) {
    const other = Math.floor(Math.random() * (place + 1))
    ;[result[place], result[other]] = [result[other] as Item, result[place] as Item]
  }
  return result
}
