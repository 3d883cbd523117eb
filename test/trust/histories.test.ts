import 'reflect-metadata'
import { controlsOf, figuresOf, historiesOn } from '../../bench/trust/histories'
import { newDatabase, type TestDatabase } from '../support/database'

const SEED = 20_260_111
const databases: TestDatabase[] = []

async function appUrl() {
  const database = await newDatabase()
  databases.push(database)
  return database.appUrl
}

afterAll(async () => {
  for (const database of databases) await database.drop()
})

test('histories one act after another are the model’s, and of people at once there is an order that explains them', async () => {
  const ran = await historiesOn(await appUrl(), { sequential: 8, concurrent: 4, seed: SEED })
  // That there is some of every kind takes more histories than these.
  const figures = figuresOf(ran).filter(({ what }) => !what.startsWith('acts done'))
  expect(figures.filter(({ isReached }) => !isReached)).toEqual([])
  expect(ran.one.done).toBeGreaterThan(80)
  expect(ran.many.together).toBeGreaterThan(20)
})

test('a model that lacks a rule, and a product that writes by `save()`, are noticed', async () => {
  const figures = await controlsOf(appUrl, { count: 4, seed: SEED })
  expect(figures.filter(({ isReached }) => !isReached)).toEqual([])
})
