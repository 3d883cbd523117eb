import { pageOfSection, waitingIn } from '../desk/desk.queries'
import { type DeskLine, type DeskSection, linesInOrder, MOST_COUNTED } from '../desk/desk-section'
import { deskSections } from '../desk/sections'
import { notFound } from '../web/problems'
import { Desk, DeskSectionPage, SECTION_NAMES } from './desk.schema'
import { operation } from './operation'
import { PageQuery, pageFrom, valuesBefore } from './paging.schema'

const waiting = waitingIn(deskSections)

const readDesk = operation({
  name: 'readDesk',
  method: 'get',
  path: '/api/v1/desk',
  audience: 'editor',
  summary: 'Read how much waits at the desk for you',
  success: 200,
  response: Desk,
  async answer({ rows, account, baseUrl }) {
    const found = new Map((await rows(waiting, [account.id])).map(({ name, count }) => [name, count]))
    const sections = deskSections.map((section) => {
      const count = found.get(section.name) ?? 0
      return { ...inBrief(baseUrl, section), count: Math.min(count, MOST_COUNTED), more: count > MOST_COUNTED }
    })
    return { document: { sections } }
  },
})

const listSection = operation({
  name: 'listDeskSection',
  method: 'get',
  path: '/api/v1/desk/:section',
  audience: 'editor',
  summary: 'List what waits in a section of the desk, the newest first',
  sections: SECTION_NAMES,
  query: PageQuery,
  success: 200,
  response: DeskSectionPage,
  async answer({ rows, account, section: name, query, baseUrl }) {
    const section = deskSections.find((known) => known.name === name)
    if (!section) throw notFound('This section')
    const page = pageFrom(await rows(pageOfSection(section), [account.id, ...valuesBefore(query)]), query.limit)
    const ids = page.items.map(({ id }) => id)
    const lines = await linesInOrder(section, rows, ids, account.id)
    const items = lines.map((line) => lineDocument(baseUrl, line))
    return { document: { ...inBrief(baseUrl, section), items, next: page.next }, next: page.next }
  },
})

const inBrief = (baseUrl: string, { name, title, what }: DeskSection) => ({
  name,
  page: `${baseUrl}/desk/${name}`,
  title,
  what,
})

const lineDocument = (baseUrl: string, { id, href, words, language, meta }: DeskLine) => ({
  id,
  page: `${baseUrl}${href}`,
  words,
  language,
  about: meta,
})

export const deskOperations = [readDesk, listSection]
