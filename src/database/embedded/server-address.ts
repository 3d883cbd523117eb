import type { Cluster } from './cluster'
import { ROLE_NAMES, type Role } from './passwords'

/** `postgres://gainsay_app:...@127.0.0.1:port/database`. Passwords are of letters, digits, - and _, which may stand. */
export function addressOf(cluster: Cluster, port: number, database: string, role: Role): string {
  return `postgres://${ROLE_NAMES[role]}:${cluster.passwords[role]}@127.0.0.1:${port}/${encodeURIComponent(database)}`
}
