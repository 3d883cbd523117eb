import { operations } from '../../src/api/operations'
import { policy } from '../../src/routes'

/** Why a page does what no script does. */
const ALONE = {
  people:
    'Signing in, passwords and sessions are people’s: a script has a token, which a person makes on the account page.',
  typing: 'A form as it is typed, or a proposal that is taken into it: a script sends what it means at once.',
  importing: 'An import of many articles waits on pages for its editor’s look: a script reads and sends one by one.',
  looking:
    'A passage that was taken over waits for an editor’s look beside the text: a script sends what it means, or nothing.',
  readers: 'Readers ask for it without an account, by a form that is sealed against programs.',
  shutting: 'An admin’s script shuts the whole account out, and lets it in again.',
} as const

/**
 * Every change that a page makes, and the operations by which a script does the same; or why none does. A new form is in neither, and
 * fails here until somebody has said which.
 */
const PAGES: Record<string, readonly string[] | keyof typeof ALONE> = {
  'POST /signin': 'people',
  'POST /signout': 'people',
  'POST /forgotten': 'people',
  'POST /welcome/:token': 'people',
  'POST /account/password': 'people',
  'POST /account/public-name': ['changeSelf'],
  'POST /account/sessions/end': 'people',
  'POST /account/sessions/:session/end': 'people',
  'POST /account/tokens': 'people',
  'POST /account/tokens/revocation': ['listTokens', 'revokeToken'],
  'POST /account/tokens/:token/revocation': ['revokeToken'],
  'POST /account/webhooks': ['addWebhook'],
  'POST /account/webhooks/:id/state': ['changeWebhook'],
  'POST /account/webhooks/:id/secret': ['rotateWebhookSecret'],
  'POST /account/webhooks/:id/try': ['tryWebhook'],
  'POST /account/webhooks/:id/removal': ['removeWebhook'],
  'POST /account/webhooks/:id/deliveries/:number/retry': ['retryWebhookDelivery'],
  'POST /accounts': ['inviteAccount'],
  'POST /accounts/:id': ['changeAccount'],
  'POST /accounts/:id/disabling': ['disableAccount'],
  'POST /accounts/:id/enabling': ['enableAccount'],
  'POST /accounts/:id/link': ['makeOneTimeLink'],
  'POST /accounts/:id/sessions/end': 'shutting',
  'POST /accounts/:id/sessions/:session/end': 'shutting',
  'POST /accounts/:id/tokens/:token/revocation': 'shutting',
  'POST /settings': ['changeSettings'],
  'POST /outlets/:id': ['changeOutlet'],
  'POST /outlets/:id/speaker': ['addSpeakerOfOutlet'],

  'POST /articles': ['readUntaken', 'addArticle'],
  'POST /captures/:id': ['readUntaken', 'addArticle'],
  'POST /captures/:id/revision': ['addRevision'],
  'POST /imports/:id/cancellation': 'importing',
  'POST /imports/:id/retry': 'importing',
  'POST /articles/:id': ['changeArticle'],
  'POST /articles/:id/revisions': ['addRevision'],
  'POST /articles/:id/withdrawal': ['withdrawArticle'],
  'POST /articles/:id/restoration': ['restoreArticle'],
  'POST /articles/:id/zones': ['markZones'],
  'POST /articles/:id/zones/proposed': ['readProposedZones', 'markZones'],
  'POST /articles/:id/zones/kind': ['markZones'],
  'POST /articles/:id/zones/removal': ['markZones'],
  'POST /articles/:id/zones/restoration': ['markZones'],
  'POST /articles/:id/copy-of': ['setCopyOf'],
  'POST /articles/:id/own-origin': ['leaveOrigin'],
  'POST /articles/:id/distinctions': ['tellArticlesApart'],
  'POST /article-distinctions/:id/withdrawal': ['takeArticleDistinctionBack'],
  'POST /articles/:id/assignment': ['assignArticle', 'unassignArticle'],
  'POST /articles/:id/completion': ['markTaggingDone'],
  'POST /articles/:id/reopening': ['reopenTagging'],
  'POST /carryings/:id/confirmation': ['settleCarrying'],
  'POST /carryings/:id/pointing': ['settleCarrying'],
  'POST /carryings/:id/letting-go': ['settleCarrying'],
  'POST /carryings/:id/reopening': ['reopenCarrying'],

  'POST /speakers': ['addSpeaker'],
  'POST /speakers/:id': ['changeSpeaker'],
  'POST /speakers/:id/merge': ['mergeSpeaker'],
  'POST /speakers/:id/unmerge': ['unmergeSpeaker'],

  'POST /unsaved': 'typing',
  'POST /unsaved/:id/discard': 'typing',
  'POST /articles/:id/annotate': 'typing',
  'POST /articles/:id/annotations': ['takeAnnotationsOver'],
  'POST /articles/:id/annotations/:number/dismissal': 'looking',
  'POST /articles/:id/annotations/:number/restoration': 'looking',
  'POST /articles/:id/statements': ['suggestStatements', 'recordStatement'],
  'POST /statements/:id': ['changeStatement', 'changeClaim'],
  'POST /statements/:id/split': ['splitOffStatement'],
  'POST /statements/:id/withdrawal': ['withdrawStatement'],
  'POST /statements/:id/restoration': ['restoreStatement'],
  'POST /claims/:id/withdrawal': ['withdrawClaim'],
  'POST /claims/:id/restoration': ['restoreClaim'],
  'POST /claims/:id/join': ['joinClaims'],
  'POST /claims/:id/unjoin': ['takeClaimsApart'],
  'POST /claims/:id/distinctions': ['listDuplicates', 'tellClaimsApart'],
  'POST /distinctions/:id/withdrawal': ['takeDistinctionBack'],
  'POST /claims/:id/looks': ['findClaimRight'],
  'POST /claims/:id/looks/withdrawal': ['takeLookBack'],
  'POST /claims/:id/links': ['linkClaims'],
  'POST /links/:id/withdrawal': ['withdrawLink'],
  'POST /links/:id/restoration': ['restoreLink'],
  'POST /chains/:id/title': ['nameChain'],
  'POST /undo': ['undo'],

  'POST /review/publications': ['listDrafts', 'publishStatement', 'publishLink', 'publishReply'],
  'POST /review/returns': ['sendStatementBack', 'sendLinkBack', 'sendReplyBack'],
  'POST /statements/:id/draft': ['takeBackStatement'],
  'POST /claims/:id/draft': ['takeBackClaim'],
  'POST /links/:id/draft': ['takeBackLink'],
  'POST /claims/:id/discussion': ['commentOnClaim'],
  'POST /links/:id/discussion': ['commentOnLink'],
  'POST /comments/:id/withdrawal': ['withdrawComment'],
  'POST /notifications/:id/reading': ['readNotification'],
  'POST /notifications/readings': ['readNotifications'],
  'POST /notifications/mail': ['chooseNotificationMails'],
  'POST /claims/:id/correction': 'readers',
  'POST /corrections/:id/answer': ['closeCorrection'],
  'POST /corrections/:id/taking': ['takeCorrection'],
  'POST /corrections/:id/release': ['releaseCorrection'],
  'POST /corrections/:id/reopening': ['reopenCorrection'],
  'POST /corrections/:id/erasure': ['eraseCorrectionSender'],
  'POST /claims/:id/replies': ['addReply'],
  'POST /replies/:id': ['changeReply'],
  'POST /replies/:id/publication': ['publishReply'],
  'POST /replies/:id/withdrawal': ['withdrawReply'],
  'POST /replies/:id/restoration': ['restoreReply'],

  'POST /exports/prepared': ['prepareExport'],
  'POST /exports/snapshots': ['makeSnapshot'],
  'POST /exports/snapshots/:id/cancellation': ['cancelSnapshot'],
  'POST /exports/snapshots/:id/withdrawal': ['withdrawSnapshot'],
}

test('every form of a page has its operations, or a reason to have none', () => {
  const forms = Object.keys(policy).filter((route) => !route.startsWith('GET ') && !route.includes(' /api/'))
  expect(Object.keys(PAGES).sort()).toEqual(forms.sort())
})

test('every operation that is named is there, and every reason is somebody’s', () => {
  const names = new Set(operations.map(({ name }) => name))
  const named = Object.values(PAGES).flatMap((given) => (typeof given === 'string' ? [] : given))
  expect(named.filter((name) => !names.has(name))).toEqual([])
  expect(Object.keys(ALONE).filter((reason) => !Object.values(PAGES).includes(reason as keyof typeof ALONE))).toEqual(
    [],
  )
})

test('whoever may use the form may use its operations', () => {
  const audienceOf = new Map(operations.map(({ name, audience }) => [name, audience as string]))
  // Anybody has a file prepared on a page, which counts by network; a script’s owner is known.
  const differing = Object.entries(PAGES).flatMap(([route, given]) =>
    (typeof given === 'string' ? [] : given)
      .filter((name) => !['anyone', policy[route]].includes(audienceOf.get(name)))
      .map((name) => `${route} ${name}`),
  )
  expect(differing).toEqual(['POST /exports/prepared prepareExport'])
})
