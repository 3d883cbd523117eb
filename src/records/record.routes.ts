import { Router } from 'express'
import type { ReadPool } from '../database/read-pool'
import { REDACTED } from '../proof/redaction'
import { redactionOf } from '../proof/redactions.queries'
import { dayCursor } from '../reading/paging'
import { idFrom } from '../web/parse'
import { visitorOf } from '../web/visitor'
import { words } from '../words/words'
import { passedOn } from './passed-on'
import { recordPage, recordPageModel } from './record.pages'
import { readNarrowing, readRecord, speakerWithRecord } from './record-parts.queries'

/**
 * A speaker's record. Seven queries for the first page of the whole (speaker, what they passed on, claims, counts, answers,
 * links, the claims at their other ends), five for any other page; up to three more where words or an answerer are asked
 * for, and one where a record is longer than what is counted, or a name was redacted.
 */
export function recordRoutes({ pages }: { pages: ReadPool }) {
  const router = Router()

  router.get('/speakers/:id', async (req, res) => {
    const id = idFrom(req.params.id, words.these.speaker)
    const after = dayCursor(req.query.after)
    const { mayEdit } = visitorOf(res)
    const found = await speakerWithRecord(pages, id, { mayEdit, isFirst: after === null })
    // For good as far as anybody knows. No cache keeps it unasked (visitors), since a merging may be taken back.
    if ('rootId' in found) return res.redirect(301, `/speakers/${found.rootId}`)
    const { speaker, passed } = found
    const narrowing = await readNarrowing(pages, req.query, id)
    const isNarrowed = Object.keys(narrowing.typed).length > 0
    // Each filter times each page would be as many addresses with the same claims: search engines get the whole record.
    if (isNarrowed || after) res.set('X-Robots-Tag', 'noindex, follow')
    if (Object.keys(narrowing.problems).length > 0) res.status(422)
    const parts = await readRecord(pages, speaker, narrowing, after)
    const redaction = speaker.name === REDACTED ? await pages.row(redactionOf, ['speaker', id]) : null
    const beside = { passedOn: passedOn(isNarrowed ? [] : passed), redaction, isFirst: after === null }
    recordPage.render(res, recordPageModel({ ...parts, ...beside }))
  })

  return router
}
