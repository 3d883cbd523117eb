import { Accounts1764000000001 } from './1764000000001-accounts'
import { History1764000000002 } from './1764000000002-history'
import { Articles1764000000003 } from './1764000000003-articles'
import { Claims1764000000004 } from './1764000000004-claims'
import { LinksAndChains1764000000005 } from './1764000000005-links-and-chains'
import { SettingsAndRoles1764000000006 } from './1764000000006-settings-and-roles'
import { SpeakersAsTheyAre1764000000007 } from './1764000000007-speakers-as-they-are'
import { Hops1764000000008 } from './1764000000008-hops'
import { Zones1764000000009 } from './1764000000009-zones'
import { LinksSessionsTokens1764000000010 } from './1764000000010-links-sessions-tokens'
import { ReviewAndDiscussion1764000000011 } from './1764000000011-review-and-discussion'
import { Desk1764000000012 } from './1764000000012-desk'
import { CorrectionsAndReplies1764000000013 } from './1764000000013-corrections-and-replies'
import { Search1764000000014 } from './1764000000014-search'
import { OutletVersions1764000000015 } from './1764000000015-outlet-versions'
import { RepliesInReview1764000000017 } from './1764000000017-replies-in-review'
import { ForgottenLinks1764000000018 } from './1764000000018-forgotten-links'
import { MailLeases1764000000019 } from './1764000000019-mail-leases'
import { ClaimLooks1764000000020 } from './1764000000020-claim-looks'
import { IdempotencyKeys1764000000021 } from './1764000000021-idempotency-keys'
import { Images1764000000022 } from './1764000000022-images'
import { Proof1764000000023 } from './1764000000023-proof'
import { Redactions1764000000024 } from './1764000000024-redactions'
import { SearchPlannedOnce1764000000025 } from './1764000000025-search-planned-once'
import { ArticleWithdrawals1764000000026 } from './1764000000026-article-withdrawals'
import { SearchSpeakersHeld1764000000027 } from './1764000000027-search-speakers-held'
import { UnsavedForms1764000000028 } from './1764000000028-unsaved-forms'
import { Records1764000000030 } from './1764000000030-records'
import { Carryings1764000000032 } from './1764000000032-carryings'
import { Captures1764000000034 } from './1764000000034-captures'
import { Copies1764000000036 } from './1764000000036-copies'
import { WordsAtPlaces1764000000040 } from './1764000000040-words-at-places'
import { FingerprintsOfNewestTexts1764000000042 } from './1764000000042-fingerprints-of-newest-texts'
import { ErasedBytes1764000000043 } from './1764000000043-erased-bytes'
import { ComparedSpans1764000000044 } from './1764000000044-compared-spans'
import { TextLikenesses1764000000046 } from './1764000000046-text-likenesses'
import { SpeakersByRootInOrder1764000000048 } from './1764000000048-speakers-by-root-in-order'
import { Webhooks1764000000050 } from './1764000000050-webhooks'
import { KeptExports1764000000052 } from './1764000000052-kept-exports'
import { TextsInPart1764000000054 } from './1764000000054-texts-in-part'
import { Annotations1764000000056 } from './1764000000056-annotations'
import { NamesMadePublic1764000000057 } from './1764000000057-names-made-public'
import { SharesOfPreparedRoom1764000000059 } from './1764000000059-shares-of-prepared-room'
import { SnapshotsInHistory1764000000060 } from './1764000000060-snapshots-in-history'
import { WebhooksThatAnswerQuickly1764000000061 } from './1764000000061-webhooks-that-answer-quickly'
import { ProgressAndTries1764000000063 } from './1764000000063-progress-and-tries'
import { FilesPutOff1764000000065 } from './1764000000065-files-put-off'
import { WebhooksTellOnce1764000000066 } from './1764000000066-webhooks-tell-once'
import { SearchMadeAnewInBulk1764000000067 } from './1764000000067-search-made-anew-in-bulk'
import { WebhooksBeforeDeliveries1764000000068 } from './1764000000068-webhooks-before-deliveries'
import { SettledCounts1764000000069 } from './1764000000069-settled-counts'
import { FailuresFound1764000000071 } from './1764000000071-failures-found'
import { ServedWhileMigrated1764000000073 } from './1764000000073-served-while-migrated'

/** In the order they run. */
export const migrations = [
  Accounts1764000000001,
  History1764000000002,
  Articles1764000000003,
  Claims1764000000004,
  LinksAndChains1764000000005,
  SettingsAndRoles1764000000006,
  SpeakersAsTheyAre1764000000007,
  Hops1764000000008,
  Zones1764000000009,
  LinksSessionsTokens1764000000010,
  ReviewAndDiscussion1764000000011,
  Desk1764000000012,
  CorrectionsAndReplies1764000000013,
  Search1764000000014,
  OutletVersions1764000000015,
  RepliesInReview1764000000017,
  ForgottenLinks1764000000018,
  MailLeases1764000000019,
  ClaimLooks1764000000020,
  IdempotencyKeys1764000000021,
  Images1764000000022,
  Proof1764000000023,
  Redactions1764000000024,
  SearchPlannedOnce1764000000025,
  ArticleWithdrawals1764000000026,
  SearchSpeakersHeld1764000000027,
  UnsavedForms1764000000028,
  Records1764000000030,
  Carryings1764000000032,
  Captures1764000000034,
  Copies1764000000036,
  WordsAtPlaces1764000000040,
  FingerprintsOfNewestTexts1764000000042,
  ErasedBytes1764000000043,
  ComparedSpans1764000000044,
  TextLikenesses1764000000046,
  SpeakersByRootInOrder1764000000048,
  Webhooks1764000000050,
  KeptExports1764000000052,
  TextsInPart1764000000054,
  Annotations1764000000056,
  NamesMadePublic1764000000057,
  SharesOfPreparedRoom1764000000059,
  SnapshotsInHistory1764000000060,
  WebhooksThatAnswerQuickly1764000000061,
  ProgressAndTries1764000000063,
  FilesPutOff1764000000065,
  WebhooksTellOnce1764000000066,
  SearchMadeAnewInBulk1764000000067,
  WebhooksBeforeDeliveries1764000000068,
  SettledCounts1764000000069,
  FailuresFound1764000000071,
  ServedWhileMigrated1764000000073,
]
