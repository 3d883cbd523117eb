/** What the writes' connections of a process that serves are called by, before what tells the process (`serving.ts`). */
export const SERVING_PREFIX = 'gainsay serving '

/**
 * Which pool a connection is of, as `poolsNow` names it: "pages" of the `application_name` "gainsay pages". The writes' own tells the
 * process as well (`serving.ts`), which would be a name of its own after each start.
 */
export const poolNameOf = (applicationName: string): string =>
  applicationName.startsWith(SERVING_PREFIX) ? 'writes' : applicationName.replace(/^gainsay /, '')
