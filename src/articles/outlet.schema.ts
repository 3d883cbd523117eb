import { z } from 'zod'
import { Version } from '../web/row-numbers'
import { line } from '../web/text-fields'
import { RIGHTS } from './rights'

export const OutletName = line(200, 'Give the outlet’s name.')
export const OutletRights = z.enum(RIGHTS, `This is none of ${RIGHTS.join(', ')}.`)

/** What an outlet's own form sends. */
export const OutletForm = z.object({
  version: Version,
  name: OutletName,
  rights: OutletRights,
})

/** Over the API; members left out stay as they are. */
export const OutletChange = z.strictObject({ name: OutletName.exactOptional(), rights: OutletRights.exactOptional() })
