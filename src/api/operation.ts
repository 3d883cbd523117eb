import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import type { Account } from '../accounts/account.entity'
import type { Audience, TokenScope } from '../accounts/role'
import type { State } from '../claims/claim'
import type { PreparedQuery, ReadPool } from '../database/read-pool'
import type { PreparedLimit } from '../exports/prepared-limit'
import type { Preparing } from '../exports/preparing.client'
import type { Mailer } from '../mail/mail.client'
import type { WebhookParts } from '../webhooks/webhooks.commands'
import type { ReadFirst } from './read-first.middleware'

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

/** Whether a success is a change of what is there, something new, or only a reading. */
export type Success = 200 | 201

/** Runs a reader's query on the connection that fits whoever asks. */
export type Rows = <Row>(query: PreparedQuery<Row>, values: unknown[]) => Promise<Row[]>

/** What every operation is given. */
export interface Asked<Body, Query> {
  db: EntityManager
  rows: Rows
  /** The same over one moment, by indexes: for searching. */
  byIndex<Result>(work: (rows: Rows) => Promise<Result>): Promise<Result>
  /** The states of rows that whoever asks may see. */
  visible: readonly State[]
  /** Where the site is, without a slash at the end: in front of every address in an answer. */
  baseUrl: string
  mail: Mailer
  webhooks: WebhookParts
  /** What files are kept by. */
  preparing: Preparing
  /** How many of them somebody may have prepared. */
  prepared: PreparedLimit
  pages: ReadPool
  /** Of the token that was sent; null with a session. */
  tokenScope: TokenScope | null
  /** What was fetched or read for this request before its transaction began; null where nothing was. */
  readFirst: ReadFirst | null
  body: Body
  query: Query
}

/** The path's `:id`, if it has one. */
type WithId<Path extends string> = Path extends `${string}/:id${string}` ? { id: number } : unknown
/** The path's `:number`, if it has one: of something within the row. */
type WithNumber<Path extends string> = Path extends `${string}/:number${string}` ? { number: number } : unknown
/** The path's `:key`, if it has one: a UUID that leads to what stands in no list. */
type WithKey<Path extends string> = Path extends `${string}/:key${string}` ? { key: string } : unknown
/** The path's `:at`, if it has one: a point in time. */
type WithAt<Path extends string> = Path extends `${string}/:at` ? { at: string } : unknown
/** The path's `:section`, if it has one: one of those that the operation lists. */
type WithSection<Path extends string> = Path extends `${string}/:section` ? { section: string } : unknown
/** The version of `If-Match`, on a change of an existing row. */
type WithVersion<Changes extends boolean> = Changes extends true ? { version: number } : unknown
type WithAccount<For extends Audience> = For extends 'anyone' ? { account: Account | null } : { account: Account }

/** What comes back: a document, with the path it is at if it is new; or its new path. */
export type Answer = { document: object; location?: string; next?: string | null } | { movedTo: string }

/** What the router, the document and the page know of an operation. */
export interface Operation {
  /** OpenAPI's operationId: what a generated client calls it. */
  name: string
  method: Method
  path: string
  audience: Audience
  summary: string
  /** More than the summary says, in whole sentences. */
  description?: string
  body?: z.ZodType
  /** A body that is accepted, for the documentation; a test parses it. */
  example?: unknown
  query?: z.ZodType
  /** What the path's `:section` may be. */
  sections?: readonly string[]
  /** Whether it changes an existing row, and so needs `If-Match`. */
  changes?: boolean
  success: Success
  response: z.ZodType
  /** Statuses of refusals beyond those that follow from the rest, and what each means here. */
  refusals?: Partial<Record<308 | 404 | 409 | 410 | 422, string>>
  answer(asked: never): Promise<Answer>
}

/** Whether what is answered has a version of its own, which is then its `ETag` too: both documented and sent by this. */
export const hasVersion = ({ response }: Pick<Operation, 'response'>): boolean =>
  response instanceof z.ZodObject && 'version' in response.shape

/** An operation, its `answer` typed by what the rest of the definition says it will be given. */
export function operation<
  Path extends `/api/v1/${string}`,
  For extends Audience,
  Body extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Changes extends boolean = false,
>(
  definition: Omit<Operation, 'answer'> & {
    path: Path
    audience: For
    body?: Body
    example?: z.input<Body>
    query?: Query
    changes?: Changes
    answer(
      asked: Asked<z.output<Body>, z.output<Query>> &
        WithId<Path> &
        WithNumber<Path> &
        WithSection<Path> &
        WithKey<Path> &
        WithAt<Path> &
        WithVersion<Changes> &
        WithAccount<For>,
    ): Promise<Answer>
  },
): Operation {
  return definition
}
