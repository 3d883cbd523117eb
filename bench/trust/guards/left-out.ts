/** Files that guard nothing, with the reason. */
export const NO_GUARDS_IN: readonly { files: RegExp; why: string }[] = [
  {
    files: /^src\/database\/migrations\//,
    why: 'a database that is there does not change with them; test/database and test/search hold what they make',
  },
  {
    files: /^src\/(?:proof\/(?!proofs\.|told-to-readers)|cli\/|demonstration\/|bringing-in\/)/,
    why: 'for whoever has a shell on the server: nobody is refused',
  },
  { files: /^src\/browser\//, why: 'runs where whoever asks could change it' },
]

interface LeftOut {
  files: RegExp
  line: RegExp
  /** Only of this operator; else of all, and of no operator. */
  operator?: string
  why: string
}

const SAYS_SO = 'says what the condition before it refused'
const A_COLUMN = 'tells it to whoever may see the row, or to the condition that asks'

/** What looks like a guard on a line, and isn't one. */
export const LEFT_OUT: readonly LeftOut[] = [
  {
    files: /^src\/exports\/kept-exports\.commands\.ts$/,
    line: /SET state = 'withdrawn'/,
    why: 'makes it so; the condition is the next line',
  },
  {
    files: /^src\/exports\/kept-export\.middleware\.ts$/,
    line: /res\.status\(410\)/,
    why: 'the status of a page that is shown all the same',
  },
  {
    files: /^src\/(?:desk|workbench|reviewing|claims\/speaker-candidates)\b/,
    line: /./,
    operator: 'a state in SQL',
    why: 'for editors, who see drafts too: it says what a list is of',
  },
  {
    files:
      /\/(?:policy\.middleware|same-origin\.middleware|still-may\.commands|at-once\.queries|publishing\.commands)\.ts$/,
    line: /^\s+throw new Problem\(40[13],/,
    why: SAYS_SO,
  },
  {
    files: /^src\/(?:reading\/chain|api\/chains)\.queries\.ts$/,
    line: /chain_members|component_id|member\.claim_id/,
    why: 'stands behind the membership of chains, which holds published claims alone (gainsay verify compares)',
  },
  {
    files: /^src\/versions\/as-of-sql\.ts$/,
    line: /public\.links link ON .* link\.state = 'published'|^\s+WHERE true AND \$\{isPublicNow\('now'\)\}/,
    why: 'stands behind the shadow of links, which has those alone that are public now between claims that are',
  },
  {
    files: /^src\/workbench\/zones\.routes\.ts$/,
    line: /if \(version !== article\.version\) throw stale/,
    why: 'stands before the command’s own, so that a stale form is told so whatever it asked for',
  },
  {
    files: /^src\/reviewing\/review\.routes\.ts$/,
    line: /const mayPublish = admits/,
    why: 'says which buttons are shown; the commands ask themselves',
  },
  {
    files: /^src\/reading\/chain\.queries\.ts$/,
    line: /links\.to_claim_id = early\.claim_id AND links\.state/,
    why: 'says which of a chain’s claims, all public, gives it its words',
  },
  {
    files: /\/(?:visitor\.middleware|as-of\.routes)\.ts$/,
    line: /if \(!found\) throw|if \(!shown\.chain \|\|/,
    why: 'nothing is found: what follows could not go on without it',
  },
  {
    files: /^src\/corrections\/corrections\.queries\.ts$/,
    line: /^\s+WHERE state = 'corrected'$/,
    why: 'the log could not be shown without it: what was not corrected has no words of a change',
  },
  {
    files: /^src\/exports\/exports\.routes\.ts$/,
    line: /isExportName/,
    why: 'tells that nothing is there; what follows could not go on without it',
  },
  {
    files: /^src\/reading\/corrections\.routes\.ts$/,
    line: /TOKEN\.test/,
    why: 'spares a query: no row has another token',
  },
  {
    files: /^src\/reading\/history\.(?:queries|routes|pages)\.ts$/,
    line: /WHEN (?:links|statements)\.state <> 'published'|image\.withdrawnReason/,
    why: 'hands on what a later line asks',
  },
  {
    files: /^src\/(?:api|reading|records)\/(?:histories|history|record|record-parts)\.(?:routes|queries)\.ts$/,
    line: /^ {2}async \w+\(read, id, mayEdit\)|^ +requireShown\(|findHistory = |\{ mayEdit, (?:isFirst|before)|const telling = /,
    why: 'hands on what a later line asks',
  },
  {
    files: /^src\/accounts\/(?:sign-in|welcome)\.routes\.ts$/,
    line: /admits\('editor'/,
    why: 'says where somebody who signed in goes next; what is there is guarded itself',
  },
  {
    files: /^src\/accounts\/visitor\.middleware\.ts$/,
    line: /if \(!account\) throw/,
    why: 'stands behind the policy, which lets nobody so far who is signed out',
  },
  {
    files: /^src\/api\/(?:.*\.routes|row-guards)\.ts$/,
    line: /^\s+requireVersion\(|requirePublished\(await replyById/,
    operator: 'a version',
    why: 'stands before the command’s own, so that nothing is worked out of a row that is another by now',
  },
  {
    files: /\/same-origin\.middleware\.ts$/,
    line: /if \(origin === undefined/,
    why: 'what is no address is refused two lines below',
  },
  {
    files: /^src\/accounts\/accounts\.queries\.ts$/,
    line: /account\.email = :email AND account\.disabledAt IS NULL/,
    why: 'stands before the same question of whoever begins a session',
  },
  {
    files: /^src\/claims\/likenesses\.commands\.ts$/,
    line: /claims\.id = (?:\$1|claim_id) AND state = 'published'|of_speakers\.claim_id AND claims\.state = 'published'/,
    why: 'spares rows: whoever reads them asks for published claims alone',
  },
  {
    files: /^src\/claims\/likenesses\.commands\.ts$/,
    line: /claim_id = \$\{claims\}\.id AND state = 'published'/,
    why: 'says by which of its words a claim is compared',
  },
  {
    files: /^src\/api\/statements\.routes\.ts$/,
    line: /visible\.includes\(row\.claimState\)/,
    why: 'a draft claim has no published report (gainsay verify looks)',
  },
  {
    files: /^src\/claims\/zones\.commands\.ts$/,
    line: /changeVersion\(db, 'statements', id, version, \{ in_zone/,
    why: 'changes rows in the versions in which they were read, under the lock of their revision',
  },
  {
    files: /^src\/corrections\/replies\.queries\.ts$/,
    line: /CASE WHEN replies\.state <> 'withdrawn' THEN replies\.words END/,
    why: 'pages show the reason of a withdrawn reply in place of its words',
  },
  {
    files: /\/(?:waiting-count|unread)\.middleware\.ts$/,
    line: /mayEdit/,
    why: 'spares readers a query: the count is shown in the desk’s navigation alone',
  },
  {
    files: /^src\/links\/(?:join-claims|put-links-back|split-off-with-links|links)\.commands\.ts$/,
    line: /changeVersion\(db, (?:'links', (\w+)\.id, \1\.version|'claims', from, fromVersion|'statements', id, version, \{ claim_id)|if \(!(?:link|twin)\) throw stale/,
    why: 'changes rows in the versions in which they were read or asked for, under the lock of their claims',
  },
  {
    files: /^src\/links\/unjoin-claim\.commands\.ts$/,
    line: /changeVersion\(db, 'statements', id, statement\.version/,
    why: 'changes a row in the version in which it was read, under the lock of its claim',
  },
  {
    files: /^src\/links\/draft-links\.commands\.ts$/,
    line: /changeVersion\(db, 'links', id, version/,
    why: 'changes a row in the version that was asked above, under the lock of its claims',
  },
  {
    files: /^src\/links\/merge-speakers\.commands\.ts$/,
    line: /changeVersion\(db, 'speakers', id, version, \{ merged_into_id: /,
    why: 'changes a row in the version that was asked above, under the lock of all merged speakers',
  },
  {
    files: /^src\/claims\/claims\.commands\.ts$/,
    line: /claim\.withdrawnAsDraft \|\| reports === 0/,
    why: 'a claim that went as a draft has no published report, which is asked beside it',
  },
  {
    files: /^src\/corrections\/replies\.commands\.ts$/,
    line: /if \(reply\.version !== version\) throw stale/,
    why: 'spares work for nothing: a reply is changed in this version alone, below',
  },
  {
    files: /^src\/api\/api\.routes\.ts$/,
    line: /!sections\.includes/,
    why: 'stands before the operation’s own, so that a section that is none is not found whatever else was sent',
  },
  {
    files: /^src\/claims\/drafts\.commands\.ts$/,
    line: /\bid, version, \{ state: 'published' \}/,
    why: 'changes a row in the version in which it is held to be published (reviewing/publishing.commands)',
  },
  {
    files: /^src\/corrections\/ask\.commands\.ts$/,
    line: /^\s+WHERE claim_id = \$1 AND state = 'published' AND (?:created_by_id|assigned_to_id) IS NOT NULL/,
    why: 'says who of the desk is told, all of which may see it',
  },
  {
    files: /^src\/desk\/replies\.routes\.ts$/,
    line: /forReview: /,
    why: 'says what the button does; the command asks itself',
  },
  {
    files: /^src\/reading\/history\.queries\.ts$/,
    line: /WHEN 'draft' IN \(claim_now\.state\)/,
    why: 'a draft claim has no published report (the check of chains looks)',
  },
  { files: /\/role\.ts$/, line: /^export function admits/, why: 'is what the guards ask' },
  { files: /\/settings\.queries\.ts$/, line: /^export async function asksForReview/, why: 'is what the guards ask' },
  {
    files: /^views\/reading\//,
    line: /length === 0/,
    operator: 'whether whoever asks may edit',
    why: 'says to editors how a list begins, where it is empty; what it leads to is guarded itself',
  },
  { files: /\.entity\.ts$/, line: /^\s+(?:disabledAt|revokedAt)!: /, why: A_COLUMN },
  { files: /\.ts$/, line: /disabled_at IS NOT NULL(?: AS| THEN|`)/, why: A_COLUMN },
  {
    files: /\/(?:administer|one-time-links)\.commands\.ts$/,
    line: /disabled_at: |SET revoked_at = now\(\)/,
    why: 'is the act itself',
  },
  {
    files: /\/one-time-links\.commands\.ts$/,
    line: /^\s+WHERE account_id = \$1 AND \(\$2::text IS NULL/,
    why: 'takes the worth of what has some: of what has none it would only tell another time',
  },
  { files: /^src\/(?:api|reading)\//, line: /wasPublic\??: |AS "wasPublic"/, why: A_COLUMN },
  { files: /\/revision\.pages\.ts$/, line: /^\s+isDraft: /, why: 'says so beside what the desk alone is shown' },
  { files: /\/places\.routes\.ts$/, line: /^\s+const isDraft = /, why: 'is asked with who may edit, below' },
  {
    files: /^src\/reading\/articles\.(?:pages|routes)\.ts$/,
    line: /wholeForDesk|articlePageModel\(/,
    why: 'hands on what was asked before',
  },
  {
    files: /^src\/reading\/revision\.(?:pages|routes)\.ts$/,
    line: /^\s+mayEdit,$|revisionPageModel\(/,
    why: 'hands on what was asked before',
  },
]
