import { type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { mayActAtOnce } from '../claims/at-once.queries'
import { claimById } from '../claims/claims.commands'
import type { ReadPool } from '../database/read-pool'
import { joinClaims } from '../links/join-claims.commands'
import { planJoin } from '../links/join-plan.queries'
import { unjoinClaim } from '../links/unjoin-claim.commands'
import { cardsByIds } from '../reading/cards.queries'
import { type ClaimCard, claimCard } from '../reading/claim-card'
import { idFrom, parsed } from '../web/parse'
import { notFound, unprocessable } from '../web/problems'
import { rowNumber, Version, Versioned } from '../web/row-numbers'
import { whenStaleInWords } from '../web/when-stale'
import { words } from '../words/words'
import { findClaims, OFFERED } from '../workbench/claim-finder.queries'
import { typedValue } from '../workbench/typed-form'
import type { Read } from './desk-section'
import { duplicatePairs } from './duplicate-pairs'
import { duplicatesOfClaim } from './duplicates.queries'
import { chooseClaimPage, joinPage } from './join.pages'
import { differences, movesInWords, otherEnd, reportsInWords } from './joining-in-words'

const Joining = z.object({
  into: rowNumber(words.desk.chooseStaying),
  version: Version,
  intoVersion: rowNumber(words.desk.stayingVersionMissing),
})

/** Joining two claims: which, what it does, and doing it; and taking them apart. */
export function joinRoutes({ db, pages }: { db: EntityManager; pages: ReadPool }) {
  const router = Router()
  const read: Read = (query, values) => pages.rows(query, values)

  router.get('/claims/:id/join', async (req, res) => {
    const going = await cardOr404(idFrom(req.params.id, words.these.claim))
    if (req.query.into === undefined) return showChoice(res, going, typedValue(req.query.q))
    await showPlan(res, going.id, idFrom(req.query.into, words.these.otherClaim))
  })

  router.post('/claims/:id/join', async (req, res) => {
    const from = idFrom(req.params.id, words.these.claim)
    const { into, version, intoVersion } = parsed(Joining, req.body ?? {})
    const given = { from, fromVersion: version, into, intoVersion }
    // Shown again with what is there now: to join, one looks at both once more.
    const outcome = await joinClaims(db, signedIn(res), given).catch(whenStaleInWords)
    if ('stale' in outcome) return showPlan(res.status(409), from, into, outcome.stale)
    if ('problem' in outcome) return showPlan(res.status(422), from, into, outcome.problem)
    const undo = { action: `/claims/${from}/unjoin`, fields: { version: version + 1 } }
    await seeOther(req, res, `/claims/${into}`, { text: words.desk.joinedIntoThis(from), undo })
  })

  router.post('/claims/:id/unjoin', async (req, res) => {
    const claimId = idFrom(req.params.id, words.these.claim)
    const { version } = parsed(Versioned, req.body ?? {})
    const outcome = await unjoinClaim(db, signedIn(res), claimId, version)
    if ('problem' in outcome) throw unprocessable(outcome.problem)
    const into = await claimById(db, outcome.intoId)
    const undo = {
      action: `/claims/${claimId}/join`,
      fields: { into: into.id, version: version + 1, intoVersion: into.version },
    }
    const text = [words.desk.areTwoAgain(into.id, claimId), ...outcome.notes].join(' ')
    await seeOther(req, res, `/claims/${claimId}`, { text, undo })
  })

  async function showChoice(res: Response, claim: ClaimCard, sought: string) {
    const alike = await duplicatePairs(read, await read(duplicatesOfClaim, [claim.id]))
    const search = { words: sought, articleId: claim.quote?.articleId ?? 0, exceptClaimId: claim.id }
    const found = sought === '' ? [] : await findClaims(db, search)
    chooseClaimPage.render(res, {
      title: words.desk.join,
      section: '/desk',
      claim,
      words: sought,
      alike,
      found,
      foundMany: found.length === OFFERED,
    })
  }

  async function showPlan(res: Response, from: number, into: number, problem: string | null = null) {
    const plan = await planJoin(db, from, into)
    const refused = 'problem' in plan
    const ends = refused ? [] : plan.moves.map((move) => otherEnd(move.link, from))
    const cards = new Map((await read(cardsByIds, [[from, into, ...ends]])).map((row) => [row.id, claimCard(row)]))
    const [going, staying] = [cards.get(from), cards.get(into)]
    if (!going || !staying) throw notFound(words.claim.number(going ? into : from))
    joinPage.render(res, {
      title: words.desk.joinTwo,
      refusal: words.desk.notJoined,
      section: '/desk',
      going,
      staying,
      mayJoin: await mayActAtOnce(db, signedIn(res)),
      problem: problem ?? (refused ? plan.problem : null),
      plan: refused
        ? null
        : {
            reports: reportsInWords(plan.statementIds.length, into),
            moves: movesInWords({ from, into }, plan.moves, [...cards.values()]),
            differences: differences(staying, going),
          },
    })
  }

  async function cardOr404(claimId: number): Promise<ClaimCard> {
    const [row] = await read(cardsByIds, [[claimId]])
    if (!row) throw notFound(words.these.claim)
    return claimCard(row)
  }

  return router
}
