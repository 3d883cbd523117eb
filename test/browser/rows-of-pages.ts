import { makeLink } from '../../src/accounts/one-time-links.commands'
import { setCopyOf } from '../../src/copies/copies.commands'
import { askForCorrection } from '../../src/corrections/ask.commands'
import { addReply } from '../../src/corrections/replies.commands'
import { askForSnapshot } from '../../src/exports/kept-exports.commands'
import { readFile } from '../../src/extraction/read-file'
import { keepCapture } from '../../src/importing/captures.commands'
import { beginJob } from '../../src/importing/import-jobs.commands'
import { readSent } from '../../src/importing/read-sent'
import { addRevision } from '../../src/revising/revise.commands'
import { settleCarrying } from '../../src/revising/settle.commands'
import { watchedSearch } from '../../src/webhooks/watched'
import { addWebhook, askForTry } from '../../src/webhooks/webhooks.commands'
import { REPRINT, WIRE } from '../copies/wire-story'
import { newsroom } from '../reading/newsroom'
import type { Site } from '../support/site'

/** What pages are looked at with, mostly the smallest of each kind: axe looks at every element, and another card of the same template tells it nothing new. */
export type Rows = Record<
  | 'chain'
  | 'article'
  | 'claim'
  | 'older'
  | 'younger'
  | 'speaker'
  | 'busiest'
  | 'described'
  | 'largest'
  | 'zoned'
  | 'spokesman'
  | 'statement'
  | 'outlet'
  | 'account'
  | 'agency'
  | 'hopping'
  | 'nesting'
  | 'outer'
  | 'link'
  | 'long'
  | 'excerpts'
  | 'importJob'
  | 'keptExport'
  | 'capture'
  | 'proposing'
  | 'origin'
  | 'copy'
  | 'revised'
  | 'carrying'
  | 'reworded'
  | 'webhook',
  number
> & {
  invitation: string
}

/** Rows of the demonstration corpus, and what it has none of: a long chain, an article in excerpts, a correction. */
export async function rowsOf(site: Site): Promise<Rows> {
  const rows = {
    ...(await ofDemonstration(site)),
    ...(await longChain(site)),
    ...(await wireStory(site)),
    ...(await changedArticle(site)),
    ...(await ofImports(site)),
    webhook: await failingWebhook(site),
  }
  await oneCorrection(site, rows.claim)
  return rows
}

/** An import of three, of which one waits for the editor. */
async function ofImports({ db, editor }: Site) {
  const text = 'Ferry back\n\nThe ferry will sail in June, she said.\n\nSign up for our free weekly newsletter.\n'
  const sent = { bytes: Buffer.from(text), mediaType: 'text/plain', fileName: 'ferry.txt', url: null }
  const read = await readSent(readFile, sent, { language: 'en' })
  if ('problem' in read) throw new Error(read.problem)
  const capture = await keepCapture(db, editor.id, { name: 'ferry.txt', given: {}, sent }, read)
  const items = [
    { name: 'ships.txt', given: {}, sent },
    { name: 'picture.png', given: {}, problem: 'This is a picture.' },
  ]
  const { jobId } = await beginJob(db, editor.id, { name: 'ferries.zip', defaults: {}, acceptsZones: false }, items)
  return { capture, importJob: jobId, keptExport: await snapshotOf(db, editor.id) }
}

/** A snapshot that is there, with all that its page has. */
async function snapshotOf(db: Site['db'], accountId: number): Promise<number> {
  const asked = { file: 'claims.csv', query: 'q=ferry', deskName: 'The desk' }
  const id = await askForSnapshot(db, accountId, asked)
  await db.query(
    `UPDATE kept_exports SET state = 'ready', begun_at = now(), ready_at = now(), rows = 0, bytes = 0, sha256 = sha256('')
     WHERE id = $1`,
    [id],
  )
  return id
}

/** One with a message that waits, and one that was given up. */
async function failingWebhook({ db, editor, context }: Site): Promise<number> {
  const parts = { sender: context.sender, secret: context.sessionSecret }
  const watched = watchedSearch('q=Russia')
  if ('problem' in watched) throw new Error(watched.problem)
  const added = await addWebhook(db, editor, { address: 'https://receiver.example.org/gainsay', watched }, parts)
  if ('problems' in added) throw new Error(JSON.stringify(added))
  const { webhookId: id } = added
  await askForTry(db, editor, id)
  await db.query(`UPDATE webhook_deliveries SET state = 'given up', tries = 10, answered = 503 WHERE webhook_id = $1`, [
    id,
  ])
  await askForTry(db, editor, id)
  await db.query(`UPDATE webhooks SET state = 'failing', stopped_for = 'failures' WHERE id = $1`, [id])
  return id
}

async function ofDemonstration(site: Site) {
  const [row] = await site.db.query(`
    SELECT
      (SELECT chains.id FROM chains JOIN chain_components component ON component.id = component_id ORDER BY size, chains.id LIMIT 1) AS chain,
      (SELECT article_id FROM statements JOIN revisions ON revisions.id = revision_id GROUP BY 1 ORDER BY count(*), 1 LIMIT 1) AS article,
      (SELECT from_claim_id FROM links GROUP BY 1 ORDER BY count(*), 1 LIMIT 1) AS claim,
      (SELECT other_id FROM claim_likenesses ORDER BY id LIMIT 1) AS older,
      (SELECT claim_id FROM claim_likenesses ORDER BY id LIMIT 1) AS younger,
      (SELECT speaker_id FROM claim_speakers GROUP BY 1 ORDER BY count(*), 1 LIMIT 1) AS speaker,
      (SELECT speaker_id FROM claim_speakers GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1) AS busiest,
      (SELECT speaker_id FROM claim_speakers JOIN speakers ON speakers.id = speaker_id WHERE kind = 'described' LIMIT 1) AS described,
      (SELECT chains.id FROM chains JOIN chain_components component ON component.id = component_id ORDER BY size DESC LIMIT 1) AS largest,
      (SELECT article_id FROM zones JOIN revisions ON revisions.id = revision_id ORDER BY 1 LIMIT 1) AS zoned,
      (SELECT speaker_id FROM speaker_roles WHERE speaks_for_id IS NOT NULL ORDER BY id LIMIT 1) AS spokesman,
      (SELECT min(id) FROM statements) AS statement,
      (SELECT min(id) FROM outlets) AS outlet, (SELECT min(id) FROM links) AS link,
      (SELECT id FROM speakers WHERE name = 'Interfax') AS agency,
      (SELECT max(statement_id) FROM hops) AS hopping, nesting.article_id AS nesting, nesting.id AS outer
    FROM (
      SELECT statements.id, article_id FROM statements JOIN revisions ON revisions.id = revision_id
      WHERE claim_id IN (SELECT from_claim_id FROM links WHERE relation = 'relays') ORDER BY statements.id LIMIT 1
    ) nesting`)
  const made = await makeLink(site.db, null, site.editor.id)
  return { ...row, account: site.editor.id, invitation: 'token' in made ? made.token : '' }
}

/** More claims than a chain's picture draws each of (`MOST_DRAWN`). */
const MANY = 45

/** A chain with another picture, two of its claims with many answers; an article in excerpts, one with proposed zones. */
async function longChain(site: Site) {
  // One transaction, so that the search's documents are made once.
  return site.db.transaction(async (db) => {
    const desk = newsroom(db)
    const words = Array.from({ length: MANY }, (_, place) => `The pier is closed, for the ${place + 1}. time.`)
    const pier = await desk.article(words.join('\n\n'), { headline: 'The pier' })
    const claims: number[] = []
    for (const [place, word] of words.entries()) {
      const saidOn = `2018-01-${String(1 + Math.floor(place / 3)).padStart(2, '0')}`
      const by = [`Warden of the pier ${(place % 12) + 1}`]
      const { claimId } = await desk.statement(pier, { by, words: [word], claim: { saidOn } })
      claims.push(claimId)
      const [first = 0, second = 0] = claims
      if (place > 0) await desk.link(claimId, 'contradicts', place % 3 === 2 ? second : first)
    }
    const [chain] = await db.query(
      'SELECT chains.id FROM chains JOIN chain_members USING (component_id) WHERE claim_id = $1',
      [claims[0]],
    )
    const excerpts = await desk.article('It rained.\n\nThe warden said the pier is open.\n\nIt rained on.')
    await desk.statement(excerpts, { by: ['The warden'], words: ['the pier is open'] })
    const proposing = await desk.article(
      'The pier opens\n\nIt opened.\n\nSign up for our newsletter\n\nShare on Facebook',
    )
    return { long: chain.id as number, excerpts, proposing }
  })
}

/** A wire story that ran again, and once more in what nobody has looked at yet. */
async function wireStory(site: Site) {
  const desk = newsroom(site.db)
  const origin = await desk.article(WIRE, { outlet: 'Coastwire' })
  const words = ['We can run empty boats or we can run safe boats']
  const { claimId } = await desk.statement(origin, { by: ['Ida Marlow'], words })
  const copy = await desk.article(REPRINT, { outlet: 'The Gazette' })
  await desk.statement(copy, { by: [], words, claimId })
  await setCopyOf(site.db, site.editor, copy, 1, origin)
  await desk.article(`${WIRE}\nFrom our news desk.\n`, { outlet: 'The Pier Observer' })
  return { origin, copy }
}

/** An article that was captured anew: one statement went along, one was reworded, one is gone, and one waits. */
async function changedArticle(site: Site) {
  const desk = newsroom(site.db)
  const text = [
    'Tolls on the bridge',
    'The mayor said the toll would fall by half.',
    'Ada Fenn said lorries pay twice.',
    'Bo Quist said it was all lies.',
    'The harbour said nothing of it was true.',
  ]
  const revised = await desk.article(text.join('\n\n'), { outlet: 'The Toll Gazette' })
  const said = async (by: string, words: string) => desk.statement(revised, { by: [by], words: [words], source: by })
  const mayor = await said('The mayor', 'the toll would fall by half')
  await said('Ada Fenn', 'lorries pay twice')
  const quist = await said('Bo Quist', 'it was all lies')
  const harbour = await said('The harbour', 'nothing of it was true')
  await desk.link(harbour.claimId, 'denies', mayor.claimId)
  const newer = [
    text[0],
    'The mayor said the toll would fall a little.',
    text[2],
    'The harbour said little of it was true.',
  ]
  await addRevision(site.db, site.editor, revised, null, { raw: Buffer.from(newer.join('\n\n')) })
  const carryingOf = async (statement: number): Promise<number> =>
    (await site.db.query('SELECT id FROM carryings WHERE statement_id = $1', [statement]))[0].id
  await settleCarrying(site.db, site.editor, await carryingOf(mayor.statementId), 1, {
    as: 'pointed',
    spans: { content: [{ exact: 'the toll would fall a little' }] },
  })
  await settleCarrying(site.db, site.editor, await carryingOf(quist.statementId), 1, { as: 'let_go' })
  return { revised, carrying: await carryingOf(harbour.statementId), reworded: mayor.claimId }
}

/** Where the sender of the correction follows it. */
export const FOLLOWED = 'the-secret-half-of-a-private-address'.padEnd(43, '0')

/** A correction asked for on this claim, and a reply beside it. */
async function oneCorrection(site: Site, claimId: number) {
  const asked = {
    claimId,
    kind: 'right_of_reply',
    linkId: null,
    words: 'I said no such thing.',
    sourceUrl: null,
  } as const
  await askForCorrection(site.db, { ...asked, name: 'A Reader', email: 'reader@daily.example', token: FOLLOWED })
  const reply = {
    by: { name: 'A. Reader' },
    words: 'I said no such thing.',
    repliedOn: '2019-06-05',
    way: 'form',
  } as const
  await addReply(site.db, site.editor, claimId, { ...reply, url: null, correctionId: null })
}
