import { inThread } from '../../src/threads/thread.client'
import { type FerryDesk, FIRST, ferryDesk } from './ferry-desk'

/** Paragraphs that make a text too long to be compared for everybody, without anything that is said in the news before them. */
const LONG = Array.from({ length: 4_000 }, (_, n) => `Line ${n} of the timetable — “calls at every pier” 🚢.`).join(
  '\n\n',
)

let ferry: FerryDesk
let changed: { id: number; mayor: number; master: number }

beforeAll(async () => {
  ferry = await ferryDesk()
  const first = `${LONG}

The mayor said on Monday that the ferry would sail again in May.

“Nobody has asked us,” the harbour master said.

${LONG}
`
  const { id, mayor, master } = await ferry.article(first)
  await ferry.world.db.query(`UPDATE articles SET rights = 'full' WHERE id = $1`, [id])
  const next = first.replace('would sail', 'might sail').replace('“Nobody has asked us,”', '“Nobody has asked me,”')
  expect((await ferry.capture(id, next)).status).toBe(303)
  changed = { id, mayor: mayor.statementId, master: master.statementId }
})

afterAll(() => ferry.world.close())

test('where an editor points, the part of a long text is shown in which the words were found; others by a button', async () => {
  const { id } = await ferry.carryingOf(changed.mayor)
  const page = (await ferry.agent.get(`/carryings/${id}/pointing`).expect(200)).text
  expect(page).toMatch(/Part \d+ of \d+ of this long text/)
  expect(page).toContain('<p>The mayor said on Monday that the ferry might sail again in May.</p>')
  expect(page.length).toBeLessThan(60_000)
  const first = (await ferry.agent.get(`/carryings/${id}/pointing?at=0`).expect(200)).text
  expect(first).toContain('<p>Line 0 of the timetable')
  expect(first).not.toContain('<p>The mayor said')
  const wrong = await ferry.settle(changed.mayor, 'pointing', { content: 'not there', at: '0' })
  expect(wrong.text).toContain('Part 1 of ')
  const other = await ferry.settle(changed.mayor, 'pointing', {
    content: 'typed <so far>',
    before: 'behind it',
    show: '0',
  })
  expect(other.status).toBe(200)
  expect(other.text).toContain('Part 1 of ')
  expect(other.text).toContain('typed &lt;so far&gt;</textarea>')
  expect(other.text).toContain('value="behind it"')
  expect(other.text).toMatch(/<button class="quiet" name="show" value="\d+" formnovalidate>/)
  expect(other.text).not.toContain('role="alert"')
  expect(await ferry.carryingOf(changed.mayor)).toMatchObject({ outcome: null })
  for (const at of ['99999999', '-1', 'x', '1&at=2'])
    await ferry.agent.get(`/carryings/${id}/pointing?at=${at}`).expect(200)
})

test('words are told out of the middle of a long text, with what stands around them', async () => {
  const queue = (await ferry.agent.get(`/articles/${changed.id}/revisions/2`).expect(200)).text
  expect(queue).toMatch(
    /at every pier” 🚢\.\s+The mayor said on Monday that <mark>the ferry <del>would<\/del>\s*<ins>might<\/ins> sail/,
  )
  expect(queue).toMatch(
    /asked <del>us<\/del>\s*<ins>me<\/ins>,”<\/mark> the harbour master said\.\s+Line 0 of the timetable/,
  )
  for (const statement of [changed.mayor, changed.master])
    expect((await ferry.settle(statement, 'confirmation', { candidate: '0' })).status).toBe(303)
  const page = await ferry.read(`/articles/${changed.id}/revisions/2`)
  expect(page).toMatch(/the ferry <del>would<\/del>\s*<ins>might<\/ins> sail again in May/)
  expect(page).toMatch(/“Nobody has asked <del>us<\/del>\s*<ins>me<\/ins>,”/)
})

test('texts that are too long are compared for an editor who asks, and for nobody else', async () => {
  const address = `/articles/${changed.id}/revisions/2`
  const told = 'These two texts are so long that what else differs in them is not shown here.'
  for (const path of [address, `${address}?difference=asked`]) {
    const page = await ferry.read(path)
    expect(page).toContain(told)
    expect(page).not.toContain('paragraphs without a change')
  }
  expect((await ferry.agent.get(address)).text).toContain('href="?difference=asked#difference"')
  const asked = (await ferry.agent.get(`${address}?difference=asked`).expect(200)).text
  expect(asked).not.toContain(told)
  expect(asked).toContain('paragraphs without a change')
})

test('while others compare long texts, a long one is sent away with what to do, and a short one is taken', async () => {
  const short = await ferry.article(FIRST.replace('Ferry to stay', 'Short: ferry to stay'))
  let finish = () => {}
  const others = [
    inThread('revising/comparing-thread', '', () => new Promise<void>((resolve) => (finish = resolve))),
    ...Array.from({ length: 3 }, () => inThread('revising/comparing-thread', '', async () => undefined)),
  ]
  const refused = await ferry.capture(changed.id, `${LONG}\n\nAnother text.\n`)
  expect([refused.status, refused.headers['retry-after']]).toEqual([503, '10'])
  expect(refused.text).toContain('Other long texts are being compared')
  // A short text after long ones is compared with these too.
  expect((await ferry.capture(changed.id, 'Subscribe to read on.\n')).status).toBe(503)
  expect((await ferry.capture(short.id, 'Ferry\n\nNothing.\n')).status).toBe(303)
  finish()
  await Promise.all(others)
})
