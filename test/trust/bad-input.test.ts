import { inWords } from '../../bench/trust/bad-input'
import { BROKEN } from '../../bench/trust/bad-input/broken-routes'
import { openCopy } from '../../bench/trust/bad-input/open-desk'
import { type PreparedDesk, prepareDesk } from '../../bench/trust/bad-input/prepared-desk'
import { controlsMissed, type Known, liveOn, tryApi, tryForms } from '../../bench/trust/bad-input/rounds'
import { ServingProcess } from '../../bench/trust/bad-input/serving-process'
import { nothingTried } from '../../bench/trust/bad-input/trying'

// The same few of the bench's cases each time; the bench draws others with every run.
const SEED = 20_261_128

const serving = new ServingProcess()
let prepared: PreparedDesk
let known: Known
const trial = () => ({ serving, seed: SEED, patience: 20_000, tried: nothingTried() })

beforeAll(async () => {
  prepared = await prepareDesk()
}, 60_000)
afterAll(async () => {
  serving.stop()
  await prepared.database.drop()
})

test('every operation of the API is taken as it ought to be asked for, and all is stored as it was sent', async () => {
  const good = trial()
  known = await liveOn(prepared, good, { times: 1 })
  expect(good.tried.findings.map(inWords)).toEqual([])
  const taken = known.operations.filter(({ name }) => (good.tried.targets.get(name)?.taken ?? 0) > 0)
  // Some want a row that comes only of another's: a comment of one's own, a notification.
  expect(taken.length).toBeGreaterThan(known.operations.length * 0.9)
}, 90_000)

test('some hundred bad requests to API and forms: no 5xx, no end, no silent change', async () => {
  const [api, forms] = [trial(), trial()]
  await tryApi(prepared, api, known, { round: 1, cases: 60 })
  await tryForms(prepared, forms, known, { round: 2, cases: 60, good: 12, pages: 12 })
  expect([...api.tried.findings, ...forms.tried.findings].map(inWords)).toEqual([])
  expect(api.tried.cases + forms.tried.cases).toBeGreaterThan(100)
}, 90_000)

test('a desk for scanners takes the same write under the same key with other words each time, and keeps none', async () => {
  const desk = await openCopy(prepared, serving, { undoing: true })
  const count = async () => (await desk.owner.query('SELECT count(*) FROM comments')).rows[0].count
  const before = await count()
  for (const body of ['Which ships?', "Which ships?' OR '1", 'Which ships?']) {
    const answer = await fetch(`http://127.0.0.1:${desk.port}/api/v1/claims/1/comments`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${desk.seats[0].token}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': 'one-key',
      },
      body: JSON.stringify({ body }),
    })
    expect([answer.status, answer.headers.get('idempotent-replayed')]).toEqual([201, null])
  }
  expect(await count()).toBe(before)
  await desk.close()
}, 30_000)

test('and routes that are broken on purpose are found, each by its fault', async () => {
  expect(await controlsMissed(prepared, { serving, seed: SEED, patience: 400 })).toEqual([])
  expect(Object.keys(BROKEN).length).toBe(8)
}, 90_000)
