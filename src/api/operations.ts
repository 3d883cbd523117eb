import { accountOperations } from './accounts.routes'
import { annotationOperations } from './annotations.routes'
import { articleOperations } from './articles.routes'
import { asOfOperations } from './as-of.routes'
import { chainOperations } from './chains.routes'
import { claimOperations } from './claims.routes'
import { commentOperations } from './comments.routes'
import { contradictionOperations } from './contradictions.routes'
import { copyOperations } from './copies.routes'
import { correctionOperations } from './corrections.routes'
import { deskOperations } from './desk.routes'
import { historyOperations } from './histories.routes'
import { joinOperations } from './joins.routes'
import { keptExportOperations } from './kept-exports.routes'
import { linkOperations } from './links.routes'
import { lookOperations } from './looks.routes'
import { matrixOperations } from './matrix.routes'
import { notificationOperations } from './notifications.routes'
import type { Operation } from './operation'
import { outletOperations } from './outlets.routes'
import { ownTokenOperations } from './own-tokens.routes'
import { recordOperations } from './record.routes'
import { redactionOperations } from './redactions.routes'
import { replyOperations } from './replies.routes'
import { reviewOperations } from './review.routes'
import { carryingOperations, revisionOperations } from './revisions.routes'
import { searchOperations } from './search.routes'
import { settingsOperations } from './settings.routes'
import { speakerOperations } from './speakers.routes'
import { statementOperations } from './statements.routes'
import { suggestionOperations } from './suggestions.routes'
import { taggingOperations } from './tagging.routes'
import { unansweredOperations } from './unanswered.routes'
import { undoOperations } from './undo.routes'
import { webhookOperations } from './webhooks.routes'
import { zoneOperations } from './zones.routes'

/** The whole API. The router, the policy, the OpenAPI document and the documentation page are all made from this. */
export const operationsByNoun: Record<string, Operation[]> = {
  Articles: [
    ...articleOperations,
    ...revisionOperations,
    ...zoneOperations,
    ...copyOperations,
    ...taggingOperations,
    ...annotationOperations,
    ...suggestionOperations,
  ],
  Speakers: [...speakerOperations, ...recordOperations],
  Statements: [...statementOperations, ...carryingOperations],
  Claims: [...claimOperations, ...joinOperations, ...lookOperations],
  Links: [...linkOperations, ...contradictionOperations],
  Chains: [...chainOperations, ...matrixOperations],
  Unanswered: unansweredOperations,
  Outlets: outletOperations,
  Settings: settingsOperations,
  Accounts: [...accountOperations, ...ownTokenOperations],
  Review: reviewOperations,
  Discussions: commentOperations,
  Notifications: notificationOperations,
  Replies: replyOperations,
  Corrections: correctionOperations,
  Search: searchOperations,
  Exports: keptExportOperations,
  Webhooks: webhookOperations,
  Desk: deskOperations,
  Histories: [...historyOperations, ...asOfOperations, ...redactionOperations],
  Undoing: undoOperations,
}

export const operations: Operation[] = Object.values(operationsByNoun).flat()
