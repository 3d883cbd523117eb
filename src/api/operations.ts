import { articleOperations } from './articles.routes'
import { chainOperations } from './chains.routes'
import { claimOperations } from './claims.routes'
import { joinOperations } from './joins.routes'
import { linkOperations } from './links.routes'
import type { Operation } from './operation'
import { speakerOperations } from './speakers.routes'
import { statementOperations } from './statements.routes'
import { taggingOperations } from './tagging.routes'

/** The whole API. The router, the policy, the OpenAPI document and the documentation page are all made from this. */
export const operationsByNoun: Record<string, Operation[]> = {
  Articles: [...articleOperations, ...taggingOperations],
  Speakers: speakerOperations,
  Statements: statementOperations,
  Claims: [...claimOperations, ...joinOperations],
  Links: linkOperations,
  Chains: chainOperations,
}

export const operations: Operation[] = Object.values(operationsByNoun).flat()
