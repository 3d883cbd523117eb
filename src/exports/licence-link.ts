import type { Desk } from '../web/desk'

/** The licence of what the desk wrote, as a header (RFC 8288); nothing where none is stated. */
export const licenceOf = ({ licenceUrl }: Desk): Record<string, string> =>
  licenceUrl === null ? {} : { Link: `<${new URL(licenceUrl).href}>; rel="license"` }
