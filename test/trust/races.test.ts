import 'reflect-metadata'
import { controlOf, figuresOf, racesOn } from '../../bench/trust/races'
import { newDatabase, type TestDatabase } from '../support/database'

const SEED = 20_260_110
const databases: TestDatabase[] = []

async function appUrl() {
  const database = await newDatabase()
  databases.push(database)
  return database.appUrl
}

afterAll(async () => {
  for (const database of databases) await database.drop()
})

test('of several who change the same at once one wins, the others are told; nobody waits for each other for ever', async () => {
  const figures = figuresOf(await racesOn(await appUrl(), { rounds: () => 1, seed: SEED }))
  expect(figures.filter(({ isReached }) => !isReached)).toEqual([])
})

test('changes written by `save()` are seen to be lost', async () => {
  expect(await controlOf(await appUrl(), 'save()', 1, SEED)).toMatchObject({ isReached: true })
})
