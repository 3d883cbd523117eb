import type { InHand } from '../database/in-hand'

/** A request that has ended, as traces are told of it. */
export interface EndedRequest {
  hand: InHand
  method: string
  /** "/claims/:id"; null: there is no such page. */
  route: string | null
  /** Without its query, and without what is secret in it; null where there is no such page. */
  path: string | null
  /** 0: the connection broke before an answer. */
  status: number
  ms: number
  /** W3C’s `traceparent`, where a proxy that is believed sent one. */
  parent: string | null
}
