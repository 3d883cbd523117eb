import { chainOn, type FerryDesk, ferryDesk } from './ferry-desk'

// Fifty take an editor as many clicks.
jest.mock('../../src/reading/most-edits', () => ({ MOST_EDITS: 2, MOST_EDITS_ON_PAGE: 3 }))

let ferry: FerryDesk

beforeAll(async () => {
  ferry = await ferryDesk()
})
afterAll(() => ferry.world.close())

const editsOn = (page: string) => page.match(/Wording changed in revision 2/g)?.length ?? 0
const OLDER = 'Here are the newest; each claim’s own page has its older ones.'

/** An article in which each of so many sentences was changed, and an editor has said of each that it is the one. */
async function edited(count: number) {
  const sentences = Array.from({ length: count }, (_, n) => `Captain ${n} said that boat number ${n} is in port`)
  const text = `Boats of today: ${count}\n\n${sentences.join('.\n\n')}.\n`
  const id = await ferry.desk.article(text, { again: true })
  const claims: number[] = []
  const statements: number[] = []
  for (const n of sentences.keys()) {
    const words = [`boat number ${n} is in port`]
    const { claimId, statementId } = await ferry.desk.statement(id, { by: [`Captain ${n}`], words })
    claims.push(claimId)
    statements.push(statementId)
  }
  for (const claimId of claims.slice(1)) await ferry.desk.link(claimId, 'contradicts', claims[0] ?? 0)
  expect((await ferry.capture(id, text.replaceAll('is in port', 'lies in port'))).status).toBe(303)
  for (const statementId of statements)
    expect((await ferry.settle(statementId, 'confirmation', { candidate: '0' })).status).toBe(303)
  return { id, claim: claims[0] ?? 0 }
}

test('of many edits a page tells the newest, and that there are more', async () => {
  const few = await edited(2)
  const article = await ferry.read(`/articles/${few.id}`)
  expect([editsOn(article), article.includes(OLDER)]).toEqual([2, false])

  const many = await edited(4)
  const chain = chainOn(await ferry.read(`/claims/${many.claim}`))
  for (const path of [`/articles/${many.id}`, chain]) {
    const page = await ferry.read(path)
    expect([path, editsOn(page), page.includes(OLDER)]).toEqual([path, 3, true])
  }
  expect(editsOn(await ferry.read(`/claims/${many.claim}`))).toBe(1)
})
