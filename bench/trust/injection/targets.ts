import { baseOf } from '../bad-input/api-bases'
import type { Operation } from '../bad-input/document'
import { Forms } from '../bad-input/forms'
import { toJson } from '../bad-input/hazards'
import type { OpenDesk } from '../bad-input/open-desk'
import { addressOf, PAGES } from '../bad-input/pages'
import { chance } from '../chance'
import type { Target } from './scanners'

/** Draws until every form has very likely come up. */
const DRAWS_OF_FORMS = 600

/** Every parameter of every route, as it ought to be sent: numbers in addresses, queries, forms, and members of JSON. */
export async function everyTarget(desk: OpenDesk, operations: Operation[], seed: number): Promise<Target[]> {
  const site = `http://127.0.0.1:${desk.port}`
  const chances = chance(seed, 11)
  const [seat] = desk.seats
  const forwarded = { 'X-Forwarded-For': '10.1.2.3' }
  const browser = { ...forwarded, Cookie: seat.cookie, 'Sec-Fetch-Site': 'same-origin' }
  const script = { ...forwarded, Authorization: `Bearer ${seat.token}` }
  const targets: Target[] = []

  for (const kind of PAGES) {
    const address = await addressOf(desk, kind, chances)
    if (address === null) continue
    const [path = '/', query] = address.split('?')
    if (/\/\d+/.test(path)) targets.push({ method: 'GET', url: `${site}${marked(path)}`, headers: browser })
    if (query) targets.push({ method: 'GET', url: `${site}${address}`, headers: browser })
  }

  const forms = new Forms(desk)
  await forms.look(chances)
  const known = new Set<string>()
  for (let draw = 0; draw < DRAWS_OF_FORMS; draw += 1) {
    const opened = await forms.next(chance(seed, 12, draw))
    if (!opened || opened.form.isMultipart) continue
    const { route, form, fields } = opened
    const key = `${route} ${fields.map(([name]) => name).join()}`
    if (known.has(key)) continue
    known.add(key)
    const data = new URLSearchParams(fields.map(([name, value]) => [name, value])).toString()
    const path = form.action.split(/[#?]/)[0] ?? '/'
    if (form.method === 'GET') targets.push({ method: 'GET', url: `${site}${path}?${data}`, headers: browser })
    else targets.push({ method: 'POST', url: `${site}${path}`, data, headers: browser })
  }

  for (const operation of operations) {
    const base = await baseOf(desk, operation, chances)
    if (!base) continue
    const path = operation.path.replace('{id}', String(base.id)).replace('{section}', base.section ?? '')
    const headers = {
      ...script,
      ...(operation.takesVersion ? { 'If-Match': `"${base.version}"` } : {}),
      ...(base.body ? { 'Content-Type': 'application/json' } : {}),
    }
    const query = operation.query.map((name) => `${name}=1`).join('&')
    const { method } = operation
    if (operation.path.includes('{id}')) targets.push({ method, url: `${site}${marked(path)}`, headers })
    if (query) targets.push({ method, url: `${site}${path}?${query}`, headers })
    if (base.body) targets.push({ method, url: `${site}${path}`, data: toJson(base.body), headers })
  }
  return targets
}

/** The last number of an address is a parameter too. */
const marked = (path: string) => path.replace(/(\d+)(?=\D*$)/, '$1*')
