import { z } from 'zod'
import { HISTORIES } from '../reading/histories.queries'
import { UNDOABLE } from '../web/undo-form'
import { Id, Page, Version } from './common.schema'
import { answerShapes } from './components'
import { pageOf } from './paging.schema'

const HistoryEvent = z
  .strictObject({
    id: z.int().min(1).describe('Its row of history: `/transparency/inclusion/ID` proves it.'),
    at: z.iso.datetime().describe('UTC, to the millisecond.'),
    action: z.string().describe('The act’s own name.'),
    what: z.string().describe('The same in words.'),
    row: z
      .strictObject({ kind: z.enum([...HISTORIES, 'statement']), id: Id, page: Page })
      .describe('What it was done to: the row itself, or one that belongs to it.'),
    by: z
      .string()
      .nullable()
      .describe(
        'Whoever did it. To readers null, but where they made their name public; to the desk the command line.',
      ),
    differences: z
      .array(
        z.strictObject({
          name: z.string().describe('Of the field.'),
          label: z.string().describe('What the field is called on pages.'),
          before: z.string().nullable(),
          after: z.string().nullable(),
        }),
      )
      .describe('What the row said otherwise afterwards, in words. Readers are told what was public, and still is.'),
    untold: z.string().nullable().describe('Why there is nothing of it to tell, if that has to be said.'),
    undo: z
      .strictObject({ kind: z.enum(UNDOABLE), id: Id, version: Version })
      .nullable()
      .describe('To the desk, what `POST /api/v1/undo` takes it back by; null where it is not undone by itself.'),
  })
  .register(answerShapes, { id: 'HistoryEvent' })

export const History = z
  .strictObject({
    of: z.strictObject({ kind: z.enum(HISTORIES), id: Id }),
    page: Page,
    ...pageOf(HistoryEvent).shape,
    leftOut: z.string().nullable().describe('Where not all that belongs to it is told of: what is not, in words.'),
  })
  .register(answerShapes, { id: 'History' })
