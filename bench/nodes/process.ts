import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { newSigningKey } from '../../src/proof/signed-note'
import { rootFolder } from '../../src/root-folder'

/** A start takes a second or two, and longer where others want the processor too. */
const STARTED_WITHIN_MS = 120_000

/** What all processes of one desk have in common. */
export const sharedSettings = (baseUrl: string, ownerUrl: string, appUrl: string, readUrls: string[]) => ({
  DATABASE_URL: appUrl,
  DATABASE_OWNER_URL: ownerUrl,
  DATABASE_READ_URLS: readUrls.join(' '),
  BASE_URL: baseUrl,
  TRUST_PROXY: '1',
  SESSION_SECRET: 'a secret of a bench, which is long enough',
  SIGNING_KEY: newSigningKey('bench.example'),
  API_PER_MINUTE: '0',
  LOG_LEVEL: 'warn',
})

/** A serving Gainsay, always on one port: killed, and started again. */
export class ServingProcess {
  private app: ChildProcess | null = null
  private told = ''

  constructor(
    readonly port: number,
    private readonly folder: string,
    private settings: Record<string, string>,
  ) {}

  /** Starts it, where given with other settings than before, and waits until it takes requests. */
  async start(settings = this.settings): Promise<void> {
    this.settings = settings
    const dataDir = path.join(this.folder, `data-${this.port}`)
    fs.mkdirSync(dataDir, { recursive: true })
    const app = spawn(process.execPath, [path.join(rootFolder(), 'dist', 'src', 'main.js')], {
      cwd: this.folder, // where no .env is
      env: { PATH: process.env.PATH, ...settings, DATA_DIR: dataDir, PORT: String(this.port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.app = app
    for (const stream of [app.stdout, app.stderr])
      stream.on('data', (chunk) => {
        this.told = (this.told + chunk).slice(-20_000)
      })
    const isUp = () =>
      fetch(`http://127.0.0.1:${this.port}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      )
    for (const end = Date.now() + STARTED_WITHIN_MS; !(await isUp()); await sleep(50)) {
      if (app.exitCode !== null || Date.now() > end) throw new Error(`it did not start: ${this.told}`)
    }
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const { app } = this
    if (!app || app.exitCode !== null || app.signalCode !== null) return
    const ended = new Promise((resolve) => app.once('exit', resolve))
    app.kill(signal)
    await ended
  }
}
