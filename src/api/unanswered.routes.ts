import { repliesOfClaims } from '../corrections/replies.queries'
import { linksOfClaims } from '../reading/links.queries'
import { FACETS, unknownFilters } from '../records/unanswered.pages'
import { findUnanswered, type Unanswered } from '../records/unanswered.queries'
import { claimsByIds } from './claims.queries'
import { refusedFields } from './field-refusals'
import { withLinks } from './link-in-brief'
import { operation } from './operation'
import { withPage } from './present'
import { countTold } from './search.routes'
import { UnansweredPage, UnansweredPageQuery } from './unanswered.schema'

const listUnanswered = operation({
  name: 'listUnanswered',
  method: 'get',
  path: '/api/v1/unanswered',
  audience: 'anyone',
  summary: 'List claims that nobody has answered, the newest said first',
  description:
    'What is asserted, and what no published link denies, contradicts, corrects or walks back: among the claims here, which are ' +
    'not all that were ever made. Whoever asks, what is published.',
  query: UnansweredPageQuery,
  success: 200,
  response: UnansweredPage,
  async answer({ rows, byIndex, query: { cursor, limit, ...asked }, baseUrl }) {
    const { filters, found, names } = await byIndex((rows) => findUnanswered(rows, asked, cursor, limit))
    const problems = unknownFilters(asked, { filters, found, names })
    if (Object.keys(problems).length > 0) throw refusedFields(problems)
    const claims = await rows(claimsByIds, [['published'], found.ids])
    const links = await rows(linksOfClaims, [found.ids])
    const replies = await rows(repliesOfClaims, [found.ids])
    const replied = new Set(replies.map(({ claimId }) => claimId))
    const byId = new Map(withLinks(baseUrl, claims, links).map((claim) => [claim.id, claim]))
    const items = found.ids
      .flatMap((id) => byId.get(id) ?? [])
      .map((claim) => ({ ...withPage(baseUrl, 'claims')(claim), hasReplies: replied.has(claim.id) }))
    return {
      document: { count: countTold(found.count), items, facets: facetsOf({ found, names }), next: found.next },
      next: found.next,
    }
  },
})

function facetsOf({ found, names }: Pick<Unanswered, 'found' | 'names'>) {
  return FACETS.flatMap((filter) =>
    found.marks
      .filter(({ mark }) => mark.startsWith(`${filter}:`))
      .map(({ mark, count }) => ({
        filter,
        value: mark.slice(filter.length + 1),
        name: names.get(mark) ?? null,
        count,
      })),
  )
}

export const unansweredOperations = [listUnanswered]
