import { type Desk, first, newDesk } from '../support/desk'
import request from '../support/request'
import { signedIn } from '../support/world'
import { undoingAt } from '../undoing/undoing'

let desk: Desk
let at: ReturnType<typeof undoingAt>
let claim: number
let statement: number

beforeAll(async () => {
  desk = await newDesk()
  at = undoingAt(desk)
})
afterAll(() => desk.world.close())
beforeEach(async () => {
  ;({ statement, claim } = await at.recorded())
})

const post = (path: string, fields: object) => at.post(path, fields)
const edit = (changes: object) => at.edit({ statement, claim }, changes)

describe('the page of history', () => {
  const page = async (path: string) => (await desk.agent.get(path).expect(200)).text
  const readers = async (path: string) => (await request(desk.world.app).get(path).expect(200)).text

  test('tells the desk who changed what, word by word, and has a button for each change', async () => {
    await edit({ summary: 'The old bridge is safe.' })
    await edit({ summary: 'The new bridge is safe.' })
    const text = await page(`/claims/${claim}/history`)
    expect(text).toContain('The <del>old</del><ins>new</ins> bridge is safe.')
    expect(text).toContain('by editor 1')
    expect(text.match(/aria-label="Undo: changed, claim/g)).toHaveLength(2)
    expect(text).toContain(`value="claim.${claim}.3"`)
  })

  test('tells readers what was public, without names and without buttons', async () => {
    await edit({ summary: 'Only said so.' })
    const text = await readers(`/claims/${claim}/history`)
    expect(text).toContain('<ins>Only said so.</ins>')
    expect(text).toContain('by the desk')
    expect(text).not.toMatch(/editor 1|Undo|<form method="post"/)
    // What is left out for them is said to them alone.
    expect(text).toContain('what is a draft or has been withdrawn is not shown')
    expect(await page(`/claims/${claim}/history`)).not.toContain('is not shown')
  })

  test('shows no words of what is withdrawn, only that it is, and why', async () => {
    const words = 'the city repeated'
    await desk.record({ ...first, claimId: claim, content: words, start: '132', end: '149' }).expect(303)
    const other = await desk.newest('statements')
    await post(`/statements/${other.id}/withdrawal`, { version: 1, reason: 'Misread' }).expect(303)
    const text = await readers(`/claims/${claim}/history`)
    expect(text).toContain('Public reason: Misread')
    expect(text).not.toContain(words)
    expect(await page(`/claims/${claim}/history`)).toContain(words)
    await post(`/claims/${claim}/withdrawal`, { version: 1, reason: 'All wrong' }).expect(303)
    const gone = await request(desk.world.app).get(`/claims/${claim}/history`).expect(410)
    expect(gone.text).toContain('All wrong')
    expect(await page(`/claims/${claim}/history`)).toContain('All wrong')
  })

  test('of speakers, links and articles is there; of what is not there or only in drafts it is not', async () => {
    const [{ id: speaker }] = await desk.world.db.query(
      'SELECT speaker_id AS id FROM claim_speakers WHERE claim_id = $1',
      [claim],
    )
    expect(await readers(`/speakers/${speaker}/history`)).toContain('<h2>Added</h2>')
    expect(await readers(`/articles/${desk.articleId}/history`)).toContain('<h2>Imported</h2>')
    for (const kind of ['claims', 'links', 'speakers', 'articles'])
      await request(desk.world.app).get(`/${kind}/999999/history`).expect(404)
    const agent = await signedIn(desk.world, await desk.world.person('admin'))
    const [{ version }] = await desk.world.db.query('SELECT version FROM desk_settings')
    await agent
      .post('/settings')
      .type('form')
      .send({ version, name: 'Gainsay', review: 'yes', languages: 'en' })
      .expect(303)
    await desk.record({ ...first, speaker: 'Hidden Person' }).expect(303)
    const hidden = await desk.newest('statements')
    const [{ id }] = await desk.world.db.query(`SELECT id FROM speakers WHERE name = 'Hidden Person'`)
    const untagged = await desk.agent
      .post('/articles')
      .field('text', 'Not tagged.')
      .field('outletUnknown', 'yes')
      .field('publishedOnUnknown', 'yes')
      .expect(303)
    const article = untagged.headers.location?.split('/')[2]
    await request(desk.world.app).get(`/articles/${article}/history`).expect(404)
    expect(await page(`/articles/${article}/history`)).toContain('Imported')
    await request(desk.world.app).get(`/claims/${hidden.claim_id}/history`).expect(404)
    await request(desk.world.app).get(`/speakers/${id}/history`).expect(404)
    expect(await page(`/claims/${hidden.claim_id}/history`)).toContain('Hidden Person')
  })
})
