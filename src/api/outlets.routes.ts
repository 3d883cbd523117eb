import { changeOutlet } from '../articles/outlets.commands'
import { notFound } from '../web/problems'
import { refusedFields } from './field-refusals'
import { type Answer, type Asked, operation } from './operation'
import { Outlet, OutletPage, OutletPatch } from './outlet.schema'
import { type OutletRow, outletInFull, outletPage } from './outlets.queries'
import { PageQuery, pageFrom, pageValues } from './paging.schema'
import { requireVersion } from './row-guards'

const listOutlets = operation({
  name: 'listOutlets',
  method: 'get',
  path: '/api/v1/outlets',
  audience: 'anyone',
  summary: 'List outlets',
  query: PageQuery,
  success: 200,
  response: OutletPage,
  async answer({ rows, visible, query }) {
    const found = await rows(outletPage, [...pageValues(query), visible.includes('draft')])
    const document = pageFrom(found, query.limit)
    return { document, next: document.next }
  },
})

const readOutlet = operation({
  name: 'readOutlet',
  method: 'get',
  path: '/api/v1/outlets/:id',
  audience: 'anyone',
  summary: 'Read an outlet',
  success: 200,
  response: Outlet,
  answer: answerOf,
})

const patchOutlet = operation({
  name: 'changeOutlet',
  method: 'patch',
  path: '/api/v1/outlets/:id',
  audience: 'admin',
  summary: 'Change an outlet’s name, or the rights its articles have unless they say otherwise',
  description:
    'Members left out stay as they are. Where the rights become `excerpts`, snapshots of exports that have a text whole of ' +
    'an article without rights of its own are withdrawn for good.',
  body: OutletPatch,
  example: { rights: 'full' },
  changes: true,
  success: 200,
  response: Outlet,
  async answer(asked) {
    const outlet = await outletAt(asked)
    requireVersion(outlet, asked.version, 'this outlet')
    const after = { name: outlet.name, rights: outlet.rights, ...asked.body }
    const changed = await changeOutlet(asked.db, asked.account, asked.id, asked.version, after)
    if ('problems' in changed) throw refusedFields(changed.problems)
    return answerOf(asked)
  },
})

type AskedById = Asked<unknown, unknown> & { id: number }

async function outletAt({ rows, visible, id }: AskedById): Promise<OutletRow> {
  const [outlet] = await rows(outletInFull, [id, visible.includes('draft')])
  if (!outlet) throw notFound('This outlet')
  return outlet
}

async function answerOf(asked: AskedById): Promise<Answer> {
  const outlet = await outletAt(asked)
  return { document: outlet }
}

export const outletOperations = [listOutlets, readOutlet, patchOutlet]
