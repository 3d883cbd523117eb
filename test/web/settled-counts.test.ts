import { type CounterParts } from '../../src/web/counters'
import { SettledCounts } from '../../src/web/settled-counts'

/** A database that adds up what it is told, and answers when it is let. */
function slowDatabase() {
  const told: number[] = []
  let answer = () => {}
  let refuse = () => {}
  const query = (_sql: string, [, own]: [string, number]) => {
    told.push(own)
    return new Promise((resolve, reject) => {
      answer = () => resolve({ rows: [{ counted: told.reduce((sum, one) => sum + one), endsIn: 60_000 }] })
      refuse = () => reject(new Error('away'))
    })
  }
  const after = async (end: () => void) => {
    end()
    await new Promise((passed) => setImmediate(passed))
  }
  return {
    told,
    parts: { pool: { query } as unknown as CounterParts['pool'], secret: 'a secret of thirty-two characters' },
    answers: () => after(answer),
    isAway: () => after(() => refuse()),
  }
}

test('no request is told twice while a settling is under way', async () => {
  const { told, parts, answers } = slowDatabase()
  const counts = new SettledCounts(parts, 'api', { points: 10, duration: 60 })
  for (let request = 0; request < 5; request++) counts.take('somebody')
  expect(told).toEqual([1])
  await answers()
  expect(counts.take('somebody').consumed).toBe(6)
  expect(told).toEqual([1, 5])
  await answers()
  expect(counts.take('somebody').consumed).toBe(7)
})

test('what could not be told is told a tenth later', async () => {
  const { told, parts, answers, isAway } = slowDatabase()
  const counts = new SettledCounts(parts, 'api', { points: 20, duration: 60 })
  counts.take('somebody')
  counts.take('somebody')
  await isAway()
  counts.take('somebody')
  expect(told).toEqual([2])
  counts.take('somebody')
  expect(told).toEqual([2, 4])
  await answers()
})
