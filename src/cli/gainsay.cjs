#!/usr/bin/env node
// The `gainsay` command of a clone: builds first if nothing is built yet, or the sources are newer than the build.
const { spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')

const root = path.join(__dirname, '..', '..')
const built = path.join(root, 'dist', 'src', 'cli', 'main.js')

const newest = (folder) =>
  Math.max(
    ...fs.readdirSync(folder, { withFileTypes: true }).map((entry) => {
      const file = path.join(folder, entry.name)
      return entry.isDirectory() ? newest(file) : fs.statSync(file).mtimeMs
    }),
  )

if (!fs.existsSync(built) || fs.statSync(built).mtimeMs < newest(path.join(root, 'src'))) {
  process.stderr.write('Building Gainsay …\n')
  const build = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (build.status !== 0) process.exit(1)
}
require(built)
