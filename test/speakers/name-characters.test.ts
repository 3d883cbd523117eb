import { characterProblem } from '../../src/speakers/name-characters'
import { apiClient } from '../api/api-client'
import { type Desk, first, newDesk } from '../support/desk'

test.each(['Ann Lee', '王', 'עמוס עוז', 'علی\u200cرضا', '👷🏽', '«»', 'I\u0307'])('%s is a name', (name) => {
  expect(characterProblem(name)).toBeNull()
})

const TURNING = ['\u061c', '\u200e', '\u200f', '\u202a', '\u202e', '\u2066', '\u2069']
const UNSEEN = ['\u200b', '\u3164', '\u00ad\u2060', '\u115f\u1160', '\uffa0', '\u2800', '\u0301', '\u200b \u3164']

describe('a name that turns the writing, or can’t be seen', () => {
  let desk: Desk
  beforeAll(async () => {
    desk = await newDesk()
  })
  afterAll(() => desk.world.close())

  const send = (path: string, fields: object) => desk.agent.post(path).type('form').send(fields)
  const form = { kind: 'person', description: '', wikidataId: '', anonymityReason: '', outlet: '', aliases: '' }

  test.each(TURNING)('is refused, wherever it is given: %j', async (character) => {
    const name = `Evil${character}Name`
    const api = await apiClient(desk.world)
    expect((await api.post('/speakers', { name, kind: 'person' })).body.errors.name).toContain(
      'direction of writing (U+',
    )
    expect((await send('/speakers', { ...form, name })).text).toContain('direction of writing')
    const recorded = await desk.record({ ...first, speaker: name })
    expect([recorded.status, recorded.text.includes('direction of writing')]).toEqual([422, true])
    const hop = await desk.record({ ...first, hopSpeaker: name, hopKind: 'person' })
    expect([hop.status, hop.text.includes('direction of writing')]).toEqual([422, true])
  })

  test.each(UNSEEN)('is refused: %j', async (name) => {
    const api = await apiClient(desk.world)
    expect((await api.post('/speakers', { name, kind: 'person' })).body.errors.name).toContain('can be seen')
    const aliases = await send('/speakers', { ...form, name: 'Somebody', aliases: `One\n${name}` })
    expect([aliases.status, aliases.text.includes('can be seen')]).toEqual([422, true])
    const titled = await api.post('/speakers', { name: 'Somebody', kind: 'person', roles: [{ title: name }] })
    expect(titled.body.errors['roles.0']).toContain('can be seen')
    expect((await desk.record({ ...first, speaker: name })).status).toBe(422)
  })
})
