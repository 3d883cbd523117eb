import { z } from 'zod'
import { Version } from '../web/row-numbers'
import { line } from '../web/text-fields'
import { words } from '../words/words'
import { RIGHTS } from './rights'

export const OutletName = line(200, words.intake.giveOutletName)
export const OutletRights = z.enum(RIGHTS, words.intake.noneOf(RIGHTS.join(', ')))

/** What an outlet's own form sends. */
export const OutletForm = z.object({
  version: Version,
  name: OutletName,
  rights: OutletRights,
})

/** Over the API; members left out stay as they are. */
export const OutletChange = z.strictObject({ name: OutletName.exactOptional(), rights: OutletRights.exactOptional() })
