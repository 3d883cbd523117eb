import { type Response, Router } from 'express'
import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import { seeOther } from '../accounts/see-other'
import { signedIn } from '../accounts/visitor.middleware'
import { mayActAtOnce } from '../claims/at-once.queries'
import { speakerCandidates } from '../claims/speaker-candidates.queries'
import { mergeSpeakers, unmergeSpeaker } from '../links/merge-speakers.commands'
import { speakersLike } from '../speakers/speakers.queries'
import { idFrom, parsed } from '../web/parse'
import { notFound, unprocessable } from '../web/problems'
import { rowNumber, Version } from '../web/row-numbers'
import { optionalLine } from '../web/text-fields'
import { words } from '../words/words'
import { type SpeakerSide, speakerSide } from './speaker-sides.queries'
import { mergePage } from './speakers.pages'

const Unmerging = z.object({ version: Version })
const Merging = z.object({
  version: Version,
  into: rowNumber(words.speaker.chooseOther),
  intoVersion: rowNumber(words.speaker.stayingVersionMissing),
})
const Chosen = z.object({ into: optionalLine(10), q: optionalLine(200) })

/** Two speakers who turn out to be one, side by side before they are merged; and parting them again. */
export function mergeSpeakerRoutes({ db }: { db: EntityManager }) {
  const router = Router()

  router.get('/speakers/:id/merge', async (req, res) => {
    const speaker = await sideOr404(req.params.id)
    if (speaker.mergedIntoId !== null) return res.redirect(302, `/speakers/${speaker.id}`)
    const { into, q } = parsed(Chosen, req.query)
    await show(res, speaker, into === null ? null : await sideOr404(into), q ?? speaker.name)
  })

  router.post('/speakers/:id/merge', async (req, res) => {
    const speaker = await sideOr404(req.params.id)
    const { version, into, intoVersion } = parsed(Merging, req.body ?? {})
    const outcome = await mergeSpeakers(db, signedIn(res), speaker.id, version, into, intoVersion)
    if ('problem' in outcome)
      return show(res.status(422), speaker, await speakerSide(db, into), speaker.name, outcome.problem)
    const undo = { action: `/speakers/${speaker.id}/unmerge`, fields: { version: version + 1 } }
    await seeOther(req, res, `/speakers/${outcome.rootId}`, { text: words.speaker.isThisNow(speaker.name), undo })
  })

  router.post('/speakers/:id/unmerge', async (req, res) => {
    const speaker = await sideOr404(req.params.id)
    const { version } = parsed(Unmerging, req.body ?? {})
    const outcome = await unmergeSpeaker(db, signedIn(res), speaker.id, version)
    if ('problem' in outcome) {
      const { problem, bearer } = outcome
      throw unprocessable(
        problem,
        {},
        bearer && { text: words.speaker.see(bearer.name), path: `/speakers/${bearer.id}` },
      )
    }
    const was = speaker.mergedIntoId === null ? null : await speakerSide(db, speaker.mergedIntoId)
    const fields = { version: version + 1, into: was?.id ?? 0, intoVersion: was?.version ?? 0 }
    const undo = { action: `/speakers/${speaker.id}/merge`, fields }
    await seeOther(req, res, `/speakers/${speaker.id}`, { text: words.speaker.ofTheirOwn, undo })
  })

  async function sideOr404(id: unknown): Promise<SpeakerSide> {
    const side = await speakerSide(db, idFrom(id, words.these.speaker))
    if (!side) throw notFound(words.these.speaker)
    return side
  }

  async function show(
    res: Response,
    speaker: SpeakerSide,
    other: SpeakerSide | null,
    sought: string,
    problem: string | null = null,
  ) {
    const like = other ? [] : (await speakersLike(db, sought)).filter(({ id }) => id !== speaker.id)
    mergePage.render(res, {
      title: words.speaker.isSame(speaker.name),
      refusal: words.speaker.notMerged,
      section: '/speakers',
      speaker,
      other,
      words: sought,
      candidates: await speakerCandidates(
        db,
        like.map(({ id }) => id),
      ),
      mayMerge: await mayActAtOnce(db, signedIn(res)),
      problem,
    })
  }

  return router
}
