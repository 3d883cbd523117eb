import { type Desk, first, newDesk } from '../support/desk'
import { RUNNING_SCRIPT } from '../support/scripts'
import { threeWayIn } from '../support/three-way'
import { type Article, newArticle, undoOf } from './article-with-zones'

let desk: Desk
let article: Article

beforeAll(async () => {
  desk = await newDesk()
})
beforeEach(async () => {
  article = await newArticle(desk)
})
afterAll(() => desk.world.close())

const PAGE = `Bridge stays shut until autumn

The bridge over the Orrin will stay shut until autumn, the council decided on Monday by seven votes to six.

Sign up for our free weekly newsletter

“We can’t open half a bridge,” council leader Bram Estley said 👷🏽 after the vote.

Read more: Divers find a second bell`

describe('what is proposed', () => {
  beforeEach(async () => {
    article = await newArticle(desk, { text: PAGE, language: 'en' })
  })

  const offered = (html: string) =>
    [...html.matchAll(/<input type="checkbox" name="zone" value="([^"]+)"( checked)?>/g)].map(([, value, ticked]) => [
      value,
      ticked !== undefined,
    ])
  const APPEAL = '141-179:appeal'
  const MORE = '264-300:navigation'

  test('is offered with its reasons where nothing is marked yet, and nothing of it is kept unasked', async () => {
    const { text } = await desk.agent.get(article.path()).expect(200)
    expect(offered(text)).toEqual([
      [APPEAL, true],
      [MORE, true],
    ])
    expect(text).toContain('“Sign up” addresses the reader; nobody speaks.')
    expect(text).toContain('<p class="zone-name" lang="en">Proposed: Navigation</p>')
    expect(text).not.toMatch(RUNNING_SCRIPT)
    expect(await article.marked()).toEqual([])
  })

  test('is marked as far as it is ticked, with Undo; the rest is offered again when somebody asks', async () => {
    expect((await article.post({ zone: [APPEAL] }, '/proposed')).status).toBe(303)
    expect(await article.marked()).toEqual([{ kind: 'appeal', words: 'Sign up for our free weekly newsletter' }])
    const page = (await desk.agent.get(article.path()).expect(200)).text
    expect(page).toContain('Marked: 1 part.')
    expect(offered(page)).toEqual([])
    expect(page).toContain('?propose=1#proposed')
    expect(offered((await desk.agent.get(article.path('?propose=1')).expect(200)).text)).toEqual([[MORE, true]])

    expect((await article.post({ zone: MORE }, '/proposed')).status).toBe(303)
    expect(await article.marked()).toHaveLength(2)
    const done = (await desk.agent.get(article.path('?propose=1')).expect(200)).text
    expect(done).toContain('Nothing more is proposed.')
    const { action, fields } = undoOf(done)
    expect(fields.zones).toBe(APPEAL)
    expect(action).toBe(article.path('/restoration'))
  })

  test('keeps its ticks where it is refused: none ticked, over a statement, or somebody was first', async () => {
    const none = await article.post({}, '/proposed')
    expect(none.status).toBe(422)
    expect(none.text).toContain('Tick at least one part.')
    expect(offered(none.text)).toEqual([
      [APPEAL, false],
      [MORE, false],
    ])

    await article.record({ ...first, content: 'Divers find a second bell', source: '', cue: '' }).expect(303)
    const { id } = await desk.newest('statements')
    const over = await article.post({ zone: MORE }, '/proposed')
    expect(over.status).toBe(422)
    expect(over.text).toContain(`name="inZone" value="${id}"`)
    expect(over.text.match(/name="inZone"/g)).toHaveLength(1)
    expect(offered(over.text)).toEqual([
      [APPEAL, false],
      [MORE, true],
    ])
    expect((await article.post({ zone: MORE, inZone: String(id) }, '/proposed')).status).toBe(303)

    const stale = await article.post({ version: (await article.version()) - 1, zone: APPEAL }, '/proposed')
    expect(stale.status).toBe(409)
    expect(threeWayIn(stale.text)['Not the article’s own']?.at(-1)).toContain('Appeal or advertisement, paragraph 3')
    expect(offered(stale.text)).toEqual([[APPEAL, true]])
  })
})

test('where nothing looks as if, that is said', async () => {
  expect((await desk.agent.get(article.path()).expect(200)).text).toContain('Nothing is proposed')
})
