import { mailNotifications } from '../../src/discussion/mailing.commands'
import { chooseMail, notify } from '../../src/discussion/notifications.commands'
import type { Mail } from '../../src/mail/mail.client'
import { newWorld, type Person, type World } from '../support/world'

let world: World
let ann: Person
let bob: Person
beforeEach(async () => {
  world = await newWorld()
  ann = await world.person('editor')
  bob = await world.person('reviewer')
})
afterEach(() => world.close())

const news = (to: Person[], text: string) =>
  notify(
    world.db,
    world.editor,
    to.map(({ id }) => id),
    { kind: 'mention', subjectKind: 'claim', subjectId: 7, text },
  )
const older = (minutes: number) =>
  world.db.query(`UPDATE notifications SET created_at = now() - $1 * interval '1 minute'`, [minutes])
const round = (mail = world.context.mail) => mailNotifications(world.db, mail, 'https://desk.example')

test('what has waited a few minutes goes in one mail a person, once', async () => {
  await news([ann, bob], 'One.')
  expect(await round()).toBe(0)
  await older(4)
  await news([ann], 'Two.')
  expect(await round()).toBe(2)
  expect(world.mails.map(({ to, subject }) => [to, subject])).toEqual([
    [ann.email, '2 things are new for you'],
    [bob.email, 'One thing is new for you'],
  ])
  expect(world.mails[0]?.text).toContain('One.\nhttps://desk.example/claims/7\n\nTwo.')
  expect(await round()).toBe(0)
})

test('what was read, is a day old, or was not wished for is not mailed', async () => {
  await news([ann], 'Read.')
  await world.db.query('UPDATE notifications SET read_at = now()')
  await news([bob], 'Not wished for.')
  await chooseMail(world.db, bob, false)
  await older(4)
  expect(await round()).toBe(0)
  await chooseMail(world.db, bob, true)
  await older(25 * 60)
  expect(await round()).toBe(0)
})

test('what the mail server does not take is tried again, and keeps nobody else waiting', async () => {
  await news([ann, bob], 'One.')
  await older(4)
  const sent: Mail[] = []
  const half = { isSet: true, send: async (mail: Mail) => mail.to !== ann.email && sent.push(mail) > 0 }
  expect(await round(half)).toBe(1)
  expect(sent.map(({ to }) => to)).toEqual([bob.email])
  expect(await round()).toBe(1)
  expect(world.mails.map(({ to }) => to)).toEqual([ann.email])
})

test('a process that dies while it mails loses nothing', async () => {
  await news([ann], 'One.')
  await older(4)
  const dying = {
    isSet: true,
    send: async () => {
      throw new Error('the process ended here')
    },
  }
  await expect(round(dying)).rejects.toThrow('ended here')
  expect(await round()).toBe(1)
})

test('of several processes at once, one mails each person', async () => {
  const people = await Promise.all(Array.from({ length: 6 }, () => world.person('editor')))
  for (const text of ['One.', 'Two.', 'Three.']) await news(people, text)
  await older(4)
  const slow = {
    isSet: true,
    send: async (mail: Mail) => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      return world.mails.push(mail) > 0
    },
  }
  const counts = await Promise.all([round(slow), round(slow), round(slow)])
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(people.length)
  expect(world.mails.map(({ to }) => to).sort()).toEqual(people.map(({ email }) => email).sort())
})
