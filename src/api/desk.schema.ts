import { z } from 'zod'
import { MOST_COUNTED } from '../desk/desk-section'
import { deskSections } from '../desk/sections'
import { Id, Page } from './common.schema'
import { answerShapes } from './components'
import { pageOf } from './paging.schema'

export const SECTION_NAMES = deskSections.map(({ name }) => name)

const sectionMembers = {
  name: z.enum(SECTION_NAMES).describe('What its own address ends with.'),
  page: Page,
  title: z.string(),
  what: z.string().describe('Why these are here, and what to do with them.'),
}

export const Desk = z
  .strictObject({
    sections: z
      .array(
        z.strictObject({
          ...sectionMembers,
          count: z.int().min(0).max(MOST_COUNTED).describe(`Counted up to ${MOST_COUNTED}.`),
          more: z.boolean().describe('Whether there are more than that.'),
        }),
      )
      .describe('In the order in which a day is best begun.'),
  })
  .register(answerShapes, { id: 'Desk' })

const DeskLine = z
  .strictObject({
    id: Id.describe(
      'Of what waits here: an article, a claim, a statement, …; of what was withdrawn, the entry of the history.',
    ),
    page: Page.describe('Where it is done.'),
    words: z.string(),
    language: z.string().nullable().describe('Of the words, BCP 47; null is English.'),
    about: z.string().describe('Whose, of when, from where, in words.'),
  })
  .register(answerShapes, { id: 'DeskLine' })

export const DeskSectionPage = z
  .strictObject({ ...sectionMembers, ...pageOf(DeskLine).shape })
  .register(answerShapes, { id: 'DeskSectionPage' })
