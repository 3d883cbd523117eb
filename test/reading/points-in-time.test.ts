import { asOfFrom } from '../../src/reading/as-of'

const NOW = new Date('2026-03-01T12:00:00Z')
test.each([
  ['2026-02-28', '2026-02-28T23:59:59.999999Z'],
  ['2026-03-01', null],
  ['2026-03-01T11:59Z', '2026-03-01T11:59Z'],
  ['2026-03-01T11:59:01.123456Z', '2026-03-01T11:59:01.123456Z'],
  ['2026-03-02', null],
  ['2026-03-01T12:01Z', null],
  ['2026-02-30', null],
  ['0001-01-01', '0001-01-01T23:59:59.999999Z'],
  ['0000-12-31', null],
  ['0000-12-31T10:00Z', null],
  ['2026-13-01', null],
  ['2026-2-1', null],
  ['2026-02-01T10:00', null],
  ['2026-02-01 OR 1', null],
  ['', null],
])('%s as a point in time is %s', (given, at) => {
  expect(asOfFrom(given, NOW)?.at ?? null).toBe(at)
})

test('a moment settles once no write of before it can be under way', () => {
  expect(asOfFrom('2026-03-01T11:58Z', NOW)?.settles).toBe('12:03:00 UTC')
  expect(asOfFrom('2026-03-01T11:55Z', NOW)?.settles).toBeNull()
  expect(asOfFrom('2026-02-28', NOW)?.settles).toBeNull()
})
