import fs from 'node:fs'
import path from 'node:path'
import { importArticle } from '../../src/articles/articles.commands'
import { readCorpus } from '../../src/demonstration/corpus'
import { seedOnce } from '../../src/demonstration/seed'
import { type Corpus, corpora, type GoldStatement, REAL_ARTICLES } from '../support/corpora'
import request from '../support/request'
import { changesBySql, newWorld, type World } from '../support/world'

/**
 * The cases in which it is hard to say who says so, as readers see them: on the claim's own page, on its card in its
 * chain, where it is found, with its speaker and on the home page. On the demonstration corpus always, on the real articles where GAINSAY_REAL_ARTICLES names their folder.
 */

let world: World

/** What stands on a page, as a reader reads it. */
const readable = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')

const page = async (where: string) => (await request(world.app).get(where).expect(200)).text

/** The card of a claim on the page of its chain. */
async function chainCard(claimId: number): Promise<string> {
  const [chain] = await world.db.query(
    'SELECT chains.id FROM chains JOIN chain_members USING (component_id) WHERE claim_id = $1',
    [claimId],
  )
  const html = await page(`/chains/${chain.id}`)
  const from = html.indexOf(`<li id="claim-${claimId}">`)
  expect(from).toBeGreaterThan(0)
  const next = html.indexOf('<li id="claim-', from + 1)
  return html.slice(from, next < 0 ? undefined : next)
}

/** Where a claim is found by its speaker. */
async function searchCard(claimId: number, speakerId: number): Promise<string> {
  const hits = (await page(`/search?speaker=${speakerId}`)).split('<li>')
  return hits.find((hit) => hit.includes(`href="/claims/${claimId}" aria-label="Claim in full`)) ?? ''
}

async function speakerCard(claimId: number, speakerId: number): Promise<string> {
  const html = await page(`/speakers/${speakerId}`)
  const [, card = ''] = html.split(`<li id="claim-${claimId}"`)
  return card.split('<li id="claim-')[0] ?? ''
}

/** The contradictions on the home page in which the claim answers. */
async function homeCards(claimId: number): Promise<string[]> {
  const links: { id: number }[] = await world.db.query(
    `SELECT id FROM links WHERE from_claim_id = $1 AND relation IN ('contradicts', 'denies', 'corrects', 'walks_back')
     ORDER BY id`,
    [claimId],
  )
  const cards: string[] = []
  for (const { id } of links) {
    const [, card = ''] = (await page(`/?before=${id + 1}`)).split(new RegExp(`<h3><a href="/chains/\\d+#link-${id}">`))
    cards.push(card.split('<li class="versus">')[0] ?? '')
  }
  return cards
}

/** On every page that shows the claim. */
async function reads(claimId: number, ...sentences: string[]) {
  const speakers: { id: number }[] = await world.db.query(
    'SELECT speaker_id AS id FROM claim_speakers WHERE claim_id = $1',
    [claimId],
  )
  const shown = [await page(`/claims/${claimId}`), await chainCard(claimId), ...(await homeCards(claimId))]
  for (const { id } of speakers) shown.push(await searchCard(claimId, id), await speakerCard(claimId, id))
  for (const html of shown) for (const sentence of sentences) expect(readable(html)).toContain(sentence)
}

describe('in the demonstration corpus', () => {
  const corpus = readCorpus(path.resolve('seeds'))

  beforeAll(async () => {
    world = await newWorld()
    await seedOnce(world.db)
  })
  afterAll(() => world.close())

  async function claimOf(key: string): Promise<number> {
    const statement = corpus.articles.flatMap(({ statements }) => statements).find((one) => one.key === key)
    const rows: { id: number }[] = await world.db.query(
      `SELECT claim_id AS id FROM spans JOIN statements ON statements.id = statement_id
       WHERE part = 'content' AND position = 0 AND exact = $1`,
      [statement?.content[0]],
    )
    expect(rows).toHaveLength(1)
    return rows[0]?.id ?? 0
  }

  test.each([
    [
      'joint speakers',
      'bolton-pompeo-talked-out-of-leaving',
      'John Bolton and Michael Pompeo, as reported by The Moscow Times',
    ],
    [
      'a tweet within which another speaks',
      'russia-told-us-removed',
      'Russia, according to Donald Trump’s tweet, as reported by The Moscow Times',
    ],
    ['the tweet itself', 'trump-most-of-their-people', 'Donald Trump (tweet), as reported by The Moscow Times'],
    [
      'a denial that another tells of',
      'russian-officials-deny-reports',
      'Russian officials, according to Dmitry Peskov’s remarks to reporters, as reported by The Moscow Times',
    ],
    [
      'an unnamed source through an agency',
      'caracas-source-support-continues',
      'an unnamed source in Caracas, cited by Interfax, as reported by The Moscow Times',
    ],
    [
      'a newspaper that cites an unnamed person',
      'journal-rostec-few-dozen',
      'The Wall Street Journal (news report), citing a person close to the Russian Defense Ministry, as reported by The Moscow Times',
    ],
    [
      'the unnamed person',
      'defense-ministry-person-few-dozen',
      'a person close to the Russian Defense Ministry, according to The Wall Street Journal’s news report, as reported by The Moscow Times',
    ],
    [
      'a spokesperson who corrects',
      'sanders-relaying-putin',
      'Sarah Huckabee Sanders (remarks to reporters), as reported by The Moscow Times',
    ],
    [
      'a denial without words of its own',
      'rosneft-denies',
      'Rosneft denies what Michael Pompeo said: Russian state oil company Rosneft “continues to throw a lifeline to the regime”',
    ],
  ])('%s', async (_what, key, sentence) => {
    await reads(await claimOf(key), sentence)
  })

  test.each([
    ['rosneft-denies', 'denies: the accusation'],
    ['russian-officials-deny-reports', 'denies: newspaper reports'],
    ['kremlin-denies-persuading-maduro', 'denies: having talked him into staying'],
    ['putin-denies-2016', 'denies: the Russian government had a hand in meddling with the 2016 election'],
  ])('that what follows is denied stands before it: %s', async (key, words) => {
    await reads(await claimOf(key), words)
  })

  test('in an article that is found too', async () => {
    const found = readable(await page('/search?kind=articles&q=meddling+hand'))
    expect(found).toContain(
      'Vladimir Putin denies: the Russian government had a hand in meddling with the 2016 election',
    )
  })

  test('Russia, of which Trump’s tweet alone tells, is not named as if it had spoken', async () => {
    const cards = await homeCards(await claimOf('kremlin-specialists-at-work'))
    expect(readable(cards.join(' '))).toContain('contradicts Russia (says Donald Trump)')
    const card = readable(await chainCard(await claimOf('peskov-no-contact')))
    expect(card).toMatch(/denies \d+ Russia \(says Donald Trump\)/)
  })

  test('a ministry that an agency quotes, on the page of its claim and of its article', async () => {
    const claimId = await claimOf('ministry-ready-to-participate')
    const sentence = 'Russian foreign ministry (written statement), cited by Reuters, as reported by Breitbart News'
    expect(readable(await page(`/claims/${claimId}`))).toContain(sentence)
    const [{ id }] = await world.db.query(
      'SELECT article_id AS id FROM statements JOIN revisions ON revisions.id = revision_id WHERE claim_id = $1',
      [claimId],
    )
    expect(readable(await page(`/articles/${id}`))).toContain(sentence)
  })

  test('a wordless denial is called what it is, in titles too', async () => {
    const claimId = await claimOf('rosneft-denies')
    changesBySql(world)
    await world.db.query('UPDATE claims SET summary = NULL WHERE id = $1', [claimId])
    expect(await page(`/claims/${claimId}`)).toContain('<title>Rosneft: denies “the accusation” · Gainsay</title>')
  })

  test('an agency that speaks for nobody has a page of what it passed on', async () => {
    const [{ id }] = await world.db.query(`SELECT id FROM speakers WHERE name = 'Interfax'`)
    expect(readable(await page(`/speakers/${id}`))).toContain('an unnamed source in Caracas, cited by Interfax')
  })
})

const real = corpora().find(({ name }) => name === REAL_ARTICLES)

if (real) describe('in the real articles', () => realCases(real))

function realCases(corpus: Corpus) {
  const articleIds = new Map<string, number>()
  const claimIds = new Map<string, number>()
  const claim = (id: string) => claimIds.get(id) ?? 0

  beforeAll(async () => {
    world = await newWorld()
    for (const { name, file, outlet, publishedOn } of corpus.articles) {
      const imported = await importArticle(world.db, null, { raw: fs.readFileSync(file), outlet, publishedOn })
      articleIds.set(name, 'articleId' in imported ? imported.articleId : 0)
    }
    for (const statement of corpus.statements.filter(({ id, claim }) => id === claim)) await record(statement)
    for (const { from, to, relation, reason } of corpus.links)
      await post('/links', { from: claim(from), to: claim(to), relation, reason })
    await record(personBehindTheJournal(), { relayedBy: claim('e10') })
  })
  afterAll(() => world.close())

  async function post(where: string, body: object): Promise<{ claimId: number }> {
    const answer = await request(world.app)
      .post(`/api/v1${where}`)
      .set('Authorization', `Bearer ${world.editor.token}`)
      .send(body)
    if (answer.status !== 201) throw new Error(`${where} ${JSON.stringify(body)}: ${answer.text}`)
    return answer.body
  }

  async function record(statement: GoldStatement, more: object = {}) {
    const { id, article, speakers, claim: _claim, ...rest } = statement
    const recorded = await post('/statements', {
      ...rest,
      article: articleIds.get(article),
      speakers: speakers.map((name) => ({ name, kind: KINDS[name] ?? 'organisation' })),
      ...(HOPS[id] ? { hops: HOPS[id] } : {}),
      ...more,
    })
    claimIds.set(id, recorded.claimId)
  }

  /** The gold has the newspaper's claim alone; whom it cites stands behind it. */
  function personBehindTheJournal(): GoldStatement {
    const journal = corpus.statements.find(({ id }) => id === 'e10') as GoldStatement
    const person = 'a person close to the Russian Defense Ministry'
    const unknown = { saidOn: null, saidOnBasis: 'not_stated', saidOnWords: null, medium: 'unknown' }
    const named = { speakers: [person], source: { exact: person }, cue: { exact: 'citing' } }
    return { ...journal, ...unknown, ...named, id: 'e10-person', claim: 'e10-person' }
  }

  test.each([
    ['a5', 'John Bolton and Michael Pompeo, as reported by The Moscow Times'],
    ['a6', 'Sarah Huckabee Sanders (remarks to reporters), as reported by The Moscow Times'],
    ['e3', 'Donald Trump (tweet), as reported by The Moscow Times'],
    ['e4', 'Russia, according to Donald Trump’s tweet, as reported by The Moscow Times'],
    ['e7', 'Russian officials, according to Dmitry Peskov’s remarks to reporters, as reported by The Moscow Times'],
    [
      'e10',
      'The Wall Street Journal (news report), citing a person close to the Russian Defense Ministry, as reported by The Moscow Times',
    ],
    [
      'e10-person',
      'a person close to the Russian Defense Ministry, according to The Wall Street Journal’s news report, as reported by The Moscow Times',
    ],
    ['e16', 'unnamed source in Caracas, cited by Interfax, as reported by The Moscow Times'],
  ])('%s: %s', async (id, sentence) => {
    await reads(claim(id), sentence)
  })

  test.each([
    ['a11', 'Rosneft denies what Michael Pompeo said: ', 'a10'],
    ['e7', 'Russian officials denies what The Wall Street Journal said: ', 'e10'],
  ])('%s, a denial without words of its own, stands beside the words denied', async (id, sentence, denied) => {
    const words = corpus.statements.find((one) => one.id === denied)?.content[0]?.exact ?? ''
    await reads(claim(id), `${sentence}${words}`)
  })

  test.each(['a7', 'a11', 'a14', 'd20', 'e7'])('%s: that its words are denied stands before them', async (id) => {
    const words = corpus.statements.find((one) => one.id === id)?.content[0]?.exact
    await reads(claim(id), `denies: ${words}`)
  })

  test('a6 corrects what the president said, on both pages', async () => {
    expect(readable(await chainCard(claim('a6')))).toMatch(/corrects \d+ Donald Trump/)
    expect(readable(await page(`/claims/${claim('a1')}`))).toContain('corrected by Sarah Huckabee Sanders')
  })
}

const KINDS: Record<string, string> = {
  'Donald Trump': 'person',
  'unnamed source in Caracas': 'described',
  'a person close to the Russian Defense Ministry': 'described',
  'Russian officials': 'group',
}

/** What the gold has no column for: through whom it came. */
const HOPS: Record<string, object[]> = {
  e16: [
    {
      speaker: { name: 'Interfax', kind: 'organisation' },
      source: { exact: 'Interfax' },
      cue: { exact: 'cited' },
      medium: 'news_agency',
    },
  ],
}
