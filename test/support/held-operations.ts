import fs from 'node:fs'
import path from 'node:path'

/** The directory in which test files tell which operations of the API they saw succeed. */
const VARIABLE = 'GAINSAY_HELD_OPERATIONS'

/** Before all tests; workers inherit the environment. */
export function openRecord(dir: string) {
  process.env[VARIABLE] = fs.mkdtempSync(path.join(dir, 'held-'))
}

/** What one test file saw. Other files run beside it, so each has a file of its own. */
export function recordOf(testFile: string, all: readonly string[], dir = process.env[VARIABLE]) {
  if (!dir) throw new Error('No test server runs: run the tests with npm test')
  const file = path.join(dir, path.relative(TESTS, testFile).replaceAll(path.sep, '+'))
  fs.writeFileSync(path.join(dir, ALL), all.join('\n'))
  fs.appendFileSync(file, '')
  const seen = new Set<string>()
  return (operation: string) => {
    if (seen.has(operation)) return
    seen.add(operation)
    fs.appendFileSync(file, `${operation}\n`)
  }
}

const TESTS = path.join(__dirname, '..')
const ALL = 'all operations'

/** Operations that no test saw succeed; none where not every file that asks the API was run, for then nobody can tell. */
export function neverHeld(dir = process.env[VARIABLE], askers = askersOfApi()): string[] {
  if (!dir || !askers.every((asker) => fs.existsSync(path.join(dir, asker)))) return []
  const read = (file: string) => fs.readFileSync(path.join(dir, file), 'utf8').split('\n')
  const held = new Set(askers.flatMap(read))
  return read(ALL).filter((operation) => !held.has(operation))
}

/** Test files that send by the client, as their records are named. */
function askersOfApi(): string[] {
  return fs
    .readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && importsClient(fs.readFileSync(path.join(TESTS, file), 'utf8')))
    .map((file) => file.replaceAll(path.sep, '+'))
}

const importsClient = (source: string) => /import \{[^}]*\bapiClient\b[^}]*\} from '[./\w]*\/api-client'/.test(source)
