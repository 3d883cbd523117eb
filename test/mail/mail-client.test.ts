import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import pino from 'pino'
import { SMTPServer } from 'smtp-server'
import { linkMail } from '../../src/accounts/one-time-link'
import { type Mailer, mailer } from '../../src/mail/mail.client'

const { warn: WARN, error: ERROR } = pino.levels.values
const FROM = 'Claims desk <desk@gainsay.example>'

interface Arrived {
  from: string
  to: string[]
  raw: string
}

let arrived: Arrived[]
let server: SMTPServer
let logged: string[]
let refuses: string | null
/** What is said to whom the mail is for. */
let recipient: number | null

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      if (recipient === null) return done()
      done(Object.assign(new Error(`<${address}> is unknown, says Zebedee`), { responseCode: recipient }))
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk) => chunks.push(chunk))
      stream.on('end', () => {
        if (refuses !== null) return done(new Error(refuses))
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom === false ? '' : mailFrom.address
        arrived.push({ from, to: rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks).toString() })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

beforeEach(() => {
  arrived = []
  logged = []
  refuses = null
  recipient = null
})

afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))

const log = pino({}, { write: (line: string) => logged.push(line) })

function mailTo(port: number, patience?: number): Mailer {
  return mailer({ url: `smtp://127.0.0.1:${port}`, from: FROM }, log, patience)
}

const here = () => mailTo((server.server.address() as AddressInfo).port)

test('a mail arrives, as it was written', async () => {
  const text = 'Ann Lée,\n\n“the bridge is safe” 👷🏽\n.\nhttp://127.0.0.1/welcome/abc\n'
  expect(await here().send({ to: 'ann@desk.example', subject: 'A new password for Café', text })).toBe(true)
  const [{ from, to, raw }] = arrived as [Arrived]
  expect([from, to]).toEqual(['desk@gainsay.example', ['ann@desk.example']])
  expect(raw).toContain('Subject: =?UTF-8?')
  const [, encoded = ''] = raw.split('\r\n\r\n')
  const decoded = /base64/.test(raw) ? Buffer.from(encoded, 'base64').toString() : quotedPrintable(raw)
  expect(decoded.replaceAll('\r\n', '\n').trim()).toBe(text.trim())
})

const quotedPrintable = (raw: string) => {
  const body = raw.slice(raw.indexOf('\r\n\r\n') + 4).replaceAll('=\r\n', '')
  return Buffer.from(
    body.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString()
}

test.each([
  ['a subject with a line end', { subject: 'Hello\r\nBcc: everybody@evil.example\r\n\r\nAnother body' }],
  ['an address with a line end', { to: 'ann@desk.example\r\nBcc: everybody@evil.example' }],
  ['two addresses in one', { to: 'ann@desk.example, everybody@evil.example' }],
  ['a name around another address', { to: 'ann@desk.example <everybody@evil.example>' }],
])('%s adds no header and no recipient', async (_what, changed) => {
  await here().send({ to: 'ann@desk.example', subject: 'Hello', text: 'The body.', ...changed })
  for (const { to, raw } of arrived) {
    expect(to).not.toContain('everybody@evil.example')
    expect(raw.split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/im)
    expect(raw).toContain('The body.')
  }
})

test('the name of a desk or a person stays a name', async () => {
  const account = { id: 1, email: 'ann@desk.example', name: 'Ann\r\nBcc: everybody@evil.example' }
  const made = { token: 'abc', purpose: 'reset' as const, expiresAt: new Date(0), account }
  expect(await here().send(linkMail(made, 'Desk\r\nBcc: everybody@evil.example', 'http://127.0.0.1'))).toBe(true)
  const [{ to, raw }] = arrived as [Arrived]
  expect(to).toEqual(['ann@desk.example'])
  expect(raw.split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/im)
})

test('a server that refuses gives false, and the log is told without the mail', async () => {
  refuses = 'mailbox of ann@desk.example full'
  const sent = await here().send({ to: 'ann@desk.example', subject: 'Hello', text: 'http://127.0.0.1/welcome/secret' })
  expect([sent, arrived]).toEqual([false, []])
  expect(logged.map((line) => JSON.parse(line))).toMatchObject([
    { level: ERROR, code: 'EMESSAGE', responseCode: 450, msg: 'a mail was not sent' },
  ])
  // Nor the server's words, which name people.
  expect(logged.join()).not.toMatch(/secret|mailbox|ann@/)
})

test.each([
  ['for good, which is no error of ours', 550, null, 'warn'],
  ['for now', 451, false, 'error'],
] as const)('a recipient who is refused %s, is not named in the log', async (_what, code, result, level) => {
  recipient = code
  expect(await here().send({ to: 'zebedee@reader.example', subject: 'Hello', text: 'x' })).toBe(result)
  expect(logged.map((line) => JSON.parse(line))).toMatchObject([
    { level: level === 'warn' ? WARN : ERROR, code: 'EENVELOPE', responseCode: code },
  ])
  expect(logged.join()).not.toMatch(/zebedee/i)
})

test('nobody at the address gives false', async () => {
  const gone = createServer().listen(0, '127.0.0.1')
  await once(gone, 'listening')
  const { port } = gone.address() as AddressInfo
  await new Promise((resolve) => gone.close(resolve))
  expect(await mailTo(port).send({ to: 'ann@desk.example', subject: 'Hello', text: 'x' })).toBe(false)
  expect(logged.join()).toContain('ECONNREFUSED')
})

test.each([
  ['says nothing', () => null],
  ['greets, letter by letter, without end', () => '220-'],
])('a server that %s gives false when patience ends', async (_what, word) => {
  const timers: NodeJS.Timeout[] = []
  const silent = createServer((socket) => {
    socket.on('error', () => {})
    const said = word()
    if (said) timers.push(setInterval(() => socket.write(said), 20))
  }).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  expect(await mailTo(port, 300).send({ to: 'ann@desk.example', subject: 'Hello', text: 'x' })).toBe(false)
  expect(logged).toHaveLength(1)
  for (const timer of timers) clearInterval(timer)
  silent.close()
})

test('without a mail server nothing is sent, and nothing is logged', async () => {
  const none = mailer(null, log)
  expect([none.isSet, await none.send({ to: 'a@b', subject: 's', text: 't' }), logged]).toEqual([false, false, []])
})
