import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import { rootFolder } from '../../../src/root-folder'
import type { Order, Report } from './server'

type DistributiveOmit<Whole, Key extends PropertyKey> = Whole extends unknown ? Omit<Whole, Key> : never

/** The product in a process of its own, which may end; it is started again by whoever asks for it next. */
export class ServingProcess {
  private child: ChildProcess | null = null
  /** What it said before it ended. */
  private lastWords = ''
  /** Errors it has logged since they were last taken. */
  private logged: string[] = []
  /** Orders that are not done yet, by their numbers. */
  private readonly waiting = new Map<number, { resolve(port: number | undefined): void; reject(error: Error): void }>()
  private orders = 0

  /** How it has ended, each time, with its last words. */
  readonly ends: string[] = []

  /** Serves a database, and gives the port. */
  async open(order: Omit<Extract<Order, { open: string }>, 'id'>): Promise<number> {
    const port = await this.tell(order)
    if (port === undefined) throw new Error('The process opened a database, and told no port.')
    return port
  }

  async close(port: number): Promise<void> {
    if (this.child) await this.tell({ close: port }).catch(() => {})
  }

  /** Waits until all that was asked for is done, whether or not anybody waits for the answer. */
  async settle(port: number): Promise<void> {
    if (this.child) await this.tell({ settle: port }).catch(() => {})
  }

  takeLogged(): string[] {
    return this.logged.splice(0)
  }

  stop(): void {
    const child = this.child
    // Told to: this is no end of the kind that is looked for.
    this.child = null
    child?.kill()
  }

  private tell(order: DistributiveOmit<Order, 'id'>): Promise<number | undefined> {
    const child = this.running()
    this.orders += 1
    const id = this.orders
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject })
      child.send({ id, ...order })
    })
  }

  private running(): ChildProcess {
    if (this.child) return this.child
    // Built, since a process of its own is no test's: npm test and npm run bench build it first.
    const file = path.join(rootFolder(), 'dist/bench/trust/bad-input/server.js')
    const child = fork(file, [], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, NODE_ENV: 'test' },
    })
    this.lastWords = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (words: Buffer) => {
        this.lastWords = `${this.lastWords}${words}`.slice(-3_000)
      })
    }
    child.on('message', (report: Report) => {
      if ('logged' in report) this.logged.push(report.logged)
      else {
        this.waiting.get(report.done)?.resolve(report.port)
        this.waiting.delete(report.done)
      }
    })
    child.on('exit', (code, signal) => {
      if (this.child !== child) return
      this.child = null
      const end = `${signal ?? `code ${code}`}: ${this.lastWords}`
      this.ends.push(end)
      for (const { reject } of this.waiting.values()) reject(new Error(`The process ended: ${end}`))
      this.waiting.clear()
    })
    this.child = child
    return child
  }
}
