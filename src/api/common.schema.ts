import { z } from 'zod'
import { STATES } from '../claims/claim'
import { LARGEST_INTEGER } from '../web/row-numbers'
import { answerShapes } from './components'

/** The number of a row in a body. */
export const IdMember = z
  .int('This is no number of a row.')
  .min(1, 'This is no number of a row.')
  .max(LARGEST_INTEGER, 'This is no number of a row.')

/** The number of a row in an answer. */
export const Id = z.int().min(1).max(LARGEST_INTEGER)

/** Two rows in a body, in any order. */
export const twoOf = (rows: string) =>
  z.array(IdMember, `Give a list of two ${rows}.`).length(2, `Name two ${rows}.`).describe(`Two ${rows}.`)

/** Two rows in an answer. */
export const Pair = z.array(Id).length(2)

export const Day = z.iso.date().nullable()
export const Time = z.iso.datetime().describe('UTC, to the microsecond.')
export const Version = z.int().min(1).describe('Counts up with every change; the ETag begins with it.')
export const Page = z.url().describe('Where people read it.')
export const StateName = z.enum(STATES)

/** What every row carries. */
export const rowMembers = { id: Id, page: Page, version: Version }
export const timeMembers = { createdAt: Time, updatedAt: Time }

/** What a PATCH needs to be one. */
export const namesSomething = (body: object) => Object.keys(body).length > 0
export const NOTHING_NAMED = 'Name at least one member to change.'

/** RFC 9457. */
export const ProblemDocument = z
  .looseObject({
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string().describe('What is wrong, in plain words.'),
    errors: z.record(z.string(), z.string()).optional().describe('A sentence for each member that was refused.'),
    candidates: z
      .array(
        z.strictObject({
          member: z.string(),
          speakers: z.array(
            z.strictObject({
              id: Id,
              name: z.string(),
              kind: z.string(),
              description: z.string().nullable(),
              role: z.string().nullable().describe('The latest.'),
              claim: z
                .strictObject({
                  id: Id,
                  saidOn: z.string().nullable(),
                  outlet: z.string().nullable(),
                  publishedOn: z.string().nullable(),
                })
                .nullable()
                .describe('Their newest claim.'),
            }),
          ),
        }),
      )
      .optional()
      .describe(
        'Who may be meant by a name that several bear: send one of the numbers, or `another` for somebody else.',
      ),
    reason: z.string().optional().describe('The public reason of a withdrawal.'),
    version: z.int().optional().describe('Of what was withdrawn: what If-Match wants to restore it.'),
  })
  .register(answerShapes, { id: 'Problem' })
