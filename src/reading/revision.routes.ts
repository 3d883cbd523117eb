import { type Response, Router } from 'express'
import { articleGone } from '../articles/withdrawn-article'
import { withdrawnArticle } from '../claims/withdrawn-article.queries'
import type { ReadPool } from '../database/read-pool'
import { REDACTED } from '../proof/redaction'
import { redactionOf } from '../proof/redactions.queries'
import { idFrom } from '../web/parse'
import { notFound, Problem, redacted } from '../web/problems'
import { visitorOf } from '../web/visitor'
import { words } from '../words/words'
import { Differences } from './differences.queries'
import { idCursor } from './paging'
import { revisionPage, revisionPageModel } from './revision.pages'
import {
  carryingCounts,
  type RevisionRow,
  revisionByNumber,
  textOfRevision,
  toldCarryings,
  waitingCarryings,
} from './revision.queries'
import { MOST_COMPARED } from './text-difference'

/**
 * A captured text of an article: what it changed, and what became of each statement; and the text itself. Four queries (text, counts, what
 * readers are told, what waits for the desk), for whoever may see the texts whole one more, unless they were compared before.
 */
export function revisionRoutes({ pages }: { pages: ReadPool }) {
  const router = Router()
  const differences = new Differences(pages)

  // The text itself, as files of annotations name it: first, since the page's own pattern takes this address as well.
  router.get('/articles/:id/revisions/:number.txt', async (req, res) => {
    const { mayEdit } = visitorOf(res)
    const { revisionId, rights } = await shownRevision(req.params, mayEdit)
    // Of other people's text readers are told passages, in their context, and no more.
    if (rights === 'excerpts' && !mayEdit) throw new Problem(403, words.problems.notAllowed, words.article.notWhole)
    const found = await pages.row(textOfRevision, [revisionId])
    if (!found) throw notFound(words.these.revision)
    res.type('text/plain; charset=utf-8').send(found.text)
  })

  router.get('/articles/:id/revisions/:number', async (req, res) => {
    const { mayEdit } = visitorOf(res)
    const revision = await shownRevision(req.params, mayEdit)
    const behind = { waiting: idCursor(req.query.waiting), told: idCursor(req.query.told) }
    await show(res, revision, behind, mayEdit && req.query.difference === 'asked')
  })

  async function shownRevision(asked: { id: string; number: string }, mayEdit: boolean): Promise<RevisionRow> {
    const articleId = idFrom(asked.id, words.these.article)
    const number = idFrom(asked.number, words.these.revision)
    const revision = await pages.row(revisionByNumber, [articleId, number])
    if (revision?.headline === REDACTED) await refuseErased(pages, articleId)
    if (revision?.isWithdrawn) await refuseWithdrawn(pages, articleId, mayEdit)
    if (!revision || !(revision.isPublic || mayEdit)) throw notFound(words.these.revision)
    return revision
  }

  async function show(
    res: Response,
    revision: RevisionRow,
    behind: { waiting: number | null; told: number | null },
    isAsked: boolean,
  ) {
    const { mayEdit } = visitorOf(res)
    const { revisionId, previousId, rights } = revision
    const excerptsOnly = !mayEdit && rights === 'excerpts'
    const mayCompare = previousId !== null && !excerptsOnly
    const isLong = revision.length + (revision.previousLength ?? 0) > MOST_COMPARED
    const isTooLong = mayCompare && !isAsked && isLong
    const visible = mayEdit ? ['draft', 'published'] : ['published']
    const [counts, told, waiting, difference] = await Promise.all([
      pages.rows(carryingCounts, [revisionId, visible]),
      pages.rows(toldCarryings, [revisionId, visible, behind.told ?? 0]),
      mayEdit ? pages.rows(waitingCarryings, [revisionId, visible, behind.waiting ?? 0]) : [],
      mayCompare && !isTooLong ? differences.of(revision, previousId, isLong) : null,
    ])
    revisionPage.render(res, revisionPageModel({ revision, counts, told, waiting, difference, isTooLong, mayEdit }))
  }

  return router
}

async function refuseErased(pages: ReadPool, id: number) {
  const redaction = await pages.row(redactionOf, ['article', id])
  if (redaction) throw redacted(words.these.article, redaction.reason)
}

async function refuseWithdrawn(pages: ReadPool, id: number, mayEdit: boolean) {
  const withdrawn = await pages.row(withdrawnArticle, [id])
  if (!withdrawn || !(withdrawn.wasPublic || mayEdit)) throw notFound(words.these.article)
  throw articleGone(withdrawn.reason)
}
