import { type Desk, first, newDesk } from '../support/desk'
import { signedIn } from '../support/world'
import { undoingAt } from './undoing'

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
const undo = (...change: string[]) => at.undo(...change)
const row = (table: string, id: number) => at.row(table, id)

describe('an act that is no change of words', () => {
  const withdraw = (version = 1) => post(`/claims/${claim}/withdrawal`, { version, reason: 'A slip' }).expect(303)

  test('withdrawn: undone, it is back', async () => {
    await withdraw()
    await undo(`claim.${claim}.2`).expect(303)
    expect(await row('claims', claim)).toMatchObject({ state: 'published', withdrawn_reason: null })
  })

  test('restored: undone, it is withdrawn again for the reason it had', async () => {
    await withdraw()
    await post(`/claims/${claim}/restoration`, { version: 2 }).expect(303)
    await undo(`claim.${claim}.3`).expect(303)
    expect(await row('claims', claim)).toMatchObject({ state: 'withdrawn', withdrawn_reason: 'A slip' })
    await undo(`claim.${claim}.3`).expect(409)
  })

  test('recorded: undone, it is withdrawn, and that needs a public reason', async () => {
    const refused = await undo(`statement.${statement}.1`).expect(409)
    expect(refused.text).toContain('Say why it is withdrawn')
    await post('/undo', { change: `statement.${statement}.1`, reason: 'Never said', back: '/desk' }).expect(303)
    expect(await row('statements', statement)).toMatchObject({ state: 'withdrawn', withdrawn_reason: 'Never said' })
    expect(await row('claims', claim)).toMatchObject({ state: 'withdrawn' })
  })

  test('linked, and the chain named: both are undone', async () => {
    await desk.record({ ...first, speaker: 'Bob Ray', stance: 'denies' }).expect(303)
    const other = (await desk.newest('claims')).id
    await post(`/claims/${other}/links`, { to: claim, relation: 'denies', reason: 'He says so.' }).expect(303)
    const [{ id: link }] = await desk.world.db.query('SELECT max(id) AS id FROM links')
    const [{ id: chain }] = await desk.world.db.query('SELECT max(id) AS id FROM chains')
    await post(`/chains/${chain}/title`, { version: 1, title: 'Is it safe?' }).expect(303)
    await post(`/chains/${chain}/title`, { version: 2, title: 'Is the bridge safe?' }).expect(303)
    await undo(`chain.${chain}.2`).expect(409)
    await undo(`chain.${chain}.3`).expect(303)
    expect(await row('chains', chain)).toMatchObject({ title: 'Is it safe?' })
    await undo(`chain.${chain}.2`).expect(303)
    expect(await row('chains', chain)).toMatchObject({ title: null })
    await post('/undo', { change: `link.${link}.1`, reason: 'No denial', back: '/desk' }).expect(303)
    expect(await row('links', link)).toMatchObject({ state: 'withdrawn', withdrawn_reason: 'No denial' })
    await undo(`link.${link}.2`).expect(303)
    expect(await row('links', link)).toMatchObject({ state: 'published' })
  })

  test('merged: undone, both are of their own again, and merged once more', async () => {
    await desk.record({ ...first, speaker: 'Twin One' }).expect(303)
    await desk.record({ ...first, speaker: 'Twin Two' }).expect(303)
    const [one, two] = (await desk.world.db.query(`SELECT id FROM speakers WHERE name LIKE 'Twin %' ORDER BY id`)) as {
      id: number
    }[]
    await post(`/speakers/${two?.id}/merge`, { version: 1, into: one?.id, intoVersion: 1 }).expect(303)
    await undo(`speaker.${two?.id}.2`).expect(303)
    expect(await row('speakers', two?.id ?? 0)).toMatchObject({ root_id: null, version: 3 })
    await undo(`speaker.${two?.id}.3`).expect(303)
    expect(await row('speakers', two?.id ?? 0)).toMatchObject({ root_id: one?.id, version: 4 })
  })
})

describe('an old act stays done where a later one was of the same kind, though it came to the same:', () => {
  const state = async (table: string, id: number) => (await row(table, id)).state
  const since = async (change: string) =>
    expect((await undo(change).expect(409)).text).toMatch(/since: see (?:its|their) history/)

  test.each(['claim', 'statement', 'article'])(
    'withdrawn, restored, and withdrawn by court order (%s)',
    async (kind) => {
      const id = { claim, statement, article: desk.articleId }[kind] as number
      const { version } = await row(`${kind}s`, id)
      const act = (what: string, by: number) =>
        post(`/${kind}s/${id}/${what}`, { version: version + by, reason: what }).expect(303)
      await act('withdrawal', 0)
      await act('restoration', 1)
      await act('withdrawal', 2)
      await since(`${kind}.${id}.${version + 1}`)
      expect((await row(`${kind}s`, id)).withdrawn_reason).toBe('withdrawal')
      await undo(`${kind}.${id}.${version + 3}`).expect(303)
      await since(`${kind}.${id}.${version + 2}`)
    },
  )

  test('joined into one, taken apart, joined into another', async () => {
    const others: number[] = []
    const said = 'SELECT name AS speaker FROM speakers JOIN claim_speakers ON speaker_id = id WHERE claim_id = $1'
    const [{ speaker }] = await desk.world.db.query(said, [claim])
    for (const content of ['Bob Ray', 'denied']) {
      const start = content === 'Bob Ray' ? 68 : 76
      await desk.record({ ...first, content, start, end: start + content.length, speaker }).expect(303)
      others.push((await desk.newest('claims')).id)
    }
    const join = (version: number, into?: number) =>
      post(`/claims/${claim}/join`, { version, into, intoVersion: 1 }).expect(303)
    await join(1, others[0])
    await post(`/claims/${claim}/unjoin`, { version: 2 }).expect(303)
    await join(3, others[1])
    await since(`claim.${claim}.2`)
    expect(await row('claims', claim)).toMatchObject({ joined_into_id: others[1] })
    await undo(`claim.${claim}.4`).expect(303)
    expect(await state('claims', claim)).toBe('published')
  })

  test('merged into one, un-merged, merged into another', async () => {
    const ids: number[] = []
    for (const name of ['Tri One', 'Tri Two', 'Tri Three']) {
      await desk.record({ ...first, speaker: name }).expect(303)
      ids.push((await desk.world.db.query('SELECT max(id) AS id FROM speakers'))[0].id)
    }
    const [one, two, three] = ids
    await post(`/speakers/${one}/merge`, { version: 1, into: two, intoVersion: 1 }).expect(303)
    await post(`/speakers/${one}/unmerge`, { version: 2 }).expect(303)
    await post(`/speakers/${one}/merge`, { version: 3, into: three, intoVersion: 1 }).expect(303)
    await since(`speaker.${one}.2`)
    expect(await row('speakers', one ?? 0)).toMatchObject({ root_id: three })
  })
})

describe('from the notice', () => {
  type Agent = typeof desk.agent
  let admin: Agent
  let reviewer: Agent
  const send = (agent: Agent, path: string, fields: object) => agent.post(path).type('form').send(fields).expect(303)
  const settings = async (fields: object) => {
    const [{ version }] = await desk.world.db.query('SELECT version FROM desk_settings')
    await send(admin, '/settings', { version, name: 'Gainsay', review: '', languages: 'en', ...fields })
  }
  const states = async () => [(await row('statements', statement)).state, (await row('claims', claim)).state]

  beforeAll(async () => {
    admin = await signedIn(desk.world, await desk.world.person('admin'))
    reviewer = await signedIn(desk.world, await desk.world.person('reviewer'))
  })

  test('an admin undoes a change of settings or an outlet; nobody else does', async () => {
    await settings({ name: 'Another Desk' })
    const [{ version }] = await desk.world.db.query('SELECT version FROM desk_settings')
    expect((await undo(`settings.1.${version}`).expect(403)).text).toContain('an admin')
    expect((await at.undoFromNotice('/settings', admin)).status).toBe(303)
    expect((await admin.get('/settings')).text).not.toContain('Another Desk')
    await send(admin, '/outlets/1', { version: 1, name: 'The Weekly', rights: 'full' })
    await undo('outlet.1.2').expect(403)
    expect((await at.undoFromNotice('/outlets', admin)).status).toBe(303)
    expect(await row('outlets', 1)).toMatchObject({ name: 'The Daily', rights: 'excerpts', version: 3 })
  })

  test('what a reviewer published is taken back, and published again', async () => {
    await settings({ review: 'yes' })
    await desk.record({ ...first, speaker: `Di ${claim}` }).expect(303)
    ;({ id: statement, claim_id: claim } = await desk.newest('statements'))
    await send(reviewer, '/review/publications', { item: `statement.${statement}.1.1` })
    expect(await states()).toEqual(['published', 'published'])
    expect((await at.undoFromNotice('/review', reviewer)).status).toBe(303)
    expect(await states()).toEqual(['draft', 'draft'])
    await send(reviewer, '/review/publications', { item: `statement.${statement}.3.3` })
    await send(reviewer, `/claims/${claim}/draft`, { version: 4 })
    expect(await states()).toEqual(['draft', 'draft'])
    expect((await at.undoFromNotice(`/claims/${claim}/drafts`, reviewer)).status).toBe(303)
    expect(await states()).toEqual(['published', 'published'])
    // An editor may take back, and not publish: no button that would be refused.
    await post(`/claims/${claim}/draft`, { version: 6 }).expect(303)
    expect((await desk.agent.get(`/claims/${claim}/drafts`)).text).not.toContain('action="/undo"')
    await settings({})
  })

  test('a reply is what it was, and withdrawn again', async () => {
    const reply = { by: 'Gus Hall', words: 'I never did.', repliedOn: '2020-02-06', way: 'form', url: '' }
    await post(`/claims/${claim}/replies`, reply).expect(303)
    const [{ id }] = await desk.world.db.query('SELECT max(id) AS id FROM replies')
    await post(`/replies/${id}`, { ...reply, version: 1, by: 'Gus Hall jr', words: 'I did.' }).expect(303)
    expect((await at.undoFromNotice(`/claims/${claim}`)).status).toBe(303)
    expect(await row('replies', id)).toMatchObject({ by_name: 'Gus Hall', words: 'I never did.', state: 'published' })
    await post(`/replies/${id}/withdrawal`, { version: 3, reason: 'Not his' }).expect(303)
    await post(`/replies/${id}/restoration`, { version: 4 }).expect(303)
    expect((await at.undoFromNotice(`/claims/${claim}`)).status).toBe(303)
    expect(await row('replies', id)).toMatchObject({ state: 'withdrawn', withdrawn_reason: 'Not his' })
    await undo(`reply.${id}.4`).expect(409)
    await undo(`reply.${id}.6`).expect(303)
    expect(await row('replies', id)).toMatchObject({ state: 'published' })
  })
})
