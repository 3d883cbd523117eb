import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { openCluster } from '../../src/database/embedded/cluster'
import { readPostmasterPid } from '../../src/database/embedded/postmaster-pid'
import { isAlive } from '../../src/database/embedded/process-table'
import { addressOf } from '../../src/database/embedded/server-address'
import { rootFolder } from '../../src/root-folder'

/** A start takes a second or two, on a machine that does much else some more; past this, something is wrong. */
const STARTED_WITHIN_MS = 120_000

/** What can be killed of a Gainsay that serves from its own database. */
export type Victim = 'app' | 'backend' | 'postmaster'

/** A Gainsay in processes of its own, as `npm start` starts it, in a new data folder: to be killed. */
export class ServedApart {
  url = ''
  private app: ChildProcess | null = null
  private told = ''

  private constructor(private readonly folder: string) {}

  /** @param within a folder for its files, else the machine's temporary one */
  static async start(within: string = os.tmpdir()): Promise<ServedApart> {
    const folder = fs.mkdtempSync(path.join(within, 'gainsay-kills-'))
    fs.chmodSync(folder, 0o755) // as root, PostgreSQL’s own account has to pass
    const served = new ServedApart(folder)
    try {
      await served.startApp()
      return served
    } catch (error) {
      await served.end()
      throw error
    }
  }

  /** Starts the app, again where it was killed; what it listens on is in `url` when it answers. */
  async startApp(): Promise<void> {
    const app = spawn(process.execPath, [path.join(rootFolder(), 'dist', 'src', 'main.js')], {
      cwd: this.folder, // where no .env is
      env: { PATH: process.env.PATH, DATA_DIR: this.dataDir, PORT: '0', LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.app = app
    const url = new Promise<string>((resolve, reject) => {
      const heard = (chunk: Buffer) => {
        this.told = (this.told + chunk).slice(-400_000)
        const found = /Gainsay is at (\S+)/.exec(String(chunk))?.[1]
        if (found) resolve(found)
      }
      app.stdout.on('data', heard)
      app.stderr.on('data', heard)
      app.once('exit', (code, signal) => reject(new Error(`it ended with ${code ?? signal}: ${this.told}`)))
    })
    this.url = await within(STARTED_WITHIN_MS, url, () => `it did not start: ${this.told}`)
  }

  /** kill -9. The app, once dead, stays so until `startApp`. */
  async kill(victim: Victim): Promise<void> {
    const pid =
      victim === 'app' ? this.app?.pid : victim === 'postmaster' ? await this.postmaster() : await this.backend()
    if (!pid) throw new Error(`there is no ${victim} to kill`)
    process.kill(pid, 'SIGKILL')
    while (isAlive(pid)) await sleep(1)
  }

  /** Keeps the postmaster from starting, as a full disk or a broken setting does, while `work` runs. */
  async whileUnableToStart(work: () => Promise<void>): Promise<void> {
    const settings = path.join((await this.cluster()).data, 'postgresql.auto.conf')
    const before = fs.readFileSync(settings)
    fs.appendFileSync(settings, 'this is no setting\n')
    await work().finally(() => fs.writeFileSync(settings, before))
  }

  /** A connection of the owner's, as soon as the database takes one. */
  async asOwner<Result>(work: (owner: Client) => Promise<Result>): Promise<Result> {
    const owner = await this.connected()
    try {
      return await work(owner)
    } finally {
      await owner.end().catch(() => {})
    }
  }

  async address(role: 'owner' | 'app'): Promise<string> {
    const cluster = await this.cluster()
    return addressOf(cluster, readPostmasterPid(cluster.data)?.port ?? 0, 'gainsay', role)
  }

  /** Ends all of it, and leaves nothing behind. */
  async end(): Promise<void> {
    const app = this.app
    if (app && app.exitCode === null && app.signalCode === null) {
      const ended = new Promise((resolve) => app.once('exit', resolve))
      app.kill('SIGTERM')
      await within(30_000, ended, () => 'it does not end').catch(() => app.kill('SIGKILL'))
    }
    const postmaster = await this.postmaster().catch(() => null)
    if (postmaster) process.kill(postmaster, 'SIGQUIT')
    while (postmaster && isAlive(postmaster)) await sleep(10)
    fs.rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 })
  }

  private get dataDir() {
    return path.join(this.folder, 'data')
  }

  private cluster() {
    return openCluster(path.join(this.dataDir, 'postgres'), false, () => {})
  }

  /** Its process id; null where none runs. */
  private async postmaster(): Promise<number | null> {
    const pid = readPostmasterPid((await this.cluster()).data)?.pid
    return pid && isAlive(pid) ? pid : null
  }

  /** One that does something for the app just now, if any does. */
  private async backend(): Promise<number | null> {
    const parent = await this.postmaster()
    const list = execFileSync('ps', ['-ww', '-o', 'pid=,args=', '--ppid', String(parent)], { encoding: 'utf8' })
    const all = [...list.matchAll(/^ *(\d+) postgres: gainsay_app .*$/gm)]
    const [busy = all[0]] = all.filter(([line]) => !line.endsWith(' idle'))
    return busy?.[1] === undefined ? null : Number(busy[1])
  }

  private async connected(): Promise<Client> {
    for (const end = Date.now() + STARTED_WITHIN_MS; ; await sleep(20)) {
      const owner = new Client({ connectionString: await this.address('owner') })
      owner.on('error', () => {})
      try {
        await owner.connect()
        return owner
      } catch (error) {
        if (Date.now() > end) throw error
      }
    }
  }
}

async function within<Result>(ms: number, work: Promise<Result>, otherwise: () => string): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(otherwise())), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
