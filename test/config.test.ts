import { ConfigProblems, readConfig } from '../src/config'

const problemsOf = (environment: Record<string, string>) => {
  try {
    readConfig(environment)
    return []
  } catch (error) {
    return (error as ConfigProblems).problems
  }
}

const DATABASE_URL = 'postgres://gainsay_app:secret@db.example/gainsay'

test('replicas are given with commas or spaces between', () => {
  const [two, three] = ['postgres://a:b@two.example/gainsay', 'postgresql://a:b@three.example:6432/gainsay']
  for (const between of [',', ' ', ', ', '\n'])
    expect(readConfig({ DATABASE_URL, DATABASE_READ_URLS: `${two}${between}${three}` }).readUrls).toEqual([two, three])
  for (const none of [undefined, '', ' ']) expect(readConfig({ DATABASE_READ_URLS: none }).readUrls).toEqual([])
})

test('an address that is none is told by its number, without the password that may be in it', () => {
  const told = problemsOf({ DATABASE_URL, DATABASE_READ_URLS: `${DATABASE_URL},mysql://a:hunter2@three.example` })
  expect(told).toEqual([
    'DATABASE_READ_URLS: number 2 is not a PostgreSQL address (postgres://user:password@host:5432/database)',
  ])
})

test('the private database has no replicas', () => {
  expect(problemsOf({ DATABASE_READ_URLS: DATABASE_URL })).toEqual([
    'DATABASE_READ_URLS is set but DATABASE_URL is not: the private PostgreSQL has no replicas',
  ])
})
