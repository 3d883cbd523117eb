import { type ChildProcess, fork } from 'node:child_process'
import http from 'node:http'
import path from 'node:path'
import { freePort } from '../free-port'
import { told } from '../told'

/** What the serving process tells: once it listens, and whenever it is asked. */
export interface Told {
  /** The most memory that it took since it was last asked (bytes). */
  most: number
}

/** A download, as whoever waits for it has it. */
export interface Download {
  /** Seconds from the request to the first byte of its body, and to its end. */
  first: number
  whole: number
  bytes: number
}

/** The product in a process of its own. */
export class Served {
  private constructor(
    private readonly child: ChildProcess,
    private readonly port: number,
  ) {}

  static async on(appUrl: string): Promise<Served> {
    const port = await freePort()
    const child = fork(path.join(__dirname, 'serving-process.js'), [appUrl, String(port)])
    await told(child)
    return new Served(child, port)
  }

  /** The most memory that it took since this was last asked (bytes). */
  async mostMemory(): Promise<number> {
    this.child.send('most')
    const { most } = await told<Told>(this.child)
    return most
  }

  /** Reads all of it as fast as it comes, and keeps nothing; of another address than this machine's, where one is given. */
  download(where: string, signal?: AbortSignal, from?: string): Promise<Download> {
    return new Promise((resolve, reject) => {
      const began = performance.now()
      const since = () => (performance.now() - began) / 1000
      const options = this.asked(where, signal, from)
      http
        .get(options, (answer) => {
          if (answer.statusCode !== 200) return reject(new Error(`${where} answered ${answer.statusCode}`))
          let [first, bytes] = [0, 0]
          answer.on('data', (chunk: Buffer) => {
            if (bytes === 0) first = since()
            bytes += chunk.length
          })
          answer.on('end', () => resolve({ first, whole: since(), bytes }))
          answer.on('error', reject)
        })
        .on('error', reject)
    })
  }

  /** Asks for it and takes nothing, until told to stop. */
  hold(where: string, from: string, signal: AbortSignal): void {
    http.get(this.asked(where, signal, from), (answer) => answer.on('error', () => {})).on('error', () => {})
  }

  private asked(where: string, signal?: AbortSignal, from?: string): http.RequestOptions {
    const headers = from === undefined ? {} : { 'X-Forwarded-For': from }
    return { host: '127.0.0.1', port: this.port, path: where, agent: false, signal, headers }
  }

  /** All of it, as text. */
  async text(where: string): Promise<string> {
    const answer = await fetch(`http://127.0.0.1:${this.port}${where}`)
    if (!answer.ok) throw new Error(`${where} answered ${answer.status}`)
    return answer.text()
  }

  stop() {
    this.child.kill()
  }
}
