import { mailNotifications } from '../../src/discussion/mailing.commands'
import { chooseMail, notify, readAllUpTo, readNotification } from '../../src/discussion/notifications.commands'
import { countUnread, wantsMail } from '../../src/discussion/notifications.queries'
import type { Mail } from '../../src/mail/mail.client'
import { newWorld, type Person, signedIn, type World } from '../support/world'

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
const leasesEnd = () => world.db.query('UPDATE notifications SET mail_taken_until = now()')
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

test('only who works here is told, and reads what is their own', async () => {
  const told = await news([ann, bob], 'One.')
  expect(told).toEqual([ann.id, bob.id])
  const [first] = await world.db.query('SELECT id FROM notifications WHERE account_id = $1', [ann.id])
  expect(await readNotification(world.db, bob.id, first.id)).toBe(false)
  expect(await readAllUpTo(world.db, bob.id, first.id + 1)).toBe(1)
  expect([await countUnread(world.db, ann.id), await countUnread(world.db, bob.id)]).toEqual([1, 0])

  await world.db.query('UPDATE accounts SET disabled_at = now() WHERE id = $1', [ann.id])
  await world.db.query(`UPDATE accounts SET role = 'reader' WHERE id = $1`, [bob.id])
  expect(await news([ann, bob], 'Two.')).toEqual([])
})

test('what was read, is a day old, or was not wished for is not mailed', async () => {
  await news([ann], 'Read.')
  await world.db.query('UPDATE notifications SET read_at = now()')
  await news([bob], 'Not wished for.')
  await chooseMail(world.db, bob, false)
  expect([await wantsMail(world.db, ann.id), await wantsMail(world.db, bob.id)]).toEqual([true, false])
  await older(4)
  expect(await round()).toBe(0)
  await chooseMail(world.db, bob, true)
  await older(25 * 60)
  expect(await round()).toBe(0)
})

test('whoever is shut out, or is a reader by now, gets no mail of the desk', async () => {
  await news([ann, bob], 'One.')
  await older(4)
  await world.db.query('UPDATE accounts SET disabled_at = now() WHERE id = $1', [ann.id])
  await world.db.query(`UPDATE accounts SET role = 'reader' WHERE id = $1`, [bob.id])
  expect(await round()).toBe(0)
  await world.db.query('UPDATE accounts SET disabled_at = NULL WHERE id = $1', [ann.id])
  expect(await round()).toBe(1)
})

test('what the mail server does not take is tried again, and keeps nobody else waiting', async () => {
  await news([ann, bob], 'One.')
  await older(4)
  const sent: Mail[] = []
  const half = { isSet: true, send: async (mail: Mail) => mail.to !== ann.email && sent.push(mail) > 0 }
  expect(await round(half)).toBe(1)
  expect(sent.map(({ to }) => to)).toEqual([bob.email])
  expect(await round()).toBe(0)
  await leasesEnd()
  expect(await round()).toBe(1)
  expect(world.mails.map(({ to }) => to)).toEqual([ann.email])
})

test('whom the mail server refuses for good is not mailed again', async () => {
  await news([ann], 'One.')
  await older(4)
  expect(await round({ isSet: true, send: async () => null })).toBe(0)
  await leasesEnd()
  expect(await round()).toBe(0)
})

test('a mail server that is away ends the round, and not for those whose turn had not come', async () => {
  const people = await Promise.all(Array.from({ length: 5 }, () => world.person('editor')))
  await news(people, 'One.')
  await older(4)
  let tried = 0
  expect(await round({ isSet: true, send: async () => ++tried < 0 })).toBe(0)
  expect(tried).toBe(3)
  expect(await round()).toBe(2)
})

test('a mail server that thinks keeps nobody from reading', async () => {
  const agent = await signedIn(world, ann)
  await news([ann], 'One.')
  await older(4)
  const [{ id }] = await world.db.query('SELECT id FROM notifications')
  const thinking = {
    isSet: true,
    async send() {
      await agent.post('/notifications/readings').type('form').send({ upTo: id }).expect(303)
      return true
    },
  }
  expect(await round(thinking)).toBe(1)
  const rows = await world.db.query(
    'SELECT read_at IS NOT NULL AS read, mailed_at IS NOT NULL AS mailed FROM notifications',
  )
  expect(rows).toEqual([{ read: true, mailed: true }])
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
  await leasesEnd()
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
