import { newWorld, signedIn, type World } from '../support/world'

let world: World
let agent: Awaited<ReturnType<typeof signedIn>>

beforeAll(async () => {
  world = await newWorld()
  agent = await signedIn(world)
})

afterAll(() => world.close())

const send = (body: string | Buffer, type = 'application/x-www-form-urlencoded') =>
  agent
    .post('/speakers')
    .set('Content-Type', type)
    .serialize((bytes) => bytes as unknown as string)
    .send(body as object)
const speakers = () => world.db.query('SELECT name FROM speakers ORDER BY id')

test.each([
  ['a byte of Latin-1, escaped', 'name=Ren%E9', 400],
  ['half a character, escaped', 'name=%ED%A0%80', 400],
  ['an overlong slash', 'name=a%C0%AFb', 400],
  ['an escape that is none', 'name=100%', 400],
  ['a byte of Latin-1 as it is', Buffer.from('name=Ren\u00e9', 'latin1'), 400],
])('a form with %s is refused, and nothing of it stored', async (_what, body, status) => {
  await send(Buffer.concat([Buffer.from('kind=person&'), Buffer.from(body as string)])).expect(status)
  expect(await speakers()).toEqual([])
})

test('a form that says it is Latin-1 is not understood', async () => {
  await send('kind=person&name=Ren%E9', 'application/x-www-form-urlencoded; charset=iso-8859-1').expect(415)
  expect(await speakers()).toEqual([])
})

test('what a browser sends is stored as it was typed', async () => {
  const name = 'René 100 % “👷🏽” + & ='
  await send(
    new URLSearchParams({
      kind: 'person',
      name,
      description: '',
      anonymityReason: '',
      wikidataId: '',
      aliases: '',
      outlet: '',
    }).toString(),
  ).expect(303)
  expect(await speakers()).toEqual([{ name }])
})
