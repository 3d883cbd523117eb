import fc from 'fast-check'
import { isGone, maySucceedElsewhere } from '../../../src/database/replicas/asked-elsewhere'
import { Positions } from '../../../src/database/replicas/positions'
import { belongsTo } from '../../../src/database/replicas/spread'

describe('how late a replica is', () => {
  const positions = new Positions()
  for (const [at, position] of [
    [1_000, 100],
    [2_000, 100],
    [3_000, 150],
    [4_000, 220],
  ] as const)
    positions.note(at, position)

  test.each([
    ['has all', 220, 4_000, 0],
    ['is ahead of what was seen, half a second later', 240, 4_500, 500],
    ['has what the primary had a second ago', 150, 4_000, 1_000],
    ['lacks a byte of it', 149, 4_000, 2_000],
    ['has what was written last while nothing was for a second', 100, 4_000, 2_000],
    ['has less than was ever seen', 99, 4_000, Number.POSITIVE_INFINITY],
  ])('that %s', (_what, position, now, late) => {
    expect(positions.lateness(position, now)).toBe(late)
  })

  test('is reckoned up to the last answer of a primary that answers no more', () => {
    expect([220, 150].map((position) => positions.lateness(position))).toEqual([0, 1_000])
  })

  test('is not known before anything was seen, nor after another primary came that lacks what the last one had', () => {
    const fresh = new Positions()
    expect(fresh.lateness(5, 1_000)).toBe(Number.POSITIVE_INFINITY)
    fresh.note(1_000, 500)
    fresh.note(2_000, 400)
    expect([fresh.lateness(399, 2_000), fresh.lateness(400, 2_000)]).toEqual([Number.POSITIVE_INFINITY, 0])
  })

  test('is never told to be less than it is', () => {
    const written = fc.array(fc.tuple(fc.integer({ min: 1, max: 2_000 }), fc.integer({ min: 0, max: 90 })), {
      minLength: 1,
      maxLength: 60,
    })
    fc.assert(
      fc.property(written, fc.nat(), (steps, draw) => {
        const seen = new Positions()
        let [at, position] = [0, 0]
        const truth = steps.map(([after, bytes]) => {
          at += after
          position += bytes
          seen.note(at, position)
          return { at, position }
        })
        const replayed = draw % (position + 1)
        // The first moment at which the primary had something that the replica lacks.
        const lacks = truth.find((one) => one.position > replayed)
        const late = seen.lateness(replayed, at)
        expect(late).toBeGreaterThanOrEqual(lacks ? at - lacks.at : 0)
      }),
    )
  })
})

describe('what an address belongs to', () => {
  const servers = ['one', 'two', 'three'].map((name) => ({ name }))
  const addresses = Array.from({ length: 3_000 }, (_, number) => `/claims/${number}`)

  test('is shared out evenly', () => {
    for (const { name } of servers) {
      const own = addresses.filter((address) => belongsTo(address, servers)?.name === name)
      expect(own.length / addresses.length).toBeCloseTo(1 / 3, 1)
    }
  })

  test('does not depend on the order, and moves only where its own is left out', () => {
    const [first, ...others] = servers
    for (const address of addresses) {
      const owner = belongsTo(address, servers)
      expect(belongsTo(address, [...servers].reverse())).toBe(owner)
      if (owner !== first) expect(belongsTo(address, others)).toBe(owner)
    }
    expect(belongsTo('/', [])).toBeNull()
  })
})

describe('what a failure means', () => {
  const pg = (code: string, severity = 'ERROR') => Object.assign(new Error('refused'), { code, severity })
  test.each([
    ['a connection that broke', Object.assign(new Error('read'), { code: 'ECONNRESET' }), true, true],
    ['nobody there', Object.assign(new Error('connect'), { code: 'ECONNREFUSED', syscall: 'connect' }), true, true],
    ['an end that was ordered', pg('57P01', 'FATAL'), true, true],
    ['a start that is not over', pg('57P03', 'FATAL'), true, true],
    ['too many connections', pg('53300', 'FATAL'), true, true],
    ['no free connection in the pool', new Error('timeout exceeded when trying to connect'), true, false],
    ['a conflict with recovery', pg('40001'), true, false],
    ['a lock that recovery holds', pg('55P03'), true, false],
    ['a write', pg('25006'), true, false],
    ['a table that is not there yet', pg('42P01'), true, false],
    ['a statement that took too long', pg('57014'), false, false],
    ['a division by zero', pg('22012'), false, false],
    ['an error of another kind', new Error('Not found'), false, false],
  ])('%s', (_what, error, elsewhere, gone) => {
    expect([maySucceedElsewhere(error), isGone(error)]).toEqual([elsewhere, gone])
  })
})
