import os from 'node:os'
import { version } from '../version'
import type { Asking } from './data-source'
import { PATIENCE } from './patience'
import { SERVING_PREFIX } from './pool-name'
import { POOL_SIZES } from './pool-sizes'

/** PostgreSQL cuts names at 63 bytes; so many are left for the machine's beside what tells the process. */
const HOST_CHARACTERS = 30

const host = os
  .hostname()
  .replace(/[^\w.-]/g, '')
  .slice(0, HOST_CHARACTERS)

/**
 * Who writes in a process that serves. The name tells one such process from another, which PostgreSQL can't by itself: the
 * chores ask by this pool every few seconds, so a connection of it is always there.
 */
export const SERVING: Asking = {
  patience: PATIENCE.writes,
  connections: POOL_SIZES.writes,
  name: `${SERVING_PREFIX}${version()} ${host}/${process.pid}`,
}

/** The parts of such a name, as a regular expression that JavaScript and PostgreSQL understand. */
export const SERVING_NAME = `^${SERVING_PREFIX}(\\S+) (\\S*)/(\\d+)$`
