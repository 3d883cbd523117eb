import type { Agent } from 'node:http'
import { isIP, type LookupFunction, Socket } from 'node:net'
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent'
import { words } from '../words/words'
import type { LookUp } from './look-up.client'
import { isPublicAddress } from './public-address'
import { Refused, refusal } from './refusal'

/** Connections to http and to https that reach public sites only. */
export interface GuardedAgents {
  'http:': Agent
  'https:': Agent
}

/**
 * Three looks at each connection, by two rules that know nothing of one another (the library's is ipaddr.js, ours IANA's registry):
 *
 * 1. the library's, at an address written in the URL and at what DNS answered;
 * 2. ours, at the same: one private address among public ones refuses them all. The very answer that was looked at is
 *    connected to, so a name that is looked up again, and answered otherwise, changes nothing;
 * 3. ours again, at the address that the socket reached, before a byte is sent.
 *
 * No connection is kept for a next request: that one is looked at anew.
 * @param also sockets (`127.0.0.2:4123`) that are reached although they are not public; the product has none, tests serve sites there
 */
export function guardedAgents(look: LookUp, also: ReadonlySet<string>): GuardedAgents {
  const admits = (address: string, port: number) => isPublicAddress(address) || also.has(`${address}:${port}`)
  const allowIPAddressList = [...also].map((socket) => socket.slice(0, socket.lastIndexOf(':')))

  class Http extends RequestFilteringHttpAgent {
    override createConnection(...[options, connected]: Parameters<RequestFilteringHttpAgent['createConnection']>) {
      return (
        refusedAtOnce(options, connected, admits) ??
        guarded(options, look, admits, (checked) => super.createConnection(checked, connected) as Socket)
      )
    }
  }
  class Https extends RequestFilteringHttpsAgent {
    override createConnection(...[options, connected]: Parameters<RequestFilteringHttpsAgent['createConnection']>) {
      return (
        refusedAtOnce(options, connected, admits) ??
        guarded(options, look, admits, (checked) => super.createConnection(checked, connected) as Socket)
      )
    }
  }
  const options = { keepAlive: false, allowIPAddressList }
  return { 'http:': new Http(options), 'https:': new Https(options) }
}

interface Target {
  host?: string | null
  port?: number | string | null
}

/** A host that is an address is connected to without any look-up; null where it may be reached, or is a name. */
function refusedAtOnce({ host, port }: Target, connected: Connected | undefined, admits: Admits): Socket | null {
  if (!host || !isIP(host) || admits(host, Number(port))) return null
  const socket = new Socket()
  connected?.(leadsInside(host), socket)
  return socket
}

function guarded<Options extends Target>(
  options: Options,
  look: LookUp,
  admits: Admits,
  connect: (options: Options & { lookup: LookupFunction }) => Socket,
): Socket {
  const port = Number(options.port)
  return guardSocket(connect({ ...options, lookup: checkedLookup(look, port, admits) }), port, admits)
}

type Connected = (error: Error | null, socket: Socket) => void
type Admits = (address: string, port: number) => boolean

/** Looks a name up once, and hands on what it found only if all of it may be reached. */
function checkedLookup(look: LookUp, port: number, admits: Admits): LookupFunction {
  return (name, options, done) => {
    look(name).then(
      (addresses) => {
        const first = addresses[0]
        if (!first) return done(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '', 0)
        if (!addresses.every(({ address }) => admits(address, port))) return done(leadsInside(name), '', 0)
        if (options.all) return done(null, addresses)
        done(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => done(error, '', 0),
    )
  }
}

const leadsInside = (name: string) => new Refused(refusal('private', words.fetching.privateAddress(name)))

/**
 * The last look: whatever went before, a socket that has reached an address that may not be reached is destroyed before anything is
 * written to it. This listener is the first of them, since nobody else has seen the socket yet.
 */
export function guardSocket(socket: Socket, port: number, admits: Admits): Socket {
  socket.prependListener('connect', () => {
    const { remoteAddress } = socket
    if (remoteAddress === undefined || !admits(remoteAddress, port)) socket.destroy(leadsInside(remoteAddress ?? '?'))
  })
  return socket
}
