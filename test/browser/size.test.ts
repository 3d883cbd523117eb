import fs from 'node:fs'
import { gzipSync } from 'node:zlib'

/** As `npm test` has built them: what keys and pointer want before they act, and what is asked for once the page is there. */
test.each([
  ['workbench.js', 8 * 1024],
  ['later.js', 6 * 1024],
])('%s has at most %d bytes, gzipped', (file, most) => {
  const built = fs.readFileSync(`public/built/${file}`)
  expect(gzipSync(built, { level: 9 }).length).toBeLessThanOrEqual(most)
})
