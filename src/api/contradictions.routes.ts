import { newestContradictions } from '../reading/home.queries'
import { ContradictionPage } from './claim.schema'
import { claimsByIds } from './claims.queries'
import { linksByIds } from './links.queries'
import { operation } from './operation'
import { PageQuery, pageFrom, valuesBefore } from './paging.schema'
import { linkDocument, withPage } from './present'

const listContradictions = operation({
  name: 'listContradictions',
  method: 'get',
  path: '/api/v1/contradictions',
  audience: 'anyone',
  summary: 'List contradictions, the newest first: links that deny, contradict, correct or walk back, with both claims',
  description: 'Whoever asks, what is published.',
  query: PageQuery,
  success: 200,
  response: ContradictionPage,
  async answer({ rows, query, baseUrl }) {
    const found = await rows(newestContradictions, valuesBefore(query))
    const { items, next } = pageFrom(found, query.limit)
    const published = ['published']
    const links = await rows(linksByIds, [published, items.map(({ id }) => id)])
    const claims = await rows(claimsByIds, [published, items.flatMap(({ fromId, toId }) => [fromId, toId])])
    const linkOf = new Map(links.map((link) => [link.id, linkDocument(baseUrl, link)]))
    const claimOf = new Map(claims.map((claim) => [claim.id, withPage(baseUrl, 'claims')(claim)]))
    const told = items.flatMap(({ id, fromId, toId, chainId }) => {
      const [link, answer, answered] = [linkOf.get(id), claimOf.get(fromId), claimOf.get(toId)]
      // One that went away between two queries is left out.
      return link && answer && answered ? [{ link, answer, answered, chainId }] : []
    })
    return { document: { items: told, next }, next }
  },
})

export const contradictionOperations = [listContradictions]
