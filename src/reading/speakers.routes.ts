import { Router } from 'express'
import type { ReadPool } from '../database/read-pool'
import { REDACTED } from '../proof/redaction'
import { redactionOf } from '../proof/redactions.queries'
import { idFrom, parsed } from '../web/parse'
import { notFound } from '../web/problems'
import { LARGEST_INTEGER } from '../web/row-numbers'
import { optionalLine } from '../web/text-fields'
import { visitorOf } from '../web/visitor'
import { words } from '../words/words'
import { cardsByIds } from './cards.queries'
import { linksOfClaims } from './links.queries'
import { idCursor, pageOf } from './paging'
import { passedOn } from './passed-on'
import { passedOnBySpeaker } from './passed-on.queries'
import { speakerInList, speakerListPage, speakerPage, speakerPageModel } from './speakers.pages'
import { cardsOfSpeaker, speakerById, speakersByName, speakersFound } from './speakers.queries'

const SoughtName = optionalLine(200)

/** Small letters, and nothing that means more than itself in LIKE. */
const forLike = (name: string) => name.toLowerCase().replace(/[\\%_]/g, '\\$&')

/**
 * Speakers by name, and one speaker's claims with what gainsays each. The list takes one query, a speaker five
 * (speaker, claims, what it passed on, links, the claims at their other ends).
 */
export function speakerRoutes({ pages }: { pages: ReadPool }) {
  const router = Router()

  router.get('/speakers', async (req, res) => {
    const name = parsed(SoughtName, req.query.name) ?? ''
    const after = idCursor(req.query.after) ?? 0
    const { shown, last } = pageOf(
      name === ''
        ? await pages.rows(speakersByName, [after])
        : await pages.rows(speakersFound, [after, forLike(name), name, visitorOf(res).mayEdit]),
    )
    speakerListPage.render(res, {
      title: 'Speakers',
      description: 'Persons, organisations and groups whose claims are recorded here.',
      section: '/speakers',
      name,
      speakers: shown.map(speakerInList),
      next: last && `/speakers?${new URLSearchParams({ ...(name && { name }), after: String(last.id) })}`,
    })
  })

  router.get('/speakers/:id', async (req, res) => {
    const id = idFrom(req.params.id, words.these.speaker)
    const before = idCursor(req.query.before)
    const [speaker, rows, passed] = await Promise.all([
      pages.row(speakerById, [id]),
      pages.rows(cardsOfSpeaker, [id, before ?? LARGEST_INTEGER]),
      before === null ? pages.rows(passedOnBySpeaker, [id]) : [],
    ])
    const { mayEdit } = visitorOf(res)
    if (speaker?.rootId) {
      if (!mayEdit && !(await hasPage(speaker.rootId))) throw notFound(words.these.speaker)
      // For good as far as anybody knows. No cache keeps it unasked (visitors), since a merging may be taken back.
      return res.redirect(301, `/speakers/${speaker.rootId}`)
    }
    const isPublic = speaker !== null && (speaker.claims > 0 || passed.length > 0)
    if (!speaker || !(isPublic || mayEdit)) throw notFound(words.these.speaker)
    const links = await pages.rows(linksOfClaims, [rows.map((row) => row.id)])
    const others = await pages.rows(cardsByIds, [[...new Set(links.map((link) => link.otherId))]])
    const redaction = speaker.name === REDACTED ? await pages.row(redactionOf, ['speaker', id]) : null
    const model = speakerPageModel(speaker, rows, links, others, before)
    speakerPage.render(res, { ...model, passedOn: passedOn(passed), redaction })
  })

  /** Whether readers are shown a speaker's page: they said something public, it was said for them, or they passed it on. */
  async function hasPage(id: number): Promise<boolean> {
    const [speaker, passed] = await Promise.all([pages.row(speakerById, [id]), pages.rows(passedOnBySpeaker, [id])])
    return speaker !== null && (speaker.claims > 0 || passed.length > 0)
  }

  return router
}
