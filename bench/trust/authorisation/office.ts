import { randomBytes } from 'node:crypto'
import { insertAccount } from '../../../src/accounts/accounts.commands'
import { makeLink, revokeLinks } from '../../../src/accounts/one-time-links.commands'
import { makeToken, revokeToken } from '../../../src/accounts/tokens.commands'
import { tellApart } from '../../../src/claims/distinctions.commands'
import { takeBackClaim, takeBackStatement } from '../../../src/claims/drafts.commands'
import { tellTextsApart } from '../../../src/copies/distinctions.commands'
import { askForCorrection } from '../../../src/corrections/ask.commands'
import { closeCorrection, reopenCorrection } from '../../../src/corrections/corrections.commands'
import { addComment, withdrawComment } from '../../../src/discussion/comments.commands'
import { notify } from '../../../src/discussion/notifications.commands'
import { PREPARED_ROOM } from '../../../src/exports/kept-export'
import { askForSnapshot, withdrawSnapshot } from '../../../src/exports/kept-exports.commands'
import { askToPrepare, forgetPrepared } from '../../../src/exports/prepared-exports.commands'
import { keepCapture } from '../../../src/importing/captures.commands'
import { beginJob } from '../../../src/importing/import-jobs.commands'
import * as review from '../../../src/reviewing/publishing.commands'
import { keepUnsaved } from '../../../src/unsaved/unsaved-forms.commands'
import { watchedChain } from '../../../src/webhooks/watched'
import { addWebhook, askForTry } from '../../../src/webhooks/webhooks.commands'
import { newSession } from './askers'
import { type Desk, must, versionOf } from './desk'
import type { HiddenWords, Readers } from './hidden'
import type { Newsroom } from './newsroom'
import type { Served } from './site'

/** Somebody at the desk beside whoever asks. */
export interface Colleague {
  id: number
  name: string
}

/** Adds somebody whose name the desk reads, and whose address only an admin. */
export async function addColleague({ db }: Desk, hidden: HiddenWords): Promise<Colleague> {
  const name = `Col ${hidden.of('name of a colleague', { from: 'editor' })}`
  // What stands before the @ is a handle, by which the desk calls its people.
  const email = `col@${hidden.of('address of a colleague', { from: 'admin' })}.example`
  return { id: must(await insertAccount(db, { email, name, role: 'editor' }, null), 'id'), name }
}

/** Requests for corrections in all their states. What is asked for counts in public sums, so it comes before the drafts. */
export async function addCorrections(desk: Desk, hidden: HiddenWords, { rows, ann }: Newsroom): Promise<void> {
  const { db, editor } = desk
  const ask = async (what: string, claimId: number) => {
    const token = randomBytes(32).toString('base64url')
    const word = (of: string, readers: Partial<Readers> = {}) =>
      hidden.of(`${of} ${what}`, { from: 'editor', ...readers })
    const [words, name] = [`Wrong ${word('words of', { secret: token })}.`, `Sen ${word('name of who sent')}`]
    const email = `${word('address of who sent')}@reader.example`
    const form = { kind: 'wrong_words' as const, linkId: null, sourceUrl: null }
    const asked = await askForCorrection(db, { claimId, ...form, words, name, email, token })
    return { id: must(asked, 'correctionId'), token, answer: (to: Partial<Readers>) => `So ${word('answer to', to)}.` }
  }
  const open = await ask('an open request', ann.claimId)
  const reopened = await ask('a request opened again', ann.claimId)
  const refused = { outcome: 'not_corrected' as const, changeWords: null, changeHistoryId: null }
  await closeCorrection(db, editor, reopened.id, 1, { ...refused, answer: reopened.answer({}) })
  await reopenCorrection(db, editor, reopened.id, 2)

  // The public log tells of a correction whose claim is a draft again; the claim's words are not told with it.
  const words = `the fen ${hidden.of('claim that was corrected, and taken back', { from: 'editor' })} is dry`
  const fen = await desk.says(await desk.article(['Fen', `Nan Orr said ${words}.`]), 'Nan Orr', words)
  const closed = await ask('an answered request', fen.claimId)
  const made = { outcome: 'corrected' as const, changeWords: 'The day was changed.', changeHistoryId: null }
  await closeCorrection(db, editor, closed.id, 1, { ...made, answer: closed.answer({ secret: closed.token }) })
  await takeBackClaim(db, editor, fen.claimId, 1)
  Object.assign(rows.correction, { open: open.id, closed: closed.id, reopened: reopened.id })
  Object.assign(rows.privateAddress, { open: open.token, closed: closed.token, reopened: reopened.token })
}

/** Comments, notifications, unsaved forms, imports and distinctions: of the asking editor, and of another. */
export async function addTalk(desk: Desk, other: Colleague, hidden: HiddenWords, { rows, ann, bob }: Newsroom) {
  const { db, editor } = desk
  const me = { id: editor.id, name: 'The asking editor' }
  const comment = async (by: Colleague, what: string) => {
    const body = `Look: ${hidden.of(what, { from: 'editor' })}`
    return must(await addComment(db, by, { kind: 'claim', id: ann.claimId }, body), 'commentId')
  }
  const withdrawn = await comment(me, 'withdrawn comment')
  await withdrawComment(db, me, withdrawn, 1)
  Object.assign(rows.comment, {
    own: await comment(me, 'comment'),
    another: await comment(other, 'comment of another'),
    withdrawn,
  })

  const tell = async (id: number, what: string) => {
    const text = `Told ${hidden.of(what, { from: 'nobody', owner: id })}.`
    await notify(db, null, [id], { kind: 'mention', subjectKind: 'claim', subjectId: ann.claimId, text })
    return desk.newest('notifications')
  }
  rows.notification.own = await tell(editor.id, 'notification')
  rows.notification.another = await tell(other.id, 'notification of another')
  const keep = async (id: number, what: string) => {
    const fields = { reason: `She said: ${hidden.of(what, { from: 'nobody', owner: id })}` }
    await keepUnsaved(db, id, { form: `claims/${ann.claimId}/links/new`, key: `${id}`, fields, age: 0 })
    return desk.newest('unsaved_forms')
  }
  const capture = (id: number, what: string) => {
    const text = `It says: ${hidden.of(what, { from: 'nobody', owner: id })}.`
    const sent = { bytes: Buffer.from(text), mediaType: null, fileName: null, url: null }
    const read = { text, metadata: {}, zones: [], extractor: 'plain text' }
    return keepCapture(db, id, { name: 'a text', given: {}, sent }, read)
  }
  const job = async (id: number, what: string) => {
    const name = `${hidden.of(what, { from: 'nobody', owner: id })}.zip`
    const items = [{ name: 'a.png', given: {}, problem: 'This is a picture.' }]
    return (await beginJob(db, id, { name, defaults: {}, acceptsZones: false }, items)).jobId
  }
  Object.assign(rows.capture, {
    own: await capture(editor.id, 'capture'),
    another: await capture(other.id, 'capture of another'),
  })
  Object.assign(rows.importJob, {
    own: await job(editor.id, 'import'),
    another: await job(other.id, 'import of another'),
  })
  rows.unsaved.own = await keep(editor.id, 'unsaved form')
  rows.unsaved.another = await keep(other.id, 'unsaved form of another')
  rows.distinction.known = must(await tellApart(db, editor, ann.claimId, bob.claimId), 'id')
  const articles = [rows.article.published, rows.article.unseen] as [number, number]
  rows.articleDistinction.known = must(await tellTextsApart(db, editor, ...articles), 'id')
}

/** A report of a public claim that is public itself: what the desk made of it before is nobody's business outside. */
export async function sendBack(desk: Desk, reviewer: review.Reviewer, hidden: HiddenWords, { ann }: Newsroom) {
  const { db, editor } = desk
  await takeBackStatement(db, editor, ann.id, await versionOf(db, 'statements', ann.id))
  const [version, claimVersion] = [
    await versionOf(db, 'statements', ann.id),
    await versionOf(db, 'claims', ann.claimId),
  ]
  const item = { kind: 'statement' as const, id: ann.id, version, claimVersion }
  const words = `Who says so? ${hidden.of('comment of a reviewer', { from: 'editor' })}`
  must({ told: 0, ...(await review.sendBack(db, reviewer, item, words)) }, 'told')
  await review.publish(db, reviewer, item)
}

/** Tokens and sessions: of the asking editor, and of another. */
export async function addKeys(site: Served, me: number, other: Colleague, hidden: HiddenWords, { rows }: Newsroom) {
  const { db } = site
  const newest = async (table: 'api_tokens' | 'sessions'): Promise<number> =>
    (await db.query(`SELECT max(id) AS id FROM ${table}`))[0].id
  const token = async (owner: number, what: string) => {
    const label = hidden.of(`label of ${what}`, { from: 'admin', owner })
    await makeToken(db, null, owner, { label, scope: 'write' })
    return newest('api_tokens')
  }
  rows.token.own = await token(me, 'a token')
  rows.token.another = await token(other.id, 'a token of another')
  rows.token.revoked = await token(me, 'a revoked token')
  await revokeToken(db, null, me, rows.token.revoked)

  const session = async (owner: number, what: string) => {
    await newSession(site, owner, '12 hours', hidden.of(`network address of ${what}`, { from: 'admin', owner }))
    return newest('sessions')
  }
  rows.session.own = await session(me, 'a session')
  rows.session.another = await session(other.id, 'a session of another')
  rows.account.own = me
  rows.account.another = other.id
}

/** Webhooks with a try each: of the asking editor, and of another. */
export async function addWebhooks(site: Served, me: number, other: Colleague, hidden: HiddenWords, { rows }: Newsroom) {
  const { db, context } = site
  const parts = { sender: context.sender, secret: context.sessionSecret }
  const webhook = async (owner: number, what: string) => {
    const address = `https://receiver.example.org/${hidden.of(`address of ${what}`, { from: 'nobody', owner })}`
    const watched = watchedChain(rows.chain.published as number)
    const id = must(await addWebhook(db, { id: owner }, { address, watched }, parts), 'webhookId')
    must(await askForTry(db, { id: owner }, id), 'deliveryId')
    return id
  }
  rows.webhook.own = await webhook(me, 'a webhook')
  rows.webhook.another = await webhook(other.id, 'a webhook of another')
}

/** One-time links: one that opens, and all that don't any more. */
export async function addInvitations({ db }: Desk, hidden: HiddenWords, { rows }: Newsroom): Promise<void> {
  for (const state of ['open', 'spent', 'expired', 'revoked', 'disabled'] as const) {
    const word = hidden.of(`address of whose invitation is ${state}`, { from: 'admin' })
    const account = { email: `${state}@${word}.example`, name: 'Ivy', role: 'editor' as const }
    const id = must(await insertAccount(db, account, null), 'id')
    const link = await makeLink(db, null, id)
    if ('problem' in link) throw new Error(link.problem)
    if (state === 'revoked') await revokeLinks(db, id)
    const change = LINK_CHANGES[state]
    if (change) await db.query(change, [id])
    if (state === 'open') hidden.tellAt(word, link.token)
    if (state === 'disabled') rows.account.disabled = id
    rows.oneTimeLink[state] = link.token
  }
}

const LINK_CHANGES: Partial<Record<string, string>> = {
  spent: 'UPDATE one_time_links SET used_at = now() WHERE account_id = $1',
  expired: `UPDATE one_time_links SET created_at = now() - interval '9 days', expires_at = now() - interval '1 second'
    WHERE account_id = $1`,
  disabled: 'UPDATE accounts SET disabled_at = now() WHERE id = $1',
}

/**
 * Exports that are kept, after the redaction that would take them away: each is public, also one that waits to be made.
 * Whoever has the address of a prepared file has all of it.
 */
export async function addKept(desk: Desk, { rows }: Newsroom) {
  const { db, editor } = desk
  const asked = (file: string) => ({ file, query: '', deskName: 'The desk' })
  const kept = (file: string) => askForSnapshot(db, editor.id, asked(file))
  const prepared = async (file: string) => {
    const outcome = await askToPrepare(db, asked(file), PREPARED_ROOM)
    return 'key' in outcome ? outcome.key : ''
  }
  const ready = [await kept('claims.csv'), await kept('links.csv')] as const
  const there = [await prepared('claims.csv'), await prepared('links.csv')] as const
  await desk.prepare()
  await withdrawSnapshot(db, editor.id, ready[1], 'A slip.')
  await db.query(`UPDATE kept_exports SET ready_at = now() - interval '1 year' WHERE key = $1`, [there[1]])
  await forgetPrepared(db)
  Object.assign(rows.keptExport, { published: ready[0], withdrawn: ready[1], open: await kept('pairs.csv') })
  Object.assign(rows.preparedExport, { published: there[0], closed: there[1], open: await prepared('pairs.csv') })
}
