import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { rootFolder } from '../../src/root-folder'

/** Debian has it where only root looks. */
const PROGRAMS = ['/usr/sbin/nginx', 'nginx']

/** After so long what has not answered yet will not (ms): nginx is there in less than one. */
const MOST_START_MS = 30_000

/** The proxy's program; null where it is not installed. */
export function findNginx(): string | null {
  for (const program of PROGRAMS) {
    try {
      execFileSync(program, ['-v'], { stdio: 'ignore' })
      return program
    } catch {
      // not there
    }
  }
  return null
}

/** nginx on loopback, in front of two processes. */
export interface FrontDoor {
  url: string
  end(): Promise<void>
}

/** @param ports of the two processes */
export async function startProxy(
  program: string,
  folder: string,
  port: number,
  ports: [number, number],
): Promise<FrontDoor> {
  const config = path.join(folder, 'nginx.conf')
  fs.writeFileSync(config, wholeConfig(folder, asInDocs(port, ports)))
  const nginx: ChildProcess = spawn(program, ['-c', config, '-p', folder], { stdio: ['ignore', 'ignore', 'pipe'] })
  let told = ''
  nginx.stderr?.on('data', (chunk) => {
    told += chunk
  })
  const url = `http://127.0.0.1:${port}`
  const isUp = () =>
    fetch(`${url}/healthz`, { signal: AbortSignal.timeout(MOST_START_MS) }).then(
      ({ ok }) => ok,
      () => false,
    )
  const began = performance.now()
  while (!(await isUp())) {
    if (nginx.exitCode !== null) throw new Error(`nginx ended: ${told}`)
    if (performance.now() - began > MOST_START_MS) {
      nginx.kill('SIGKILL')
      throw new Error(`nothing is answered through nginx: ${told}`)
    }
    await sleep(50)
  }
  return {
    url,
    async end() {
      const ended = new Promise((resolve) => nginx.once('exit', resolve))
      nginx.kill('SIGTERM')
      await ended
    },
  }
}

/** The file of docs/operations, with these ports, and without what a certificate is needed for. */
export function asInDocs(port: number, [one, two]: [number, number]): string {
  const text = fs.readFileSync(path.join(rootFolder(), 'docs/operations/nginx.conf'), 'utf8')
  const changes: [from: RegExp, to: string][] = [
    [/listen 443 ssl;/, `listen 127.0.0.1:${port};`],
    [/^ *ssl_certificate.*\n/gm, ''],
    [/127\.0\.0\.1:3000\b/, `127.0.0.1:${one}`],
    [/127\.0\.0\.1:3001\b/, `127.0.0.1:${two}`],
  ]
  return changes.reduce((changed, [from, to]) => {
    if (changed.search(from) === -1) throw new Error(`docs/operations/nginx.conf has no ${from} any more`)
    return changed.replace(from, to)
  }, text)
}

/** What Debian's nginx.conf has around it. */
export const wholeConfig = (folder: string, site: string) => `
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 1024; }
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((what) => `${what}_temp_path ${folder}/${what};`).join('\n  ')}
  ${site}
}
`
