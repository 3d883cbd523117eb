import { cardsByIds } from '../../src/reading/cards.queries'
import { linksOfClaims } from '../../src/reading/links.queries'
import { passedOn } from '../../src/reading/passed-on'
import { passedOnBySpeaker } from '../../src/reading/passed-on.queries'
import { speakerPageModel } from '../../src/reading/speakers.pages'
import { cardsOfSpeaker, speakerById } from '../../src/reading/speakers.queries'
import { LARGEST_INTEGER } from '../../src/web/row-numbers'
import type { BarePage } from './app'

/** A speaker with the newest of their claims. */
export const speaker: BarePage = async (rows, req) => {
  const id = Number(req.params.id)
  const [[speaker], cards, passed] = await Promise.all([
    rows(speakerById, [id]),
    rows(cardsOfSpeaker, [id, LARGEST_INTEGER]),
    rows(passedOnBySpeaker, [id]),
  ])
  if (!speaker) throw new Error('no such speaker')
  const links = await rows(linksOfClaims, [cards.map((card) => card.id)])
  const others = await rows(cardsByIds, [[...new Set(links.map((link) => link.otherId))]])
  const model = speakerPageModel(speaker, cards, links, others, null)
  return { view: 'reading/speaker', model: { ...model, passedOn: passedOn(passed), redaction: null } }
}
