import { withdrawClaim } from '../../src/claims/claims.commands'
import { withdrawStatement } from '../../src/claims/statements.commands'
import { withdrawLink } from '../../src/links/links.commands'
import request from '../support/request'
import { newWorld, signedIn, type World } from '../support/world'
import { newsroom } from './newsroom'

const TEXT = `The bridge

Ann Lee tweeted on Monday that <b>the bridge</b> is safe & sound.

Nobody was hurt.

Bob Ray answered on Tuesday: "It is not safe," he said, "not at all."
`

let world: World
let desk: ReturnType<typeof newsroom>
let articleId: number
let safe: { claimId: number; statementId: number }
let unsafe: { claimId: number; statementId: number }
let linkId: number
let chainId: number

beforeAll(async () => {
  world = await newWorld()
  desk = newsroom(world.db)
  articleId = await desk.article(TEXT, { headline: 'The bridge', url: 'https://daily.example/bridge' })
  safe = await desk.statement(articleId, {
    by: ['Ann Lee'],
    words: ['<b>the bridge</b> is safe & sound'],
    source: 'Ann Lee',
    cue: 'tweeted',
  })
  unsafe = await desk.statement(articleId, {
    by: ['Bob Ray'],
    words: ['"It is not safe,"', '"not at all."'],
    claim: {
      saidOn: null,
      saidOnBasis: 'not_stated',
      saidOnWords: null,
      stance: 'denies',
      summary: 'Ray says it is unsafe.',
    },
  })
  linkId = await desk.link(unsafe.claimId, 'denies', safe.claimId, 'Ray answers Lee’s tweet.')
  const chain: { id: number }[] = await world.db.query('SELECT id FROM chains')
  chainId = chain[0]?.id ?? 0
})
afterAll(() => world.close())

/** A page, its names without the marks that keep a right-to-left one from moving what stands beside it. */
const read = async (path: string, status = 200) =>
  (await request(world.app).get(path).expect(status)).text.replaceAll(/<\/?bdi>/g, '')
const mark = (words: string) => `<mark>${words}</mark>`
const SAFE = '&lt;b&gt;the bridge&lt;/b&gt; is safe &amp; sound'

test('home has the newest contradiction with both quotations, and the newest chain', async () => {
  const html = await read('/')
  expect(html).toContain(`<a href="/chains/${chainId}#link-${linkId}">Bob Ray denies Ann Lee</a>`)
  expect(html).toContain(SAFE)
  expect(html).toContain('&#34;It is not safe,&#34; […] &#34;not at all.&#34;')
  expect(html).toContain('Ray answers Lee’s tweet.')
  expect(html).toContain(`href="/chains/${chainId}"`)
})

test('the chain stands in the order said; each card says what it gainsays and what gainsays it', async () => {
  const html = await read(`/chains/${chainId}`)
  expect(html.indexOf(`id="claim-${safe.claimId}"`)).toBeLessThan(html.indexOf(`id="claim-${unsafe.claimId}"`))
  expect(html).toMatch(new RegExp(`id="link-${linkId}".*<a href="#claim-${safe.claimId}"><b>denies</b> 1 Ann Lee</a>`))
  expect(html).toContain(`<a href="#claim-${unsafe.claimId}" aria-label="denied by 2 Bob Ray">2 Bob Ray</a>`)
  expect(html).toContain('<time datetime="2020-02-03">Monday 3 February 2020</time>')
  expect(html).toContain('counted from “on Monday”')
  expect(html).toContain('day not stated')
  expect(html).toContain('2 claims · 2 speakers · 1 contradiction · 3 February 2020')
  expect(html).toContain('<a href="/ns#denies">denies</a>')
  expect(html).toMatch(/<blockquote cite="https:\/\/daily.example\/bridge" lang="en" dir="auto">/)
})

test('a chain without a title is called by the words of the claim most answered', async () => {
  expect(await read('/chains')).toContain(`<a href="/chains/${chainId}" dir="auto">${SAFE}</a>`)
})

test('the article shows by its rights the paragraphs with statements, and the way to the original', async () => {
  const html = await read(`/articles/${articleId}`)
  expect(html).toContain(
    `tweeted on Monday that <mark class="gainsaid">${SAFE}</mark>&#8239;<a class="note" id="text-${safe.statementId}" href="#statement-${safe.statementId}"`,
  )
  expect(html).toContain(`href="#text-${safe.statementId}"`)
  expect(html).toContain(
    `${mark('&#34;It is not safe,&#34;')} he said, ${mark('&#34;not at all.&#34;')}&#8239;<a class="note"`,
  )
  expect(html).not.toContain('Nobody was hurt')
  expect(html).toContain('<p class="gap">')
  expect(html).toContain('<a class="original" href="https://daily.example/bridge"')
})

test('beside a paragraph stands who gainsays its statements, each once for each verb', async () => {
  const [beside, more] = (await read(`/articles/${articleId}`)).match(/<ul class="plain beside".*?<\/ul>/gs) ?? []
  expect(more).toBeUndefined()
  const words = beside?.replace(/<[^>]+>/g, '').trim()
  expect(words).toBe('1 denied by Bob Ray')
  expect(beside).toContain(`href="#statement-${safe.statementId}"`)
})

test('an article with full rights is whole; an editor sees any of them whole', async () => {
  const editor = await signedIn(world)
  const { text } = await editor.get(`/articles/${articleId}`).expect(200)
  expect(text).toContain('Nobody was hurt')
  expect(text).toContain(`href="/articles/${articleId}/annotate"`)
  await world.db.query(`UPDATE articles SET rights = 'full' WHERE id = $1`, [articleId])
  expect(await read(`/articles/${articleId}`)).toContain('Nobody was hurt')
  await world.db.query('UPDATE articles SET rights = NULL WHERE id = $1', [articleId])
})

test('an article without a statement is there for editors alone', async () => {
  const bare = await desk.article('Something else', { headline: 'Untagged' })
  const editor = await signedIn(world)
  await read(`/articles/${bare}`, 404)
  expect(await read('/articles')).not.toContain('Untagged')
  expect((await editor.get(`/articles/${bare}`).expect(200)).text).toContain('Tag its statements')
  expect((await editor.get('/articles').expect(200)).text).toContain('Untagged')
})

test('a claim stands in its paragraph, with who says so and both quotations of each answer', async () => {
  const html = await read(`/claims/${safe.claimId}`)
  expect(html).toContain(`Ann Lee tweeted on Monday that ${mark(SAFE)}.`)
  expect(html).toMatch(/>Ann Lee<\/a> \(tweet\), as reported by The Daily<\/p>/)
  expect(html).toContain('with the word <span class="cue" lang="en">“tweeted”</span>')
  expect(html).toContain('<a href="/ns#denies">Denied by</a>')
  expect(html).toContain('&#34;It is not safe,&#34; […] &#34;not at all.&#34;')
  expect(html).toContain(`<link rel="canonical" href="${world.context.baseUrl}/claims/${safe.claimId}">`)
  expect(html).toContain(`href="/chains/${chainId}#claim-${safe.claimId}"`)
})

test('a speaker’s claims stand with what gainsays each', async () => {
  const list = await read('/speakers')
  const [, id] = /href="\/speakers\/(\d+)">Ann Lee</.exec(list) ?? []
  const html = await read(`/speakers/${id}`)
  expect(html).toContain('February 2020')
  expect(html).toMatch(
    new RegExp(`<a href="/claims/${unsafe.claimId}"><b>denied by</b> Bob Ray</a>[\\s\\S]*Ray says it is unsafe.`),
  )
})

test('statements and links lead to their place', async () => {
  const to = async (path: string) => (await request(world.app).get(path).expect(302)).headers.location
  expect(await to(`/statements/${safe.statementId}`)).toBe(`/articles/${articleId}#statement-${safe.statementId}`)
  expect(await to(`/links/${linkId}`)).toBe(`/chains/${chainId}#link-${linkId}`)
})

test('what every relation means is on the page of the vocabulary', async () => {
  const html = await read('/ns')
  for (const name of ['contradicts', 'denies', 'corrects', 'walks_back', 'corroborates', 'repeats', 'relays']) {
    expect(html).toContain(`id="${name}"`)
  }
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
})

test('editors have their links and forms on the pages; readers have none', async () => {
  const editor = await signedIn(world)
  const chain = (await editor.get(`/chains/${chainId}`).expect(200)).text
  expect(chain).toContain(`action="/chains/${chainId}/title"`)
  expect(chain).toContain(`action="/links/${linkId}/withdrawal"`)
  expect(chain).toContain(`href="/claims/${safe.claimId}/links/new"`)
  const claim = (await editor.get(`/claims/${safe.claimId}`).expect(200)).text
  expect(claim).toContain(`href="/claims/${safe.claimId}/links/new"`)
  expect(claim).toContain(`href="/statements/${safe.statementId}/edit"`)
  expect(claim).toContain(`href="/links/${linkId}/discussion"`)
  expect((await editor.get('/speakers').expect(200)).text).toContain('href="/speakers/new"')
  for (const path of [`/chains/${chainId}`, `/claims/${safe.claimId}`, `/articles/${articleId}`, '/speakers']) {
    expect(await read(path)).not.toMatch(/<form method="post"|\/annotate|\/edit"|\/new"|\/discussion"/)
  }
})

test.each(['/articles', '/chains', '/claims', '/speakers', '/statements', '/links'])(
  '%s/… that is nothing is not found',
  async (path) => {
    for (const id of ['999999', '0', 'x', '1x', '2147483648']) await read(`${path}/${id}`, 404)
  },
)

describe('what is withdrawn', () => {
  let third: { claimId: number; statementId: number }
  let fourth: { claimId: number; statementId: number }
  let link: number
  let chain: number

  beforeAll(async () => {
    const article = await desk.article('Cy Dee: "A secret."\n\nDi Fox: "No secret."', { headline: 'Secrets' })
    third = await desk.statement(article, { by: ['Cy Dee'], words: ['"A secret."'] })
    fourth = await desk.statement(article, { by: ['Di Fox'], words: ['"No secret."'] })
    link = await desk.link(fourth.claimId, 'contradicts', third.claimId)
    const rows: { id: number }[] = await world.db.query('SELECT max(id) AS id FROM chains')
    chain = rows[0]?.id ?? 0
  })

  test('a withdrawn link leaves every page and says why; its chain is gone', async () => {
    await withdrawLink(world.db, null, link, 1, 'A slip of the desk.')
    expect(await read(`/links/${link}`, 410)).toContain('A slip of the desk.')
    await read(`/chains/${chain}`, 410)
    expect(await read('/')).not.toContain('Di Fox contradicts Cy Dee')
    expect(await read('/chains')).not.toContain(`"/chains/${chain}"`)
    expect(await read(`/claims/${third.claimId}`)).toContain('No answer is on record')
  })

  test('a withdrawn claim says why, and takes its links and statements off every page', async () => {
    const relinked = await desk.link(fourth.claimId, 'denies', third.claimId)
    await withdrawClaim(world.db, null, third.claimId, 1, 'Misread.')
    expect(await read(`/claims/${third.claimId}`, 410)).toContain('Misread.')
    expect(await read(`/statements/${third.statementId}`, 410)).toContain('Misread.')
    await read(`/links/${relinked}`, 410)
    for (const path of ['/', '/chains', '/speakers', `/claims/${fourth.claimId}`]) {
      expect(await read(path)).not.toMatch(/A secret|Cy Dee/)
    }
  })

  test('a withdrawn statement is marked nowhere', async () => {
    await withdrawStatement(world.db, null, fourth.statementId, 1, 'Wrong words.')
    expect(await read(`/statements/${fourth.statementId}`, 410)).toContain('Wrong words.')
    expect(await read('/articles')).not.toContain('Secrets')
    await read(`/claims/${fourth.claimId}`, 410)
  })
})

test('a merged chain leads for ever to the one it went into', async () => {
  const article = await desk.article('One. Two. Three. Four.', { headline: 'Numbers' })
  const claims: number[] = []
  for (const word of ['One', 'Two', 'Three', 'Four']) {
    claims.push((await desk.statement(article, { by: [`Speaker ${word}`], words: [word] })).claimId)
  }
  const [one = 0, two = 0, three = 0, four = 0] = claims
  await desk.link(two, 'denies', one)
  await desk.link(four, 'denies', three)
  const rows: { id: number }[] = await world.db.query('SELECT id FROM chains ORDER BY id DESC LIMIT 2')
  const [younger, older] = rows.map(({ id }) => id)
  await desk.link(three, 'denies', two)
  await request(world.app)
    .get(`/chains/${younger}`)
    .expect(301)
    .expect('Location', `/chains/${older}`)
    .expect('Cache-Control', 'no-cache')
  expect(await read(`/chains/${older}`)).toContain('4 claims')
})

test('several deny, where one denies', async () => {
  const room = newsroom(world.db)
  const article = await room.article('It holds, said Eve Fox. It never held, said Ida Jay and Kim Low.\n')
  const one = await room.statement(article, { by: ['Eve Fox'], words: ['It holds'] })
  const two = await room.statement(article, { by: ['Ida Jay', 'Kim Low'], words: ['It never held'] })
  await room.link(two.claimId, 'denies', one.claimId)
  expect(await read('/')).toContain('>Ida Jay and Kim Low deny Eve Fox</a>')
})
