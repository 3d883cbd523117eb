import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { findPackage } from '../../src/database/embedded/binaries'
import { rootFolder } from '../../src/root-folder'
import type { Benchmarks, Circumstances } from './benchmarks'
import { benchmarksPage } from './page'

const PLACES = { kept: 'docs/benchmarks.json', page: 'docs/benchmarks.md' } as const

const fileOf = (of: keyof typeof PLACES) => path.join(rootFolder(), PLACES[of])

export const keptBenchmarks = (): Benchmarks => JSON.parse(fs.readFileSync(fileOf('kept'), 'utf8')) as Benchmarks

/** Keeps them, and makes the page of them. */
export function keepBenchmarks(benchmarks: Benchmarks) {
  fs.writeFileSync(fileOf('kept'), `${JSON.stringify(benchmarks, null, 2)}\n`)
  fs.writeFileSync(fileOf('page'), benchmarksPage(benchmarks))
}

/** Under what this runs, now. */
export function circumstances(args: readonly string[], now = new Date()): Circumstances {
  return {
    date: now.toISOString().slice(0, 10),
    command: `npm run bench -- ${args.join(' ')}`,
    gainsay: gainsayVersion(),
    node: process.versions.node,
    postgresql: postgresqlVersion(),
    processor: os.cpus()[0]?.model.trim() || process.arch,
    cores: os.availableParallelism(),
  }
}

/** `0.1.0 (ea91fee)`, and whether the sources were those of that commit; the version alone outside of a checkout. */
function gainsayVersion(): string {
  const { version } = JSON.parse(fs.readFileSync(path.join(rootFolder(), 'package.json'), 'utf8')) as {
    version: string
  }
  try {
    const commit = git('rev-parse', '--short', 'HEAD')
    const others = Object.values(PLACES).map((place) => `:!${place}`)
    return `${version} (${commit}${git('status', '--porcelain', '--', '.', ...others) === '' ? '' : ', changed'})`
  } catch {
    return version
  }
}

const git = (...args: string[]) =>
  execFileSync('git', args, { cwd: rootFolder(), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()

/** Of the server that Gainsay brings, on which a part runs that does not say otherwise. */
function postgresqlVersion(): string {
  const { version } = JSON.parse(fs.readFileSync(path.join(findPackage(), 'package.json'), 'utf8')) as {
    version: string
  }
  return /^\d+\.\d+/.exec(version)?.[0] ?? version
}
