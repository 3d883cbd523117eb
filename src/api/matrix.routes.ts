import {
  type AnsweredRow,
  type LinkedRow,
  type MatrixRows,
  MOST_LINKED,
  MOST_SPEAKERS,
  matrixOf,
} from '../records/matrix.queries'
import { standOf } from '../records/matrix-place'
import { couldBeSilent, silentOn } from '../records/matrix-silence'
import { claimsByIds } from './claims.queries'
import { livingChain, NO_LIVING_CHAIN } from './living-chain.queries'
import { Matrix } from './matrix.schema'
import { operation } from './operation'
import { withPage } from './present'

const readMatrix = operation({
  name: 'readMatrixOfChain',
  method: 'get',
  path: '/api/v1/chains/:id/matrix',
  audience: 'anyone',
  summary: 'Read who answered what in a chain',
  description:
    'Whoever asks, what is published. That somebody is silent means that nothing of theirs is on record here.',
  success: 200,
  response: Matrix,
  refusals: NO_LIVING_CHAIN,
  async answer(asked) {
    const { rows, id, baseUrl } = asked
    const chain = await livingChain(asked, '/matrix')
    if ('movedTo' in chain) return chain
    const found = await matrixOf(rows, chain.componentId)
    const claims = await rows(claimsByIds, [['published'], found.rows.map((row) => row.id)])
    const byId = new Map(claims.map((claim) => [claim.id, withPage(baseUrl, 'claims')(claim)]))
    const document = {
      chain: withPage(baseUrl, 'chains')({ id, title: chain.title }),
      page: `${baseUrl}/chains/${id}/matrix`,
      answered: found.rows[0]?.total ?? 0,
      rows: found.rows.flatMap((row) => {
        const claim = byId.get(row.id)
        return claim ? [{ claim, ...rowDocument(baseUrl, row, found) }] : []
      }),
      speakers: found.speakers.slice(0, MOST_SPEAKERS),
      moreSpeakers: found.speakers.length > MOST_SPEAKERS,
    }
    return { document }
  },
})

function rowDocument(baseUrl: string, row: AnsweredRow, { linked, heard, speakers }: MatrixRows) {
  const own = linked.filter(({ claimId }) => claimId === row.id)
  const named = couldBeSilent(speakers)
  const silent =
    named &&
    silentOn(
      row,
      heard.find(({ claimId }) => claimId === row.id),
      named,
    )
  return {
    stands: [
      {
        stand: row.toldBy === null ? ('says' as const) : ('through' as const),
        ...{ claim: placed(baseUrl, row.id), speakers: row.speakers.map(somebody), toldBy: row.toldBy, link: null },
      },
      ...own.slice(0, MOST_LINKED).flatMap((other) => standDocument(baseUrl, other)),
    ],
    moreLinks: own.length > MOST_LINKED,
    silent: silent?.map(somebody) ?? null,
  }
}

/** None where the row's claim answers theirs: that they were answered is no stand of theirs. */
function standDocument(baseUrl: string, other: LinkedRow) {
  const { otherId, relation, answers, speakers, toldBy } = other
  const stand = standOf(other)
  if (stand === null) return []
  return [
    {
      stand,
      ...{ claim: placed(baseUrl, otherId), speakers: speakers.map(somebody), toldBy, link: { relation, answers } },
    },
  ]
}

const placed = (baseUrl: string, id: number) => withPage(baseUrl, 'claims')({ id })
const somebody = ({ id, name }: { id: number; name: string }) => ({ id, name })

export const matrixOperations = [readMatrix]
