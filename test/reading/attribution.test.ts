import { withdrawClaim } from '../../src/claims/claims.commands'
import { changeStatement, recordStatement } from '../../src/claims/statements.commands'
import { withdrawLink } from '../../src/links/links.commands'
import { mergeSpeakers, unmergeSpeaker } from '../../src/links/merge-speakers.commands'
import { recordWithLinks } from '../../src/links/record-with-links.commands'
import { verify } from '../../src/proof/verify.queries'
import { addSpeaker } from '../../src/speakers/speakers.commands'
import request from '../support/request'
import { changesBySql, newWorld, type World } from '../support/world'
import { newsroom } from './newsroom'

/** Cee is told of by Bob, who is told of by Ann; an agency had it from Ann. */
const TEXT = `The bridge

Ann Lee tweeted, as Tass wrote, that Bob Ray had written that Cee Dot said the bridge is safe. Nobody else spoke.
`
const ANN = 'Bob Ray had written that Cee Dot said the bridge is safe'
const BOB = 'Cee Dot said the bridge is safe'
const CEE = 'the bridge is safe'

let world: World
let desk: ReturnType<typeof newsroom>

beforeAll(async () => {
  world = await newWorld()
  changesBySql(world)
  desk = newsroom(world.db)
})
afterAll(() => world.close())

const person = (name: string) => ({ name, kind: 'person' as const })
const claim = (name: string, medium: 'tweet' | 'letter' | 'news_report' | 'unknown') => ({
  speakers: [person(name)],
  saidOn: null,
  saidOnBasis: 'not_stated' as const,
  saidOnWords: null,
  medium,
  stance: 'asserts' as const,
  summary: null,
})
const tass = {
  speaker: { name: 'Tass', kind: 'organisation' as const },
  source: { exact: 'Tass' },
  cue: { exact: 'as Tass wrote' },
  medium: 'news_agency' as const,
  wording: 'indirect' as const,
  saidOn: '2020-02-04',
  saidOnBasis: 'inferred' as const,
  saidOnWords: 'as Tass wrote',
}

/** Ann's, Bob's and Cee's claims of one article; each relays the next. */
async function three(text = TEXT) {
  const articleId = await desk.article(text, { again: true })
  const wording = 'indirect' as const
  const one = { articleId, wording, content: [{ exact: ANN }], claim: claim('Ann Lee', 'tweet'), hops: [tass] }
  const ann = recorded(await recordStatement(world.db, null, one))
  const two = { articleId, wording, content: [{ exact: BOB }], claim: claim('Bob Ray', 'letter') }
  const bob = recorded(await recordWithLinks(world.db, null, two, { relayedBy: ann.claimId, links: [] }))
  const last = { articleId, wording, content: [{ exact: CEE }], claim: claim('Cee Dot', 'unknown') }
  const cee = recorded(await recordWithLinks(world.db, null, last, { relayedBy: bob.claimId, links: [] }))
  return { articleId, ann, bob, cee }
}

function recorded(outcome: Awaited<ReturnType<typeof recordStatement>>) {
  if ('problems' in outcome) throw new Error(JSON.stringify(outcome))
  return outcome
}

const sentences = async (path: string) =>
  [...(await request(world.app).get(path).expect(200)).text.matchAll(/<p class="attribution">(.*?)<\/p>/gs)].map(
    (found) => (found[1] ?? '').replace(/<span class="unseen">.*?<\/span>|<[^>]*>/g, '').trim(),
  )

const wordsOf = async (path: string) =>
  (await request(world.app).get(path).expect(200)).text.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ')

const linkBetween = async (from: number, to: number): Promise<number> =>
  (await world.db.query('SELECT id FROM links WHERE from_claim_id = $1 AND to_claim_id = $2', [from, to]))[0].id

test('what several pass on, one after the other, is told by all of them, on every page', async () => {
  const { articleId, ann, bob, cee } = await three()
  const all = [
    'Ann Lee (tweet), cited by Tass, as reported by The Daily',
    'Bob Ray (letter), according to Ann Lee’s tweet, cited by Tass, as reported by The Daily',
    'Cee Dot, according to Bob Ray’s letter, according to Ann Lee’s tweet, cited by Tass, as reported by The Daily',
  ]
  for (const [place, { claimId }] of [ann, bob, cee].entries()) {
    expect((await sentences(`/claims/${claimId}`))[0]).toBe(all[place])
  }
  expect((await sentences(`/articles/${articleId}`)).sort()).toEqual(all)
  const [chain] = await world.db.query('SELECT max(id) AS id FROM chains')
  expect((await sentences(`/chains/${chain.id}`)).sort()).toEqual(all)
  const [speaker] = await world.db.query(`SELECT id FROM speakers WHERE name = 'Cee Dot'`)
  expect(await sentences(`/speakers/${speaker.id}`)).toContain(all[2])
})

test('a claim tells how each passed it on: medium, wording, day and words', async () => {
  const { ann } = await three()
  const { text } = await request(world.app).get(`/claims/${ann.claimId}`).expect(200)
  expect(text.replace(/<[^>]*>/g, '')).toContain(
    'Passed on by Tass: news agency · in the article’s words · Tuesday 4 February 2020, inferred from “as Tass wrote” · “as Tass wrote”',
  )
})

test('a circle of relays ends', async () => {
  const { ann, bob, cee } = await three()
  await desk.link(cee.claimId, 'relays', ann.claimId)
  await desk.link(bob.claimId, 'relays', ann.claimId)
  expect((await sentences(`/claims/${cee.claimId}`))[0]).toMatch(
    /^Cee Dot, according to Bob Ray’s letter, according to Ann/,
  )
  expect((await sentences(`/claims/${ann.claimId}`))[0]).toMatch(/^Ann Lee/)
})

test('a withdrawn link, a withdrawn claim and another article tell of nobody', async () => {
  const { ann, bob, cee } = await three()
  await withdrawLink(world.db, null, await linkBetween(ann.claimId, bob.claimId), 1, 'A trial.')
  expect((await sentences(`/claims/${bob.claimId}`))[0]).toBe('Bob Ray (letter), as reported by The Daily')
  await withdrawClaim(world.db, null, bob.claimId, 1, 'A trial.')
  expect((await sentences(`/claims/${cee.claimId}`))[0]).toBe('Cee Dot, as reported by The Daily')

  const other = await desk.article('Somewhere else\n\nCee Dot spoke of a crossing.\n', { outlet: 'The Weekly' })
  const crossing = await desk.statement(other, { by: ['Cee Dot'], words: ['a crossing'] })
  await desk.link(ann.claimId, 'relays', crossing.claimId)
  expect((await sentences(`/claims/${crossing.claimId}`))[0]).toBe('Cee Dot (tweet), as reported by The Weekly')
})

test('a passage that goes beyond the other one is passed on all the same', async () => {
  const articleId = await desk.article('“The quay is sound, Fay Gil told us,” Hal Ivy wrote, “on Monday.”\n', {
    outlet: 'The Weekly',
  })
  const ivy = await desk.statement(articleId, { by: ['Hal Ivy'], words: ['The quay is sound, Fay Gil told us'] })
  const gil = await desk.statement(articleId, { by: ['Fay Gil'], words: ['“The quay is sound'] })
  await desk.link(ivy.claimId, 'relays', gil.claimId)
  expect((await sentences(`/claims/${gil.claimId}`))[0]).toBe(
    'Fay Gil (tweet), according to Hal Ivy’s tweet, as reported by The Weekly',
  )
})

test('where another alone tells of a claim, headings, link lines and the picture’s lanes say who', async () => {
  const articleId = await desk.article(
    'Ida Joy wrote that Kim Low had told her the quay is safe. Moe Nye denied it.\n',
    {
      outlet: 'The Weekly',
    },
  )
  const ida = await desk.statement(articleId, { by: ['Ida Joy'], words: ['Kim Low had told her the quay is safe'] })
  const kim = await desk.statement(articleId, { by: ['Kim Low'], words: ['the quay is safe'] })
  const moe = await desk.statement(articleId, { by: ['Moe Nye'], words: ['denied it'] })
  await desk.link(ida.claimId, 'relays', kim.claimId)
  const denial = await desk.link(moe.claimId, 'denies', kim.claimId)
  const chain = async () => {
    const [{ id }] = await world.db.query(
      'SELECT chains.id FROM chains JOIN chain_members USING (component_id) WHERE claim_id = $1',
      [kim.claimId],
    )
    return wordsOf(`/chains/${id}`)
  }
  const told = 'Kim Low (says Ida Joy)'
  expect(await wordsOf(`/?before=${denial + 1}`)).toContain(`Moe Nye denies ${told}`)
  expect(await chain()).toMatch(/At a glance.*Kim Low \(says Ida Joy\) 1 .*The claims in the order said/)
  expect(await chain()).toMatch(/denies \d Kim Low \(says Ida Joy\)/)
  // Who relays it needs not be told so on their own card.
  expect(await chain()).toMatch(/relays \d Kim Low (?!\()/)
  expect(await wordsOf(`/claims/${moe.claimId}`)).toContain(`denies ${told}`)
  expect(await wordsOf(`/search?q=denied+it`)).toContain(`denies ${told}`)

  // A report of its own: then Kim Low is heard without Ida Joy.
  const own = await desk.article('“The quay is safe,” said Kim Low in the evening.\n', { outlet: 'The Weekly' })
  await desk.statement(own, { by: [], words: ['The quay is safe'], claimId: kim.claimId })
  for (const page of [`/?before=${denial + 1}`, `/claims/${moe.claimId}`])
    expect(await wordsOf(page)).not.toContain(told)
  expect(await chain()).not.toContain(told)
})

test('an outlet’s own report is its own whatever the two are called, and nobody else’s', async () => {
  const articleId = await desk.article('The Gazette finds that the quay is sound.\n', { outlet: 'The Gazette' })
  const organisation = { ...claim('The Gazette', 'news_report'), speakers: [{ name: 'The Gazette' }] }
  const given = { articleId, wording: 'indirect' as const, content: [{ exact: 'the quay is sound' }] }
  const { claimId } = recorded(await recordStatement(world.db, null, { ...given, claim: organisation }))
  const sentence = async () => (await sentences(`/claims/${claimId}`))[0]
  expect(await sentence()).toBe('The Gazette’s own report')
  const named = 'SELECT id, version FROM speakers WHERE name = $1'
  const [{ id, version }] = await world.db.query(named, ['The Gazette'])
  await world.db.query(`UPDATE speakers SET name = 'Gazette Media' WHERE id = $1`, [id])
  expect(await sentence()).toBe('Gazette Media’s own report')
  const into = await addSpeaker(world.db, null, { name: 'The Gazette Group', kind: 'organisation' })
  expect(await mergeSpeakers(world.db, null, id, version, into)).toEqual({ rootId: into })
  expect(await sentence()).toBe('The Gazette Group’s own report')

  const elsewhere = await desk.article('The Courier finds that the quay is sound.\n', { outlet: 'The Weekly' })
  const other = await desk.statement(elsewhere, { by: ['The Courier'], words: ['the quay is sound'] })
  await world.db.query(`UPDATE outlets SET name = 'The Courier' WHERE name = 'The Weekly'`)
  expect((await sentences(`/claims/${other.claimId}`))[0]).toBe('The Courier (tweet), as reported by The Courier')
  await world.db.query(`UPDATE outlets SET name = 'The Weekly' WHERE name = 'The Courier'`)
})

test('whom a claim cites is told where the article names them beside its words', async () => {
  const articleId = await desk.article('The Post said the bridge is unsafe, citing Dee Fox.\n', {
    outlet: 'The Weekly',
  })
  const post = await desk.statement(articleId, { by: ['The Post'], words: ['the bridge is unsafe'] })
  const statement = {
    articleId,
    wording: 'indirect' as const,
    content: [{ exact: 'bridge is unsafe' }],
    source: { exact: 'Dee Fox' },
    claim: claim('Dee Fox', 'unknown'),
  }
  recorded(await recordWithLinks(world.db, null, statement, { relayedBy: post.claimId, links: [] }))
  expect((await sentences(`/claims/${post.claimId}`))[0]).toBe(
    'The Post (tweet), citing Dee Fox, as reported by The Weekly',
  )
})

test('what can’t be linked is not recorded either', async () => {
  const { articleId, ann } = await three()
  const count = async () => (await world.db.query('SELECT count(*) FROM statements'))[0].count
  const before = await count()
  const own = {
    articleId,
    wording: 'indirect' as const,
    content: [{ exact: 'Nobody else' }],
    claim: claim('Ann Lee', 'tweet'),
  }
  expect(await recordWithLinks(world.db, null, own, { relayedBy: ann.claimId, links: [] })).toMatchObject({
    problems: { relayedBy: expect.stringContaining('by the same one') },
  })
  const outside = { ...own, claim: claim('Bob Ray', 'letter') }
  expect(await recordWithLinks(world.db, null, outside, { relayedBy: ann.claimId, links: [] })).toMatchObject({
    problems: { relayedBy: expect.stringContaining('stand outside') },
  })
  const nowhere = { ...own, claim: claim('Bob Ray', 'letter') }
  expect(await recordWithLinks(world.db, null, nowhere, { relayedBy: 999_999, links: [] })).toMatchObject({
    problems: { relayedBy: 'There is no claim 999999.' },
  })
  expect(await count()).toBe(before)
})

test('whoever passed it on, merged into another, is told by that one’s name, on that one’s page', async () => {
  const { ann } = await three(TEXT.replace('Nobody else spoke', 'Nobody at all spoke'))
  const [{ id, version }] = await world.db.query(`SELECT id, version FROM speakers WHERE name = 'Tass'`)
  const into = await addSpeaker(world.db, null, { name: 'The TASS agency', kind: 'organisation' })
  expect(await mergeSpeakers(world.db, null, id, version, into)).toEqual({ rootId: into })
  const { text } = await request(world.app).get(`/claims/${ann.claimId}`).expect(200)
  expect(text).toContain(`<a href="/speakers/${into}"><bdi>The TASS agency</bdi></a>`)
  expect((await request(world.app).get(`/speakers/${into}`).expect(200)).text).toContain('Passed on')
  // A statement that is put right meanwhile names whom it named before: the merged one, who comes back.
  const now = { ...tass, speaker: { id: into }, wording: 'direct' as const }
  const changed = { wording: 'indirect' as const, content: [{ exact: ANN }], hops: [now] }
  expect(await changeStatement(world.db, null, ann.statementId, 1, changed)).toEqual({ statementId: ann.statementId })
  const exported = (await request(world.app).get('/exports/claims.jsonl').buffer(true)).text
  expect(exported).toContain(`"speaker":{"id":${into},"name":"The TASS agency"}`)
  expect(await unmergeSpeaker(world.db, null, id, version + 1)).toEqual({ rootId: id })
  expect((await request(world.app).get(`/claims/${ann.claimId}`)).text).toContain(
    `<a href="/speakers/${id}"><bdi>Tass</bdi></a>`,
  )
})

test('verify looks at hops and their words, and sees when they are wrong', async () => {
  const wrong = async () => (await verify(world.db)).flatMap((part) => part.wrong)
  expect(await wrong()).toEqual([])
  // The control: rows that the product would not write, past its triggers.
  const [{ statement_id: id }] = await world.db.query('SELECT min(statement_id) AS statement_id FROM hops')
  const { Client } = await import('pg')
  const owner = new Client({ connectionString: world.ownerUrl })
  await owner.connect()
  try {
    await owner.query('BEGIN')
    await owner.query('UPDATE hops SET position = 3 WHERE statement_id = $1', [id])
    await expect(owner.query('COMMIT')).rejects.toMatchObject({ constraint: 'hops_without_gaps' })
    await owner.query("SET session_replication_role = 'replica'")
    await owner.query('UPDATE hops SET position = 3 WHERE statement_id = $1', [id])
    await owner.query(
      "UPDATE spans SET start_offset = start_offset + 1, end_offset = end_offset + 1 WHERE part = 'hop_cue' AND statement_id = $1",
      [id],
    )
  } finally {
    await owner.end()
  }
  expect(await wrong()).toEqual([`statement ${id}, hop_cue 0`, `statement ${id}`, `statement ${id}`])
})
