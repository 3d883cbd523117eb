import { Router } from 'express'
import type { ReadPool } from '../database/read-pool'
import { parsed } from '../web/parse'
import { optionalLine } from '../web/text-fields'
import { visitorOf } from '../web/visitor'
import { words } from '../words/words'
import { idCursor, pageOf } from './paging'
import { speakerInList, speakerListAddress, speakerListPage } from './speakers.pages'
import { speakersByName, speakersFound } from './speakers.queries'
import { waysOfList } from './ways-of-pages'

const SoughtName = optionalLine(200)

/** Small letters, and nothing that means more than itself in LIKE. */
const forLike = (name: string) => name.toLowerCase().replace(/[\\%_]/g, '\\$&')

/** Speakers by name, those who are only described in a list of their own; each takes one query. */
export function speakerRoutes({ pages }: { pages: ReadPool }) {
  const router = Router()

  router.get('/speakers', async (req, res) => {
    const name = parsed(SoughtName, req.query.name) ?? ''
    const areDescribed = req.query.kind === 'described'
    const after = idCursor(req.query.after) ?? 0
    const { shown, last } = pageOf(
      name === ''
        ? await pages.rows(speakersByName, [after, areDescribed])
        : await pages.rows(speakersFound, [after, areDescribed, forLike(name), name, visitorOf(res).mayEdit]),
    )
    const { described } = words
    const here = speakerListAddress({ name, areDescribed, after })
    const lines = shown.map(({ id, name }) => ({ path: `/speakers/${id}`, name }))
    speakerListPage.render(res, {
      title: areDescribed ? described.listTitle : words.layout.speakers,
      description: areDescribed ? described.listLede : words.speaker.listed,
      section: '/speakers',
      canonical: here,
      waysOut: waysOfList(here, words.layout.speakers, lines),
      name,
      areDescribed,
      lists: [
        { words: described.named, href: speakerListAddress({ name, areDescribed: false }), isShown: !areDescribed },
        { words: described.listed, href: speakerListAddress({ name, areDescribed: true }), isShown: areDescribed },
      ],
      speakers: shown.map(speakerInList),
      next: last && speakerListAddress({ name, areDescribed, after: last.id }),
    })
  })

  return router
}
