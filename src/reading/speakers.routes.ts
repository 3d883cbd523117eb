import { Router } from 'express'
import type { ReadPool } from '../database/read-pool'
import { idFrom } from '../web/parse'
import { notFound } from '../web/problems'
import { visitorOf } from '../web/visitor'
import { cardsByIds } from './cards.queries'
import { linksOfClaims } from './links.queries'
import { idCursor, pageOf } from './paging'
import { passedOn } from './passed-on'
import { passedOnBySpeaker } from './passed-on.queries'
import { speakerInList, speakerListPage, speakerPage, speakerPageModel } from './speakers.pages'
import { cardsOfSpeaker, speakerById, speakersByName } from './speakers.queries'

const LARGEST_ID = 2_147_483_647

/**
 * Speakers by name, and one speaker's claims with what gainsays each. The list takes one query, a speaker five
 * (speaker, claims, what it passed on, links, the claims at their other ends).
 */
export function speakerRoutes({ pages }: { pages: ReadPool }) {
  const router = Router()

  router.get('/speakers', async (req, res) => {
    const { shown, last } = pageOf(await pages.rows(speakersByName, [idCursor(req.query.after) ?? 0]))
    speakerListPage.render(res, {
      title: 'Speakers',
      description: 'Persons, organisations and groups whose claims are recorded here.',
      section: '/speakers',
      speakers: shown.map(speakerInList),
      next: last && `/speakers?after=${last.id}`,
    })
  })

  router.get('/speakers/:id', async (req, res) => {
    const id = idFrom(req.params.id, 'This speaker')
    const before = idCursor(req.query.before)
    const [speaker, rows, passed] = await Promise.all([
      pages.row(speakerById, [id]),
      pages.rows(cardsOfSpeaker, [id, before ?? LARGEST_ID]),
      before === null ? pages.rows(passedOnBySpeaker, [id]) : [],
    ])
    const isPublic = speaker !== null && (speaker.claims > 0 || passed.length > 0)
    if (!speaker || !(isPublic || visitorOf(res).mayEdit)) throw notFound('This speaker')
    const links = await pages.rows(linksOfClaims, [rows.map((row) => row.id)])
    const others = await pages.rows(cardsByIds, [[...new Set(links.map((link) => link.otherId))]])
    speakerPage.render(res, { ...speakerPageModel(speaker, rows, links, others, before), passedOn: passedOn(passed) })
  })

  return router
}
