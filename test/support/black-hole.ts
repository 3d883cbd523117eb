import net from 'node:net'

/** A way to a server that swallows everything when told to, as a firewall that has forgotten a connection does. */
export interface BlackHole {
  /** The address, led through here. */
  url: string
  swallow(): void
  /** Cuts what was swallowed; new connections go through. */
  open(): void
  close(): Promise<void>
}

export async function blackHoleBefore(url: string): Promise<BlackHole> {
  const target = new URL(url)
  const sockets = new Set<net.Socket>()
  let isSwallowing = false
  const server = net.createServer((near) => {
    const far = net.connect(Number(target.port), target.hostname)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('data', (chunk) => {
        if (!isSwallowing) to.write(chunk)
      })
      from.on('error', () => {})
      from.on('close', () => {
        sockets.delete(from)
        // Whoever is at the other end of a black hole hears of no end either.
        if (!isSwallowing) to.destroy()
      })
    }
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const led = new URL(url)
  led.port = String((server.address() as net.AddressInfo).port)
  return {
    url: led.href,
    swallow() {
      isSwallowing = true
    },
    open() {
      isSwallowing = false
      for (const socket of sockets) socket.destroy()
    },
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise((closed) => server.close(() => closed()))
    },
  }
}
