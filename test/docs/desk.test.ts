import fs from 'node:fs'
import { ruleFor, rulesOf } from '../../src/accounts/policy'
import { deskSections } from '../../src/desk/sections'
import { policy } from '../../src/routes'
import { FIXED_KEYS, KEYS } from '../../src/workbench/keys'

const text = fs.readFileSync('docs/desk.md', 'utf8')
const rules = rulesOf(policy)

/** Addresses in code marks, as somebody would ask for them. */
const addressesIn = (part: string) =>
  [...part.matchAll(/`(\/[^`]*)`/g)].map(([, address = '']) => address.replaceAll('ID', '17').replace(/\?.*/, ''))

test('every address that the desk’s page names is there', () => {
  const addresses = addressesIn(text)
  expect(addresses.length).toBeGreaterThan(40)
  expect(addresses.filter((address) => ruleFor(rules, 'GET', address) === null)).toEqual([])
  expect(ruleFor(rules, 'GET', '/claims/17/nowhere')).toBe(null)
})

test('its table has each page for people, and says whom it is for', () => {
  const table = text.slice(text.indexOf('## Every address'))
  const told = new Map<string, string>()
  for (const [, cells = '', who = ''] of table.matchAll(/^\| (`.*?) \| [^|]* \| (\w+) \|$/gm))
    for (const address of addressesIn(cells)) told.set(ruleFor(rules, 'GET', address)?.path ?? address, who)
  const pages = rules.filter(
    ({ method, path }) => method === 'GET' && !path.startsWith('/api/') && !isPrivateOrPart(path),
  )
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(pages.map(({ path, audience }) => [path, audience])))
})

const SECRET = ['/welcome/:token', '/corrections/:token']

/** Addresses that nobody types: those made of a secret, and what stands under another page's name, or is a file of its. */
const isPrivateOrPart = (path: string) =>
  [...SECRET, '/comments/:id', '/desk/:section', '/exports/:file', '/sitemaps/:part'].includes(path) ||
  /^\/(healthz$|readyz$|transparency\/)/.test(path)

test('each kind of work that waits is explained', () => {
  for (const { name } of deskSections) expect(text).toContain(`\`/desk/${name}\``)
})

test('each key of the tagging page is explained', () => {
  const table = text.slice(text.indexOf('### With the keyboard'), text.indexOf('## How it reached'))
  for (const { key } of [...KEYS.flatMap(({ keys }) => keys), ...FIXED_KEYS]) {
    expect(table).toMatch(new RegExp(`^\\|[^|]*\`${key.replace(/\W/g, '\\$&')}\``, 'm'))
  }
})
