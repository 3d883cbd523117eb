import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { writeExport } from '../../src/exports/write-export.queries'
import request from '../support/request'
import { BASE_URL, newWorld, SIGNING_KEYS, type World } from '../support/world'
import { article, link, statement } from './corpus'
import { download, kinds, rows } from './jsonl-download'

let world: World

beforeEach(async () => {
  world = await newWorld({ baseUrl: BASE_URL })
})

afterEach(() => world.close())

describe('filters', () => {
  /** Three claims in a chain, of 3 June, "June" and an open interval; one undated apart. */
  async function four() {
    const { db } = world
    const articleId = await article(db, 'One. Two. Three. Four.')
    const by = (name: string, saidOn: string | null) => ({
      claim: {
        speakers: [{ name, kind: 'person' as const }],
        saidOn,
        saidOnBasis: saidOn ? ('stated' as const) : ('not_stated' as const),
      },
    })
    const one = (await statement(db, articleId, 'One', by('Anna', '2019-06-03'))).claimId
    const two = (await statement(db, articleId, 'Two', by('Bert', '2019-06'))).claimId
    const three = (await statement(db, articleId, 'Three', by('Anna', '../2019-05-01'))).claimId
    const four = (await statement(db, articleId, 'Four', by('Carl', null))).claimId
    await link(db, two, one)
    await link(db, three, one, 'corrects')
    const [{ id: chain }] = await db.query('SELECT id FROM chains')
    return { one, two, three, four, chain }
  }
  const claimIds = async (query: string) =>
    (await rows(world, query)).filter(({ type }) => type === 'claim').map(({ id }) => id)

  test('by chain, by speaker, and by days that the claim can have been said on', async () => {
    const { one, two, three, four: undated, chain } = await four()
    expect(await claimIds('')).toEqual([one, two, three, undated])
    expect(await claimIds(`?chain=${chain}`)).toEqual([one, two, three])
    expect(await claimIds('?speaker=1')).toEqual([one, three])
    expect(await claimIds('?from=2019-06-03&to=2019-06-03')).toEqual([one, two])
    expect(await claimIds('?from=2019-06-30')).toEqual([two])
    expect(await claimIds('?to=2019-04-30')).toEqual([three])
    expect(await claimIds('?from=2019-05-02&to=2019-05-31')).toEqual([])
    expect(await claimIds(`?chain=${chain}&speaker=1&from=2019-06-01`)).toEqual([one])
    expect(await claimIds('?from=&to=&chain=')).toEqual([one, two, three, undated])
  })

  test('whatever a row names is in the file too', async () => {
    const { one, three, chain } = await four()
    const found = await rows(world, '?speaker=1')
    expect(kinds(found)).toEqual([
      'outlet 1',
      'article 1',
      'speaker 1',
      `claim ${one}`,
      `claim ${three}`,
      'link 2',
      `chain ${chain}`,
    ])
    // The open interval's claim stands on its last day, before the other.
    expect(found.at(-1)).toMatchObject({ claims: [three, one] })
  })

  test('a merged chain leads to the one it went into', async () => {
    const { db } = world
    const articleId = await article(db, 'Five. Six. Seven. Eight.')
    const ids: number[] = []
    for (const words of ['Five', 'Six', 'Seven', 'Eight']) ids.push((await statement(db, articleId, words)).claimId)
    const [five, six, seven, eight] = ids as [number, number, number, number]
    await link(db, six, five)
    await link(db, eight, seven)
    await link(db, seven, six)
    const [{ id: merged, into }] = await db.query(
      'SELECT id, merged_into_id AS into FROM chains WHERE merged_into_id IS NOT NULL',
    )
    const answer = await request(world.app).get(`/exports/claims.jsonl?chain=${merged}&from=2019-01-01`).expect(301)
    expect(answer.headers.location).toBe(`/exports/claims.jsonl?chain=${into}&from=2019-01-01`)

    const through = new PassThrough()
    const written = buffer(through)
    await writeExport(
      world.database.exports,
      { set: 'claims.jsonl', filters: { chain: merged }, baseUrl: BASE_URL, signingKeys: SIGNING_KEYS },
      through,
    )
    expect(await written).toEqual(await download(world, `?chain=${into}`))
  })
})
