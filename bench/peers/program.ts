import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Asked, answered } from './asked'

/** What a program has to answer by, on a machine that does much else; past it, something is wrong. */
const STARTED_WITHIN_MS = 180_000
const LOOK_EVERY_MS = 5

/** How a program is started. */
export interface Start {
  node: string
  args: readonly string[]
  environment: Record<string, string>
  port: number
  /** The first page that it has to answer. */
  first: Asked
}

/** A program in a process of its own. */
export class Program {
  readonly url: string

  private constructor(
    private readonly child: ChildProcess,
    readonly startedInMs: number,
    port: number,
    private readonly folder: string,
  ) {
    this.url = `http://127.0.0.1:${port}`
  }

  /** Starts it, and waits until it answers its first page. */
  static async start({ node, args, environment, port, first }: Start): Promise<Program> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-peer-'))
    const began = performance.now()
    const child = spawn(node, args, {
      cwd: folder, // where no settings are but its own
      env: { PATH: process.env.PATH, NODE_ENV: 'production', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let told = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        told = (told + chunk).slice(-4_000)
      })
    const url = `http://127.0.0.1:${port}`
    for (;;) {
      if (await isAnswered(url, first)) break
      const isOver = child.exitCode !== null || performance.now() - began > STARTED_WITHIN_MS
      if (isOver) child.kill('SIGKILL')
      if (isOver) throw new Error(`${path.basename(args[0] ?? node)} did not start: ${told}`)
      await sleep(LOOK_EVERY_MS)
    }
    return new Program(child, performance.now() - began, port, folder)
  }

  /** Its CPU time so far, user and system, in microseconds. */
  async cpu(): Promise<number> {
    const fields = fs.readFileSync(`/proc/${this.child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    // The kernel counts in hundredths of a second, on every Linux that there is.
    return (Number(fields[11]) + Number(fields[12])) * 10_000
  }

  /** What it holds in memory now (bytes). */
  memory(): number {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(this.child.pid)], { encoding: 'utf8' })) * 1024
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = new Promise((resolve) => this.child.once('exit', resolve))
      this.child.kill('SIGKILL')
      await ended
    }
    fs.rmSync(this.folder, { recursive: true, force: true })
  }
}

const isAnswered = (url: string, first: Asked) =>
  answered(url, first).then(
    () => true,
    () => false,
  )

/** Runs a program to its end. */
export function run(node: string, args: readonly string[], environment: Record<string, string>): void {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-peer-'))
  try {
    execFileSync(node, args, {
      cwd: folder,
      env: { PATH: process.env.PATH, NODE_ENV: 'production', ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}
