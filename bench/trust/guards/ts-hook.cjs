/** For `node -r`: TypeScript is compiled as it is loaded, so that a source in which a guard is missing can be run as it stands. */
const { createHash } = require('node:crypto')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { transformSync } = require('@swc/core')

const configFile = path.resolve(__dirname, '../../../.swcrc')
// All but one file are the same each time, in whatever folder a copy is.
const root = path.dirname(configFile)
const cache = path.join(os.tmpdir(), 'gainsay-compiled')
fs.mkdirSync(cache, { recursive: true })

require.extensions['.ts'] = (module, filename) => {
  const source = fs.readFileSync(filename, 'utf8')
  const kept = path.join(
    cache,
    `${createHash('sha256').update(path.relative(root, filename)).update(source).digest('hex')}.js`,
  )
  if (!fs.existsSync(kept)) {
    const { code } = transformSync(source, { configFile, filename, sourceMaps: false })
    // Renamed into place: several may compile the same at once.
    fs.writeFileSync(`${kept}.${process.pid}`, code)
    fs.renameSync(`${kept}.${process.pid}`, kept)
  }
  module._compile(fs.readFileSync(kept, 'utf8'), filename)
}
