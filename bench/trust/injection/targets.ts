import { randomUUID } from 'node:crypto'
import { EXPORT_SETS } from '../../../src/exports/export-sets'
import { baseOf } from '../bad-input/api-bases'
import type { Operation } from '../bad-input/document'
import { Forms, type Opened } from '../bad-input/forms'
import { toJson } from '../bad-input/hazard-bodies'
import type { OpenDesk } from '../bad-input/open-desk'
import { addressOf, PAGES, type PageKind } from '../bad-input/pages'
import { type Chance, chance } from '../chance'
import type { Target } from './scanners'

/** So many rows are tried until there is one that the request is taken for. */
const DRAWS = 12
/** Of a route so many forms are opened at least: some have other fields on other pages. */
const FORMS_OF_A_ROUTE = 4

/** What lists and downloads are asked for in their addresses. Pages that begin with all of it are among PAGES. */
const ASKED: readonly PageKind[] = [
  '/?before=999',
  '/chains?before=999',
  '/chains/{chain}?after=2019-06-04.1',
  `/chains/{chain}/as-of/${new Date().toISOString().slice(0, 10)}?after=2019-06-04.1`,
  '/articles?after=2030-01-01.1',
  '/articles/{article}/edit?was=unknown',
  '/articles/{article}/zones?from=1&to=2&first=The&last=said&kind=comments&at=1',
  '/articles/{tagged}/annotate?start=30&end=60&spans=30-60&within={statement}&q=said&after=30&show=all&withdraw={statement}',
  '/claims/{claim}?reports=1&links=1',
  '/claims/{claim}/history?before=999',
  '/claims/{commented}/discussion?after=1',
  '/claims/{claim}/links/new?q=said',
  '/speakers?name=Pe&after=1',
  '/speakers?kind=described&after=1',
  '/speakers/{speaker}?q=said&stance=asserts&medium=tweet&when=2019&by={speaker}&gainsaid=1&after=2019-06-04.1',
  '/unanswered?which=linked&speaker={speaker}&outlet={outlet}&medium=tweet&after=2019-06-04.1',
  '/speakers/{speaker}/merge?into={speaker}&q=Pe',
  '/corrections?state=open&after=1',
  '/corrections/log?before=999',
  '/transparency?before=999&redactions=999',
  '/review?of=mine&statements=1&links=1&replies=1',
  '/outlets?q=a&after=1',
  '/notifications?before=999',
  '/desk/undated?before=999',
  '/accounts?after=1',
  '/signin?next=%2Fdesk',
  '/transparency/checkpoints/1',
  '/transparency/consistency/1',
  '/transparency/inclusion/1',
  '/search?q=said&kind=claims&speaker={speaker}&outlet={outlet}&medium=tweet&stance=denies&relation=denies&language=en&from=2001-01-01&to=2030-01-01&unanswered=1&sort=relevance&after=r0.1.1',
  '/search?q=said&kind=articles&from=2001-01-01&to=2030-01-01&after=2019-06-04.1',
  '/exports?q=said&chain={chain}&speaker={speaker}&from=2001-01-01&to=2030-01-01',
  ...Object.keys(EXPORT_SETS).map(
    (file) => `/exports/${file}?q=said&chain={chain}&speaker={speaker}&from=2001-01-01&to=2030-01-01`,
  ),
].map((template) => ({ template }))

/** A target, and whether it is taken as it stands: what is put into it gets then as far as whatever does it. */
export interface TriedTarget extends Target {
  isTaken: boolean
}

/**
 * Every parameter of every route, as it ought to be sent: numbers in addresses, queries, forms, and members of JSON. Of
 * a desk that undoes every write, for each is tried here.
 */
export async function everyTarget(desk: OpenDesk, operations: Operation[], seed: number): Promise<TriedTarget[]> {
  return [
    ...(await ofPages(desk, chance(seed, 11))),
    ...(await ofForms(desk, seed)),
    ...(await ofApi(desk, operations, chance(seed, 14))),
  ]
}

const siteOf = (desk: OpenDesk) => `http://127.0.0.1:${desk.port}`
const FORWARDED = { 'X-Forwarded-For': '10.1.2.3' }
const asBrowser = ([seat]: OpenDesk['seats']) => ({
  ...FORWARDED,
  Cookie: seat.cookie,
  'Sec-Fetch-Site': 'same-origin',
})

/** An address of every kind of page for whoever is signed in. */
export async function everyPath(desk: OpenDesk, seed: number): Promise<string[]> {
  const chances = chance(seed, 15)
  const kinds = [...PAGES, ...ASKED].filter(({ asNobody }) => !asNobody)
  const paths: string[] = []
  for (const kind of kinds) paths.push((await addressOf(desk, kind, chances)) ?? '/')
  return [...new Set(paths)]
}

async function ofPages(desk: OpenDesk, chances: Chance): Promise<TriedTarget[]> {
  const targets: TriedTarget[] = []
  for (const kind of [...PAGES, ...ASKED]) {
    const drawn = async (): Promise<Target[]> => {
      const address = await addressOf(desk, kind, chances)
      if (address === null) return []
      const [path = '/', query] = address.split('?')
      const headers = kind.asNobody ? FORWARDED : asBrowser(desk.seats)
      const get = (path: string): Target => ({ method: 'GET', url: `${siteOf(desk)}${path}`, headers })
      return [...(/\/\d+/.test(path) ? [get(marked(path))] : []), ...(query ? [get(address)] : [])]
    }
    targets.push(...(await takenOf(desk, drawn)))
  }
  return targets
}

async function ofForms(desk: OpenDesk, seed: number): Promise<TriedTarget[]> {
  const forms = new Forms(desk)
  await forms.look(chance(seed, 11, 1))
  const known = new Map<string, TriedTarget>()
  for (const [place, route] of [...forms.pages.keys()].entries()) {
    const ofRoute = () => [...known].filter(([key]) => key.startsWith(`${route} `)).map(([, target]) => target)
    for (let draw = 0; draw < DRAWS; draw += 1) {
      if (draw >= FORMS_OF_A_ROUTE && ofRoute().length > 0 && ofRoute().every(({ isTaken }) => isTaken)) break
      const opened = await forms.formOf(route, chance(seed, 12, place, draw))
      if (!opened || opened.form.isMultipart) continue
      // Rows of a list, hops and aliases, come more or less often.
      const key = `${route} ${[...new Set(opened.fields.map(([name]) => name))].join()}`
      if (known.get(key)?.isTaken) continue
      const target = targetOf(desk, opened)
      known.set(key, { ...target, isTaken: await isTaken(desk, target) })
    }
  }
  return [...known.values()]
}

function targetOf(desk: OpenDesk, { form, fields, seat }: Opened): Target {
  const data = new URLSearchParams(fields.map(([name, value]) => [name, value])).toString()
  const url = `${siteOf(desk)}${form.action.split(/[#?]/)[0] ?? '/'}`
  const headers = { ...FORWARDED, 'Sec-Fetch-Site': 'same-origin', ...(seat && { Cookie: seat.cookie }) }
  return form.method === 'GET'
    ? { method: 'GET', url: `${url}?${data}`, headers }
    : { method: 'POST', url, data, headers }
}

async function ofApi(desk: OpenDesk, operations: Operation[], chances: Chance): Promise<TriedTarget[]> {
  const targets: TriedTarget[] = []
  for (const operation of operations) {
    const drawn = async (): Promise<Target[]> => {
      const base = await baseOf(desk, operation, chances)
      if (!base) return []
      const { method } = operation
      const seat = desk.seats.find(({ id }) => id === base.seat) ?? desk.seats[0]
      const path = operation.path.replace('{id}', String(base.id)).replace('{section}', base.section ?? '')
      const headers = {
        ...FORWARDED,
        Authorization: `Bearer ${seat.token}`,
        ...(operation.takesVersion ? { 'If-Match': `"${base.version}"` } : {}),
        ...(method === 'GET' ? {} : { 'Idempotency-Key': randomUUID() }),
        ...(base.body ? { 'Content-Type': 'application/json' } : {}),
      }
      const data = base.body && toJson(base.body)
      const query = new URLSearchParams(operation.queryValues).toString()
      return [
        ...(operation.path.includes('{id}') ? [{ method, url: `${siteOf(desk)}${marked(path)}`, data, headers }] : []),
        ...(query ? [{ method, url: `${siteOf(desk)}${path}?${query}`, data, headers }] : []),
        ...(data ? [{ method, url: `${siteOf(desk)}${path}`, data, headers }] : []),
      ]
    }
    targets.push(...(await takenOf(desk, drawn)))
  }
  return targets
}

/** The first draw of targets that are all taken; without one the last that there was. */
async function takenOf(desk: OpenDesk, drawn: () => Promise<Target[]>): Promise<TriedTarget[]> {
  let last: TriedTarget[] = []
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const targets: TriedTarget[] = []
    for (const target of await drawn()) targets.push({ ...target, isTaken: await isTaken(desk, target) })
    if (targets.length === 0) continue
    if (targets.every(({ isTaken }) => isTaken)) return targets
    last = targets
  }
  return last
}

async function isTaken(desk: OpenDesk, { method, url, data, headers }: Target): Promise<boolean> {
  await desk.owner.query('DELETE FROM rate_limits')
  const type = headers['Content-Type'] ?? 'application/x-www-form-urlencoded'
  const answer = await fetch(url.replace('*', ''), {
    method,
    redirect: 'manual',
    headers: { ...headers, ...(data === undefined ? {} : { 'Content-Type': type }) },
    ...(data === undefined ? {} : { body: data }),
  })
  await answer.arrayBuffer()
  // Signing out and in, and what is spent with it, is not undone.
  if (/signout|signin|welcome|password/.test(url)) await desk.restoreSeats()
  return answer.status < 400
}

/** The last number of an address is a parameter too. */
const marked = (path: string) => path.replace(/(\d+)(?=\D*$)/, '$1*')
