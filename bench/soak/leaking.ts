import type { RequestListener } from 'node:http'

/** Some of what a request leaves behind where its answer is kept and never let go of (lines). */
const LEFT = 1_024

/** The control: the product, of which each request leaves something that is never let go of. */
export function leaking(app: RequestListener): RequestListener {
  const kept: string[][] = []
  return (req, res) => {
    kept.push(Array.from({ length: LEFT }, (_, place) => `${req.url}${place}`))
    return app(req, res)
  }
}
