import type { Response } from 'supertest'
import { EXPORT_SETS } from '../../src/exports/export-sets'
import { policy } from '../../src/routes'
import { first } from '../support/desk'
import request from '../support/request'
import { newReviewDesk, type ReviewDesk, second } from '../support/review'

/** Words that stand in drafts alone, and nowhere in what is public. */
const MARKER = 'zirkonblau'
const words = (what: string) => `${MARKER} ${what}`

let desk: ReviewDesk
let drafts: { statement: { id: number; claimId: number }; answer: { id: number; claimId: number }; link: number }
let publicClaim: number

/** A public claim with a draft report and a draft link; beside it a draft claim by a new speaker, and a draft answer. */
beforeAll(async () => {
  desk = await newReviewDesk()
  const { editor, reviewer } = desk
  const ann = await desk.record(editor)
  const bob = await desk.record(editor, second)
  const link = await desk.link(editor, bob.claimId, ann.claimId, 'Asked about it.')
  await desk.publish(reviewer, await desk.item(ann.id), await desk.item(bob.id), await desk.linkItem(link)).expect(303)
  publicClaim = ann.claimId
  // A published link whose other claim is a draft again.
  const cay = await desk.record(editor, {
    ...second,
    speaker: 'Cay Dee',
    content: 'It is safe',
    start: '',
    end: '',
    source: '',
    cue: '',
  })
  const answered = await desk.link(editor, cay.claimId, ann.claimId, words('answer'))
  await desk.publish(reviewer, await desk.item(cay.id), await desk.linkItem(answered)).expect(303)
  await editor.agent.post(`/claims/${cay.claimId}/draft`).type('form').send({ version: 2 }).expect(303)
  const text = `Cay Dee said ${words('claim')}. Eve Fox said ${words('answer')}. Ann Lee said ${words('report')}.`
  const imported = await editor.agent
    .post('/articles')
    .field('text', text)
    .field('headline', words('headline'))
    .field('outlet', 'The Daily')
    .field('publishedOn', '2020-02-06')
    .expect(303)
  const articleId = Number(imported.headers.location?.split('/')[2])
  const anywhere = { start: '', end: '', source: '', cue: '' }
  const summary = words('summary')
  const record = (fields: object) => desk.record(editor, { ...first, ...anywhere, ...fields }, articleId)
  const statement = await record({ content: words('claim'), speaker: words('Cay'), summary })
  const answer = await record({ content: words('answer'), speaker: words('Eve') })
  const report = { ...anywhere, claimId: ann.claimId, content: words('report'), wording: 'direct' }
  await desk.record(editor, report, articleId)
  const reason = words('reason')
  drafts = { statement, answer, link: await desk.link(editor, answer.claimId, statement.claimId, reason) }
  await desk.link(editor, statement.claimId, ann.claimId, reason)
  await editor.agent
    .post(`/claims/${ann.claimId}/discussion`)
    .type('form')
    .send({ body: words('comment') })
    .expect(303)
}, 30_000)
afterAll(() => desk.world.close())

/** Every address that anyone may read, for each number that a row has. */
function publicPaths(): string[] {
  const ids = Array.from({ length: 12 }, (_, place) => String(place + 1))
  const gets = Object.entries(policy).filter(([route, audience]) => audience === 'anyone' && route.startsWith('GET '))
  const paths = gets.map(([route]) => route.slice('GET '.length))
  return [...paths.flatMap(addressesOf), '/?before=99', '/api/v1/claims?cursor=1', '/exports/pairs.csv?speaker=3']

  function addressesOf(path: string): string[] {
    if (path.includes(':file')) return Object.keys(EXPORT_SETS).map((file) => path.replace(':file', file))
    return path.includes(':id') ? ids.map((id) => path.replace(':id', id)) : [path]
  }
}

/** Where the marker is found, of all that anyone may read. */
async function found(): Promise<string[]> {
  const where: string[] = []
  for (const path of publicPaths()) {
    const answer = await request(desk.world.app).get(path).redirects(1).buffer(true).parse(asText)
    if (answer.status >= 500) throw new Error(`${path} answered ${answer.status}`)
    if (String(answer.body).includes(MARKER)) where.push(path)
  }
  return where
}

function asText(res: Response, done: (error: Error | null, body: string) => void) {
  const parts: Buffer[] = []
  const stream = res as unknown as NodeJS.ReadableStream
  stream.on('data', (part) => parts.push(Buffer.from(part)))
  stream.on('end', () => done(null, Buffer.concat(parts).toString('utf8')))
}

test('readers find no draft at any address, in no export and by no answer of the API', async () => {
  expect(publicPaths().length).toBeGreaterThan(80)
  expect(await found()).toEqual([])
  // And what is public says nothing of what waits beside it.
  const { text } = await request(desk.world.app).get(`/claims/${publicClaim}`).expect(200)
  expect(text).toContain('Reported in')
  expect(text).not.toContain('draft')
})

test('nobody is let see them but the desk', async () => {
  const { world, editor } = desk
  const { claimId, id } = drafts.statement
  for (const path of ['/review', `/claims/${claimId}/drafts`, `/claims/${claimId}/discussion`]) {
    await request(world.app).get(path).expect(303)
    expect((await editor.agent.get(path).expect(200)).status).toBe(200)
  }
  await editor.agent.get(`/claims/${claimId}`).expect('Location', `/claims/${claimId}/drafts`)
  await editor.agent.get(`/statements/${id}`).expect('Location', `/claims/${claimId}/drafts#statement-${id}`)
  await editor.agent.get(`/links/${drafts.link}`).expect(302)
  expect((await editor.agent.get('/review')).text).toContain(words('claim'))
})

test('the walk finds the marker once one of them is published', async () => {
  await desk.publish(desk.reviewer, await desk.item(drafts.statement.id)).expect(303)
  const where = await found()
  const { claimId, id } = drafts.statement
  expect(where).toEqual(
    expect.arrayContaining(['/speakers', `/claims/${claimId}`, `/api/v1/statements/${id}`, '/exports/claims.jsonl']),
  )
})
