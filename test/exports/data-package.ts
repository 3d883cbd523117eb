import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { parse } from 'csv-parse/sync'
import { fromBufferPromise } from 'yauzl'
import request from '../support/request'
import type { World } from '../support/world'

export type Files = Map<string, Buffer>

/** `datapackage.zip` as a reader gets it. */
export async function download(world: World, query = ''): Promise<Buffer> {
  return (await request(world.app).get(`/exports/datapackage.zip${query}`).responseType('blob').expect(200)).body
}

/** What is in it, in its order. */
export async function unzipped(zip: Buffer): Promise<Files> {
  const files: Files = new Map()
  const opened = await fromBufferPromise(zip)
  for await (const entry of opened.eachEntry()) {
    files.set(entry.fileName, await buffer(await opened.openReadStreamPromise(entry)))
  }
  return files
}

export const filesOf = async (world: World, query = ''): Promise<Files> => unzipped(await download(world, query))

export interface Resource {
  name: string
  path: string
  bytes: number
  hash: string
  schema?: {
    fields: { name: string; type: string }[]
    primaryKey: string[]
    foreignKeys?: { fields: string[]; reference: { resource: string; fields: string[] } }[]
  }
}

export const descriptorOf = (files: Files): { resources: Resource[] } & Record<string, unknown> =>
  JSON.parse(String(files.get('datapackage.json')))

/** A table as csv-parse reads it. */
export const tableOf = (files: Files, name: string): Record<string, string>[] =>
  parse(files.get(`${name}.csv`) ?? '', { columns: true, record_delimiter: '\r\n', relax_column_count: false })

export const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex')

/** The files with one of them changed; `toldAgain` makes its bytes and hash in datapackage.json fit, as a forger would. */
export function changed(files: Files, name: string, change: (text: string) => string, toldAgain = false): Files {
  const before = String(files.get(name))
  const after = change(before)
  if (after === before) throw new Error(`${name} is as it was`)
  const forged = new Map(files).set(name, Buffer.from(after))
  if (!toldAgain) return forged
  const descriptor = descriptorOf(files)
  for (const resource of descriptor.resources) {
    if (resource.path !== name) continue
    resource.bytes = Buffer.byteLength(after)
    resource.hash = `sha256:${sha256(after)}`
  }
  return forged.set('datapackage.json', Buffer.from(JSON.stringify(descriptor)))
}

/** What verify.mjs of the package says of it, unpacked, in a process of its own. */
export function verified(files: Files): { status: number | null; said: string } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-package-'))
  try {
    for (const [name, bytes] of files) {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
      fs.writeFileSync(path.join(folder, name), bytes)
    }
    const { status, stdout, stderr } = spawnSync(process.execPath, ['verify.mjs'], { cwd: folder, encoding: 'utf8' })
    return { status, said: stdout + stderr }
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}
