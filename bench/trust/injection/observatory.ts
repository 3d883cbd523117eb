import { execFile, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import express from 'express'
import { newWorld } from '../../../test/support/world'
import { isInstalled } from './scanners'

/** The grade and score that MDN's HTTP Observatory gives, and what it found wanting. */
export interface Grade {
  grade: string
  score: number
  failed: string[]
}

/**
 * Where the Observatory is: a folder, named by `GAINSAY_OBSERVATORY`, in which npm has put it (docs/contributing.md tells
 * how). Null without it, or without openssl to make a certificate by.
 */
export function observatory(): string | null {
  const folder = process.env.GAINSAY_OBSERVATORY
  const scan = folder && path.join(folder, 'node_modules/@mdn/mdn-http-observatory/src/scan.js')
  return scan && fs.existsSync(scan) && isInstalled('openssl') ? scan : null
}

/** Grades the product behind TLS on this machine, and a page without any header as the control. */
export async function grades(scan: string): Promise<{ ours: Grade; bare: Grade }> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-tls-'))
  const [key, cert] = [path.join(dir, 'key.pem'), path.join(dir, 'cert.pem')]
  // One certificate for this machine and for a day, which the scan is told to believe.
  spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=localhost'],
    ...['-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', cert],
  ])
  const world = await newWorld({ baseUrl: 'https://localhost' })
  try {
    const bare = express().get('/', (_req, res) => void res.type('html').send('<!doctype html><title>Bare</title>'))
    return { ours: await graded(scan, world.app, key, cert), bare: await graded(scan, bare, key, cert) }
  } finally {
    await world.close()
    fs.rmSync(dir, { recursive: true })
  }
}

async function graded(scan: string, app: express.Express, key: string, cert: string): Promise<Grade> {
  const server = createServer({ key: fs.readFileSync(key), cert: fs.readFileSync(cert) }, app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `localhost:${(server.address() as AddressInfo).port}`
  try {
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: cert }
    const { stdout } = await promisify(execFile)(process.execPath, [scan, host], { env, timeout: 60_000 })
    const told: { scan: { grade: string; score: number }; tests: Record<string, { pass: boolean; result: string }> } =
      JSON.parse(stdout)
    const failed = Object.entries(told.tests).flatMap(([name, { pass, result }]) =>
      pass ? [] : [`${name}: ${result}`],
    )
    return { grade: told.scan.grade, score: told.scan.score, failed }
  } finally {
    server.closeAllConnections()
    server.close()
  }
}
