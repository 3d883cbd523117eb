import { newsroom } from '../reading/newsroom'
import request from '../support/request'
import { newWorld, type World } from '../support/world'

const TEXT = `The bridge

The bridge is safe, Ann Lee tweeted on Monday. Bob Ray denied that it is safe. Somebody close to the city said it has a crack.
It opens in May, she had said. It may open in autumn, she said later. Asked about the cost she did not answer.
It is the best bridge. The council does not dispute the opening. Cy Day would not talk about the opening. Dee Eve said the opening is off.
`

/** Writes down what was said about the bridge: claims and links by a name each, and the number of the speaker it is about. */
async function written(db: World['db']) {
  const desk = newsroom(db)
  const claims: Record<string, number> = {}
  const links: Record<string, number> = {}
  const articleId = await desk.article(TEXT)
  const on = (saidOn: string | null) =>
    saidOn === null
      ? ({ saidOn, saidOnBasis: 'not_stated', saidOnWords: null } as const)
      : ({ saidOn, saidOnBasis: 'stated', saidOnWords: null } as const)
  const said = async (name: string, by: string, words: string, day: string | null, more: object = {}) => {
    const claim = { ...on(day), ...more }
    claims[name] = (await desk.statement(articleId, { by: [by], words: [words], claim })).claimId
  }
  await said('safe', 'Ann Lee', 'The bridge is safe', '2019-06-03')
  await said('denial', 'Bob Ray', 'denied that it is safe', '2019-06-04', { stance: 'denies', medium: 'interview' })
  const described = [{ name: 'a person close to the city', kind: 'described', anonymityReason: 'to speak freely' }]
  await said('crack', '', 'it has a crack', '2019-06-05', { speakers: described })
  await said('may', 'Ann Lee', 'It opens in May', '2019-05-10', { medium: 'interview' })
  await said('autumn', 'Ann Lee', 'It may open in autumn', '2019-05-20', { medium: 'interview' })
  await said('cost', 'Ann Lee', 'Asked about the cost', '2018', { stance: 'declines', medium: 'unknown' })
  await said('best', 'Ann Lee', 'It is the best bridge', null)
  await said('council', 'The council', 'does not dispute the opening', '2019-05-11', { stance: 'does_not_dispute' })
  await said('silence', 'Cy Day', 'would not talk about the opening', '2019-05-11', { stance: 'declines' })
  await said('off', 'Dee Eve', 'the opening is off', '2019-05-12')
  const link = async (name: string, from: string, relation: Parameters<typeof desk.link>[1], to: string) => {
    links[name] = await desk.link(claims[from] as number, relation, claims[to] as number)
  }
  await link('denies', 'denial', 'denies', 'safe')
  await link('contradicts', 'crack', 'contradicts', 'safe')
  await link('walksBack', 'autumn', 'walks_back', 'may')
  await link('letsStand', 'council', 'corroborates', 'may')
  await link('declines', 'silence', 'contradicts', 'may')
  await link('off', 'off', 'denies', 'may')
  const again = await desk.article('It is the best bridge, said Ann Lee.', { outlet: 'The Evening' })
  await desk.statement(again, { by: [], words: ['It is the best bridge'], claimId: claims.best as number })
  const [ann] = await db.query(`SELECT id FROM speakers WHERE name = 'Ann Lee'`)
  return { desk, claims, links, ann: ann.id as number }
}

/** The news of a bridge, in a world of its own, for the tests of the file that asks for it: there once they run. */
export function bridgeNews() {
  let world: World
  let news: Awaited<ReturnType<typeof written>>
  beforeAll(async () => {
    world = await newWorld()
    news = await written(world.db)
  }, 60_000)
  afterAll(() => world.close())
  const get = (path: string) => request(world.app).get(path)
  return {
    get world() {
      return world
    },
    get desk() {
      return news.desk
    },
    get claims() {
      return news.claims
    },
    get links() {
      return news.links
    },
    get ann() {
      return news.ann
    },
    get,
    read: async (path: string) => (await get(path).expect(200)).text,
    numbers: (...names: string[]) => names.map((name) => news.claims[name]),
    async chainOf(name: string) {
      const [row] = await world.db.query(
        'SELECT chains.id FROM chains JOIN chain_members USING (component_id) WHERE claim_id = $1',
        [news.claims[name]],
      )
      return row.id as number
    },
  }
}

/** What is read of a page: without its marks, and without what only programs are told. */
export const wordsOf = (html: string) =>
  html
    .replace(/<br>/g, ' ')
    .replace(/<span class="unseen">.*?<\/span>|<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .replaceAll('&#34;', '"')

/** The claims that a page of a speaker lists, in its order. */
export const claimsOn = (html: string) => [...html.matchAll(/<li id="claim-(\d+)"/g)].map(([, id]) => Number(id))
