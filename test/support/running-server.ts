/** The server all tests share; its database `gainsay` is the template. */
export interface RunningServer {
  ownerUrl: string
  appUrl: string
  /** Its files lie in memory. */
  isInMemory: boolean
  /** Where its folder lies, and those of other servers may. */
  within: string
}

const VARIABLE = 'GAINSAY_TEST_SERVER'

/** Jest's workers inherit the environment of the process that ran the global setup. */
export function setRunning(server: RunningServer) {
  process.env[VARIABLE] = JSON.stringify(server)
}

export function runningServer(): RunningServer {
  const server = process.env[VARIABLE]
  if (!server) throw new Error('No test server runs: run the tests with npm test')
  return JSON.parse(server)
}
