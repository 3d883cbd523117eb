import { utcColumnSql, utcSql } from '../../src/database/utc-sql'
import { newWorld, type World } from '../support/world'

let world: World

beforeAll(async () => {
  world = await newWorld()
})

afterAll(() => world.close())

const written = (time: string | null) =>
  world.db.transaction(async (db) => {
    await db.query(`SET LOCAL datestyle TO 'SQL, DMY'; SET LOCAL timezone TO 'Asia/Kathmandu'`)
    const [row] = await db.query(
      `SELECT ${utcSql('time')} AS plain, ${utcColumnSql('time')} AS quick FROM (SELECT $1::timestamptz AS time) told`,
      [time],
    )
    return row
  })

test.each([
  ['2026-01-31T23:59:59.123456Z', '2026-01-31T23:59:59.123456Z'],
  ['2026-01-31T23:59:59.5Z', '2026-01-31T23:59:59.500000Z'],
  ['2026-01-31T23:59:59.000001Z', '2026-01-31T23:59:59.000001Z'],
  ['2026-01-31T23:59:59Z', '2026-01-31T23:59:59.000000Z'],
  ['2026-06-30T00:30:00.25+02:00', '2026-06-29T22:30:00.250000Z'],
  ['0001-01-01T00:00:00.1Z', '0001-01-01T00:00:00.100000Z'],
  ['9999-12-31T23:59:59.999999Z', '9999-12-31T23:59:59.999999Z'],
  [null, null],
])('%s is written as %s in both ways, whatever the server’s own settings', async (time, text) => {
  expect(await written(time)).toEqual({ plain: text, quick: text })
})
