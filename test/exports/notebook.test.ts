import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { DuckDBInstance } from '@duckdb/node-api'
import { exportCommand } from '../../src/cli/export'
import { codebook } from '../../src/exports/codebook'
import { run } from '../support/command-line'
import { changesBySql, newWorld, type World } from '../support/world'
import { quarrel } from './packaged-quarrel'

const ROOT = path.join(__dirname, '../..')
const NOTEBOOK = fs.readFileSync(path.join(ROOT, 'docs/notebook.md'), 'utf8')

/** What the notebook has in this language, piece by piece. */
const piecesIn = (language: string): string[] =>
  Array.from(NOTEBOOK.matchAll(/^```(\w+)\n(.*?)^```$/gms), ([, of, piece]) =>
    of === language ? (piece ?? '') : '',
  ).filter((piece) => piece !== '')

let world: World
let server: Server
let desk: string
let folder: string
let made: Awaited<ReturnType<typeof quarrel>>

beforeAll(async () => {
  world = await newWorld()
  changesBySql(world)
  made = await quarrel(world.db)
  server = world.app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  desk = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-notebook-'))
  for (const [, name] of NOTEBOOK.matchAll(/\/exports\/([a-z.]+)"/g)) {
    const answer = await fetch(`${desk}/exports/${name}`)
    expect([name, answer.status]).toEqual([name, 200])
    fs.writeFileSync(path.join(folder, name ?? ''), Buffer.from(await answer.arrayBuffer()))
  }
})
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
  fs.rmSync(folder, { recursive: true })
  await world.close()
})

test('DuckDB reads CSV and Parquet as the notebook has it: who is against whom, what was said, both quotations', async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run(`SET file_search_path = '${folder}'`)
  const results = []
  for (const sql of piecesIn('sql')) results.push((await connection.runAndReadAll(sql)).getRowObjectsJson())
  connection.closeSync()
  const [against, bySpeaker, quotes] = results
  expect(against).toEqual([{ from_speakers: 'Bea', relation: 'denies', to_speakers: 'Ann; The House', links: '1' }])
  expect(bySpeaker?.map((row) => row.speakers)).toEqual(expect.arrayContaining(['Bea', 'Cem']))
  expect(quotes).toEqual([
    {
      link_id: String(made.denial),
      relation: 'denies',
      answer: '"not so"',
      answered: expect.stringContaining('=2+2 is “five” 🚢'),
    },
  ])
})

test('the pieces of JavaScript run in Node.js against a desk, and count what is there', async () => {
  const told = []
  for (const piece of piecesIn('js')) {
    const code = `const DESK = ${JSON.stringify(desk)}\n${piece}`
    // In the checkout, where `n3` is found.
    told.push((await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], { cwd: ROOT })).stdout)
  }
  expect(told).toEqual([
    expect.stringMatching(/^3 claims; the first is number \d+\n$/),
    expect.stringMatching(/^1 denials among \d+ rows\n$/),
    `http://127.0.0.1/claims/${made.second.claimId} disputes http://127.0.0.1/claims/${made.first.claimId}\n`,
  ])
})

const hasPandas = spawnSync('python3', ['-c', 'import pandas']).status === 0
;(hasPandas ? test : test.skip)('the Python runs in pandas, and prints the table of all contradictions', () => {
  for (const piece of piecesIn('python')) {
    const out = execFileSync('python3', ['-c', piece], { cwd: folder, encoding: 'utf8' })
    expect(out).toContain('denies')
  }
})

test('docs/codebook.md is what the command prints: every column of every file', async () => {
  const { out, code } = await run(exportCommand(), '--codebook')
  expect([code, out]).toEqual([0, codebook()])
  expect(fs.readFileSync(path.join(ROOT, 'docs/codebook.md'), 'utf8')).toBe(codebook())
})
