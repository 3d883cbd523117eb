import request from '../support/request'
import { newWorld, type World } from '../support/world'

/** Answers with words of their own, and answers of which an article tells no more than what they answer. */

const TEXT = `The bridge

Ann Lee wrote that the bridge has a crack. Bob Ray denied that the bridge has a crack at all. Cee Dot dismissed it as
“complete nonsense” on Monday.
`

let world: World
let articleId: number

beforeAll(async () => {
  world = await newWorld()
  articleId = (await post('/articles', { text: TEXT, outlet: 'The Daily', publishedOn: '2020-02-05', language: 'en' }))
    .id
})
afterAll(() => world.close())

async function post(where: string, body: object) {
  const answer = await request(world.app)
    .post(`/api/v1${where}`)
    .set('Authorization', `Bearer ${world.editor.token}`)
    .send(body)
  if (answer.status !== 201) throw new Error(answer.text)
  return answer.body
}

const said = (name: string, content: string, more: object): Promise<{ claimId: number }> =>
  post('/statements', {
    article: articleId,
    content: [{ exact: content }],
    wording: 'indirect',
    speakers: [{ name, kind: 'person' }],
    saidOnBasis: 'not_stated',
    medium: 'unknown',
    stance: 'denies',
    ...more,
  })

const page = async (where: string) => (await request(world.app).get(where).expect(200)).text

test('words of one’s own are never shown as what is denied', async () => {
  const own = { wording: 'mixed', cue: { exact: 'dismissed' } }
  const { claimId } = await said('Cee Dot', '“complete nonsense”', own)
  expect(await page(`/claims/${claimId}`)).toContain('<title>Cee Dot: “complete nonsense” · Gainsay</title>')
})
