const { AsyncLocalStorage } = require('node:async_hooks')
const { ModernFakeTimers } = require('@jest/fake-timers')
const { ModuleMocker } = require('jest-mock')

/**
 * A test file's surroundings: the worker's own global object, not one made for the file (docs/contributing.md, What a test file costs). What a file
 * leaves on it, in the environment or as an exit code, goes with the file.
 */
class OneRealmEnvironment {
  constructor({ projectConfig }) {
    this.global = globalThis
    this.leaveAsFound = [globalsAsTheyAre(), environmentAsItIs(), processAsItIs(), forgetStorages]
    this.moduleMocker = new ModuleMocker(globalThis)
    this.fakeTimers = null
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis })
    // As in Jest's own: at a failure the ten frames that Node gives are seldom those of the test.
    Error.stackTraceLimit = 100
  }

  async setup() {}

  async teardown() {
    this.fakeTimersModern.dispose()
    for (const leave of this.leaveAsFound) leave()
    this.isTornDown = true
  }

  exportConditions() {
    return ['node', 'node-addons']
  }

  /** Jest takes none for a sign that the file has ended; the runtime (one-realm-runtime.js) compiles for this realm anyway. */
  getVmContext() {
    return this.isTornDown ? null : globalThis
  }
}

/** Jest's own (`expect`, `describe`, its state) too: each file is given them anew. */
function globalsAsTheyAre() {
  const found = Object.getOwnPropertyDescriptors(globalThis)
  return () => {
    for (const name of Reflect.ownKeys(globalThis)) {
      const now = Object.getOwnPropertyDescriptor(globalThis, name)
      if (!now.configurable) continue
      if (!Object.hasOwn(found, name)) delete globalThis[name]
      else if (now.value !== found[name].value) Object.defineProperty(globalThis, name, found[name])
    }
  }
}

function environmentAsItIs() {
  const { env } = process
  const found = { ...env }
  return () => {
    process.env = env
    for (const name of Object.keys(env)) if (!Object.hasOwn(found, name)) delete env[name]
    Object.assign(env, found)
  }
}

/** Jest wraps `exit` for each file, and a command of ours that failed in a test is no failure of the tests. */
function processAsItIs() {
  const { exit, exitCode } = process
  return () => Object.assign(process, { exit, exitCode })
}

/** Asynchronous storages that somebody has stored something in. */
const storages = new Set()
for (const method of ['run', 'enterWith']) {
  const original = AsyncLocalStorage.prototype[method]
  AsyncLocalStorage.prototype[method] = function (...given) {
    storages.add(this)
    return original.apply(this, given)
  }
}

/** Each file has its own (src/database/write.ts, and Jest's), and Node hands on what is in all of them at every promise. */
function forgetStorages() {
  for (const storage of storages) storage.disable()
  storages.clear()
}

module.exports = OneRealmEnvironment
