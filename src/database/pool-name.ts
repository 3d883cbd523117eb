/**
 * Which pool a connection is of, as `poolsNow` names it: "pages" of the `application_name` "gainsay pages". The writes' own tells the
 * process as well (`serving.ts`), which would be a name of its own after each start.
 */
export const poolNameOf = (applicationName: string): string =>
  applicationName.startsWith('gainsay serving ') ? 'writes' : applicationName.replace(/^gainsay /, '')
