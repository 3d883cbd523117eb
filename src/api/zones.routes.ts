import type { z } from 'zod'
import { articleWithText } from '../articles/articles.queries'
import { placeZone } from '../articles/place-zones'
import { openArticle } from '../articles/withdrawn-article'
import { besideZones, type Zone } from '../articles/zone'
import { zonesOfRevision } from '../articles/zones.queries'
import { proposeZones } from '../boilerplate/propose-zones'
import { markZones } from '../claims/zones.commands'
import { CodePoints } from '../quotes/code-points'
import type { FieldProblems } from '../web/parse'
import { unprocessable } from '../web/problems'
import { Article } from './article.schema'
import { articleDocument } from './articles.routes'
import { refusedFields } from './field-refusals'
import { operation } from './operation'
import { PageQuery } from './paging.schema'
import { requireVersion } from './row-guards'
import { ProposedZones, ZoneMarking } from './zone.schema'

const proposedZones = operation({
  name: 'readProposedZones',
  method: 'get',
  path: '/api/v1/articles/:id/zones/proposed',
  audience: 'editor',
  summary: 'Read what of the text seems not to be the article’s own',
  description:
    'Worked out from the text of the newest revision each time it is asked for, by rules; nothing is kept. What is right ' +
    'of it, and the zones there are already, are marked with `markZones`.',
  success: 200,
  response: ProposedZones,
  refusals: { 410: 'It has been withdrawn.' },
  async answer({ db, id }) {
    const article = openArticle(id, await articleWithText(db, id))
    const zones = besideZones(
      proposeZones(article.text, article.language),
      await zonesOfRevision(db, article.revisionId),
    )
    return { document: { revision: article.revision, zones } }
  },
})

const putZones = operation({
  name: 'markZones',
  method: 'put',
  path: '/api/v1/articles/:id/zones',
  audience: 'editor',
  summary: 'Mark what of the text is not the article’s own',
  description:
    'Appeals, navigation, readers’ comments, captions. All zones of the newest revision are given at once, each by its ' +
    'place in code points or by the words it begins and ends with. Statements that would lie in one are refused unless ' +
    '`inZone` names them; the refusal’s `statements` tells which they are.',
  body: ZoneMarking,
  example: {
    zones: [
      { kind: 'appeal', start: 0, end: 27 },
      { kind: 'comments', first: 'Two thoughts on', last: 'Comments are closed.' },
    ],
    inZone: [12],
  },
  changes: true,
  success: 200,
  response: Article,
  refusals: { 410: 'It has been withdrawn.' },
  async answer(asked) {
    const { db, account, id, version, body } = asked
    const article = openArticle(id, await articleWithText(db, id))
    requireVersion(article, version, 'this article')
    const placed = placeZones(article.text, body.zones)
    if ('problems' in placed) throw refusedFields(placed.problems)
    const outcome = await markZones(db, account, id, version, placed.zones, body.inZone)
    if ('problems' in outcome) {
      const errors = outcome.problems
      throw unprocessable(Object.values(errors).join(' '), { errors, statements: outcome.within })
    }
    const document = await articleDocument(asked, id, PageQuery.parse({}))
    return { document }
  },
})

function placeZones(
  wholeText: string,
  given: z.output<typeof ZoneMarking>['zones'],
): { zones: Zone[] } | { problems: FieldProblems } {
  const text = new CodePoints(wholeText)
  const zones: Zone[] = []
  const problems: FieldProblems = {}
  for (const [number, { kind, start, end, first, last }] of given.entries()) {
    if (start !== undefined && end !== undefined) {
      zones.push({ kind, start, end })
      continue
    }
    const placed = placeZone(text, { first, last })
    if ('place' in placed) zones.push({ kind, ...placed.place })
    else
      for (const [member, problem] of Object.entries(placed.problems)) problems[`zones.${number}.${member}`] = problem
  }
  return Object.keys(problems).length > 0 ? { problems } : { zones }
}

export const zoneOperations = [proposedZones, putZones]
