import { changeClaim, claimById } from '../../src/claims/claims.commands'
import { speakingOf } from '../../src/claims/speaking.commands'
import { changeStatement, recordStatement } from '../../src/claims/statements.commands'
import { type Desk, first, newDesk } from '../support/desk'
import { newClaim } from '../support/new-claim'
import { threeWayIn } from '../support/three-way'

let world: Desk['world']
let agent: Desk['agent']
let articleId: Desk['articleId']
let record: Desk['record']
let spans: Desk['spans']

beforeAll(async () => {
  ;({ world, agent, articleId, record, spans } = await newDesk())
  await record(first).expect(303)
})
afterAll(() => world.close())

describe('a change', () => {
  const edit = async (id: number, changes: object = {}) => {
    const { text } = await agent.get(`/statements/${id}/edit`).expect(200)
    const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1]
    return { ...first, version: hidden('version'), claimVersion: hidden('claimVersion'), ...changes }
  }
  let id: number
  beforeAll(async () => {
    const rows = await world.db.query(`SELECT min(id) AS id FROM statements WHERE state = 'published'`)
    id = rows[0].id
  })

  test('is saved for statement and claim together, and history tells before and after', async () => {
    await agent
      .post(`/statements/${id}`)
      .type('form')
      .send(await edit(id, { stance: 'denies', wording: 'mixed' }))
      .expect(303)
    const rows = await world.db.query(
      `SELECT payload->'before'->>'stance' AS before, payload->'after'->>'stance' AS after FROM history JOIN history_payloads ON history_id = id
       WHERE subject_kind = 'claim' AND action = 'changed' ORDER BY id DESC LIMIT 1`,
    )
    expect(rows).toEqual([{ before: 'asserts', after: 'denies' }])
  })

  test('sent back as it was opened, loses nothing and moves nothing', async () => {
    const parts = ['Headline', 'of the day', 'Ann Lee said', 'on Monday', 'that the']
    const speakers = ['One', 'Two', 'Three', 'Four', 'Five'].map((name) => ({ name, kind: 'person' as const }))
    const recorded = await recordStatement(world.db, null, {
      articleId,
      content: parts.map((exact) => ({ exact })),
      source: { start: 84, end: 94 },
      cue: { start: 77, end: 83 },
      wording: 'mixed',
      claim: newClaim({ speakers }),
    })
    if (!('statementId' in recorded)) throw new Error(JSON.stringify(recorded))
    const before = await spans(recorded.statementId)
    const { text } = await agent.get(`/statements/${recorded.statementId}/edit`).expect(200)
    const unescaped = (html: string) => html.replaceAll('&#34;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
    const inputs = (name: string) =>
      [...text.matchAll(new RegExp(`name="${name}"[^>]* value="([^"]*)"`, 'g'))].map((found) =>
        unescaped(found[1] ?? ''),
      )
    const areas = [...text.matchAll(/<textarea[^>]*name="content"[^>]*>\n?([^<]*)</g)].map((found) =>
      unescaped(found[1] ?? ''),
    )
    expect([areas.length, inputs('speaker').length]).toEqual([6, 6])
    const form = {
      ...first,
      content: areas,
      speaker: inputs('speaker'),
      source: inputs('source')[0],
      cue: inputs('cue')[0],
      kind: '',
      saidOn: '',
      saidOnWords: '',
      basis: 'not_stated',
      version: inputs('version')[0],
      claimVersion: inputs('claimVersion')[0],
    }
    await agent.post(`/statements/${recorded.statementId}`).type('form').send(form).expect(303)
    expect(await spans(recorded.statementId)).toEqual(before)
    const rows = await world.db.query(
      'SELECT name FROM claim_speakers JOIN speakers ON speakers.id = speaker_id WHERE claim_id = $1 ORDER BY position',
      [recorded.claimId],
    )
    expect(rows.map((row: { name: string }) => row.name)).toEqual(['One', 'Two', 'Three', 'Four', 'Five'])
  })

  test('from a stale version is refused, whole', async () => {
    const mine = await edit(id, { stance: 'asks', wording: 'direct' })
    const theirs = await edit(id, { stance: 'asserts', summary: 'Theirs.' })
    await agent.post(`/statements/${id}`).type('form').send(theirs).expect(303)
    const answer = await agent.post(`/statements/${id}`).type('form').send(mine).expect(409)
    expect(answer.text).toContain('Changed meanwhile')
    expect(answer.text).toContain('value="direct" selected')
    // Theirs is in the form where mine had been left alone: sent again, it loses neither.
    expect(threeWayIn(answer.text)).toEqual({
      Wording: ['partly quoted', 'in the article’s words', 'direct quotation'],
      Stance: ['denies', 'asserts', 'asks'],
      Summary: ['nothing', 'Theirs.', 'nothing'],
    })
    expect(answer.text).toContain('name="summary" value="Theirs."')
    const [row] = await world.db.query(
      'SELECT stance, wording FROM statements JOIN claims ON claims.id = claim_id WHERE statements.id = $1',
      [id],
    )
    expect(row).toEqual({ stance: 'asserts', wording: 'indirect' })
  })

  test('is refused where the claim has been changed by another of its reports', async () => {
    const [{ claimId }] = await world.db.query('SELECT claim_id AS "claimId" FROM statements WHERE id = $1', [id])
    await record({ ...first, content: 'It is safe, the city repeated', start: '', end: '', claimId }).expect(303)
    const [{ other }] = await world.db.query('SELECT max(id) AS other FROM statements')
    const mine = await edit(id, { summary: 'Mine.' })
    const theirs = { ...mine, ...(await edit(other)), content: 'It is safe, the city repeated', start: '', end: '' }
    await agent
      .post(`/statements/${other}`)
      .type('form')
      .send({ ...theirs, summary: 'By the other.' })
      .expect(303)
    const { text } = await agent.post(`/statements/${id}`).type('form').send(mine).expect(409)
    expect(threeWayIn(text).Summary).toEqual([expect.any(String), 'By the other.', 'Mine.'])
    const { version } = await edit(other)
    await agent.post(`/statements/${other}/withdrawal`).type('form').send({ version, reason: 'A slip' }).expect(303)
  })

  test('of a statement or a claim alone is refused from a stale version too', async () => {
    const { version } = await edit(id)
    const [{ claimId }] = await world.db.query('SELECT claim_id AS "claimId" FROM statements WHERE id = $1', [id])
    const claim = await claimById(world.db, claimId)
    const speakers = (await speakingOf(world.db, claimId)).map(({ speakerId }) => ({ id: speakerId }))
    const changed = newClaim({ ...claim, speakers, summary: 'From a stale form.' })
    await expect(changeClaim(world.db, null, claimId, claim.version - 1, changed)).rejects.toMatchObject({
      status: 409,
    })
    expect((await claimById(world.db, claimId)).summary).toBe(claim.summary)
    const change = { content: [{ exact: 'It was tested' }], wording: null, hops: [] }
    const stale = changeStatement(world.db, null, id, Number(version) - 1, change)
    await expect(stale).rejects.toMatchObject({ status: 409 })
    expect((await edit(id)).version).toBe(version)
  })

  test('of two at once, from one version, exactly one is saved', async () => {
    const same = await edit(id)
    const statuses = await Promise.all(
      [1, 2, 3].map((turn) =>
        agent
          .post(`/statements/${id}`)
          .type('form')
          .send({ ...same, summary: `Version ${turn}` }),
      ),
    )
    expect(statuses.map((answer) => answer.status).sort()).toEqual([303, 409, 409])
  })

  test('withdrawn with its only report, a claim is gone with its public reason; undone, it is back', async () => {
    const { version, claim_id } = (await world.db.query('SELECT * FROM statements WHERE id = $1', [id]))[0]
    await agent.post(`/statements/${id}/withdrawal`).type('form').send({ version, reason: '' }).expect(422)
    await agent
      .post(`/statements/${id}/withdrawal`)
      .type('form')
      .send({ version, reason: 'Not what she said.' })
      .expect(303)
    const page = await agent.get(`/claims/${claim_id}`).expect(410)
    expect(page.text).toContain('Not what she said.')
    await agent
      .post(`/statements/${id}/restoration`)
      .type('form')
      .send({ version: version + 1 })
      .expect(303)
    await agent.get(`/claims/${claim_id}`).expect(200)
  })
})
