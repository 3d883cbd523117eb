import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { rootFolder } from '../../../src/root-folder'
import { KEY_FIELD } from '../../../src/web/key-field'

/** The product as it is started by `npm start`, in a process of its own, with its log being read. */
export interface ServedApp {
  url: string
  pid: number
  /** The lines of its log. */
  log(): string[]
  /** The lines of its log at `error` and above, and whatever it said on standard error. */
  complaints(): string[]
  /** Its exit code or signal, once it has ended. */
  ended(): string | null
  /** Resolves with how it ended, once it has. */
  whenEnded(): Promise<string>
  /** SIGTERM; resolves with how it ended. */
  end(): Promise<string>
}

/**
 * Starts a build of `dist/`, and waits until it tells its address.
 *
 * @param script the product's own start, or a control's, which is worse on purpose
 */
export async function servedApp(
  { ownerUrl, appUrl }: { ownerUrl: string; appUrl: string },
  { script = 'src/main.js', more = {} }: { script?: string; more?: Record<string, string> } = {},
): Promise<ServedApp> {
  // A folder of its own, where no `.env` of somebody's is read.
  const cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-served-'))
  const child = spawn(process.execPath, [path.join(rootFolder(), 'dist', script)], {
    cwd,
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      DATABASE_URL: appUrl,
      DATABASE_OWNER_URL: ownerUrl,
      SESSION_SECRET: 'only for the harness, and long enough',
      ...more,
    },
  })
  const said = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    said.out += chunk
  })
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    said.err += chunk
  })
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const found = /Gainsay is at (\S+)/.exec(said.out)?.[1]
      if (found) resolve(found)
    })
    child.once('exit', () => reject(new Error(`It did not start:\n${said.out}${said.err}`)))
  })
  const killed = () => child.kill('SIGKILL')
  process.once('exit', killed)
  return {
    url,
    pid: child.pid ?? 0,
    log: () => said.out.split('\n'),
    complaints: () => [...said.out.split('\n').filter((line) => /"level":(50|60)/.test(line)), ...lines(said.err)],
    ended: () => endOf(child),
    whenEnded: () => endOfOnce(child),
    async end() {
      const ending = endOfOnce(child)
      if (endOf(child) === null) child.kill('SIGTERM')
      const ended = await ending
      process.off('exit', killed)
      fs.rmSync(cwd, { recursive: true, force: true })
      return ended
    },
  }
}

const lines = (text: string) => text.split('\n').filter((line) => line !== '' && !line.startsWith('Ending'))

const endOf = ({ exitCode, signalCode }: ChildProcess) =>
  exitCode === null && signalCode === null ? null : (signalCode ?? String(exitCode))

async function endOfOnce(child: ChildProcess): Promise<string> {
  if (endOf(child) === null) await once(child, 'exit')
  return endOf(child) ?? ''
}

/** An answer, as far as a harness looks at it. */
export interface Answer {
  /** 0: none came, the connection broke. -1: none came in `HANGS_MS`. */
  status: number
  retryAfter: string | undefined
  cookie: string | undefined
  location: string | undefined
  body: string
  /** From the request's first byte to the answer's last. */
  ms: number
}

/** No time limit of ours is as long as this: whoever waits longer waits for ever. */
export const HANGS_MS = 60_000

/** Sends one request on a connection of its own. Never throws. */
export function ask(
  url: string,
  { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  const began = performance.now()
  return new Promise((resolve) => {
    const end = (status: number, answer?: http.IncomingMessage, text = '') => {
      clearTimeout(hangs)
      const { headers = {} } = answer ?? {}
      resolve({
        status,
        retryAfter: headers['retry-after'],
        cookie: headers['set-cookie']?.[0]?.split(';')[0],
        location: headers.location,
        body: text,
        ms: performance.now() - began,
      })
    }
    const request = http.request(url, {
      method,
      agent: false,
      headers: { 'Sec-Fetch-Site': 'same-origin', ...headers },
    })
    const hangs = setTimeout(() => {
      end(-1)
      request.destroy()
    }, HANGS_MS)
    request.on('response', (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      answer.on('end', () => end(answer.complete ? (answer.statusCode ?? 0) : 0, answer, text))
      answer.on('error', () => end(0))
    })
    request.on('error', () => end(0))
    request.end(body)
  })
}

/** A form as a browser sends it. */
export function send(url: string, fields: Record<string, string>, cookie?: string): Promise<Answer> {
  return ask(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...(cookie ? { Cookie: cookie } : {}) },
    body: new URLSearchParams({ [KEY_FIELD]: crypto.randomUUID(), ...fields }).toString(),
  })
}
