import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { asInDocs, findNginx, wholeConfig } from '../../bench/nodes/proxy'
import { SETTINGS } from '../../src/config'
import { PATIENCE } from '../../src/database/patience'
import { POOL_SIZES } from '../../src/database/pool-sizes'
import { watchedBy } from '../../src/database/watched-client'

const fileOf = (name: string) => fs.readFileSync(path.resolve('docs/operations', name), 'utf8')

test('the proxy’s file is one that nginx takes, where there is one to ask', () => {
  const config = asInDocs(18_080, [18_081, 18_082])
  expect(config).not.toMatch(/ssl/)
  const nginx = findNginx()
  if (nginx === null) return
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-nginx-'))
  const check = (text: string) => {
    fs.writeFileSync(path.join(folder, 'nginx.conf'), wholeConfig(folder, text))
    execFileSync(nginx, ['-t', '-c', path.join(folder, 'nginx.conf'), '-p', folder], { stdio: 'pipe' })
  }
  check(config)
  expect(() => check(config.replace('proxy_pass', 'proxy_bass'))).toThrow(/proxy_bass/)
  fs.rmSync(folder, { recursive: true })
})

test('the proxies send nothing twice that may have changed something, and believe no header that a reader sent', () => {
  const nginx = fileOf('nginx.conf')
  expect(nginx).not.toMatch(/^[^#]*(non_idempotent|http_503)/m)
  expect(nginx).toMatch(/X-Forwarded-For +\$remote_addr;/)
  expect(nginx).not.toContain('$proxy_add_x_forwarded_for')
  expect(nginx).toMatch(/X-Request-Id +\$request_id;/)
  expect(nginx).toMatch(/traceparent +"";/)
  const haproxy = fileOf('haproxy.cfg')
  expect(haproxy).toMatch(/disable-l7-retry unless METH_GET/)
  expect(haproxy).toMatch(/del-header X-Forwarded-For\n/)
  expect(haproxy).toMatch(/set-header X-Request-Id %\[uuid\(\)\]\n/)
  expect(haproxy).toMatch(/del-header traceparent\n/)
})

test('pgbouncer is told of each time limit that a pool sets, and has room for two processes', () => {
  const pgbouncer = fileOf('pgbouncer.ini')
  const ignored = /^ignore_startup_parameters = (.*)$/m.exec(pgbouncer)?.[1]?.split(',') ?? []
  const set = Object.keys(watchedBy(PATIENCE.pages)).filter((name) => name.endsWith('_timeout'))
  expect(ignored).toEqual(expect.arrayContaining(set))
  const connections = Object.values(POOL_SIZES).reduce((sum, size) => sum + size, 0)
  expect(pgbouncer).toContain(`${connections} for each process`)
})

test('the unit names settings that there are', () => {
  const named = [...fileOf('gainsay@.service').matchAll(/\b[A-Z]+(?:_[A-Z]+)+\b|(?<=Environment=)[A-Z]+/g)].map(
    ([name]) => name,
  )
  expect(named).toContain('DATABASE_READ_URLS')
  for (const name of named) expect(SETTINGS).toContain(name)
})
