import { apiClient } from '../api/api-client'
import request from '../support/request'
import { newWorld, type World } from '../support/world'

/** A reader's comment is not put into the outlet's mouth, on whatever page its claim is shown. */

const OWN = `The bridge

The city said the bridge is safe.

`
const COMMENTS = 'Ann Lee: Nobody ever told me that, and “I saw a crack” myself.\n'

let world: World

beforeAll(async () => {
  world = await newWorld()
})
afterAll(() => world.close())

const wordsOf = async (where: string) =>
  (await request(world.app).get(where).expect(200)).text
    .replace(/<span class="unseen">.*?<\/span>|<[^>]*>/g, '')
    .replace(/\s+/g, ' ')

test('a confirmed statement in readers’ comments is said to stand there', async () => {
  const api = await apiClient(world)
  const sent = {
    text: OWN + COMMENTS,
    outlet: 'Havana Times',
    publishedOn: '2020-02-05',
    language: 'en',
    rights: 'full',
  }
  const article = (await api.post('/articles', sent)).body
  const zones = [{ start: OWN.length, end: OWN.length + COMMENTS.length, kind: 'comments' }]
  expect(
    (await api.send('put', `/articles/${article.id}/zones`, { body: { zones }, version: article.version })).status,
  ).toBe(200)
  const said = async (name: string, exact: string, more: object) =>
    (
      await api.post('/statements', {
        article: article.id,
        content: [{ exact }],
        wording: 'indirect',
        speakers: [{ name, kind: 'person' }],
        saidOnBasis: 'not_stated',
        medium: 'unknown',
        stance: 'asserts',
        ...more,
      })
    ).body
  const city = await said('The city', 'the bridge is safe', {})
  const ann = await said('Ann Lee', 'I saw a crack', { inZone: true })
  await api.post('/links', { from: ann.claimId, to: city.claimId, relation: 'contradicts' })

  const [{ chain, speaker }] = await world.db.query(
    `SELECT chains.id AS chain, speaker_id AS speaker FROM chains JOIN chain_members USING (component_id)
     JOIN claim_speakers USING (claim_id) WHERE claim_id = $1`,
    [ann.claimId],
  )
  const who = 'Ann Lee, in readers’ comments below an article of Havana Times'
  const pages = [
    `/claims/${ann.claimId}`,
    `/chains/${chain}`,
    `/speakers/${speaker}`,
    `/search?speaker=${speaker}`,
    '/',
  ]
  for (const where of [...pages, `/articles/${article.id}`]) expect(await wordsOf(where)).toContain(who)
  for (const where of pages.slice(0, 4))
    expect(await wordsOf(where)).toContain('retold, in readers’ comments below The bridge, Havana Times')
  // The control: what the article says by itself.
  expect(await wordsOf(`/claims/${city.claimId}`)).toContain('The city, as reported by Havana Times')
  expect(await wordsOf(`/claims/${city.claimId}`)).toContain('in the article’s words, in The bridge, Havana Times')
})
