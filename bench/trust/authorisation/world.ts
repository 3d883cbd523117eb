import { assignArticle, setTaggingDone } from '../../../src/articles/tagging.commands'
import { type Asker, ask, askerOf, askersOf, each } from './askers'
import { deskOf } from './desk'
import { addDrafts, addReplies, addReviewersDrafts } from './drafts'
import { HiddenWords } from './hidden'
import { makeNews } from './newsroom'
import {
  addColleague,
  addCorrections,
  addInvitations,
  addKept,
  addKeys,
  addTalk,
  addWebhooks,
  sendBack,
} from './office'
import { redactAClaim } from './redacted'
import type { Rows } from './rows'
import { seal } from './sealed'
import { answersTo, lastNumbers, readersAddresses, requireAllAsked, type Seen } from './seen'
import type { Served } from './site'
import { letItBeYesterday } from './yesterday'

/** One site with a row in every state, everybody who may ask for them, and how a leak would be known. */
export interface Asked {
  site: Pick<Served, 'url' | 'db'>
  askers: Asker[]
  hidden: HiddenWords
  rows: Rows
  /** What readers were answered before anything was there that they are not to see. */
  before: Seen
}

/**
 * Fills an empty, migrated database: first what is public, or was; then, once readers have been answered at every address
 * there is, what they are not to see.
 *
 * @param thin asks readers at fewer addresses (`readersAddresses`)
 */
export async function makeWorld(site: Served & { ownerUrl: string }, { thin = false } = {}): Promise<Asked> {
  const askers = await askersOf(site)
  const hidden = new HiddenWords()
  const me = askerOf(askers, 'editor').accountId as number
  const desk = deskOf(site, { id: me })
  const news = await makeNews(desk, hidden)
  await addReplies(desk, hidden, news)
  await addCorrections(desk, hidden, news)
  await redactAClaim(desk, site.ownerUrl, hidden, news)

  const other = await addColleague(desk, hidden)
  await assignArticle(site.db, desk.editor, news.rows.article.published as number, 1, other.id)
  await setTaggingDone(site.db, desk.editor, news.rows.article.published as number, 2, true)

  await addKept(desk, news)
  await letItBeYesterday(site.ownerUrl)
  // That the desk reviews is said in a public setting: it does before readers are asked.
  await desk.setReview(true)
  const reviewer = askerOf(askers, 'reviewer').accountId as number
  await sendBack(desk, { id: reviewer, name: 'The reviewer', role: 'reviewer' }, hidden, news)
  await seal(site, news.rows)
  const last = await lastNumbers(site.db)
  const before = await answersTo(site, readersAddresses(last, news.rows, { thin }))
  await addDrafts(desk, hidden, news)
  await addReviewersDrafts(deskOf(site, { id: reviewer }), hidden, news)
  await addTalk(desk, other, hidden, news)
  await addKeys(site, me, other, hidden, news)
  await addWebhooks(site, me, other, hidden, news)
  await addInvitations(desk, hidden, news)
  await requireAllAsked(site.db, last)
  // A token's first use of the day is written down: that is no change that anybody makes.
  await each(askers, (asker) => ask(site.url, 'GET', '/api/v1/account', asker))
  return { site, askers, hidden, rows: news.rows, before }
}
