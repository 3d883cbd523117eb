import 'reflect-metadata'
import { figuresOf, historiesOn } from '../../bench/trust/histories'
import { databasesOfFile } from '../support/databases-of-file'

const SEED = 20_260_111
const database = databasesOfFile()
const appUrl = async () => (await database()).appUrl

test('histories one act after another are the model’s, and of people at once there is an order that explains them', async () => {
  const ran = await historiesOn(await appUrl(), { sequential: 4, concurrent: 2, seed: SEED })
  // That there is some of every kind takes more histories than these.
  const figures = figuresOf(ran).filter(({ what }) => !what.startsWith('acts done'))
  expect(figures.filter(({ isReached }) => !isReached)).toEqual([])
  expect(ran.one.done).toBeGreaterThan(40)
  expect(ran.many.together).toBeGreaterThan(10)
})

test('a model that lacks a rule is noticed', async () => {
  const { one } = await historiesOn(
    await appUrl(),
    { sequential: 4, concurrent: 0, seed: SEED },
    { broken: 'a claim outlives its last report' },
  )
  expect(one.wrong).not.toEqual([])
})
