import request from '../support/request'
import { newWorld, type World } from '../support/world'
import { article, statement } from './corpus'

let world: World

beforeAll(async () => {
  world = await newWorld()
})
afterAll(() => world.close())

async function download(query = ''): Promise<Buffer> {
  return (await request(world.app).get(`/exports/claims.jsonl${query}`).responseType('blob').expect(200)).body
}

test('a statement has its hops, in order, and whoever passed it on is among the speakers', async () => {
  const { db } = world
  const text = '“No more,” a source told Tass, which the Interfax agency cited on Monday.'
  const date = { saidOn: null, saidOnBasis: 'not_stated', saidOnWords: null } as const
  const counted = { saidOn: '2019-06-03', saidOnBasis: 'counted', saidOnWords: 'on Monday' } as const
  const agency = { kind: 'organisation', medium: 'news_agency', wording: 'direct' } as const
  const { kind, ...passed } = agency
  const articleId = await article(db, text)
  const { claimId } = await statement(db, articleId, '“No more,”', {
    hops: [
      { speaker: { name: 'Tass', kind }, source: { exact: 'Tass' }, cue: null, ...passed, ...date },
      {
        speaker: { name: 'Interfax', kind },
        source: { exact: 'Interfax' },
        cue: { exact: 'cited' },
        ...passed,
        ...counted,
      },
    ],
  })
  const lines = (await download()).toString().trimEnd().split('\n')
  const names = new Map(
    lines.map((line) => JSON.parse(line)).flatMap((row) => (row.type === 'speaker' ? [[row.name, row.id]] : [])),
  )
  expect([...names.keys()].sort()).toEqual(['Interfax', 'Somebody', 'Tass'])
  const span = (exact: string) => {
    const [start, end] = [text.indexOf(exact), text.indexOf(exact) + exact.length]
    return { start, end, exact, prefix: text.slice(Math.max(0, start - 32), start), suffix: text.slice(end, end + 32) }
  }
  const hops = [
    {
      speaker: { id: names.get('Tass'), name: 'Tass' },
      medium: 'news_agency',
      said_on: null,
      said_on_earliest: null,
      said_on_latest: null,
      said_on_basis: 'not_stated',
      said_on_words: null,
      quotation: 'direct',
      source: span('Tass'),
      cue: null,
    },
    {
      speaker: { id: names.get('Interfax'), name: 'Interfax' },
      medium: 'news_agency',
      said_on: '2019-06-03',
      said_on_earliest: '2019-06-03',
      said_on_latest: '2019-06-03',
      said_on_basis: 'counted',
      said_on_words: 'on Monday',
      quotation: 'direct',
      source: span('Interfax'),
      cue: span('cited'),
    },
  ]
  const claim = lines.find((line) => line.startsWith('{"type":"claim"')) ?? ''
  expect(claim).toContain(`"hops":${JSON.stringify(hops)}`)
  // With filters too: whoever a row names stands before it.
  const filtered = (await download(`?speaker=${names.get('Somebody')}`)).toString()
  expect(filtered).toContain('"name":"Interfax","description"')
  expect(filtered).toContain(`"id":${claimId},`)
})
