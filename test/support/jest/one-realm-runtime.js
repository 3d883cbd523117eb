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

/** What swc made of each file of ours, by its path: read and looked up once a worker, and not for each test file that loads it. */
const transformed = new Map()

/** Sources of Jest's own that each test file loads anew. */
const internals = new Map()

/** Where each file finds what it requires; Jest means to forget it after each test file. */
class Kept extends Map {
  clear() {}
}
const found = new Kept()

/**
 * Loads modules as Jest does, a registry a test file, with differences that halve what a test file costs (docs/contributing.md, What a test file costs):
 * packages are Node's own, loaded once a worker; so are files named `*.kept.ts`, which import packages alone; and what is
 * found, transformed and compiled is kept.
 */
class OneRealmRuntime extends Runtime {
  constructor(...args) {
    super(...args)
    const { executor, transformCache, _resolution: resolution } = this
    const isAsKnown =
      typeof executor?.compile === 'function' &&
      typeof transformCache?.transform === 'function' &&
      transformCache.transforms instanceof Map &&
      transformCache.sourceMaps instanceof Map &&
      resolution?.cjsCache instanceof Map
    if (!isAsKnown) throw new Error('jest-runtime works otherwise than it did: see one-realm-runtime.js')
    executor.compile = (source, filename) => compiled(source, filename, executor.injectedModuleParameters)
    const { watch, watchAll } = args.at(-1)
    // Whoever watches changes files.
    if (watch || watchAll) return
    const transform = transformCache.transform.bind(transformCache)
    transformCache.transform = (file, options) => transformedBy(transform, transformCache, file, options)
    resolution.cjsCache = found
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

function transformedBy(transform, { transforms, sourceMaps }, file, options) {
  if (options?.isInternalModule) {
    if (!internals.has(file)) internals.set(file, transform(file, options))
    return internals.get(file)
  }
  const known = transformed.get(file)
  if (!known) {
    const code = transform(file, options)
    transformed.set(file, transforms.get(file))
    return code
  }
  // As Jest keeps them, for the traces of what fails.
  transforms.set(file, known)
  if (known.sourceMapPath) sourceMaps.set(file, known.sourceMapPath)
  return known.code
}

function compiled(source, filename, parameters) {
  const known = bodies.get(filename)
  if (known?.source === source) return known.body
  const body = vm.compileFunction(source, parameters, { filename })
  bodies.set(filename, { source, body })
  return body
}

module.exports = { __esModule: true, default: OneRealmRuntime }
