import { withdrawArticle } from '../../../src/claims/article-withdrawal.commands'
import { withdrawClaim } from '../../../src/claims/claims.commands'
import { takeBackClaim, takeBackStatement } from '../../../src/claims/drafts.commands'
import { withdrawStatement } from '../../../src/claims/statements.commands'
import { joinClaims } from '../../../src/links/join-claims.commands'
import { withdrawLink } from '../../../src/links/links.commands'
import { mergeSpeakers } from '../../../src/links/merge-speakers.commands'
import { outletSpeaker } from '../../../src/speakers/outlet-speaker.commands'
import { addSpeaker } from '../../../src/speakers/speakers.commands'
import { type Desk, must, type Said } from './desk'
import type { HiddenWords } from './hidden'
import { captureAnew } from './newer-text'
import { noRows, type Rows } from './rows'
import { type Tellers, tellOfEachOther } from './tellers'

/** What the drafts hang on, and the rows by their states. */
export interface Newsroom extends Tellers {
  rows: Rows
  /** Public, in one chain: answered, answering, and one more. */
  ann: Said
  bob: Said
  cay: Said
  /** An article whose text is shown to all, with none of the hidden words in it. */
  wire: number
  wireOutlet: number
  cityHall: number
}

/**
 * News of a desk that does not review: what is public, and beside it what was and is not any more. Each hidden word stands
 * where a query that forgot to ask for a state would find it.
 */
export async function makeNews(desk: Desk, hidden: HiddenWords): Promise<Newsroom> {
  const rows = noRows()
  await quarrel(desk)
  const secret = (what: string) => hidden.of(what, { from: 'editor' })
  await captureAnew(desk, secret, rows)
  const wordsGone = {
    firstReport: `the ferry ${secret('first report of a public claim, a draft again')} is late`,
    claim: `the pier ${secret('claim taken back to draft')} stands`,
    report: `the bridge ${secret('withdrawn report')} opens`,
  }
  const bridge = await desk.article([
    'Bridge news',
    'Ann Lee said the bridge opens in May.',
    'Bob Ray denied it: the bridge stays shut.',
    'Cay Dee agreed that the bridge is done.',
    `Dan Fox said ${wordsGone.firstReport}. Gus said ${wordsGone.claim}. Ann Lee said ${wordsGone.report}.`,
    `The archive has ${secret('text beside what is quoted')} on a page of its own, which nobody quotes.`,
    'Later Cay Dee said the bridge will open in spring.',
  ])
  const wire = await desk.article(
    ['Wire news', 'Ann Lee: in May it opens.', 'Dan Fox: the ferry is late again.', 'Eve Guy: it is on time.'],
    { outlet: 'Full Wire', rights: 'full', url: 'https://wire.example/1' },
  )
  const ann = await desk.says(bridge, 'Ann Lee', 'the bridge opens in May', { source: 'Ann Lee' })
  await desk.says(wire, 'Ann Lee', 'in May it opens', { claimId: ann.claimId })
  const bob = await desk.says(bridge, 'Bob Ray', 'the bridge stays shut')
  const cay = await desk.says(bridge, 'Cay Dee', 'the bridge is done')
  rows.link.published = await desk.link(bob, ann, 'denies', 'Asked about it.')
  await desk.link(cay, bob, 'corroborates')
  rows.claim.published = ann.claimId
  rows.statement.published = ann.id
  rows.article.published = bridge
  rows.chain.published = await desk.newest('chains')

  // Its first report a draft, its second public; a chain without a title is called by its words.
  const dan = await desk.says(bridge, 'Dan Fox', wordsGone.firstReport)
  await desk.says(wire, 'Dan Fox', 'the ferry is late again', { claimId: dan.claimId })
  await desk.link(await desk.says(wire, 'Eve Guy', 'it is on time'), dan, 'denies')
  await takeBackStatement(desk.db, desk.editor, dan.id, 1)
  rows.statement.draft = dan.id

  await withdrawAClaim(desk, secret, rows, { ann, cay })
  await withdrawAnArticle(desk, secret, rows)
  await takeAClaimBack(desk, secret, rows, { bridge, words: wordsGone.claim, ann, cay })
  await withdrawPieces(desk, secret, rows, { bridge, words: wordsGone.report, ann, cay })
  await joinAClaim(desk, rows, { bridge, cay })
  await letAChainFallApart(desk, rows)
  const tellers = await tellOfEachOther(desk, secret)
  const cityHall = await nameSpeakers(desk, rows, wire)
  const [wireOutlet, gazette] = [await desk.outlet('Full Wire'), await desk.outlet('The Harbour Gazette')]
  const { speakerId } = await outletSpeaker(desk.db, desk.editor, gazette)
  await desk.says(bridge, '', 'Bridge news', { claim: { speakers: [{ id: speakerId }] } })
  rows.outlet.published = gazette
  return { rows, ann, bob, cay, wire, wireOutlet, cityHall, ...tellers }
}

export type Secret = (what: string) => string

/** More contradictions than the first page has: one that is hidden and counted all the same would push one of these out. */
async function quarrel(desk: Desk) {
  const article = await desk.article(['Quarrel', 'Tim Ash said yes.', 'Uma Bee said no.', 'Vic Cox said maybe.'])
  const tim = await desk.says(article, 'Tim Ash', 'yes')
  const uma = await desk.says(article, 'Uma Bee', 'no')
  const vic = await desk.says(article, 'Vic Cox', 'maybe')
  for (const [one, other] of [
    [uma, tim],
    [vic, tim],
    [vic, uma],
  ] as const)
    for (const relation of ['denies', 'contradicts', 'corrects'] as const) await desk.link(one, other, relation)
}

/** Of a withdrawn claim the statements and links stay published: whatever asks for these alone shows them. */
async function withdrawAClaim(desk: Desk, secret: Secret, rows: Rows, { ann, cay }: Record<'ann' | 'cay', Said>) {
  const words = `the tunnel ${secret('withdrawn claim')} is dug`
  const article = await desk.article([
    `Tunnel ${secret('headline of an article with nothing public')}`,
    `Hal: ${words}.`,
  ])
  const hal = await desk.says(article, `Hal ${secret('speaker of a withdrawn claim')}`, words, {
    hops: [passedOnBy(`Agency ${secret('who passed on a withdrawn claim')}`)],
  })
  rows.link.hanging = await desk.link(hal, ann, 'contradicts', secret('reason of a link from a withdrawn claim'))
  await desk.link(cay, hal, 'contradicts', secret('reason of a link to a withdrawn claim'))
  await withdrawClaim(desk.db, desk.editor, hal.claimId, 1, 'It was said by somebody else.')
  rows.claim.withdrawn = hal.claimId
  rows.statement.hanging = hal.id
  rows.article.unseen = article
}

/** With its one statement, which was public, and the claim that nothing else reports. */
async function withdrawAnArticle(desk: Desk, secret: Secret, rows: Rows) {
  const words = `the canal ${secret('claim of a withdrawn article')} is dry`
  const article = await desk.article([`Canal ${secret('headline of a withdrawn article')}`, `Ida: ${words}.`])
  await desk.says(article, `Ida ${secret('speaker of a claim of a withdrawn article')}`, words)
  await withdrawArticle(desk.db, desk.editor, article, 1, 'The outlet has retracted it.')
  rows.article.withdrawn = article
}

/** A claim that was public, is answered and answers, and is a draft again. */
async function takeAClaimBack(
  desk: Desk,
  secret: Secret,
  rows: Rows,
  { bridge, words, ann, cay }: { bridge: number; words: string; ann: Said; cay: Said },
) {
  const gus = await desk.says(bridge, `Gus ${secret('speaker of a claim taken back')}`, words)
  await desk.link(gus, ann, 'contradicts', secret('reason of a link from a draft'))
  rows.link.hangingDraft = await desk.link(cay, gus, 'contradicts', secret('reason of a link to a draft'))
  await takeBackClaim(desk.db, desk.editor, gus.claimId, 1)
  rows.claim.draft = gus.claimId
}

/** A withdrawn report of a public claim, and a withdrawn link between two. */
async function withdrawPieces(
  desk: Desk,
  secret: Secret,
  rows: Rows,
  { bridge, words, ann, cay }: { bridge: number; words: string; ann: Said; cay: Said },
) {
  const report = await desk.says(bridge, 'Ann Lee', words, { claimId: ann.claimId })
  await withdrawStatement(desk.db, desk.editor, report.id, 1, 'The same passage again.')
  const link = await desk.link(cay, ann, 'corrects', secret('reason of a withdrawn link'))
  await withdrawLink(desk.db, desk.editor, link, 1, 'They speak of different bridges.')
  rows.statement.withdrawn = report.id
  rows.link.withdrawn = link
}

/** What a joined claim said was public, and stands with the one it is now. */
async function joinAClaim(desk: Desk, rows: Rows, { bridge, cay }: { bridge: number; cay: Said }) {
  const again = await desk.says(bridge, 'Cay Dee', 'the bridge will open in spring')
  const given = { from: again.claimId, fromVersion: 1, into: cay.claimId, intoVersion: null }
  must(await joinClaims(desk.db, desk.editor, given), 'joinId')
  rows.claim.joined = again.claimId
}

async function letAChainFallApart(desk: Desk, rows: Rows) {
  const article = await desk.article(['Weather', 'Kim Lot said it rains.', 'Max Nun said it is dry.'])
  const [rain, dry] = [
    await desk.says(article, 'Kim Lot', 'it rains'),
    await desk.says(article, 'Max Nun', 'it is dry'),
  ]
  const link = await desk.link(dry, rain, 'denies')
  rows.chain.dissolved = await desk.newest('chains')
  await withdrawLink(desk.db, desk.editor, link, 1, 'They speak of different days.')
}

/** A speaker, one merged into them, and one who is public through their spokeswoman alone: whose number is told. */
async function nameSpeakers(desk: Desk, rows: Rows, wire: number): Promise<number> {
  const { db, editor } = desk
  const [annLee] = await db.query(`SELECT id FROM speakers WHERE name = 'Ann Lee'`)
  const leigh = await addSpeaker(db, editor, { name: 'Ann Leigh', kind: 'person' })
  must(await mergeSpeakers(db, editor, leigh, 1, annLee.id), 'rootId')
  const cityHall = await addSpeaker(db, editor, { name: 'City Hall', kind: 'organisation' })
  const role = { title: 'Spokeswoman', since: null, until: null, speaksForId: cityHall }
  const pia = await addSpeaker(db, editor, { name: 'Pia Voice', kind: 'person', roles: [role] })
  const speakers = [{ id: pia, role: { title: 'Spokeswoman' } }]
  await desk.says(wire, '', 'Wire news', { claim: { speakers } })
  rows.speaker.published = annLee.id
  rows.speaker.joined = leigh
  return cityHall
}

export const passedOnBy = (name: string) => ({
  speaker: { name, kind: 'organisation' as const },
  source: null,
  cue: null,
  medium: 'news_agency' as const,
  wording: 'indirect' as const,
  saidOn: null,
  saidOnBasis: 'not_stated' as const,
  saidOnWords: null,
})
