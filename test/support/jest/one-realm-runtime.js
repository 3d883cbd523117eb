const { createRequire, isBuiltin } = require('node:module')
const path = require('node:path')
const vm = require('node:vm')
const { default: Runtime } = require('jest-runtime')

/** By the file that requires. */
const requires = new Map()

/** The body of each file of ours, and of Jest's own, by its path: to be run once a test file, but compiled once a worker. */
const bodies = new Map()

/** What `*.kept.ts` files export, by their path. */
const keepsakes = new Map()

/**
 * Loads modules as Jest does, a registry a test file, with differences that halve what a test file costs (docs/contributing.md, What a test file costs):
 * packages are Node's own, loaded once a worker; so are files named `*.kept.ts`, which import packages alone; and what is
 * compiled is kept.
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
    const load = () => super.requireModule(from, name, options, isRequireActual)
    if (!name || options?.isInternalModule || isBuiltin(name)) return load()
    if (name.endsWith('.kept')) return kept(path.resolve(path.dirname(from), name), load)
    return name.startsWith('.') || path.isAbsolute(name) ? load() : requireOf(from)(name)
  }
}

function kept(file, load) {
  if (!keepsakes.has(file)) keepsakes.set(file, load())
  return keepsakes.get(file)
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
