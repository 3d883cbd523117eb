import { AsyncLocalStorage } from 'node:async_hooks'
import os from 'node:os'
import vm from 'node:vm'
import * as typeorm from 'typeorm'
import * as role from '../../../src/accounts/role'

interface Environment {
  teardown(): Promise<void>
  getVmContext(): object | null
}
const OneRealm: new (config: object) => Environment = require('./one-realm-environment.js')
const environment = () => new OneRealm({ projectConfig: { fakeTimers: {} } })

test('packages are loaded once, files of ours for each test file, and all in the realm of Node’s own modules', () => {
  jest.isolateModules(() => {
    expect(require('typeorm')).toBe(typeorm)
    expect(require('../../../src/accounts/role')).not.toBe(role)
  })
  expect(vm.runInThisContext('Array')).toBe(Array)
  expect(os.cpus()).toBeInstanceOf(Array)
  expect(new typeorm.TypeORMError('')).toBeInstanceOf(Error)
})

test('what a file leaves behind, on the global object, in the environment, as an exit code or in a storage, goes with it', async () => {
  const own = globalThis as Record<string, unknown>
  const { env, exitCode } = process
  const { HOME, fetch } = { HOME: env.HOME, fetch: own.fetch }
  const other = environment()
  Object.assign(own, { leftBehind: 1, [Symbol.for('left behind')]: 2, fetch: () => {} })
  process.env = { ...env }
  Object.assign(env, { LEFT_BEHIND: '3', HOME: '/nowhere' })
  process.exitCode = 4

  const storage = new AsyncLocalStorage<number>()
  storage.enterWith(5)

  expect(other.getVmContext()).not.toBeNull()
  await other.teardown()

  expect([own.leftBehind, Symbol.for('left behind') in own, own.fetch]).toEqual([undefined, false, fetch])
  expect([process.env, env.LEFT_BEHIND, env.HOME, process.exitCode]).toEqual([env, undefined, HOME, exitCode])
  expect(process.env).toBe(env)
  expect([storage.getStore(), other.getVmContext()]).toEqual([undefined, null])
})
