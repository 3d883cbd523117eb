const { createRequire, isBuiltin } = require('node:module')
const path = require('node:path')
const vm = require('node:vm')
const { default: Runtime } = require('jest-runtime')

/** By the file that requires. */
const requires = new Map()

/** The body of each file of ours, and of Jest's own, by its path: to be run once a test file, but compiled once a worker. */
const bodies = new Map()

/**
 * Loads modules as Jest does, a registry a test file, with two differences that halve what a test file costs (docs/contributing.md, What a test file costs):
 * packages are Node's own, loaded once a worker, and what is compiled is kept.
 */
class OneRealmRuntime extends Runtime {
  constructor(...args) {
    super(...args)
    const { executor } = this
    if (typeof executor?.compile !== 'function')
      throw new Error('jest-runtime compiles otherwise than it did: see one-realm-runtime.js')
    executor.compile = (source, filename) => compiled(source, filename, executor.injectedModuleParameters)
  }

  requireModule(from, name, options, isRequireActual) {
    const isPackage =
      name && !options?.isInternalModule && !name.startsWith('.') && !path.isAbsolute(name) && !isBuiltin(name)
    return isPackage ? requireOf(from)(name) : super.requireModule(from, name, options, isRequireActual)
  }
}

function requireOf(file) {
  if (!requires.has(file)) requires.set(file, createRequire(file))
  return requires.get(file)
}

function compiled(source, filename, parameters) {
  const known = bodies.get(filename)
  if (known?.source === source) return known.body
  const body = vm.compileFunction(source, parameters, { filename })
  bodies.set(filename, { source, body })
  return body
}

module.exports = { __esModule: true, default: OneRealmRuntime }
