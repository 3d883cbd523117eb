import request from '../support/request'
import { BASE_URL, changesBySql, newWorld, signedIn, type World } from '../support/world'
import { quarrel } from './packaged-quarrel'

let world: World
let whole: number
let agent: Awaited<ReturnType<typeof signedIn>>

beforeEach(async () => {
  world = await newWorld({ baseUrl: BASE_URL })
  ;({ whole } = await quarrel(world.db))
  changesBySql(world)
  agent = await signedIn(world)
})
afterEach(() => world.close())

const kept = async (kind: 'snapshots' | 'prepared', file: string): Promise<string> => {
  const asked = await agent.post(`/exports/${kind}`).type('form').send({ file, filters: '' }).expect(303)
  await world.context.preparing.idle()
  await request(world.app).get(`${asked.headers.location}/file`).responseType('blob').expect(200)
  return asked.headers.location as string
}

test('with an article’s rights go the kept files that have its text whole, and no others', async () => {
  const going = [
    await kept('snapshots', 'brat.zip'),
    await kept('snapshots', 'datapackage.zip'),
    await kept('prepared', 'brat.zip'),
  ]
  const stays = await kept('snapshots', 'claims.csv')
  await world.db.query("UPDATE articles SET rights = 'excerpts' WHERE id = $1", [whole])
  for (const path of going) await request(world.app).get(`${path}/file`).expect(410)
  await request(world.app).get(`${stays}/file`).expect(200)
})
