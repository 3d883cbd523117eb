import type { RequestListener } from 'node:http'

/** How long it stands still, of how much (ms). */
const STANDS = 300
const EVERY = 1_000

/** The control: the product in a process that stands still for 300 ms of each second, as one does that reckons for long in one turn. */
export function blocking(app: RequestListener): RequestListener {
  setInterval(() => {
    const end = performance.now() + STANDS
    while (performance.now() < end);
  }, EVERY).unref()
  return app
}
