import { Account } from './accounts/account.entity'
import { ApiToken } from './accounts/api-token.entity'
import { OneTimeLink } from './accounts/one-time-link.entity'
import { Annotation } from './annotations/annotation.entity'
import { Article } from './articles/article.entity'
import { Outlet } from './articles/outlet.entity'
import { Revision } from './articles/revision.entity'
import { ZoneRow } from './articles/zone.entity'
import { Chain } from './chains/chain.entity'
import { Claim } from './claims/claim.entity'
import { ClaimLikeness } from './claims/claim-likeness.entity'
import { ClaimLook } from './claims/claim-look.entity'
import { ClaimSpeaker } from './claims/claim-speaker.entity'
import { Hop } from './claims/hop.entity'
import { SpanRow } from './claims/span.entity'
import { Statement } from './claims/statement.entity'
import { ArticleLikeness } from './copies/article-likeness.entity'
import { Correction } from './corrections/correction.entity'
import { CorrectionSender } from './corrections/correction-sender.entity'
import { Reply } from './corrections/reply.entity'
import { Comment } from './discussion/comment.entity'
import { Handle } from './discussion/handle.entity'
import { Notification } from './discussion/notification.entity'
import { NotificationWay } from './discussion/notification-way.entity'
import { ArticleDistinction } from './distinctions/article-distinction.entity'
import { ClaimDistinction } from './distinctions/claim-distinction.entity'
import { HistoryPayload } from './history/history-payload.entity'
import { HistoryRow } from './history/history-row.entity'
import { IdempotencyKey } from './idempotency/idempotency-key.entity'
import { Capture } from './importing/capture.entity'
import { ImportJob } from './importing/import-job.entity'
import { ClaimJoin } from './links/claim-join.entity'
import { ClaimJoinItem } from './links/claim-join-item.entity'
import { Link } from './links/link.entity'
import { Checkpoint } from './proof/checkpoint.entity'
import { Redaction } from './proof/redaction.entity'
import { Seal } from './proof/seal.entity'
import { SealNode } from './proof/seal-node.entity'
import { SigningKeyRow } from './proof/signing-key.entity'
import { ReviewReturn } from './reviewing/review-return.entity'
import { Carrying } from './revising/carrying.entity'
import { DeskSettings } from './settings/settings.entity'
import { Speaker } from './speakers/speaker.entity'
import { SpeakerAlias } from './speakers/speaker-alias.entity'
import { SpeakerRole } from './speakers/speaker-role.entity'
import { UnsavedForm } from './unsaved/unsaved-form.entity'
import { Webhook } from './webhooks/webhook.entity'
import { WebhookDelivery } from './webhooks/webhook-delivery.entity'

/** Every table that TypeORM maps; a test compares each with the migrated database. */
export const entities = [
  Account,
  Annotation,
  ApiToken,
  Article,
  ArticleDistinction,
  ArticleLikeness,
  Capture,
  Carrying,
  Chain,
  Checkpoint,
  Claim,
  ClaimDistinction,
  ClaimJoin,
  ClaimJoinItem,
  ClaimLikeness,
  ClaimLook,
  ClaimSpeaker,
  Comment,
  Correction,
  CorrectionSender,
  DeskSettings,
  Handle,
  HistoryPayload,
  HistoryRow,
  Hop,
  IdempotencyKey,
  ImportJob,
  Link,
  Notification,
  NotificationWay,
  OneTimeLink,
  Outlet,
  Redaction,
  Reply,
  ReviewReturn,
  Revision,
  Seal,
  SealNode,
  SigningKeyRow,
  SpanRow,
  Speaker,
  SpeakerAlias,
  SpeakerRole,
  Statement,
  UnsavedForm,
  Webhook,
  WebhookDelivery,
  ZoneRow,
]
