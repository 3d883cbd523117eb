import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { rootFolder } from '../src/root-folder'

const node = (script: string) => spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' }).stderr

// What it does for memory, `npm run bench -- exports` tells.
test('this Node’s V8 knows the flag by which the heap’s growth is limited, and would complain of another', () => {
  const module = path.join(rootFolder(), 'dist/src/heap-growth.js')
  expect(node(`require(${JSON.stringify(module)}).limitHeapGrowth()`)).toBe('')
  expect(node(`require('node:v8').setFlagsFromString('--heap-growing-percentage=50')`)).toContain('unrecognized flag')
})
