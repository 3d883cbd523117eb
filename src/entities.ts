import { Account } from './accounts/account.entity'
import { ApiToken } from './accounts/api-token.entity'
import { Article } from './articles/article.entity'
import { Outlet } from './articles/outlet.entity'
import { Revision } from './articles/revision.entity'
import { Chain } from './chains/chain.entity'
import { Claim } from './claims/claim.entity'
import { ClaimSpeaker } from './claims/claim-speaker.entity'
import { SpanRow } from './claims/span.entity'
import { Statement } from './claims/statement.entity'
import { Correction } from './corrections/correction.entity'
import { CorrectionSender } from './corrections/correction-sender.entity'
import { Reply } from './corrections/reply.entity'
import { HistoryPayload } from './history/history-payload.entity'
import { HistoryRow } from './history/history-row.entity'
import { Link } from './links/link.entity'
import { DeskSettings } from './settings/settings.entity'
import { Speaker } from './speakers/speaker.entity'

/** Every table that TypeORM maps; a test compares each with the migrated database. */
export const entities = [
  Account,
  ApiToken,
  Article,
  Chain,
  Claim,
  ClaimSpeaker,
  Correction,
  CorrectionSender,
  DeskSettings,
  HistoryPayload,
  HistoryRow,
  Link,
  Outlet,
  Reply,
  Revision,
  SpanRow,
  Speaker,
  Statement,
]
