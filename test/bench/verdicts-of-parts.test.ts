import 'reflect-metadata'
import { fork } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import express from 'express'
import { writeAtOnce } from '../../bench/chains/at-once'
import { Report } from '../../bench/frame/report'
import type { Result } from '../../bench/frame/result'
import { freePort } from '../../bench/free-port'
import { judgeOwn, twoOfEach } from '../../bench/migrations'
import type { Meanwhile } from '../../bench/migrations/meanwhile'
import { listening } from '../../bench/search/listening'
import { reportBlocked, reportSoaked, spellsOf } from '../../bench/soak'
import { nothingMet, read } from '../../bench/soak/readers'
import type { Soaked } from '../../bench/soak/soak'
import { Turns } from '../../bench/soak/turns'
import { told } from '../../bench/told'
import { type Desk, deskOn } from '../../bench/writing/desk'
import { serve } from '../../bench/writing/served'
import { newDatabase } from '../support/database'

async function withSmallDesk(work: (desk: Desk) => Promise<void>) {
  const database = await newDatabase()
  try {
    await deskOn(database, 400, 1, work)
  } finally {
    await database.drop()
  }
}

/** A server that answers everything so, while something is asked of it. */
const answering = (status: number, work: (url: string) => Promise<void>): Promise<void> =>
  listening(
    express().use((req, res) => {
      req.resume()
      res.status(status).end()
    }),
    work,
  )

function noted() {
  const lines: Result[] = []
  return { report: new Report('test', (line) => lines.push(line)), lines }
}

const desk = { claims: 400 } as Desk

describe('turns of an event loop', () => {
  const of = (...turns: [count: number, ms: number][]) => {
    const all = new Turns()
    for (const [count, ms] of turns) for (let time = 0; time < count; time += 1) all.add(ms)
    return all
  }

  test.each<[string, Turns, number, number]>([
    ['none', of(), 0, 0],
    ['a thousand of a millisecond', of([1_000, 1]), 1, 1],
    // By their number the longest are one of six hundred, and the 99th percentile is a millisecond.
    ['a stand of 400 ms each second', of([600, 1], [1, 400]), 400, 400],
    ['a stand of 300 ms each minute', of([59_700, 1], [1, 300]), 1, 300],
    ['one longer than is told apart', of([1, 90_000]), 60_000, 90_000],
  ])('%s', (_what, turns, at, longest) => {
    expect([turns.at(0.99), turns.longest]).toEqual([at, longest])
  })

  test('are forgotten', () => {
    const turns = of([3, 400])
    turns.clear()
    turns.add(2)
    expect([turns.at(0.99), turns.longest]).toEqual([2, 2])
  })
})

test('a server that stands still is found by its turns', () =>
  withSmallDesk(async ({ appUrl, claims }) => {
    const served = await serve('blocking', appUrl)
    try {
      await served.watch()
      let condition = await served.condition()
      for (; condition.longest < 300; condition = await served.condition()) await pause(100)
      const { report, lines } = noted()
      expect(reportBlocked(report, { claims } as Desk, condition as unknown as Soaked)).toBe(true)
      expect(reportBlocked(report, { claims } as Desk, { delay: 50, longest: 400 } as Soaked)).toBe(false)
      expect(lines[1]?.figure).toBe('turns of 50 ms, the longest 400 ms')
    } finally {
      served.stop()
    }
  }))

test('of what was not answered the first is told in words, and all of it is counted', async () => {
  const met = nothingMet()
  await answering(500, async (url) => {
    for (let time = 0; time < 30; time += 1) await read(url, '/', undefined, met)
  })
  expect([met.asked, met.failed, met.errors.length]).toEqual([30, 30, 20])

  const { report, lines } = noted()
  const soaked = {
    slopes: { rss: 0, heap: 0 },
    delay: 1,
    longest: 1,
    last: { rss: 0, heap: 0 },
    due: 9,
    reads: 9,
    writes: 1,
    exports: 1,
  }
  reportSoaked(report, desk, { ...soaked, most: 1, looks: 1, errors: met.errors, failed: 1_030 } as unknown as Soaked)
  expect(lines.at(-1)).toMatchObject({ what: 'errors', figure: '1,030; /: 500; /: 500; /: 500', reached: false })
})

test('hours are what a soak lasts, short or not', () => {
  expect(spellsOf({ short: false, hours: 2 })).toMatchObject({ warming: 300, soaking: 6_900 })
  expect(spellsOf({ short: true, hours: 2 })).toMatchObject({ warming: 30, soaking: 7_170 })
  expect(spellsOf({ short: true })).toMatchObject({ soaking: 90 })
})

test('the product’s own migrations have let readers read only where some ran', () => {
  const found: Meanwhile = {
    took: 1,
    readers: { ...nothingMet(), asked: 9 },
    editors: { written: 0, errors: [], longest: 0 },
  }
  const { report, lines } = noted()
  expect(judgeOwn(report, desk, 'own', found, ['one'])).toBe(true)
  expect(judgeOwn(report, desk, 'own', found, [])).toBe(false)
  expect(judgeOwn(report, desk, 'own', { ...found, readers: { ...found.readers, failed: 1 } }, ['one'])).toBe(false)
  expect(lines[1]?.figure).toMatch(/^0 ran; /)
})

test('how far back is gone is told by two pages of each kind', () => {
  const addresses = [
    '/',
    '/claims/5',
    '/chains/3',
    '/claims/9',
    '/claims/2',
    '/chains',
    '/search',
    '/chains/4',
    '/chains/1',
  ]
  expect(twoOfEach(addresses)).toEqual(['/', '/claims/5', '/claims/9', '/chains/3', '/chains/4', '/chains', '/search'])
})

describe('writes at once', () => {
  test('stop where none is ever acknowledged, refused or not answered at all; failures are counted, some in words', () =>
    withSmallDesk(async (desk) => {
      const racing = { writes: 5, name: 'in-vain', mayFail: true }
      await answering(409, async (url) => {
        const { done, refused, failures, failed } = await writeAtOnce(desk, [url], racing)
        expect([done, failures, failed]).toEqual([0, 0, []])
        expect(refused).toBeGreaterThan(0)
      })
      const nobody = `http://127.0.0.1:${await freePort()}`
      const { done, failures, failed } = await writeAtOnce(desk, [nobody], racing)
      expect([done, failed.length]).toEqual([0, 20])
      expect(failures).toBeGreaterThan(20)
    }))
})

test('who waits for a child to say something is told that it has ended', async () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-child-'))
  const script = path.join(dir, 'child.js')
  try {
    fs.writeFileSync(script, `process.send('up'); process.once('message', () => process.exit(3))`)
    const child = fork(script)
    expect(await told(child)).toBe('up')
    child.send('go')
    await expect(told(child)).rejects.toThrow('A serving process ended with 3')
    // Long gone.
    await expect(told(child)).rejects.toThrow('A serving process ended with 3')
  } finally {
    fs.rmSync(dir, { recursive: true })
  }
})
