import { type Request, type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import type { Policy } from '../accounts/policy'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { openArticle } from '../articles/withdrawn-article'
import { CodePoints } from '../quotes/code-points'
import { partOfText } from '../suggestions/part-of-text'
import { type FieldProblems, fieldProblems, idFrom, parsed } from '../web/parse'
import { notFound, unprocessable } from '../web/problems'
import { Versioned } from '../web/row-numbers'
import { words } from '../words/words'
import { type CarryingInHand, carryingInHand, textOfCarrying } from './carryings.queries'
import { reopenCarrying } from './reopen.commands'
import { pointingPage } from './revising.pages'
import { type Settlement, type SettlementOutcome, settleCarrying } from './settle.commands'
import { ConfirmationForm, type HopWords, PointingForm, spansGiven } from './settle.schema'

export const settlePolicy: Policy = {
  'POST /carryings/:id/confirmation': 'editor',
  'GET /carryings/:id/pointing': 'editor',
  'POST /carryings/:id/pointing': 'editor',
  'POST /carryings/:id/letting-go': 'editor',
  'POST /carryings/:id/reopening': 'editor',
}

/** What an editor makes of the statements that wait after a new text of their article. */
export function settleRoutes({ db }: { db: EntityManager }) {
  const router = Router()

  router.post('/carryings/:id/confirmation', async (req, res) => {
    const { version, candidate, inZone } = parsed(ConfirmationForm, req.body ?? {})
    await settleByButton(req, res, version, { as: 'confirmed', candidate, inZone })
  })

  router.post('/carryings/:id/letting-go', async (req, res) => {
    const { version } = parsed(Versioned, req.body ?? {})
    await settleByButton(req, res, version, { as: 'let_go' })
  })

  router.get('/carryings/:id/pointing', async (req, res) => {
    const carrying = await inHand(req.params.id)
    await show(res, carrying, { place: placeFrom(req.query.at), problems: {} })
  })

  router.post('/carryings/:id/pointing', async (req, res) => {
    const carrying = await inHand(req.params.id)
    const typed = asSent(req.body)
    // Another part of the text is asked for with the form, so that what was typed comes along; nothing is saved.
    const asked = placeFrom(req.body?.show)
    if (asked !== null) return show(res, carrying, { typed, place: asked, problems: {} })
    const place = placeFrom(req.body?.at)
    const form = PointingForm.safeParse(req.body ?? {})
    if (!form.success) return show(res.status(422), carrying, { typed, place, problems: fieldProblems(form.error) })
    const { version, inZone } = form.data
    const spans = spansGiven(form.data, hopWordsOf(carrying))
    const outcome = await settleCarrying(db, signedIn(res), carrying.id, version, { as: 'pointed', spans, inZone })
    if ('problems' in outcome) return show(res.status(422), carrying, { typed, place, problems: outcome.problems })
    await done(req, res, carrying, outcome)
  })

  router.post('/carryings/:id/reopening', async (req, res) => {
    const carrying = await inHand(req.params.id)
    const { version } = parsed(Versioned, req.body ?? {})
    const outcome = await reopenCarrying(db, signedIn(res), carrying.id, version)
    if ('problem' in outcome) throw unprocessable(outcome.problem)
    await seeOther(req, res, pathOf(carrying), { text: words.revisions.reopened })
  })

  async function settleByButton(req: Request, res: Response, version: number, settlement: Settlement) {
    const carrying = await inHand(req.params.id)
    const outcome = await settleCarrying(db, signedIn(res), carrying.id, version, settlement)
    if ('statementId' in outcome) return done(req, res, carrying, outcome)
    const { problems } = outcome
    // What an editor has to say first is asked on the page that has the words as they were found.
    const isAsked = settlement.as === 'confirmed' && !problems.candidate && !problems.form
    if (!isAsked) throw unprocessable(Object.values(problems).join(' '))
    await show(res.status(422), carrying, { candidate: settlement.candidate, problems })
  }

  async function done(
    req: Request,
    res: Response,
    carrying: CarryingInHand,
    { effect, version }: Extract<SettlementOutcome, { version: number }>,
  ) {
    const undo = { action: `/carryings/${carrying.id}/reopening`, fields: { version } }
    await seeOther(req, res, pathOf(carrying), { text: words.revisions.settled[effect], undo })
  }

  async function show(res: Response, carrying: CarryingInHand, form: FormToShow) {
    const { typed, candidate = 0, place, problems } = form
    const text = new CodePoints(await textOfCarrying(db, carrying))
    const found = carrying.candidates[candidate]?.find(({ part }) => part === 'content')
    const part = partOfText(text, place ?? found?.start ?? carrying.stoodAt)
    pointingPage.render(res, {
      title: words.revisions.pointTitle,
      refusal: words.revisions.notPointed,
      section: '/articles',
      carrying,
      back: pathOf(carrying),
      was: carrying.spans.filter(({ part }) => part === 'content').map((span) => span.words),
      hops: hopWordsOf(carrying).map(({ part }) => words.revisions.parts[part]),
      part,
      paragraphs: text
        .slice(part.start, part.end)
        .split('\n')
        .filter((line) => line.trim() !== ''),
      typed: typed ?? proposedFor(carrying, text, candidate),
      problems,
    })
  }

  async function inHand(given: unknown): Promise<CarryingInHand> {
    const carrying = await carryingInHand(db, idFrom(given, words.these.carrying))
    if (!carrying) throw notFound(words.these.carrying)
    return openArticle(carrying.articleId, carrying)
  }

  return router
}

const pathOf = ({ articleId, number }: CarryingInHand) => `/articles/${articleId}/revisions/${number}`

const hopWordsOf = ({ spans }: CarryingInHand): HopWords[] =>
  spans.flatMap(({ part, position }) => (part === 'hop_source' || part === 'hop_cue' ? [{ part, position }] : []))

/** The form's fields, several of a name as a list. */
type Typed = Record<string, string[]>

const asSent = (body: unknown): Typed =>
  Object.fromEntries(
    Object.entries((body ?? {}) as Record<string, unknown>).map(([name, sent]) => [name, [sent].flat().map(String)]),
  )

/** A place in the new text, as an address or the form has it; null where none is asked for. */
const placeFrom = (asked: unknown): number | null => (/^\d{1,8}$/.test(String(asked)) ? Number(asked) : null)

/** What the form is opened with: the words where they most likely are now, else as they were. */
function proposedFor(carrying: CarryingInHand, text: CodePoints, at: number): Typed {
  const candidate = carrying.candidates[at]?.map((span) => ({ ...span, words: text.slice(span.start, span.end) }))
  const spans = candidate ?? carrying.spans
  const of = (part: string, position?: number) =>
    spans
      .filter((span) => span.part === part && (position === undefined || span.position === position))
      .map((span) => span.words)
  const content = of('content')
  return {
    version: [String(carrying.version)],
    content,
    source: of('source'),
    cue: of('cue'),
    hop: hopWordsOf(carrying).map(({ part, position }) => of(part, position)[0] ?? ''),
  }
}

interface FormToShow {
  /** As somebody has typed it; else what is proposed, of which candidate. */
  typed?: Typed
  candidate?: number
  /** In the part of the text that is shown; else where it was found, or about where it stood. */
  place?: number | null
  problems: FieldProblems
}
