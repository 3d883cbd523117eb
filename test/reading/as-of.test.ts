import { type Desk, first, newDesk } from '../support/desk'
import request from '../support/request'

let desk: Desk
let claim: number
let statement: number
let denial: number
let chain: number

const post = (path: string, fields: object) => desk.agent.post(path).type('form').send(fields).expect(303)
const read = (path: string) => request(desk.world.app).get(path)

/** A moment after all that has been done, and before all that will be. */
async function moment(): Promise<string> {
  const [{ at }] = await desk.world.db.query(
    `SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at`,
  )
  return at
}

async function versionOf(id: number): Promise<number> {
  const [{ version }] = await desk.world.db.query('SELECT version FROM claims WHERE id = $1', [id])
  return version
}

const newClaim = async (letter: string) => {
  await desk.record({ ...first, speaker: `Cleo ${letter}.`, summary: `Claim ${letter}.` }).expect(303)
  return (await desk.newest('claims')).id
}
const link = async (from: number, to: number) => {
  await post(`/claims/${from}/links`, { to, relation: 'corroborates', reason: `${from} and ${to}` })
  return (await desk.world.db.query('SELECT id, version FROM links ORDER BY id DESC LIMIT 1'))[0]
}
const newestChain = async () => (await desk.world.db.query('SELECT max(id) AS id FROM chains'))[0].id

const moments: Record<string, string> = {}

beforeAll(async () => {
  desk = await newDesk()
  moments.before = await moment()
  await desk.record({ ...first, summary: 'It was safe, she said.' }).expect(303)
  ;({ id: statement, claim_id: claim } = await desk.newest('statements'))
  await desk
    .record({
      ...first,
      content: 'denied the bridge is safe',
      start: '76',
      end: '101',
      speaker: 'Bob Ray',
      source: 'Bob Ray',
      cue: 'denied',
      stance: 'denies',
    })
    .expect(303)
  denial = (await desk.newest('claims')).id
  moments.unlinked = await moment()
  await post(`/claims/${denial}/links`, { to: claim, relation: 'denies', reason: 'He answers her.' })
  chain = (await desk.world.db.query('SELECT max(id) AS id FROM chains'))[0].id
  await post(`/chains/${chain}/title`, { version: 1, title: 'Is it safe?' })
  moments.linked = await moment()
  await post(`/statements/${statement}`, {
    ...first,
    version: 1,
    claimVersion: 1,
    summary: 'Quite another summary.',
    stance: 'asks',
  })
  await post(`/chains/${chain}/title`, { version: 2, title: 'Another question?' })
  moments.changed = await moment()
})

afterAll(() => desk.world.close())

test('a claim reads as it did then, with its links of then, and leads to what it is now', async () => {
  const { text } = await read(`/claims/${claim}/as-of/${moments.linked}`).expect(200)
  expect(text).toContain('It was safe, she said.')
  expect(text).not.toContain('Quite another summary.')
  expect(text).toContain('He answers her.')
  expect(text).toContain(`<a href="/claims/${claim}">See it as it is now</a>`)
  expect(text).toContain('worked out from history')
  const now = await read(`/claims/${claim}/as-of/${moments.changed}`).expect(200)
  expect(now.text).toContain('Quite another summary.')
  const unlinked = await read(`/claims/${claim}/as-of/${moments.unlinked}`).expect(200)
  expect(unlinked.text).toContain('No answer is on record.')
})

test('a chain reads as it did then: its title, claims and links', async () => {
  const { text } = await read(`/chains/${chain}/as-of/${moments.linked}`).expect(200)
  expect(text).toContain('<h1 dir="auto">Is it safe?</h1>')
  expect(text).toContain('2 claims · 2 speakers · 1 contradiction')
  expect(text).toContain('It was safe, she said.')
  const now = await read(`/chains/${chain}/as-of/${moments.changed}`).expect(200)
  expect(now.text).toContain('Another question?')
})

test('as of now it says the same as the page of now', async () => {
  const cards = (html: string) => /<ol class="ledger[^>]*>.*?<\/ol>/s.exec(html)?.[0]
  const today = await read(`/chains/${chain}`).expect(200)
  const then = await read(`/chains/${chain}/as-of/${await moment()}`).expect(200)
  expect(cards(then.text)).toBe(cards(today.text))
  expect(cards(today.text)).toContain('Quite another summary.')
})

test('what was not there yet is told so', async () => {
  const claimThen = await read(`/claims/${claim}/as-of/${moments.before}`).expect(404)
  expect(claimThen.text).toContain('was not public here')
  await read(`/chains/${chain}/as-of/${moments.unlinked}`).expect(404)
  await read('/claims/999999/as-of/2020-01-01').expect(404)
  await read('/chains/999999/as-of/2020-01-01').expect(404)
})

test('the form leads to an address that stays: a day that is over, and today the moment; no other day', async () => {
  await read(`/claims/${claim}/as-of?on=2020-01-01`).expect(302).expect('Location', `/claims/${claim}/as-of/2020-01-01`)
  const today = (await moment()).slice(0, 10)
  for (const address of [`/chains/${chain}/as-of?on=${today}`, `/chains/${chain}/as-of/${today}`]) {
    const { headers } = await read(address).expect(302)
    expect(headers.location).toMatch(RegExp(`^/chains/${chain}/as-of/${today}T[0-9:.]+Z$`))
    const { text } = await read(headers.location as string).expect(200)
    expect(text).toContain('What was being saved just then may still come into it until')
  }
  await read(`/claims/${claim}/as-of?on=2999-01-01`).expect(422)
  await read(`/claims/${claim}/as-of/yesterday`).expect(422)
  await read(`/claims/${claim}/as-of/0001-01-01`).expect(404)
  expect((await read(`/claims/${claim}/as-of/0000-01-01`).expect(422)).text).toContain('Give a day that is over')
})

test('an editor sees the same page, without the desk’s forms', async () => {
  const { text } = await desk.agent.get(`/chains/${chain}/as-of/${moments.linked}`).expect(200)
  expect(text).not.toMatch(/<form method="post" action="\/(chains|links)/)
})

test('what is withdrawn since is shown to nobody any more', async () => {
  await post(`/claims/${denial}/withdrawal`, { version: 1, reason: 'Never said' })
  const { text } = await read(`/claims/${claim}/as-of/${moments.linked}`).expect(200)
  expect(text).toContain('No answer is on record.')
  expect(text).not.toContain('He answers her.')
  await read(`/chains/${chain}/as-of/${moments.linked}`).expect(404)
  const gone = await read(`/claims/${denial}/as-of/${moments.linked}`).expect(410)
  expect(gone.text).toContain('Never said')
  await post(`/claims/${denial}/restoration`, { version: 2 })
  await read(`/chains/${chain}/as-of/${moments.linked}`).expect(200)
})

test('a report that was split off into a claim which is withdrawn since is left out, and so is a link that went along', async () => {
  await desk
    .record({
      ...first,
      content: 'bridge is safe',
      start: '190',
      end: '204',
      source: '',
      cue: '',
      claimId: String(claim),
    })
    .expect(303)
  const report = await desk.newest('statements')
  expect(report.claim_id).toBe(claim)
  const whole = await moment()
  const [link] = await desk.world.db.query('SELECT id FROM links')
  await post(`/statements/${report.id}/split`, { version: report.version, link: link.id })
  const part = (await desk.newest('statements')).claim_id
  const before = (await read(`/claims/${claim}/as-of/${whole}`).expect(200)).text
  expect(before).toContain('Reported 2 times')
  expect(before).toContain('He answers her.')
  await post(`/claims/${part}/withdrawal`, { version: await versionOf(part), reason: 'Not said' })
  const after = (await read(`/claims/${claim}/as-of/${whole}`).expect(200)).text
  expect(after).toContain('Reported in')
  expect(after).not.toContain(`statement-${report.id}`)
  expect(after).not.toContain('He answers her.')
  await read(`/chains/${chain}/as-of/${whole}`).expect(404)
  await post(`/claims/${part}/restoration`, { version: await versionOf(part) })
  await read(`/chains/${chain}/as-of/${whole}`).expect(200)
})

test('a chain is found at its address of then, whatever joined it since, came off it or took it in', async () => {
  const [a, b, c, d, e, f] = [
    await newClaim('A'),
    await newClaim('B'),
    await newClaim('C'),
    await newClaim('D'),
    await newClaim('E'),
    await newClaim('F'),
  ]
  const claimsOf = async (chain: number, at: string) => {
    const { text } = await read(`/chains/${chain}/as-of/${at}`).expect(200)
    return [...new Set(text.match(/Claim [A-F](?=\.)/g))].map((words) => words.at(-1)).sort()
  }
  await link(d, c)
  const one = await newestChain()
  await link(f, b)
  const other = await newestChain()
  const two = await moment()
  expect(await claimsOf(one, two)).toEqual(['C', 'D'])
  expect(await claimsOf(other, two)).toEqual(['B', 'F'])

  // An older claim comes in, and then the other chain, whose claims are older: the addresses tell the same of then.
  await link(e, a)
  await link(a, f)
  const three = await moment()
  const bridge = await link(b, c)
  const whole = await moment()
  const before = [
    [one, two, 'CD'],
    [other, two, 'BF'],
    [one, three, 'CD'],
    [other, three, 'ABEF'],
  ] as const
  const toldOf = async () => {
    for (const [chain, at, claims] of before) expect((await claimsOf(chain, at)).join('')).toBe(claims)
  }
  await toldOf()
  expect((await claimsOf(one, whole)).join('')).toBe('ABCDEF')
  await read(`/chains/${other}/as-of/${whole}`).expect(301).expect('Location', `/chains/${one}/as-of/${whole}`)

  // It falls apart: the older side keeps the address, the other has one from then on.
  await post(`/links/${bridge.id}/withdrawal`, { version: bridge.version, reason: 'It does not' })
  const apart = await moment()
  const off = await newestChain()
  await read(`/chains/${off}/as-of/${whole}`).expect(404)
  expect((await claimsOf(one, apart)).join('')).toBe('ABEF')
  expect((await claimsOf(off, apart)).join('')).toBe('CD')
  await toldOf()
})

test('what was withdrawn then held no chain together, though it is back', async () => {
  const [c, b, d] = [await newClaim('K'), await newClaim('L'), await newClaim('M')]
  const { id } = await link(b, c)
  const chain = await newestChain()
  await link(d, c)
  await post(`/claims/${b}/withdrawal`, { version: await versionOf(b), reason: 'Not said' })
  const withoutClaim = await moment()
  await post(`/claims/${b}/restoration`, { version: await versionOf(b) })
  await post(`/links/${id}/withdrawal`, { version: 1, reason: 'No answer' })
  const withoutLink = await moment()
  await post(`/links/${id}/restoration`, { version: 2 })
  const read200 = async (at: string) => (await read(`/chains/${chain}/as-of/${at}`).expect(200)).text
  expect(await read200(await moment())).toContain('3 claims')
  for (const at of [withoutClaim, withoutLink]) {
    const text = await read200(at)
    expect(text).toContain('2 claims')
    expect(text).not.toContain('Claim L.')
  }
})

test('nor what it answered, by which alone another hung on', async () => {
  const [c, b, d, a] = [await newClaim('P'), await newClaim('Q'), await newClaim('R'), await newClaim('S')]
  await link(a, b)
  const chain = await newestChain()
  const { id } = await link(c, b)
  await link(d, c)
  const shown = async (at: string) => {
    const { text } = await read(`/chains/${chain}/as-of/${at}`).expect(200)
    return [...new Set([...text.matchAll(/Claim ([P-S])\./g)].map(([, one]) => one))].sort()
  }
  await post(`/claims/${b}/withdrawal`, { version: await versionOf(b), reason: 'Not said' })
  const withoutClaim = await moment()
  await post(`/claims/${b}/restoration`, { version: await versionOf(b) })
  expect(await shown(withoutClaim)).toEqual(['P', 'R'])
  await post(`/links/${id}/withdrawal`, { version: 1, reason: 'No answer' })
  const withoutLink = await moment()
  await post(`/links/${id}/restoration`, { version: 2 })
  expect(await shown(withoutLink)).toEqual(['P', 'R'])
  expect(await shown(await moment())).toEqual(['P', 'Q', 'R', 'S'])
})

test('a joined claim is read as it was before it was joined, as long as the one that it is now is public', async () => {
  await desk
    .record({
      ...first,
      speaker: 'Ann Lee',
      summary: 'A double of it.',
      content: 'It is safe',
      start: '163',
      end: '173',
    })
    .expect(303)
  const double = await desk.newest('claims')
  await post(`/claims/${double.id}/links`, { to: denial, relation: 'contradicts', reason: 'She said otherwise.' })
  const apart = await moment()
  await post(`/claims/${double.id}/join`, { into: claim, version: 1, intoVersion: await versionOf(claim) })
  const { text } = await read(`/claims/${double.id}/as-of/${apart}`).expect(200)
  expect(text).toContain('A double of it.')
  expect((await read(`/claims/${claim}/as-of/${apart}`).expect(200)).text).toContain('Reported in')
  expect((await read(`/claims/${claim}/as-of/${await moment()}`).expect(200)).text).toContain('Reported 2 times')
  // The claim that stays is older than all that was in the chain then, and stood alone.
  expect((await read(`/chains/${chain}/as-of/${apart}`).expect(200)).text).toContain('A double of it.')

  await post(`/claims/${claim}/withdrawal`, { version: await versionOf(claim), reason: 'Neither was said' })
  expect((await read(`/claims/${double.id}/as-of/${apart}`).expect(410)).text).toContain('Neither was said')
  expect((await read(`/claims/${denial}/as-of/${apart}`).expect(200)).text).not.toContain('A double of it.')
  expect((await read(`/chains/${chain}/as-of/${apart}`).expect(200)).text).not.toContain('A double of it.')
  await post(`/claims/${claim}/restoration`, { version: await versionOf(claim) })
  await post(`/claims/${claim}/draft`, { version: await versionOf(claim) })
  await read(`/claims/${double.id}/as-of/${apart}`).expect(404)
  await read(`/claims/${claim}/as-of/${apart}`).expect(404)
})
