import { newDatabase, type TestDatabase } from './database'

/** Databases for the tests of one file, which are dropped when all have run. */
export function databasesOfFile() {
  const databases: TestDatabase[] = []
  afterAll(async () => {
    for (const database of databases) await database.drop()
  })
  return async (): Promise<TestDatabase> => {
    const database = await newDatabase()
    databases.push(database)
    return database
  }
}
