import fs from 'node:fs'
import path from 'node:path'
import { verify } from '../../src/proof/verify.queries'
import { apiClient } from '../api/api-client'
import { corpora, type GoldStatement } from '../support/corpora'
import request from '../support/request'
import { newWorld, signedIn, type World } from '../support/world'

/** An article with what in it is not its own, and its statements. */
interface ZonedArticle {
  name: string
  text: string
  outlet: string
  publishedOn: string
  zones: { start: number; end: number }[]
  statements: GoldStatement[]
}

const APPEAL = 'Stand with our harbour!\n\n'
const COMMENTS = `2 thoughts on this report
Ann: Nobody ever told me that, and I live beside the mole.
Bob: Then ask them again, as I did in the spring.
Comments are closed.
`

/** A digest of the demonstration corpus between an appeal and comments, and those of a tagged collection that have zones. */
function articles(): ZonedArticle[] {
  const [demonstration, tagged] = corpora()
  const digest = demonstration?.articles[0]
  if (!demonstration || !digest) throw new Error('The demonstration corpus is not there')
  const own = fs.readFileSync(digest.file, 'utf8')
  const length = [...APPEAL, ...own].length
  const made = {
    ...digest,
    text: `${APPEAL}${own}${COMMENTS}`,
    zones: [
      { start: 0, end: APPEAL.length },
      { start: length, end: length + COMMENTS.length },
    ],
    statements: demonstration.statements.filter(({ article }) => article === digest.name),
  }
  if (!tagged) return [made]
  const gold: { article: string; boilerplate?: ZonedArticle['zones'] }[] = fs
    .readFileSync(path.join(process.env.GAINSAY_REAL_ARTICLES ?? '', 'gold', 'statements.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const others = tagged.articles.map((article) => ({
    ...article,
    text: fs.readFileSync(article.file, 'utf8'),
    zones: gold.find((one) => one.article === article.name)?.boilerplate ?? [],
    statements: tagged.statements.filter((statement) => statement.article === article.name),
  }))
  return [made, ...others.filter(({ zones }) => zones.length > 0)]
}

let world: World
let api: Awaited<ReturnType<typeof apiClient>>

beforeAll(async () => {
  world = await newWorld()
  api = await apiClient(world)
})
afterAll(() => world.close())

describe.each(articles())('$name, its zones marked', (article: ZonedArticle) => {
  const points = [...article.text]
  let id: number

  test('has every statement of its own recorded without a question, and none beside', async () => {
    const { text, outlet, publishedOn } = article
    const sent = { text, outlet, publishedOn, language: 'en', rights: 'full', again: true }
    const added = (await api.post('/articles', sent)).body
    id = added.id
    const zones = article.zones.map((zone) => ({ ...zone, kind: 'comments' }))
    const marked = await api.send('put', `/articles/${id}/zones`, { body: { zones }, version: added.version })
    expect(marked.body.revision.zones).toEqual(zones)

    const claims = new Map<string, number>()
    for (const statement of article.statements) {
      const known = claims.get(statement.claim)
      const recorded = await api.post('/statements', {
        article: id,
        ...passageOf(statement),
        ...claimOf(statement, known),
      })
      expect([recorded.status, recorded.body.inZone]).toEqual([201, false])
      claims.set(statement.claim, claims.get(statement.claim) ?? recorded.body.claimId)
    }
    const [zone] = zones
    if (!zone) throw new Error('No zone')
    const within = { content: [{ start: zone.start, end: zone.start + 10 }], wording: 'direct' }
    const speaking = {
      speakers: [{ name: 'Somebody', kind: 'person' }],
      saidOnBasis: 'not_stated',
      medium: 'unknown',
      stance: 'asserts',
    }
    expect((await api.post('/statements', { article: id, ...within, ...speaking })).status).toBe(422)
    expect((await verify(world.db)).flatMap((part) => part.wrong)).toEqual([])
  })

  test('is read with them folded, and nothing of them beside', async () => {
    const page = (await request(world.app).get(`/articles/${id}`).expect(200)).text
    const body = textOf(/<div class="body"[\s\S]*?\n<\/div>\s*<\/article>/.exec(page)?.[0] ?? '')
    expect(page.match(/<details class="zone">/g)).toHaveLength(article.zones.length)
    expect(page).not.toContain('<details class="zone" open>')
    for (const { start, end } of article.zones) {
      for (const line of points
        .slice(start, end)
        .join('')
        .split('\n')
        .filter((line) => line.trim() !== '')) {
        expect(body.folded).toContain(inOneLine(line))
        // Short lines ("Read more") may be the article's own words as well.
        if (line.length > 30) expect(body.open).not.toContain(inOneLine(line))
      }
    }
    expect(page.match(/<a class="note" id="text-/g)).toHaveLength(article.statements.length)
  })

  test('says to its editor how much of it is not its own', async () => {
    const covered = article.zones.reduce((sum, { start, end }) => sum + end - start, 0)
    const { text } = await (await signedIn(world)).get(`/articles/${id}/annotate`).expect(200)
    expect(text).toContain(`${Math.round((covered / points.length) * 100)} % of the text is marked`)
  })
})

const passageOf = ({ content, source, cue, wording }: GoldStatement) => ({ content, source, cue, wording })

const claimOf = (statement: GoldStatement, known: number | undefined) =>
  known !== undefined
    ? { claimId: known }
    : {
        speakers: statement.speakers.map((name) => ({ name, kind: 'organisation' })),
        saidOn: statement.saidOn,
        saidOnBasis: statement.saidOnBasis,
        saidOnWords: statement.saidOnWords,
        medium: statement.medium,
        stance: statement.stance,
      }

const inOneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

/** The words of a page's body, those within details apart. */
function textOf(html: string): { open: string; folded: string } {
  const words = (part: string) =>
    inOneLine(
      part
        .replace(/<a class="note"[^>]*>\d+<\/a>/g, '')
        .replace(/<[^>]*>/g, '')
        .replaceAll('&#39;', "'")
        .replaceAll('&#34;', '"')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&'),
    )
  const details = /<details class="zone"[^>]*>[\s\S]*?<\/details>/g
  return { open: words(html.replace(details, '')), folded: words((html.match(details) ?? []).join('\n')) }
}
