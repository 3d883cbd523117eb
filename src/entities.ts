import { Account } from './accounts/account.entity'
import { ApiToken } from './accounts/api-token.entity'
import { Article } from './articles/article.entity'
import { Outlet } from './articles/outlet.entity'
import { Revision } from './articles/revision.entity'
import { Chain } from './chains/chain.entity'
import { Claim } from './claims/claim.entity'
import { ClaimDistinction } from './claims/claim-distinction.entity'
import { ClaimLikeness } from './claims/claim-likeness.entity'
import { ClaimSpeaker } from './claims/claim-speaker.entity'
import { SpanRow } from './claims/span.entity'
import { Statement } from './claims/statement.entity'
import { HistoryPayload } from './history/history-payload.entity'
import { HistoryRow } from './history/history-row.entity'
import { ClaimJoin } from './links/claim-join.entity'
import { ClaimJoinItem } from './links/claim-join-item.entity'
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
  ClaimDistinction,
  ClaimJoin,
  ClaimJoinItem,
  ClaimLikeness,
  ClaimSpeaker,
  DeskSettings,
  HistoryPayload,
  HistoryRow,
  Link,
  Outlet,
  Revision,
  SpanRow,
  Speaker,
  Statement,
]
