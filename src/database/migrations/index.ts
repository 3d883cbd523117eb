import { Accounts1764000000001 } from './1764000000001-accounts'
import { History1764000000002 } from './1764000000002-history'
import { Articles1764000000003 } from './1764000000003-articles'
import { Claims1764000000004 } from './1764000000004-claims'
import { LinksAndChains1764000000005 } from './1764000000005-links-and-chains'
import { SettingsAndRoles1764000000006 } from './1764000000006-settings-and-roles'
import { Desk1764000000012 } from './1764000000012-desk'

/** In the order they run. */
export const migrations = [
  Accounts1764000000001,
  History1764000000002,
  Articles1764000000003,
  Claims1764000000004,
  LinksAndChains1764000000005,
  SettingsAndRoles1764000000006,
  Desk1764000000012,
]
