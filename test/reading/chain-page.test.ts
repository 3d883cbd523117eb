import { nameChain } from '../../src/chains/chains.commands'
import { withdrawClaim } from '../../src/claims/claims.commands'
import request from '../support/request'
import { changesBySql, newWorld, type World } from '../support/world'
import { newsroom } from './newsroom'

const TEXT = `The bridge is safe, the mayor says

Ann Lee said the bridge is safe. Bob Ray denied it. Cee Dot asked who had tested it. Ann Lee said again the bridge is quite safe.
`

let world: World
let desk: ReturnType<typeof newsroom>
let ann: number
let bob: number
let cee: number
let chain: number

beforeAll(async () => {
  world = await newWorld({ baseUrl: 'https://gainsay.example' })
  changesBySql(world)
  desk = newsroom(world.db)
  const first = await desk.article(TEXT)
  ann = (await desk.statement(first, { by: ['Ann Lee'], words: ['the bridge is safe'] })).claimId
  bob = (
    await desk.statement(first, {
      by: ['Bob Ray'],
      words: ['denied it'],
      claim: { stance: 'denies', saidOn: null, saidOnBasis: 'not_stated', saidOnWords: null },
    })
  ).claimId
  cee = (await desk.statement(first, { by: ['Cee Dot'], words: ['who had tested it'], claim: { stance: 'asks' } }))
    .claimId
  await desk.statement(first, { by: ['Ann Lee'], words: ['the bridge is quite safe'], claimId: ann })
  await desk.link(bob, 'denies', ann)
  await desk.link(cee, 'relays', bob)
  chain = await chainOf(ann)
})

afterAll(() => world.close())

async function chainOf(claim: number): Promise<number> {
  const [row] = await world.db.query(
    'SELECT chains.id FROM chains JOIN chain_members USING (component_id) WHERE claim_id = $1',
    [claim],
  )
  return row.id
}

const read = (path: string) => request(world.app).get(path)
const wordsIn = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replaceAll(' ,', ',')

test('at a glance: every speaker has a lane, every claim leads to its card, an uncertain day is drawn so', async () => {
  const { text } = await read(`/chains/${chain}`).expect(200)
  const picture = /<div class="overview".*?<\/div>/s.exec(text)?.[0] ?? ''
  for (const claim of [ann, bob, cee]) {
    expect(picture).toContain(`href="#claim-${claim}"`)
    expect(text).toContain(`<li id="claim-${claim}">`)
  }
  expect(picture.match(/class="name"/g)).toHaveLength(3)
  expect(picture).toContain(`<a class="node denial unsure" href="#claim-${bob}">`)
  expect(picture).toContain('class="arc opposing denies"')
  expect(picture).toContain('class="arc supporting relays"')
  expect(text).not.toContain('<script src')
})

test('beside the ledger runs a rail: a line from a claim to its answer, with an arrowhead at what is answered', async () => {
  const { text } = await read(`/chains/${chain}`)
  const rails = text.match(/<svg class="rail".*?<\/svg>/gs) ?? []
  expect(rails).toHaveLength(3)
  expect(rails[0]).toContain('M-7-4.5V4.5L0 0Z')
})

test('what nobody has gainsaid is listed, and how reports worded a claim', async () => {
  const words = wordsIn((await read(`/chains/${chain}`)).text)
  expect(words).toMatch(/What nobody has answered .* Cee Dot : who had tested it How reports worded it/)
  expect(words).toMatch(/How reports worded it .* the bridge is safe .* the bridge is quite safe/)
})

test('it is cited with its title and address, in three formats; merged and unknown ones as their pages', async () => {
  await nameChain(world.db, null, chain, 1, 'Is the bridge safe & sound?')
  const bib = await read(`/chains/${chain}/citation.bib`).expect(200)
  expect(bib.headers['content-type']).toBe('application/x-bibtex; charset=utf-8')
  expect(bib.headers['content-disposition']).toBe(`attachment; filename=gainsay-chain-${chain}.bib`)
  expect(bib.text).toContain('title = {{Is the bridge safe \\& sound?}}')
  expect(bib.text).toContain(`url = {https://gainsay.example/chains/${chain}}`)
  const ris = await read(`/claims/${ann}/citation.ris`).expect(200)
  expect(ris.text).toContain('AU  - Ann Lee\r\nTI  - the bridge is safe\r\nDA  - 2020/02/03\r\n')
  const txt = await read(`/claims/${bob}/citation.txt`).expect(200)
  expect(txt.text).toMatch(/^Bob Ray: “denied it”\. .* \(as of \d{4}-\d\d-\d\d\)\.\n$/)
  await read(`/chains/${chain}/citation.doc`).expect(404)
  await read('/chains/999999/citation.bib').expect(404)
  await read('/claims/999999/citation.bib').expect(404)
})

test('its frame and its citation stand on the page, as text', async () => {
  const { text } = await read(`/chains/${chain}`)
  expect(text).toContain(`&lt;iframe src=&#34;https://gainsay.example/chains/${chain}/embed&#34;`)
  expect(text).toContain('title=&#34;Is the bridge safe &amp;amp; sound?&#34;')
  expect(wordsIn(text)).toContain(`Gainsay, https://gainsay.example/chains/${chain}`)
})

test('its history tells of its title and of its links', async () => {
  const words = wordsIn((await read(`/chains/${chain}/history`).expect(200)).text)
  expect(words).toContain('History of “Is the bridge safe &amp; sound?”')
  expect(words).toContain('Is the bridge safe &amp; sound? Linked')
  expect(words).toMatch(/Linked: link \d+ .* Linked: link \d+/)
  await read('/chains/999999/history').expect(404)
})

test('a denial is told, however much that goes along with a claim was linked before it', async () => {
  const article = await desk.article('Fay Hoy said the quay is sound. Gus Ivy said so again. Hal Jay denied all of it.')
  const fay = await desk.statement(article, { by: ['Fay Hoy'], words: ['the quay is sound'] })
  for (let time = 0; time < 13; time += 1) {
    const again = await desk.statement(article, { by: [`Witness ${time}`], words: ['said so again'] })
    await desk.link(again.claimId, 'corroborates', fay.claimId)
  }
  const hal = await desk.statement(article, { by: ['Hal Jay'], words: ['denied all of it'] })
  await desk.link(hal.claimId, 'denies', fay.claimId)
  const { text } = await read(`/chains/${await chainOf(fay.claimId)}`)
  const card = new RegExp(`<li id="claim-${fay.claimId}">.*?</li>\\s*<li id="claim`, 's').exec(text)?.[0] ?? ''
  expect(wordsIn(card)).toMatch(/denied by \d+ Hal Jay/)
  const unanswered = /<section aria-labelledby="unanswered">.*?<\/section>/s.exec(text)?.[0] ?? ''
  expect(unanswered).not.toContain(`#claim-${fay.claimId}"`)
})

test('a contradiction by a claim that is withdrawn is counted nowhere', async () => {
  const before = wordsIn((await read(`/chains/${chain}/map`)).text)
  expect(before).toContain('3 claims · 1 contradiction')
  const article = await desk.article('Ida Kay denied the bridge is safe, too.')
  const ida = await desk.statement(article, { by: ['Ida Kay'], words: ['denied the bridge is safe'] })
  await desk.link(ida.claimId, 'denies', ann)
  expect(wordsIn((await read(`/chains/${chain}/map`)).text)).toContain('4 claims · 2 contradictions')
  await withdrawClaim(world.db, null, ida.claimId, 1, 'A slip.')
  expect(wordsIn((await read(`/chains/${chain}/map`)).text)).toContain('3 claims · 1 contradiction')
})

describe('of more than forty claims', () => {
  const COUNT = 45
  let long: number

  beforeAll(async () => {
    const article = await desk.article(
      Array.from({ length: COUNT }, (_, place) => `Dee Fox said number ${place + 100} is wrong.`).join('\n\n'),
    )
    let before: number | null = null
    for (let place = 0; place < COUNT; place += 1) {
      const said = `2020-01-${String(1 + Math.floor(place / 3)).padStart(2, '0')}`
      const { claimId } = await desk.statement(article, {
        by: [place % 2 === 0 ? 'Dee Fox' : 'Eli Gum'],
        words: [`number ${place + 100} is wrong`],
        claim: { saidOn: said },
      })
      if (before !== null) await desk.link(claimId, 'contradicts', before)
      before = claimId
    }
    long = await chainOf(before as number)
  })

  it('shows how much was said by whom and when, and leads from there into the ledger', async () => {
    const { text } = await read(`/chains/${long}`).expect(200)
    const picture = /<div class="overview".*?<\/div>/s.exec(text)?.[0] ?? ''
    expect(picture).toContain('Dee Fox, 1 January 2020: 2 claims')
    // All of it is on one page.
    const [, claim] = new RegExp(`href="/chains/${long}#claim-(\\d+)"`).exec(picture) ?? []
    expect(text).toContain(`<li id="claim-${claim}">`)
    expect(text).toContain(`href="/chains/${long}/map"`)
  })

  it('is told of on the home page as the most disputed; one with a single contradiction is not', async () => {
    const { text } = await read('/').expect(200)
    const hottest = /<section aria-labelledby="hottest">.*?<\/section>/s.exec(text)?.[0] ?? ''
    expect(wordsIn(hottest)).toContain('44 new contradictions · 45 claims')
    expect(hottest.match(/href="\/chains\//g)).toEqual(['href="/chains/'])
  })

  it('has a map of all its claims, the most gainsaid in words below it', async () => {
    const { text } = await read(`/chains/${long}/map`).expect(200)
    expect(/class="dots" d="([^"]+)"/.exec(text)?.[1]?.match(/M/g)).toHaveLength(COUNT)
    expect(wordsIn(text)).toContain('No claim of this chain is gainsaid more than once.')
    const short = await read(`/chains/${chain}/map`).expect(200)
    expect(wordsIn(short.text)).toContain('3 claims · 1 contradiction')
    await read('/chains/999999/map').expect(404)
  })
})
