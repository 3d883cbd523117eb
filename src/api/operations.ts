import { articleOperations } from './articles.routes'
import { chainOperations } from './chains.routes'
import { claimOperations } from './claims.routes'
import { correctionOperations } from './corrections.routes'
import { linkOperations } from './links.routes'
import type { Operation } from './operation'
import { replyOperations } from './replies.routes'
import { speakerOperations } from './speakers.routes'
import { statementOperations } from './statements.routes'

/** The whole API. The router, the policy, the OpenAPI document and the documentation page are all made from this. */
export const operationsByNoun: Record<string, Operation[]> = {
  Articles: articleOperations,
  Speakers: speakerOperations,
  Statements: statementOperations,
  Claims: claimOperations,
  Links: linkOperations,
  Chains: chainOperations,
  Replies: replyOperations,
  Corrections: correctionOperations,
}

export const operations: Operation[] = Object.values(operationsByNoun).flat()
