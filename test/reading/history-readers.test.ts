import { changeClaim } from '../../src/claims/claims.commands'
import { type Desk, first, newDesk } from '../support/desk'
import request from '../support/request'
import { signedIn } from '../support/world'

/** What readers find in a history: never more than they could have read on the day. */
let desk: Desk
let reviewer: Awaited<ReturnType<typeof signedIn>>

beforeAll(async () => {
  desk = await newDesk()
  const admin = await signedIn(desk.world, await desk.world.person('admin'))
  await admin
    .post('/settings')
    .type('form')
    .send({ version: 1, name: 'Desk', review: 'yes', languages: 'en' })
    .expect(303)
  reviewer = await signedIn(desk.world, await desk.world.person('reviewer'))
})

afterAll(() => desk.world.close())

const post = (path: string, fields: object) => desk.agent.post(path).type('form').send(fields)
const readers = async (path: string) => (await request(desk.world.app).get(path).expect(200)).text
const row = async (table: string, id: number) =>
  (await desk.world.db.query(`SELECT * FROM ${table} WHERE id = $1`, [id]))[0]
const headings = (text: string) => [...text.matchAll(/<h2>([^<]*)/g)].map(([, heading]) => heading)

/** Records a draft of somebody's. */
async function draft(speaker: object): Promise<{ statement: number; claim: number; speaker: number }> {
  await desk.record({ ...first, kind: 'person', ...speaker }).expect(303)
  const { id: statement, claim_id: claim } = await desk.newest('statements')
  const [said] = await desk.world.db.query('SELECT named_id FROM claim_speakers WHERE claim_id = $1', [claim])
  return { statement, claim, speaker: said.named_id }
}

async function publish({ statement, claim }: { statement: number; claim: number }) {
  const versions = [(await row('statements', statement)).version, (await row('claims', claim)).version]
  const item = `statement.${statement}.${versions.join('.')}`
  await reviewer.post('/review/publications').type('form').send({ item }).expect(303)
  expect(await row('claims', claim)).toMatchObject({ state: 'published' })
}

async function takeBack(claim: number) {
  await post(`/claims/${claim}/draft`, { version: (await row('claims', claim)).version }).expect(303)
}

async function rename(speaker: number, fields: object) {
  const { version } = await row('speakers', speaker)
  const form = { kind: 'person', description: '', wikidataId: '', anonymityReason: '', outlet: '', aliases: '' }
  const meant = { another: 'yes', lookalike: 'yes' }
  await post(`/speakers/${speaker}`, { ...form, ...meant, version, ...fields }).expect(303)
}

describe('of a speaker', () => {
  test('begins with what it was when a published claim first named them', async () => {
    const said = await draft({ speaker: 'John Realname' })
    await rename(said.speaker, { name: 'John Realname', description: 'of 5 Mill Lane', aliases: 'Johnny R.' })
    await rename(said.speaker, { name: 'an official', kind: 'described', description: 'a man of the ministry' })
    await publish(said)
    const shown = await readers(`/speakers/${said.speaker}/history`)
    expect(shown).toContain('<ins>an official</ins>')
    expect(shown).toContain('never public')
    expect(shown).not.toMatch(/Realname|Mill Lane|Johnny/)
    expect((await desk.agent.get(`/speakers/${said.speaker}/history`)).text).toContain('John Realname')
  })

  test('leaves out what was replaced while no published claim named them', async () => {
    const said = await draft({ speaker: 'Cara One' })
    await publish(said)
    await takeBack(said.claim)
    await rename(said.speaker, { name: 'Cara Hidden' })
    await rename(said.speaker, { name: 'Cara Three' })
    await publish(said)
    await rename(said.speaker, { name: 'Cara Four' })
    const shown = await readers(`/speakers/${said.speaker}/history`)
    expect(headings(shown)).toEqual(['Changed', 'Changed', 'Added'])
    expect(shown).not.toContain('Hidden')
    expect(shown).toMatch(/One.*Three|Three.*One/s)
  })

  test('takes others’ claims for theirs only since they are the same, or speak for them', async () => {
    const known = await draft({ speaker: 'Known Person' })
    await publish(known)
    const secret = await draft({ speaker: 'Secret Draft' })
    await rename(secret.speaker, { name: 'K. Person' })
    await reviewer
      .post(`/speakers/${secret.speaker}/merge`)
      .type('form')
      .send({ version: 2, into: known.speaker, intoVersion: 1 })
      .expect(303)
    const merged = await readers(`/speakers/${secret.speaker}/history`)
    expect(merged).not.toContain('Secret')
    expect(merged).toContain('K. Person')

    const chief = await draft({ speaker: 'Chief Secret' })
    await rename(chief.speaker, { name: 'The Chief' })
    const spokesman = await draft({ speaker: 'Spokes Man' })
    await rename(spokesman.speaker, { name: 'Spokes Man', roleTitle: 'his voice', roleFor: 'The Chief' })
    const elsewhere = { content: 'the city repeated', start: '132', end: '149' }
    await publish(await draft({ ...elsewhere, speaker: 'Spokes Man', role: 'his voice' }))
    const spokenFor = await readers(`/speakers/${chief.speaker}/history`)
    expect(spokenFor).toContain('The Chief')
    expect(spokenFor).not.toContain('Secret')
  })
})

describe('of an article', () => {
  test('leaves out what was set and replaced before anything in it was public', async () => {
    const details = { byline: '', language: 'en', outlet: 'The Daily', publishedOn: '2020-02-05', rights: '' }
    const change = async (fields: object) => {
      const { version } = await row('articles', id)
      await post(`/articles/${id}`, { ...details, url: '', version, ...fields }).expect(303)
    }
    const imported = await desk.agent
      .post('/articles')
      .field('text', 'A secret headline\n\nDora Hill said the bridge is safe.')
      .field('outlet', 'The Daily')
      .field('publishedOn', '2020-02-05')
      .expect(303)
    const id = Number(imported.headers.location?.split('/')[2])
    await change({ headline: 'A second one', url: 'https://intranet.example/secret' })
    await change({ headline: 'As it was printed', url: 'https://daily.example/1' })
    const content = { content: 'the bridge is safe', start: '34', end: '52', source: 'Dora Hill', cue: 'said' }
    await post(`/articles/${id}/statements`, { ...first, ...content, speaker: 'Dora Hill' }).expect(303)
    const said = await desk.newest('statements')
    await publish({ statement: said.id, claim: said.claim_id })
    await change({ headline: 'As it was corrected', url: 'https://daily.example/1' })
    const shown = await readers(`/articles/${id}/history`)
    expect(headings(shown)).toEqual(['Changed', 'Changed'])
    expect(shown).toContain('corrected</ins>')
    expect(shown).not.toMatch(/secret|second/i)
  })

  test('tells of a withdrawal that has been taken back, and of nothing that was changed meanwhile', async () => {
    const id = desk.articleId
    const { version } = await row('articles', id)
    await post(`/articles/${id}/withdrawal`, { version, reason: 'By court order' }).expect(303)
    await post(`/articles/${id}/restoration`, { version: version + 1 }).expect(303)
    const shown = await readers(`/articles/${id}/history`)
    expect(headings(shown)).toEqual(['Restored', 'Withdrawn', 'Imported'])
    expect(shown).toContain('Public reason: By court order')
  })
})

describe('of a claim', () => {
  test('goes on behind what is being drafted, without telling how much that is', async () => {
    const said = await draft({ speaker: 'Ed Busy' })
    await publish(said)
    await takeBack(said.claim)
    const { db, editor } = desk.world
    const edit = async (medium: string) => {
      const { version } = await row('claims', said.claim)
      const speakers = [{ id: said.speaker }]
      const day = { saidOn: null, saidOnBasis: 'not_stated' as const, saidOnWords: null }
      const claim = { ...day, speakers, medium: medium as 'speech', stance: 'asserts' as const, summary: null }
      expect(await changeClaim(db, editor, said.claim, version, claim)).toEqual({ claimId: said.claim })
    }
    for (let edits = 0; edits < 32; edits += 1) await edit(edits % 2 ? 'speech' : 'interview')
    await publish(said)
    const shown = await readers(`/claims/${said.claim}/history`)
    expect(headings(shown)).toEqual(['Published', 'Published: ', 'Published', 'Published: '])
    expect(shown).not.toMatch(/Nothing to tell|Earlier changes/)
    expect((await desk.agent.get(`/claims/${said.claim}/history`)).text).toContain('Earlier changes')
  })

  test('keeps what happened to a report that was split off, and says where that is undone', async () => {
    const { db } = desk.world
    const said = await draft({ speaker: 'Fay Two' })
    await publish(said)
    const content = { content: 'the city repeated', start: '132', end: '149' }
    await desk.record({ ...first, ...content, claimId: said.claim }).expect(303)
    const report = (await desk.newest('statements')).id
    await publish({ statement: report, claim: said.claim })
    const another = await signedIn(desk.world, await desk.world.person('reviewer'))
    await another.post(`/statements/${report}/split`).type('form').send({ version: 2 }).expect(303)
    const part = (await desk.newest('claims')).id
    const events = (text: string) => [...text.matchAll(new RegExp(`statement ${report}</a></h2>`, 'g'))].length
    expect(events(await readers(`/claims/${said.claim}/history`))).toBe(2)
    const again = `<a href="/claims/${part}/join?into=${said.claim}">Join the two again</a>`
    const before = (await desk.agent.get(`/claims/${said.claim}/history`)).text
    expect(before).toContain(again)
    expect(before).not.toContain('Undo: split off')
    expect((await desk.agent.get(`/claims/${part}/history`)).text).toContain(again)

    // Drafted elsewhere, it is a draft here too.
    await takeBack(part)
    expect(events(await readers(`/claims/${said.claim}/history`))).toBe(0)
    await publish({ statement: report, claim: part })
    const version = async (id: number) => (await row('claims', id)).version
    // And withdrawn there with its claim, its words are shown here no more.
    expect(await readers(`/claims/${said.claim}/history`)).toContain('the city repeated')
    await post(`/claims/${part}/withdrawal`, { version: await version(part), reason: 'Misread' }).expect(303)
    expect(await readers(`/claims/${said.claim}/history`)).not.toContain('the city repeated')
    await post(`/claims/${part}/restoration`, { version: await version(part) }).expect(303)

    const joined = { version: await version(part), into: said.claim, intoVersion: await version(said.claim) }
    await reviewer.post(`/claims/${part}/join`).type('form').send(joined).expect(303)
    const act = `SELECT id FROM history WHERE action = 'joined' AND subject_kind = 'claim' AND subject_id = ${part}`
    const [{ id }] = await db.query(act)
    const there = `/claims/${part}/history?before=${Number(id) + 1}#event-${id}`
    const after = (await desk.agent.get(`/claims/${said.claim}/history`)).text
    expect(after).toContain(`<a href="${there}">This went along with claim ${part}: undo it there</a>`)
    expect((await desk.agent.get(there)).text).toContain(`aria-label="Undo: joined, claim ${part}"`)
  })
})
