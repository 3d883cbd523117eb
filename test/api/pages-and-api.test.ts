import { operations } from '../../src/api/operations'
import { policy } from '../../src/routes'

/** Why a page does what no script does. */
const ALONE = {
  people:
    'Signing in, passwords and sessions are people’s: a script has a token, which a person makes on the account page.',
  typing: 'A form as it is typed, or a proposal that is taken into it: a script sends what it means at once.',
  importing: 'An import of many articles waits on pages for its editor’s look: a script reads and sends one by one.',
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
  'POST /articles/:id/annotations/:number/dismissal': ['dismissAnnotation'],
  'POST /articles/:id/annotations/:number/restoration': ['takeAnnotationUpAgain'],
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

/** Why a page is read by people alone. */
const READ_ALONE = {
  people: ALONE.people,
  readers: ALONE.readers,
  programs: 'It is for programs already: a file, a feed, a proof, a picture, or what a program asks for of a page.',
  product: 'It tells what words or addresses of the product mean, and has nothing that anybody wrote.',
  leading: 'It leads on to the page of a day, or of the row that it belongs to; a script names that at once.',
} as const

/**
 * Every page that is read, and the operations by which a script reads what it shows; or why there is none. Forms are read for what
 * they are filled with.
 */
const READ_PAGES: Record<string, readonly string[] | keyof typeof READ_ALONE> = {
  'GET /': ['listContradictions', 'listChains', 'listUnanswered'],
  'GET /articles': ['listArticles'],
  'GET /articles/:id': ['readArticle'],
  'GET /articles/:id/history': ['readHistoryOfArticle'],
  'GET /articles/:id/revisions/:number': ['listRevisions', 'readRevision'],
  'GET /articles/:id/revisions/:number.txt': 'programs',
  'GET /chains': ['listChains'],
  'GET /chains/:id': ['readChain'],
  'GET /chains/:id/history': ['readHistoryOfChain'],
  'GET /chains/:id/map': ['readChain'],
  'GET /chains/:id/matrix': ['readMatrixOfChain'],
  'GET /chains/:id/as-of': 'leading',
  'GET /chains/:id/as-of/:at': ['readChainAsOf'],
  'GET /claims/:id': ['readClaim'],
  'GET /claims/:id/history': ['readHistoryOfClaim'],
  'GET /claims/:id/as-of': 'leading',
  'GET /claims/:id/as-of/:at': ['readClaimAsOf'],
  'GET /claims/:id/correction': 'readers',
  'GET /corrections/:token': 'readers',
  'GET /corrections/log': ['readCorrectionLog'],
  'GET /links/:id': ['readLink'],
  'GET /links/:id/history': ['readHistoryOfLink'],
  'GET /statements/:id': ['readStatement'],
  'GET /search': ['search'],
  'GET /speakers': ['listSpeakers'],
  'GET /speakers/:id': ['readSpeaker', 'readRecordOfSpeaker'],
  'GET /speakers/:id/history': ['readHistoryOfSpeaker'],
  'GET /unanswered': ['listUnanswered'],
  'GET /exports': 'programs',
  'GET /exports/:file': 'programs',
  'GET /exports/keep': ['prepareExport', 'makeSnapshot'],
  'GET /exports/prepared/:key': ['readPreparedExport'],
  'GET /exports/prepared/:key/file': 'programs',
  'GET /exports/snapshots': ['listSnapshots'],
  'GET /exports/snapshots/:id': ['readSnapshot'],
  'GET /exports/snapshots/:id/file': 'programs',
  'GET /transparency': ['listRedactions'],
  'GET /ns': 'product',
  'GET /api': 'product',
  'GET /openapi.json': 'programs',
  'GET /signin': 'people',
  'GET /forgotten': 'people',
  'GET /welcome/:token': 'people',
}

/** Of each claim and chain, the site, and for monitors: by what it ends with, or begins with. */
const FOR_PROGRAMS =
  /\/(feed\.(atom|json)|citation\.:format|picture\.png|embed)$|^GET \/(oembed|robots\.txt|sitemap\.xml|sitemaps\/:part)$|^GET \/transparency\//

test('every page of readers has its operations, or a reason to have none', () => {
  const pages = Object.entries(policy)
    .filter(([route, audience]) => audience === 'anyone' && route.startsWith('GET ') && !route.includes(' /api/'))
    .map(([route]) => route)
    .filter((route) => !FOR_PROGRAMS.test(route))
  expect(Object.keys(READ_PAGES).sort()).toEqual(pages.sort())
})

test('whoever may read the page may read by its operations', () => {
  const audienceOf = new Map(operations.map(({ name, audience }) => [name, audience as string]))
  const differing = Object.entries(READ_PAGES).flatMap(([route, given]) =>
    (typeof given === 'string' ? [] : given)
      .filter((name) => audienceOf.get(name) !== 'anyone')
      .map((name) => `${route} ${name}`),
  )
  // A form that anybody opens, to have a file prepared; a script's owner is known.
  expect(differing).toEqual(['GET /exports/keep prepareExport', 'GET /exports/keep makeSnapshot'])
})

test('every operation that is named is there, and every reason is somebody’s', () => {
  const names = new Set(operations.map(({ name }) => name))
  for (const [pages, reasons] of [
    [PAGES, ALONE],
    [READ_PAGES, READ_ALONE],
  ] as const) {
    const named = Object.values(pages).flatMap((given) => (typeof given === 'string' ? [] : given))
    expect(named.filter((name) => !names.has(name))).toEqual([])
    const given = new Set<unknown>(Object.values(pages))
    expect(Object.keys(reasons).filter((reason) => !given.has(reason))).toEqual([])
  }
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
