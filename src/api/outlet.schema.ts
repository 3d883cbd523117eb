import { z } from 'zod'
import { OutletChange } from '../articles/outlet.schema'
import { RIGHTS } from '../articles/rights'
import { Id, NOTHING_NAMED, namesSomething, timeMembers, Version } from './common.schema'
import { answerShapes, requestShapes } from './components'
import { pageOf } from './paging.schema'

export const OutletPatch = OutletChange.refine(namesSomething, NOTHING_NAMED).register(requestShapes, {
  id: 'OutletChange',
})

export const Outlet = z
  .strictObject({
    id: Id,
    version: Version,
    name: z.string(),
    rights: z.enum(RIGHTS).describe('Of its articles, unless they say otherwise.'),
    ...timeMembers,
  })
  .register(answerShapes, { id: 'Outlet' })

export const OutletPage = pageOf(Outlet).register(answerShapes, { id: 'OutletPage' })
