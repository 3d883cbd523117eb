import type { RequestListener } from 'node:http'

/** Some of what a request leaves behind where its answer is kept and never let go of (bytes). */
const LEFT = 2_048

/** The control: the product, of which each request leaves something that is never let go of. */
export function leaking(app: RequestListener): RequestListener {
  const kept: string[][] = []
  return (req, res) => {
    kept.push(Array.from({ length: LEFT / 8 }, (_, place) => `${req.url}${place}`))
    return app(req, res)
  }
}
