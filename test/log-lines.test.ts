import { execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { linesInto } from '../src/log-lines'

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-log-'))
afterAll(() => fs.rmSync(dir, { recursive: true }))

const until = async (isSo: () => boolean) => {
  for (let tried = 0; !isSo() && tried < 500; tried += 1) await new Promise((passed) => setTimeout(passed, 10))
}

test('lines are written whole, in order', async () => {
  const file = path.join(dir, 'log')
  const fd = fs.openSync(file, 'w')
  const log = linesInto(fd)
  const lines = Array.from({ length: 2_000 }, (_, number) => `line ${number} “ü”\n`)
  for (const line of lines) log.write(line)
  await until(() => fs.statSync(file).size >= Buffer.byteLength(lines.join('')))
  expect(fs.readFileSync(file, 'utf8')).toBe(lines.join(''))
  fs.closeSync(fd)
})

test('a reader that is slow, or gone, costs lines and nothing else', async () => {
  // Counts what it reads, once it begins to.
  const reader = spawn('sh', ['-c', 'sleep 0.3; head -c 150000 | wc -c'], { stdio: ['pipe', 'pipe', 'ignore'] })
  const counted = new Promise<string>((ended) => reader.stdout.once('data', (count) => ended(String(count).trim())))
  const log = linesInto((reader.stdin as unknown as { _handle: { fd: number } })._handle.fd, 200_000)
  for (let number = 0; number < 5_000; number += 1) log.write(`${'x'.repeat(99)}\n`)
  expect(await counted).toBe('150000')
  // 50,000 more have no reader any more; what comes then is written to nobody, and the other 300,000 never waited.
  log.write('to nobody\n')
  await new Promise((passed) => setTimeout(passed, 150))
})

/** Only Linux has /dev/full, a disk that is always full; and only there does Node say that pipes are written at once. */
const onLinux = process.platform === 'linux' ? test : test.skip

onLinux('a full disk ends no process, and keeps none from ending', () => {
  const script = `
    const { logFor } = require('./dist/src/context')
    const log = logFor('info')
    for (let number = 0; number < 100; number += 1) log.info('to nowhere')
    setTimeout(() => { log.fatal('the last'); process.stderr.write('still here'); process.exit(3) }, 100)`
  const full = fs.openSync('/dev/full', 'w')
  const run = () => execFileSync(process.execPath, ['-e', script], { stdio: ['ignore', full, 'pipe'], timeout: 10_000 })
  expect(run).toThrow(expect.objectContaining({ status: 3, stderr: Buffer.from('still here') }))
  fs.closeSync(full)
})

onLinux('what was logged last before the end is written', () => {
  const script = `
    require('./dist/src/context').logFor('info').fatal('the last')
    process.exit(0)`
  expect(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' })).toContain('the last')
})
