import { execFile } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { type Databases, EMPTY } from '../authorisation/server'
import { serveDatabase } from '../authorisation/site'
import { makeWorld } from '../authorisation/world'
import { HARNESS_KEY } from '../signing-keys'
import { type Copy, copyCheckout } from './copy'
import type { Guard } from './find-guards'
import { type Found, isFailure, type WrittenWorld } from './sweep-world'
import { testsOf } from './tests-of'

/** What noticed that a guard was gone; `nothing` is a hole in the tests. */
export interface Verdict {
  guard: Guard
  by: 'the sweep' | 'its own tests' | 'nothing'
  /** The first that was found wrong. */
  words: string
  /** Whether all that was found is that something failed: then the guard may not have been taken out, but broken. */
  isBroken: boolean
}

interface Hunt {
  root: string
  databases: Databases
  /** Whether the tests of a file run where the sweep finds nothing. */
  withTests: boolean
  copies?: number
  report?: (verdict: Verdict) => void
}

/**
 * Takes out one guard after the other, in copies of a checkout, and looks whether the sweep turns red, or else the tests
 * that tell of the guard's file. Made once: a database with a row in every state, of which each gets a copy.
 */
export async function hunt(guards: readonly Guard[], { root, databases, withTests, copies = 2, report }: Hunt) {
  const world = await writtenWorld(databases)
  const made = Array.from({ length: Math.min(copies, guards.length) }, () => copyCheckout(root))
  const [copy] = made
  const already = copy && (await sweep(copy, world, databases))
  if (already) throw new Error(`The sweep is red with all guards there: ${already.words}`)
  const verdicts: Verdict[] = []
  let next = 0
  const work = async (copy: Copy) => {
    for (let place = next++; place < guards.length; place = next++) {
      const guard = guards[place] as Guard
      const verdict = await judge(guard, copy, world, databases, withTests)
      verdicts.push(verdict)
      report?.(verdict)
    }
  }
  try {
    await Promise.all(made.map(work))
    return verdicts
  } finally {
    for (const copy of made) copy.remove()
    fs.rmSync(world.file, { force: true })
  }
}

interface Template {
  name: string
  file: string
}

/** The world as the product makes it with all its guards, in a database that nobody is connected to. */
async function writtenWorld(databases: Databases): Promise<Template> {
  const { name, appUrl, ownerUrl } = await databases.copyOf(EMPTY)
  const site = await serveDatabase(appUrl)
  const { site: _gone, hidden, ...rest } = await makeWorld({ ...site, ownerUrl })
  await site.close()
  const written: WrittenWorld = { ...rest, hidden: hidden.all, signedBy: HARNESS_KEY }
  const file = path.join(fs.mkdtempSync(path.join(process.env.TMPDIR ?? '/tmp', 'gainsay-world-')), 'world.json')
  fs.writeFileSync(file, JSON.stringify(written))
  return { name, file }
}

async function judge(guard: Guard, copy: Copy, world: Template, databases: Databases, withTests: boolean) {
  const putBack = copy.without(guard)
  try {
    const swept = await sweep(copy, world, databases)
    if (swept) return { guard, by: 'the sweep', ...swept } as const
    const told = withTests ? await runTests(copy, testsOf(guard)) : null
    if (told) return { guard, by: 'its own tests', words: told, isBroken: false } as const
    return { guard, by: 'nothing', words: '', isBroken: false } as const
  } finally {
    putBack()
  }
}

async function sweep(copy: Copy, world: Template, databases: Databases) {
  const database = await databases.copyOf(world.name)
  try {
    return await sweepOf(copy, database.appUrl, world.file)
  } finally {
    await databases.drop(database.name)
  }
}

/**
 * What a copy's sweep finds first, null when nothing.
 *
 * @param file of the world that the database holds
 * @param part to look in alone
 */
export async function sweepOf(copy: Copy, appUrl: string, file: string, part?: string) {
  const at = (name: string) => path.join(copy.folder, 'bench/trust/guards', name)
  const args = ['-r', at('ts-hook.cjs'), at('sweep-world.ts'), appUrl, file, ...(part === undefined ? [] : [part])]
  const { code, out, errors } = await run(copy, args)
  if (code !== 0) return { words: `the sweep did not end: ${errors.slice(0, 300)}`, isBroken: true }
  const found = JSON.parse(out) as Found | null
  return found && { words: `${found.part}: ${found.slips[0]}`, isBroken: found.slips.every(isFailure) }
}

/** The first test that fails, in its words; null when all pass. */
async function runTests(copy: Copy, tests: string[]): Promise<string | null> {
  const jest = path.join(copy.folder, 'node_modules/jest/bin/jest.js')
  const { code, errors } = await run(copy, [jest, '--bail', '--maxWorkers=1', '--silent', ...tests])
  if (code === 0) return null
  return /●.*/.exec(errors)?.[0] ?? errors.slice(0, 300)
}

/** As long as the slowest honest run of tests takes, several times (ms). */
const PATIENCE = 600_000

function run({ folder }: Copy, args: string[]): Promise<{ code: number; out: string; errors: string }> {
  return new Promise((resolve) => {
    const options = { cwd: folder, timeout: PATIENCE, maxBuffer: 64 * 1024 * 1024, env: { ...process.env, CI: '1' } }
    execFile(process.execPath, args, options, (error, out, errors) =>
      resolve({ code: error ? 1 : 0, out, errors: errors || String(error?.message ?? '') }),
    )
  })
}
