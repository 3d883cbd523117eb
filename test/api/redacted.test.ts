import { REASON, redactingWorld, secret } from '../proof/redacting'
import { type ApiClient, apiClient, gainsaidTweet } from './api-client'

let court: Awaited<ReturnType<typeof redactingWorld>>
let api: ApiClient

beforeAll(async () => {
  court = await redactingWorld()
  api = await apiClient(court.world)
})
afterAll(() => court.close())

test('what was erased is listed with its reason, and told by the history and the record of what it was of, without a word of it', async () => {
  const word = secret()
  const { tweet, denial } = await gainsaidTweet(api)
  const claim = (await api.get(`/claims/${tweet.claimId}`)).body
  await api.patch(`/claims/${claim.id}`, claim.version, { summary: `${word} said so.` })
  const [trump] = claim.speakers
  const other = (await api.get(`/claims/${denial.claimId}`)).body.speakers[0]
  await api.patch(`/speakers/${other.id}`, 1, { aliases: [`Dmitry ${word}`] })
  expect(await court.redact('claim', claim.id)).toBeNull()
  expect(await court.redact('speaker', other.id)).toBeNull()

  const { body } = await api.read('/redactions')
  expect(body).toMatchObject({
    items: [
      { of: { kind: 'speaker', id: other.id }, reason: REASON, legalBasis: null },
      {
        of: { kind: 'claim', id: claim.id },
        reason: REASON,
        page: expect.stringContaining('/transparency#redaction-'),
      },
    ],
    next: null,
  })
  const first = (await api.read('/redactions?limit=1')).body
  expect((await api.read(`/redactions?limit=1&cursor=${first.next}`)).body.items).toEqual(body.items.slice(1))

  const record = (await api.read(`/speakers/${other.id}/record`)).body
  expect(record.redaction).toEqual({ id: body.items[0].id, reason: REASON })
  for (const at of [
    `/claims/${claim.id}/history`,
    `/speakers/${other.id}/history`,
    `/speakers/${other.id}/record`,
    `/speakers/${trump.id}/record`,
    '/contradictions',
    '/unanswered',
  ])
    for (const token of [null, court.world.editor.token]) {
      const { text } = await api.send('get', at, { token })
      expect([at, text.includes(word)]).toEqual([at, false])
    }
})
