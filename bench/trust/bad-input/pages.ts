import { createHash } from 'node:crypto'
import type { Chance } from '../chance'
import type { OpenDesk } from './open-desk'
import { PAIRS } from './rows-asked'

/** A page by its address, in which a noun in braces stands for the number of such a row. */
export interface PageKind {
  template: string
  /** By whoever is signed out: signed in, one is led elsewhere, or readers alone see it. */
  asNobody?: true
}

/** Which rows a noun means. */
const ROWS: Record<string, string> = {
  article: 'SELECT id FROM articles WHERE withdrawn_reason IS NULL',
  withdrawnArticle: 'SELECT id FROM articles WHERE withdrawn_reason IS NOT NULL',
  // A moment when all that a harness has made is there.
  moment: `SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS id`,
  chain: 'SELECT id FROM chains WHERE component_id IS NOT NULL',
  claim: "SELECT id FROM claims WHERE state = 'published'",
  joined: 'SELECT id FROM claims WHERE joined_into_id IS NOT NULL',
  withdrawnClaim: "SELECT id FROM claims WHERE state = 'withdrawn' AND joined_into_id IS NULL",
  drafted: "SELECT claim_id AS id FROM statements WHERE state = 'draft'",
  tookIn: 'SELECT joined_into_id AS id FROM claims WHERE joined_into_id IS NOT NULL',
  pair: PAIRS,
  commented: 'SELECT claim_id AS id FROM comments WHERE claim_id IS NOT NULL AND withdrawn_at IS NULL',
  linked: "SELECT from_claim_id AS id FROM links WHERE state <> 'withdrawn'",
  replied: 'SELECT claim_id AS id FROM replies',
  speaker: 'SELECT id FROM speakers WHERE merged_into_id IS NULL',
  merged: 'SELECT id FROM speakers WHERE merged_into_id IS NOT NULL',
  statement: "SELECT id FROM statements WHERE state <> 'withdrawn'",
  tagged:
    "SELECT article_id AS id FROM statements JOIN revisions ON revisions.id = revision_id WHERE state <> 'withdrawn'",
  zoned: `SELECT article_id AS id FROM zones JOIN revisions ON revisions.id = revision_id
    JOIN articles ON articles.id = article_id WHERE withdrawn_reason IS NULL`,
  done: 'SELECT id FROM articles WHERE tagging_done_at IS NOT NULL AND withdrawn_reason IS NULL',
  untagged: 'SELECT id FROM articles WHERE tagging_done_at IS NULL AND withdrawn_reason IS NULL',
  manifold: "SELECT min(id) AS id FROM statements WHERE state = 'published' GROUP BY claim_id HAVING count(*) > 1",
  link: "SELECT id FROM links WHERE state <> 'withdrawn'",
  outlet: 'SELECT id FROM outlets',
  webhook: "SELECT webhooks.id FROM webhooks JOIN accounts ON accounts.id = account_id WHERE email ~ '^ann@'",
  account: "SELECT id FROM accounts WHERE email !~ '^(ann|bea)@'",
  correction: 'SELECT id FROM corrections',
  closed: "SELECT id FROM corrections WHERE state IN ('corrected', 'not_corrected', 'spam')",
  openCorrection: "SELECT id FROM corrections WHERE state IN ('open', 'taken')",
  reply: 'SELECT id FROM replies',
  comment: 'SELECT id FROM comments',
  importJob: 'SELECT id FROM import_jobs WHERE cancelled_at IS NULL',
  capture: "SELECT id FROM captures WHERE state = 'open'",
}

/** The secret half of a one-time link and of a private address, which the harness knows because it made them. */
export const INVITATION = 'i'.repeat(43)
export const FOLLOWED = '0'.repeat(43)

/** Every page there is, some with what they are asked for in several ways. */
export const PAGES: readonly PageKind[] = [
  ...[
    '/',
    '/chains',
    '/chains/{chain}',
    '/chains/{chain}/embed',
    '/claims/{claim}/embed',
    '/articles',
    '/articles/{article}',
    '/claims/{claim}',
    '/claims/{joined}',
    '/claims/{replied}',
    '/claims/{tookIn}',
    '/claims/{linked}',
    '/claims/{pair}/join?into={pair.into}',
    '/claims/{commented}/discussion',
    '/articles/{zoned}/zones',
    '/articles/{zoned}/zones?propose=1',
    '/articles/{done}/annotate',
    '/corrections/{closed}/answer',
    '/claims/{withdrawnClaim}',
    '/statements/{statement}',
    '/links/{link}',
    '/speakers',
    '/speakers?name=Pe',
    '/speakers/{speaker}',
    '/speakers/{speaker}?q=said&stance=asserts&medium=tweet&when=2019&by={speaker}&gainsaid=1',
    '/chains/{chain}/matrix',
    '/unanswered',
    '/unanswered?which=linked&medium=tweet',
    '/speakers/{merged}',
    '/ns',
    '/search',
    '/search?q=Putin',
    '/search?q=trump&kind=speakers',
    '/search?q=said&kind=articles',
    '/exports',
    '/exports?preview=claims.csv',
    '/exports/snapshots',
    '/exports/keep?file=claims.csv',
    '/api',
    '/corrections/log',
    `/corrections/${FOLLOWED}`,
    '/articles/new',
    '/imports',
    '/imports/{importJob}',
    '/imports/{importJob}?state=refused&after=1',
    '/captures/{capture}',
    '/articles/{article}/revisions/1/raw',
    '/articles/{article}/annotations',
    '/articles/{article}/annotate',
    '/articles/{tagged}/annotate?q=Russia',
    '/articles/{tagged}/annotate?start=30&end=60',
    '/articles/{tagged}/annotate?spans=30-60,70-80',
    '/articles/{tagged}/annotate?after=30&show=unlinked',
    '/articles/{tagged}/annotate?withdraw={statement}',
    '/articles/{tagged}/annotate/changes?since=1.1.1.0@1',
    '/articles/{article}/edit',
    '/articles/{article}/zones',
    '/articles/{article}/zones?from=1&to=2&kind=comments',
    '/articles/{untagged}/assignment',
    '/articles/{article}/assignment',
    '/articles/{article}/compared',
    '/articles/{article}/compared?with={untagged}',
    '/statements/{statement}/edit',
    '/statements/{manifold}/split',
    '/claims/{claim}/links/new',
    '/claims/{claim}/links/new?q=Russia',
    '/claims/{claim}/discussion',
    '/links/{link}/discussion',
    '/comments/{comment}',
    '/claims/{drafted}/drafts',
    '/review',
    '/notifications',
    '/claims/{claim}/replies/new',
    '/claims/{claim}/replies/new?correction={correction}',
    '/replies/{reply}/edit',
    '/claims/{claim}/join?q=Russia',
    '/claims/{claim}/join?into={claim}',
    '/desk',
    '/desk/mine',
    '/desk/untagged',
    '/desk/half-done',
    '/desk/unassigned',
    '/desk/duplicates',
    '/desk/undated',
    '/desk/described',
    '/desk/unnamed',
    '/desk/untitled',
    '/desk/withdrawn',
    '/desk/drafts',
    '/speakers/new',
    '/speakers/new?name=Ann',
    '/speakers/{speaker}/edit',
    '/speakers/{speaker}/merge',
    '/speakers/{speaker}/merge?into={speaker}',
    '/corrections',
    '/corrections/{openCorrection}/answer',
    '/corrections/{correction}/answer',
    '/account',
    '/account/webhooks',
    '/account/webhooks/{webhook}',
    '/accounts',
    '/accounts/new',
    '/accounts/{account}',
    '/outlets',
    '/outlets/{outlet}/edit',
    '/settings',
    '/transparency',
    '/claims/{claim}/history',
    '/claims/{withdrawnClaim}/history',
    '/links/{link}/history',
    '/speakers/{speaker}/history',
    '/articles/{article}/history',
    '/articles/{withdrawnArticle}/history',
    '/articles/{withdrawnArticle}',
    '/claims/{claim}/as-of/{moment}',
    '/claims/{claim}/as-of?on={moment}',
    '/chains/{chain}/as-of/{moment}',
    '/chains/{chain}/history',
    '/chains/{chain}/map',
    '/chains/{chain}/citation.bib',
    '/claims/{claim}/citation.ris',
  ].map((template) => ({ template })),
  ...[
    '/signin',
    '/forgotten',
    `/welcome/${INVITATION}`,
    '/claims/{claim}/correction',
    '/claims/{claim}/correction?link={link}',
  ].map((template) => ({ template, asNobody: true as const })),
]

/** The address of such a page; null if a row that it needs is not there. */
export async function addressOf(desk: OpenDesk, { template }: PageKind, chance: Chance): Promise<string | null> {
  const rows = new Map<string, Record<string, unknown>>()
  let address = template
  for (const [whole, noun = '', column = 'id'] of template.matchAll(/\{(\w+)(?:\.(\w+))?\}/g)) {
    // A noun with a column beside it is the row that it was before.
    const row = (whole.includes('.') ? rows.get(noun) : undefined) ?? (await desk.pick(chance, ROWS[noun] ?? ''))
    if (!row) return null
    rows.set(noun, row as Record<string, unknown>)
    address = address.replace(whole, String((row as Record<string, unknown>)[column]))
  }
  if (template.includes(INVITATION)) await makeInvitation(desk, chance)
  return address
}

/** The link opens once: it is made anew for each that opens it. */
async function makeInvitation(desk: OpenDesk, chance: Chance): Promise<void> {
  const account = await desk.pick(chance, `${ROWS.account} AND disabled_at IS NULL`)
  const hash = createHash('sha256').update(INVITATION).digest()
  await desk.owner.query(
    "UPDATE one_time_links SET revoked_at = now() WHERE used_at IS NULL AND revoked_at IS NULL AND account_id = $1 AND purpose = 'reset'",
    [account?.id],
  )
  await desk.owner.query(
    `INSERT INTO one_time_links (account_id, purpose, token_sha256, expires_at) VALUES ($1, 'reset', $2, now() + interval '1 day')
     ON CONFLICT (token_sha256) DO UPDATE
     SET account_id = $1, used_at = NULL, revoked_at = NULL, expires_at = excluded.expires_at`,
    [account?.id, hash],
  )
  await desk.rows.since()
}
