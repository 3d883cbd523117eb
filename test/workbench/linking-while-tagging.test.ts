import { KEY_FIELD } from '../../src/web/key-field'
import { newsroom } from '../reading/newsroom'
import { type FilledForm, filledForm } from '../support/filled-form'
import { setReview } from '../support/review'
import { newWorld, signedIn, type World } from '../support/world'

const CRANE = 'the harbour crane failed twice'
const SAFE = 'the harbour crane never failed'
const FISH = 'the fish market closes in Tarvik'
const TEXT = `Crane in question

Petra Lindqvist said that ${CRANE}. Tomas Brandt said that ${SAFE}. Petra Lindqvist added that it was old.
`
const OTHER_TEXT = `Union speaks

Cy Mori said that the Northmark harbour crane cost 40 lives. Petra Lindqvist said that Northmark has 40 cranes. Di Ng said that ${FISH}.
`

let world: World
let agent: Awaited<ReturnType<typeof signedIn>>
let room: ReturnType<typeof newsroom>
/** Claims of another article. */
let mori: number
let lindqvistElsewhere: number
let ng: number
let articles = 0

beforeAll(async () => {
  world = await newWorld()
  agent = await signedIn(world)
  room = newsroom(world.db)
  const other = await room.article(OTHER_TEXT)
  const told = async (by: string, words: string) => (await room.statement(other, { by: [by], words: [words] })).claimId
  mori = await told('Cy Mori', 'the Northmark harbour crane cost 40 lives')
  lindqvistElsewhere = await told('Petra Lindqvist', 'Northmark has 40 cranes')
  ng = await told('Di Ng', FISH)
})
afterAll(() => world.close())

const record = (id: number, fields: object) => agent.post(`/articles/${id}/statements`).type('form').send(fields)
const counts = async () =>
  (
    await world.db.query(
      'SELECT (SELECT count(*) FROM statements) AS statements, (SELECT count(*) FROM claims) AS claims, (SELECT count(*) FROM speakers) AS speakers, (SELECT count(*) FROM links) AS links, (SELECT count(*) FROM history) AS history',
    )
  )[0]
const newestClaim = async (): Promise<number> => (await world.db.query('SELECT max(id) AS id FROM claims'))[0].id
const linksOf = (claimId: number) =>
  world.db.query(
    'SELECT from_claim_id AS "from", to_claim_id AS "to", relation, state FROM links WHERE $1 IN (from_claim_id, to_claim_id) ORDER BY id',
    [claimId],
  )

/** A fresh article in which Lindqvist's claim is recorded, and the form of Brandt's, as it comes. */
async function article() {
  articles += 1
  const id = await room.article(`${TEXT}\nNumber ${articles}.\n`)
  const { claimId: lindqvist } = await room.statement(id, { by: ['Petra Lindqvist'], words: [CRANE] })
  const start = TEXT.indexOf(SAFE)
  const asked = `/articles/${id}/annotate?spans=${start}-${start + SAFE.length}`
  const form = filledForm((await agent.get(asked).expect(200)).text)
  const brandt: FilledForm['fields'] = { ...form.fields, kind: 'person' }
  return { id, lindqvist, form, brandt }
}
const look = async (id: number, fields: object) =>
  filledForm((await agent.post(`/articles/${id}/annotate`).type('form').send(fields).expect(200)).text)
const idsOf = ({ opponents }: FilledForm) => opponents.map(({ claimId }) => claimId)
const offerOf = ({ opponents }: FilledForm, id: number) => opponents.find(({ claimId }) => claimId === id)

describe('who is offered', () => {
  test('claims of the same article first, none of the same speaker, each with its reason; nothing is ticked', async () => {
    const { form, lindqvist } = await article()
    expect(idsOf(form)).toEqual([lindqvist])
    expect(form.opponents[0]).toMatchObject({
      text: expect.stringMatching(/^Petra Lindqvist, .*the harbour crane failed twice.* both: “/),
      direction: 'answers',
      relation: 'contradicts',
      isTicked: false,
    })
    expect(form.opponents[0]?.text).not.toContain('another article')
  })

  test('a claim of another article by words that both have; neither one by the same speaker nor one that has none', async () => {
    const words = 'Northmark has 40 cranes'
    const id = await room.article(`A count\n\nBo Dahl denied that ${words}.\n`)
    const start = 'A count\n\nBo Dahl denied that '.length
    const form = filledForm(
      (await agent.get(`/articles/${id}/annotate?spans=${start}-${start + words.length}`).expect(200)).text,
    )
    expect(idsOf(form).toSorted()).toEqual([mori, lindqvistElsewhere].toSorted())
    expect(offerOf(form, lindqvistElsewhere)).toMatchObject({
      text: expect.stringContaining(', another article: '),
      relation: 'denies',
      direction: 'answers',
    })
    const byLindqvist = await look(id, { ...form.fields, speaker: 'Petra Lindqvist' })
    expect(idsOf(byLindqvist)).toEqual([mori])
    // Without words nobody is.
    expect(idsOf(await look(id, { ...form.fields, content: '', spans: '' }))).toEqual([])
  })

  test('whoever is found by words or speaker, beside those that are ticked; and that nobody is', async () => {
    const { id, lindqvist, brandt } = await article()
    const typed = { ...brandt, summary: 'kept', [`relation-${lindqvist}`]: 'corrects', link: lindqvist }
    for (const find of ['fish market', 'Di Ng']) {
      const found = await look(id, { ...typed, find })
      expect(idsOf(found)).toEqual([ng, lindqvist])
      expect(offerOf(found, ng)).toMatchObject({ isTicked: false, text: expect.stringContaining(`found by “${find}”`) })
      expect(offerOf(found, lindqvist)).toMatchObject({ isTicked: true, relation: 'corrects' })
      expect(found.fields).toMatchObject({ summary: 'kept', find, speaker: brandt.speaker })
    }
    const { text } = await agent
      .post(`/articles/${id}/annotate`)
      .type('form')
      .send({ ...typed, find: 'zeppelin' })
    expect(text).toContain('No claim is found by these words.')
    expect(idsOf(filledForm(text))).toEqual([lindqvist])
  })

  test.each(['%', "'", '🙂', 'x'.repeat(5_000), '<b>'])('found by %j, nothing breaks', async (find) => {
    const { id, brandt } = await article()
    expect((await look(id, { ...brandt, find })).fields.content).toEqual(brandt.content)
  })
})

test('ticked, statement and links are recorded in one, related and directed as was chosen', async () => {
  const { id, lindqvist, brandt } = await article()
  const before = await counts()
  const links = {
    link: [lindqvist, ng],
    [`relation-${lindqvist}`]: 'denies',
    [`direction-${lindqvist}`]: 'answers',
    [`relation-${ng}`]: 'corrects',
    [`direction-${ng}`]: 'answered',
  }
  await record(id, { ...brandt, ...links }).expect(303)
  const claim = await newestClaim()
  expect(await linksOf(claim)).toEqual([
    { from: claim, to: lindqvist, relation: 'denies', state: 'published' },
    { from: ng, to: claim, relation: 'corrects', state: 'published' },
  ])
  expect(await counts()).toMatchObject({ statements: before.statements + 1, links: before.links + 2 })
  const readers = await agent.get(`/claims/${claim}`).expect(200)
  expect(readers.text).toContain(CRANE)
  // A relation of a claim that is not ticked links nothing.
  const again = await article()
  await record(again.id, { ...again.brandt, [`relation-${again.lindqvist}`]: 'denies' }).expect(303)
  expect(await linksOf(await newestClaim())).toEqual([])
})

describe('a link that is refused', () => {
  let made: Awaited<ReturnType<typeof article>>
  let withdrawn: number
  beforeAll(async () => {
    made = await article()
    const other = await room.article('Gone\n\nEl Ray said that the crane was blue.\n')
    withdrawn = (await room.statement(other, { by: ['El Ray'], words: ['the crane was blue'] })).claimId
    await agent.post(`/claims/${withdrawn}/withdrawal`).type('form').send({ version: 1, reason: 'A slip' }).expect(303)
  })

  test.each<[string, () => Record<string, unknown>, RegExp]>([
    [
      'by which somebody denies themselves',
      () => ({ speaker: 'Petra Lindqvist', link: made.lindqvist, [`relation-${made.lindqvist}`]: 'denies' }),
      /both claims are by the same one/,
    ],
    [
      'to a withdrawn claim',
      () => ({ link: withdrawn, [`relation-${withdrawn}`]: 'denies' }),
      /^Claim \d+ has been withdrawn\.$/,
    ],
    ['to none', () => ({ link: 999_999, 'relation-999999': 'denies' }), /^There is no claim 999999\.$/],
    ['to a number that is none', () => ({ link: '99999999999999' }), /^This is no claim’s number\.$/],
    ['to words', () => ({ link: '1 OR 1=1' }), /^This is no claim’s number\.$/],
    [
      'of no relation',
      () => ({ link: made.lindqvist, [`relation-${made.lindqvist}`]: '' }),
      /^Say how the two relate\.$/,
    ],
    [
      'of a relation that is none',
      () => ({ link: made.lindqvist, [`relation-${made.lindqvist}`]: 'refutes' }),
      /^Say how the two relate\.$/,
    ],
    ['beside twenty', () => ({ link: Array.from({ length: 21 }, (_, n) => n + 1) }), /^At most 20 links at once\.$/],
  ])('%s keeps all that was typed and ticked, and records nothing', async (_what, fields, said) => {
    const before = await counts()
    const typed: Record<string, unknown> = {
      ...made.brandt,
      speaker: 'Tomas Brandt',
      summary: 'With “care”',
      ...fields(),
    }
    // One that is right beside it goes with it.
    const link = [typed.link, mori].flat()
    const sent = { ...typed, link, [`relation-${mori}`]: 'corrects', [`direction-${mori}`]: 'answered' }
    const answer = await record(made.id, sent).expect(422)
    const form = filledForm(answer.text)
    expect(form.problems).toEqual([expect.stringMatching(said)])
    expect(form.fields).toMatchObject({ summary: 'With “care”', content: made.brandt.content, cue: made.brandt.cue })
    expect(form.fields.speaker).toContain(typed.speaker)
    expect(offerOf(form, mori)).toMatchObject({ isTicked: true, relation: 'corrects', direction: 'answered' })
    if (link.includes(made.lindqvist)) expect(offerOf(form, made.lindqvist)?.isTicked).toBe(true)
    // A problem leads to where it is mended.
    const ids = new Set([...answer.text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
    const leadsTo = [...answer.text.matchAll(/<li><a href="#(link[^"]*)"/g)].map(([, to]) => to)
    expect(leadsTo.filter((to) => !ids.has(to))).toEqual([])
    expect(leadsTo).toHaveLength(1)
    expect(await counts()).toEqual(before)
  })
})

test('refused for its link, the form is mended and sent again under the same key', async () => {
  const { id, lindqvist, brandt } = await article()
  const form = { ...brandt, link: lindqvist, [`relation-${lindqvist}`]: '', [KEY_FIELD]: 'mended' }
  const refused = filledForm((await record(id, form).expect(422)).text)
  expect(refused.fields).toMatchObject({ [KEY_FIELD]: 'mended', link: String(lindqvist) })
  await record(id, { ...refused.fields, [`relation-${lindqvist}`]: 'denies' }).expect(303)
  expect(await linksOf(await newestClaim())).toMatchObject([{ to: lindqvist, relation: 'denies' }])
})

test('at once and in whichever order the claims are ticked, all are recorded', async () => {
  const made = [await article(), await article(), await article(), await article()]
  const answers = await Promise.all(
    made.map(({ id, brandt }, place) => {
      const link = place % 2 === 0 ? [mori, ng] : [ng, mori]
      return record(id, { ...brandt, link, [`relation-${mori}`]: 'contradicts', [`relation-${ng}`]: 'contradicts' })
    }),
  )
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303])
})

test('the same form sent twice makes one statement and one link', async () => {
  const { id, lindqvist, brandt } = await article()
  const form = { ...brandt, link: lindqvist, [`relation-${lindqvist}`]: 'denies', [KEY_FIELD]: 'sent-twice' }
  const before = await counts()
  const [one, two] = [await record(id, form).expect(303), await record(id, form).expect(303)]
  expect(two.headers.location).toBe(one.headers.location)
  expect(await counts()).toMatchObject({ statements: before.statements + 1, links: before.links + 1 })
})

test('another report of a claim is linked, too', async () => {
  const { id, lindqvist } = await article()
  const report = { claimId: mori, content: SAFE, source: '', cue: '', wording: '' }
  await record(id, { ...report, link: lindqvist, [`relation-${lindqvist}`]: 'contradicts' }).expect(303)
  expect(await linksOf(lindqvist)).toMatchObject([{ from: mori, to: lindqvist, relation: 'contradicts' }])
  const before = await counts()
  const answer = await record(id, { ...report, content: CRANE, link: mori, [`relation-${mori}`]: 'repeats' }).expect(
    422,
  )
  expect(answer.text).toContain('A claim cannot be linked to itself.')
  expect(await counts()).toEqual(before)
})

test('where the desk reviews, a draft’s link is a draft', async () => {
  const { id, lindqvist, brandt } = await article()
  await setReview(world, true)
  await record(id, { ...brandt, link: lindqvist, [`relation-${lindqvist}`]: 'denies' }).expect(303)
  expect(await linksOf(await newestClaim())).toMatchObject([{ to: lindqvist, relation: 'denies', state: 'draft' }])
  await setReview(world, false)
})
