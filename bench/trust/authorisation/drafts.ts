import { withdrawClaim } from '../../../src/claims/claims.commands'
import { withdrawStatement } from '../../../src/claims/statements.commands'
import { addReply, withdrawReply } from '../../../src/corrections/replies.commands'
import { withdrawLink } from '../../../src/links/links.commands'
import { mergeSpeakers } from '../../../src/links/merge-speakers.commands'
import { outletSpeaker } from '../../../src/speakers/outlet-speaker.commands'
import { addSpeaker } from '../../../src/speakers/speakers.commands'
import { type Desk, must, type Said } from './desk'
import type { HiddenWords } from './hidden'
import { type Newsroom, passedOnBy } from './newsroom'

/**
 * What a desk that reviews adds before anybody publishes it: drafts of every kind, beside public rows wherever they can
 * stand, and drafts that were withdrawn. To readers none of it is there: all that they are answered stays, byte for byte.
 */
export async function addDrafts(desk: Desk, hidden: HiddenWords, news: Newsroom): Promise<void> {
  const secret = (what: string) => hidden.of(what, { from: 'editor' })
  const { rows, ann, bob, cay } = news
  const words = {
    claim: `the mill ${secret('draft claim')} is closed`,
    answer: `the mill ${secret('draft answer')} is open`,
    report: `the bridge ${secret('draft report of a public claim')} opens`,
    again: `the dam ${secret('draft report of its own, of a claim that others tell of')} holds`,
    unseen: `the mill ${secret('draft claim, withdrawn')} burns`,
    unseenReport: `the bridge ${secret('draft report, withdrawn')} opens`,
    outlet: `we ${secret('draft claim of an outlet')} regret`,
  }
  const outlet = `The ${secret('outlet of drafts alone')}`
  const article = await desk.article([`Mill ${secret('headline of drafts alone')}`, ...Object.values(words)], {
    outlet,
  })
  const claim = await desk.says(article, `Fay ${secret('speaker of a draft')}`, words.claim, {
    claim: { summary: `Closed ${secret('summary of a draft')}`, medium: 'testimony' },
  })
  const answer = await desk.says(article, `Gil ${secret('speaker of a draft answer')}`, words.answer)
  await desk.link(answer, claim, 'denies', secret('reason of a link between drafts'))
  rows.claim.own = claim.claimId
  rows.statement.hangingDraft = claim.id
  rows.article.draft = article
  rows.outlet.unseen = await desk.outlet(outlet)

  const hops = [passedOnBy(`Agency ${secret('who passed on a draft report')}`)]
  const report = await desk.says(article, 'Ann Lee', words.report, { claimId: ann.claimId, hops })
  rows.statement.own = report.id
  await desk.says(article, 'Igor Wenn', words.again, { claimId: news.told.claimId })
  await linkDrafts(desk, secret, { ann, bob, cay, claim }, news)
  await withdrawDrafts(desk, secret, news, { article, words })
  await reply(desk, secret, news)
  await nameHiddenSpeakers(desk, secret, news, article)
  const { speakerId } = await outletSpeaker(desk.db, desk.editor, news.wireOutlet)
  await desk.says(article, '', words.outlet, { claim: { speakers: [{ id: speakerId }] } })
  rows.article.untagged = await desk.article([`Quay ${secret('headline of an untagged article')}`, 'Nobody spoke.'])
}

type Secret = (what: string) => string

/** Links between public claims, which would name another chain's title, another's teller, one more answer. */
async function linkDrafts(
  desk: Desk,
  secret: Secret,
  of: Record<'ann' | 'bob' | 'cay' | 'claim', Said>,
  news: Newsroom,
) {
  const { ann, bob, cay, claim } = of
  news.rows.link.own = await desk.link(ann, bob, 'contradicts', secret('reason of a draft link'))
  await desk.link(cay, bob, 'denies', secret('reason of another draft link'))
  await desk.link(claim, ann, 'contradicts', secret('reason of a link from a draft to a public claim'))
  await desk.link(bob, claim, 'contradicts', secret('reason of a link from a public claim to a draft'))
  news.rows.link.draft = await desk.link(news.unlinked.telling, news.unlinked.told, 'relays')
  const { untagged, uncited, article } = news
  await desk.says(article, 'Xenia Roe', untagged.words, { claimId: untagged.telling.claimId })
  await desk.says(article, 'Cal Dorn', uncited.words, { claimId: uncited.told.claimId, source: uncited.source })
}

/** Withdrawn before anybody outside the desk saw them: readers have nothing to be told a reason for. */
async function withdrawDrafts(
  desk: Desk,
  secret: Secret,
  { rows, ann, cay }: Newsroom,
  { article, words }: { article: number; words: Record<'unseen' | 'unseenReport', string> },
) {
  const { db, editor } = desk
  const claim = await desk.says(article, `Hew ${secret('speaker of a draft, withdrawn')}`, words.unseen)
  await withdrawClaim(db, editor, claim.claimId, 1, secret('reason of a draft claim, withdrawn'))
  const report = await desk.says(article, 'Ann Lee', words.unseenReport, { claimId: ann.claimId })
  await withdrawStatement(db, editor, report.id, 1, secret('reason of a draft report, withdrawn'))
  const link = await desk.link(ann, cay, 'corroborates', secret('draft link, withdrawn'))
  await withdrawLink(db, editor, link, 1, secret('reason of a draft link, withdrawn'))
  Object.assign(rows.claim, { unseen: claim.claimId })
  Object.assign(rows.statement, { unseen: report.id })
  Object.assign(rows.link, { unseen: link })
}

/** What nobody publishes but somebody else: a reviewer's own report, link and reply. */
export async function addReviewersDrafts(desk: Desk, hidden: HiddenWords, { rows, ann, bob }: Newsroom): Promise<void> {
  const secret = (what: string) => hidden.of(what, { from: 'editor' })
  const words = `the bridge ${secret('draft report of a reviewer')} opens`
  const report = await desk.says(await desk.article([words]), 'Ann Lee', words, { claimId: ann.claimId })
  rows.statement.ofReviewer = report.id
  rows.link.ofReviewer = await desk.link(bob, ann, 'corrects', secret('reason of a draft link of a reviewer'))
  rows.reply.ofReviewer = await desk.reply(ann, 'The ministry', `Maybe ${secret('draft reply of a reviewer')}.`)
}

/** Replies are public on a desk that does not review: these come before the drafts are compared. */
export async function addReplies(desk: Desk, hidden: HiddenWords, { rows, ann }: Newsroom) {
  const { db, editor } = desk
  const words = `We never said so ${hidden.of('withdrawn reply', { from: 'editor' })}.`
  rows.reply.published = await desk.reply(ann, 'The ministry', 'We said so in May.')
  rows.reply.withdrawn = await desk.reply(ann, 'The ministry', words)
  await withdrawReply(db, editor, rows.reply.withdrawn, 1, 'They took it back.')
}

async function reply(desk: Desk, secret: Secret, { rows, ann }: Newsroom) {
  const { db, editor } = desk
  const speakerId = await addSpeaker(db, editor, { name: `Ida ${secret('speaker of a draft reply')}`, kind: 'person' })
  const given = { repliedOn: '2024-05-05', way: 'letter' as const, url: null, correctionId: null }
  const words = `No comment ${secret('draft reply')}.`
  rows.reply.own = must(await addReply(db, editor, ann.claimId, { ...given, by: { speakerId }, words }), 'replyId')
  rows.reply.unseen = await desk.reply(ann, 'The ministry', `No comment yet ${secret('draft reply, withdrawn')}.`)
  await withdrawReply(db, editor, rows.reply.unseen, 1, secret('reason of a draft reply, withdrawn'))
}

async function nameHiddenSpeakers(desk: Desk, secret: Secret, { rows, cityHall }: Newsroom, article: number) {
  const { db, editor } = desk
  const role = {
    title: `Aide ${secret('role of somebody not public')}`,
    since: null,
    until: null,
    speaksForId: cityHall,
  }
  const aide = await addSpeaker(db, editor, {
    name: `Abe ${secret('who speaks for a public one, in drafts')}`,
    kind: 'person',
    roles: [role],
  })
  await desk.says(article, '', 'Mill', { claim: { speakers: [{ id: aide }] } })
  const [one, other] = [
    await addSpeaker(db, editor, { name: `Bea ${secret('speaker without a claim')}`, kind: 'person' }),
    await addSpeaker(db, editor, {
      name: `Beate ${secret('speaker merged into one without a claim')}`,
      kind: 'person',
    }),
  ]
  // By nobody, as from the command line: on a desk that reviews it takes a reviewer.
  must(await mergeSpeakers(db, null, other, 1, one), 'rootId')
  rows.speaker.draft = aide
  rows.speaker.unseen = one
  rows.speaker.joinedUnseen = other
}
